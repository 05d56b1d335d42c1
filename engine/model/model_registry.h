/// Models by name: where their files are found, and an Interpolator made from one. Free of torch
/// types.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/interpolator.h"

namespace nakawari {

enum class Precision { automatic = 1, fp32, bf16 };

struct InferenceOptions {
    std::string model = "mini-flow";  ///< registered id or path of a .pth
    Precision precision = Precision::automatic;
    std::string device = "auto";  ///< auto, cpu, cuda, cuda:N
    int threads = 0;              ///< 0 = all cores
    friend bool operator==(const InferenceOptions&, const InferenceOptions&) = default;
};

/// The JSON beside a weights file (RULES, Models); unknown keys are kept in `rest`.
struct ModelCard {
    std::string id;
    std::string title;
    std::string family;
    std::string sha256;
    std::string licence;
    std::string trained_on;
    std::string recipe;
    std::string measured_json;  ///< the "measured" value as JSON text
    std::string limits;
    friend bool operator==(const ModelCard&, const ModelCard&) = default;
};

struct ModelEntry {
    ModelCard card;
    std::filesystem::path weights;  ///< empty for methods without weights (repeat, blend, flow)
    friend bool operator==(const ModelEntry&, const ModelEntry&) = default;
};

/// Looks through the model folders at construction; immutable afterwards.
class ModelRegistry {
 public:
    /// The folders in order of precedence; standard_model_folders() for a program.
    explicit ModelRegistry(std::vector<std::filesystem::path> folders);

    [[nodiscard]] const std::vector<ModelEntry>& entries() const { return entries_; }
    /// By id or path. Throws Error{model} naming the known ids.
    [[nodiscard]] ModelEntry find(const std::string& id_or_path) const;

 private:
    std::vector<ModelEntry> entries_;
};

/// $XDG_DATA_HOME/nakawari/models, <prefix>/share/nakawari/models, resources/models of the build
/// tree.
[[nodiscard]] std::vector<std::filesystem::path> standard_model_folders();

/// Loads and prepares: throws Error{model} for missing, foreign, cut or misshapen files, naming the
/// first offenders.
[[nodiscard]] std::unique_ptr<Interpolator> make_interpolator(
    const ModelRegistry& registry, const InferenceOptions& options
);

}  // namespace nakawari
