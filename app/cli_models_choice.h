/// From the options that evaluate, compare and --check share to what the engine takes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/cli_arguments.h"
#include "core/interpolator.h"
#include "model/model_registry.h"
#include "pipeline/job.h"

namespace nakawari::cli {

[[nodiscard]] InferenceOptions inference_options(const ModelChoice& choice);
/// Throws Error{usage}.
[[nodiscard]] InferenceOptions inference_options(
    const ModelsChoice& choice, const std::string& model
);

/// Any model by name: those of the registry, and FFmpeg's minterpolate, which engine/model does not
/// know. Throws Error{model}.
[[nodiscard]] std::unique_ptr<Interpolator> make_any_interpolator(
    const ModelRegistry& registry, const InferenceOptions& options
);

/// True if the registry has a model of that id.
[[nodiscard]] bool is_installed(const ModelRegistry& registry, const std::string& id);

/// Throws Error{usage}.
[[nodiscard]] SourceOptions source_options(const ClipChoice& clip, const std::string& path);
[[nodiscard]] CutOptions cut_options(const ClipChoice& clip);
/// "854x480". Throws Error{usage} naming `option`.
[[nodiscard]] Size parse_size(const std::string& text, const std::string& option);

}  // namespace nakawari::cli
