/// Presets: named JSON files that say part of a job.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/job.h"

namespace nakawari::cli {

/// Beside the model folders: resources/presets of the build tree, <prefix>/share/nakawari/presets,
/// the user's data folder.
[[nodiscard]] std::vector<std::filesystem::path> standard_preset_folders();

/// `job` with what the preset says put over it. `name` is the file's name without .json. Throws
/// Error{usage} naming the presets there are, or the key that is wrong.
[[nodiscard]] Job with_preset(
    const Job& job, const std::string& name, const std::vector<std::filesystem::path>& folders
);

}  // namespace nakawari::cli
