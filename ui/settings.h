/// What the program remembers of a person's choices.
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <memory>
#include <optional>

#include "pipeline/job.h"
#include "ui/engine_bridge.h"

namespace nakawari {

inline constexpr int least_compare_cache_mb = 64;
inline constexpr int most_megabytes = 1 << 20;

/// A plain value, edited by the settings dialog.
struct Preferences {
    InferenceSettings inference;
    int compare_cache_mb = default_compare_cache_mb;
    QString language;        ///< "", "en", "ja"; empty = the system's
    QString default_preset;  ///< name; empty = none
    QString output_folder;   ///< empty = beside the source
    QString name_pattern;    ///< with %name and %time; empty = the usual one
    bool notifies = true;    ///< when the queue is done
    friend bool operator==(const Preferences&, const Preferences&) = default;
};

/// A versioned settings file. Belongs to the interface thread; Qt writes it in the background.
/// A file from a later version is left alone and not written to.
class Settings {
 public:
    /// Empty path: the person's own file.
    explicit Settings(const QString& file = {});

    [[nodiscard]] Preferences preferences() const;
    void set_preferences(const Preferences& preferences);

    [[nodiscard]] QStringList recent_files() const;
    void add_recent_file(const QString& path);
    void clear_recent_files();

    /// The output panel's last state; empty at the first start.
    [[nodiscard]] std::optional<Job> last_job() const;
    void set_last_job(const Job& job);

    /// Geometry and docks.
    [[nodiscard]] QByteArray value(const QString& name) const;
    void set_value(const QString& name, const QByteArray& value);

    /// Everything back to how it was at the first start.
    void reset();

 private:
    std::unique_ptr<QSettings> settings_;
    bool is_writable_ = true;
};

}  // namespace nakawari
