/// Presets: named JSON files that say part of a job.
#include "app/cli_presets.h"

#include <nlohmann/json.hpp>
#include <set>
#include <system_error>

#include "app/cli_values.h"
#include "core/error.h"
#include "model/model_registry.h"

namespace nakawari::cli {
namespace {

namespace fs = std::filesystem;

std::string known_presets(const std::vector<fs::path>& folders) {
    std::set<std::string> names;
    for (const fs::path& folder : folders) {
        std::error_code status;
        for (const auto& entry : fs::directory_iterator(folder, status)) {
            if (entry.path().extension() == ".json") {
                names.insert(entry.path().stem().string());
            }
        }
    }
    std::string list;
    for (const std::string& name : names) {
        list += (list.empty() ? "" : ", ") + name;
    }
    return list.empty() ? "none" : list;
}

fs::path find_preset(const std::string& name, const std::vector<fs::path>& folders) {
    const bool is_plain_name = name.find('/') == std::string::npos;
    for (const fs::path& folder : folders) {
        std::error_code status;
        const fs::path file = folder / (name + ".json");
        if (is_plain_name && fs::is_regular_file(file, status)) {
            return file;
        }
    }
    throw Error(
        Category::usage,
        NK_TEXT("There is no preset “%1”; the presets are: %2."),
        {name, known_presets(folders)}
    );
}

}  // namespace

std::vector<fs::path> standard_preset_folders() {
    std::vector<fs::path> folders;
    for (const fs::path& models : standard_model_folders()) {
        folders.push_back(models.parent_path() / "presets");
    }
    return folders;
}

Job with_preset(const Job& job, const std::string& name, const std::vector<fs::path>& folders) {
    const fs::path file = find_preset(name, folders);
    const auto preset = nlohmann::json::parse(read_text_file(file.string()), nullptr, false);
    if (!preset.is_object() || !preset.contains("job") || !preset["job"].is_object()) {
        throw Error(
            Category::usage,
            NK_TEXT("The preset “%1” is broken; it must be a JSON object with a “job” in it."),
            {file.string()}
        );
    }
    // What the preset does not say stays as it is.
    auto merged = nlohmann::json::parse(to_json(job));
    merged.merge_patch(preset["job"]);
    return job_from_json(merged.dump());
}

}  // namespace nakawari::cli
