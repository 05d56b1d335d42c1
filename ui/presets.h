/// Presets: named JSON files that say part of a job; bundled ones and the person's own.
#pragma once

#include <QString>
#include <filesystem>
#include <vector>

#include "pipeline/job.h"

namespace nakawari {

struct Preset {
    QString name;   ///< the file's name without .json, as `nakawari-cli --use-preset` takes it
    QString title;  ///< English for bundled ones: see preset_title()
    std::filesystem::path file;
    bool is_own = false;  ///< in the person's data folder: can be removed
    friend bool operator==(const Preset&, const Preset&) = default;
};

/// Reads and writes files, small ones: worker threads in the window, any thread in tests.
class PresetFolder {
 public:
    /// The first folder is the person's own; where two hold one name, the first wins.
    explicit PresetFolder(std::vector<std::filesystem::path> folders);

    /// By name. Files that are no presets are left out with a warning in the log.
    [[nodiscard]] std::vector<Preset> list() const;
    /// `job` with what the preset says put over it; paths and what is not said stay. Throws
    /// Error{usage} naming the file or the key that is wrong.
    [[nodiscard]] static Job applied(const Job& job, const Preset& preset);
    /// Writes how the job treats time, output and model, without paths, ranges and cuts. Throws
    /// Error{output}.
    void save(const QString& title, const Job& job) const;
    /// An own one; a bundled one of the same name shows again. Throws Error{output}.
    void remove(const Preset& preset) const;

 private:
    std::vector<std::filesystem::path> folders_;
};

/// Beside the model folders.
[[nodiscard]] std::vector<std::filesystem::path> standard_preset_folders();
/// The title in the window's language; own ones as they were written.
[[nodiscard]] QString preset_title(const Preset& preset);
/// A file name for a title: letters, digits and hyphens.
[[nodiscard]] QString preset_name(const QString& title);

}  // namespace nakawari
