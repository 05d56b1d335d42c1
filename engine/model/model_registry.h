/// Models by name: where their files are found, and an Interpolator made from one. Free of torch
/// types.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/interpolator.h"
#include "model/model_card.h"

namespace nakawari {

/// Of the convolutions; fp16 on graphics cards only.
enum class Precision { automatic = 1, fp32, bf16, fp16 };

struct InferenceOptions {
    std::string model = "mini-flow";  ///< registered id or path of a .pth
    Precision precision = Precision::automatic;
    std::string device = "auto";  ///< auto, cpu, cuda, cuda:N
    int threads = 0;              ///< 0 = all cores
    int64_t memory_bytes = 0;     ///< limit of the process; 0 = three quarters of what is free
    friend bool operator==(const InferenceOptions&, const InferenceOptions&) = default;
};

/// A model that can be asked for by name.
struct ModelEntry {
    ModelCard card;
    std::filesystem::path weights;  ///< empty for methods without weights (repeat, blend, flow)
    friend bool operator==(const ModelEntry&, const ModelEntry&) = default;
};

/// Looks through the model folders at construction; immutable afterwards, so any thread may ask. A
/// card that is broken or has no weights is left out with a warning in the log. Where two folders
/// hold one id, the first wins; `repeat`, `blend` and `flow` are always there and cannot be
/// replaced.
class ModelRegistry {
 public:
    /// The folders in order of precedence, which need not exist; standard_model_folders() for a
    /// program.
    explicit ModelRegistry(std::vector<std::filesystem::path> folders);

    /// Sorted by id within a folder, the methods without weights last.
    [[nodiscard]] const std::vector<ModelEntry>& entries() const { return entries_; }
    /// By id or path of a .pth file (with or without a card beside it), with the SHA-256 of the
    /// weights as they are now. Throws Error{model}: unknown (naming the known ids), unreadable, or
    /// not the file that its card describes.
    [[nodiscard]] ModelEntry find(const std::string& id_or_path) const;

 private:
    void add_folder(const std::filesystem::path& folder);
    void add(ModelEntry entry);
    [[nodiscard]] const ModelEntry* find_id(const std::string& id) const;

    std::vector<ModelEntry> entries_;
};

/// $XDG_DATA_HOME/nakawari/models, <prefix>/share/nakawari/models of the running program,
/// resources/models of the build tree if it runs in one, nakawari/models in $XDG_DATA_DIRS.
[[nodiscard]] std::vector<std::filesystem::path> standard_model_folders();

/// Loads and prepares: throws Error{model} for missing, foreign, cut or misshapen files, naming the
/// first offenders.
[[nodiscard]] std::unique_ptr<Interpolator> make_interpolator(
    const ModelRegistry& registry, const InferenceOptions& options
);

}  // namespace nakawari
