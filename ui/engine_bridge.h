/// What every part of the window needs of the engine, fetched off the interface thread.
#pragma once

#include <QObject>
#include <QString>
#include <memory>
#include <optional>
#include <vector>

#include "core/interpolator.h"
#include "model/model_registry.h"
#include "pipeline/job.h"
#include "ui/task_lane.h"

namespace nakawari {

/// How networks are run, from the settings.
struct InferenceSettings {
    QString device = "auto";
    QString precision = "auto";  ///< auto, fp32, bf16, fp16
    int threads = 0;             ///< 0 = all cores
    int memory_mb = 0;           ///< limit in MiB; 0 = from what is free
    friend bool operator==(const InferenceSettings&, const InferenceSettings&) = default;
};

inline constexpr int default_compare_cache_mb = 512;

/// Belongs to the interface thread; one per window, handed to its parts by reference.
class EngineBridge : public QObject {
    Q_OBJECT

 public:
    /// The standard folders for a program; tests give their own.
    explicit EngineBridge(
        std::vector<std::filesystem::path> model_folders = standard_model_folders(),
        QObject* parent = nullptr
    );

    /// Never null; without entries until models_changed() came for the first time.
    [[nodiscard]] std::shared_ptr<const ModelRegistry> registry() const { return registry_; }
    [[nodiscard]] const std::vector<std::filesystem::path>& model_folders() const {
        return folders_;
    }
    /// Looks through the model folders again; models_changed() follows.
    void reload_models();
    /// What can be chosen, for lists: the registry's entries and FFmpeg's minterpolate, which
    /// engine/model does not know. Empty like the registry's.
    [[nodiscard]] const std::vector<ModelEntry>& entries() const { return entries_; }
    /// The title from the model's card; the id while there is none.
    [[nodiscard]] QString title(const QString& model_id) const;

    void set_inference(const InferenceSettings& settings);
    [[nodiscard]] const InferenceSettings& inference() const { return inference_; }
    /// How much the pictures of a comparison may take that are kept so as not to be made again.
    void set_compare_cache_mb(int mebibytes);
    [[nodiscard]] std::size_t compare_cache_bytes() const {
        return static_cast<std::size_t>(compare_cache_mb_) << 20U;
    }
    /// For make_interpolator(), which belongs to a worker thread: it loads weights.
    [[nodiscard]] InferenceOptions options_for(const QString& model_id) const;
    /// The same as a job says it.
    [[nodiscard]] ModelChoice choice_for(const QString& model_id) const;

 Q_SIGNALS:
    void models_changed();
    void inference_changed();
    void compare_cache_changed();

 private:
    std::vector<std::filesystem::path> folders_;
    std::shared_ptr<const ModelRegistry> registry_;
    std::vector<ModelEntry> entries_;
    InferenceSettings inference_;
    int compare_cache_mb_ = default_compare_cache_mb;
    TaskLane lane_{"models"};
};

/// From the words of a job to what make_interpolator() takes. Throws Error{usage} for a precision
/// that there is not.
[[nodiscard]] InferenceOptions inference_options(const ModelChoice& choice);

/// Any of EngineBridge::entries() or a path of a .pth; blocks while weights are loaded. Throws
/// Error{model}.
[[nodiscard]] std::unique_ptr<Interpolator> make_any_interpolator(
    const ModelRegistry& registry, const InferenceOptions& options
);

}  // namespace nakawari
