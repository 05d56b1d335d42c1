/// Where a program looks for models: the user's, its own and the system's data folders.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <system_error>

#include "model/model_registry.h"

namespace nakawari {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

/// The XDG rules ignore relative paths.
void add_data_folder(std::vector<fs::path>& folders, const fs::path& data) {
    if (!data.is_absolute()) {
        return;
    }
    fs::path folder = (data / "nakawari" / "models").lexically_normal();
    if (std::find(folders.begin(), folders.end(), folder) == folders.end()) {
        folders.push_back(std::move(folder));
    }
}

/// CMake leaves a file in the build folder that names resources/models of the source tree; nothing
/// is compiled in, so an installed program knows nothing of it.
fs::path build_tree_models(fs::path folder) {
    constexpr int most_levels = 4;
    for (int level = 0; level < most_levels && folder.has_relative_path(); ++level) {
        std::ifstream marker(folder / "nakawari_models_folder");
        std::string line;
        if (std::getline(marker, line)) {
            return line;
        }
        folder = folder.parent_path();
    }
    return {};
}

}  // namespace

std::vector<fs::path> standard_model_folders() {
    std::vector<fs::path> folders;
    const fs::path user_data = environment("XDG_DATA_HOME");
    const fs::path home = environment("HOME");
    add_data_folder(folders, user_data.is_absolute() ? user_data : home / ".local/share");
    std::error_code status;
    const fs::path program = fs::read_symlink("/proc/self/exe", status);
    if (!status) {
        add_data_folder(folders, program.parent_path().parent_path() / "share");
        if (const fs::path models = build_tree_models(program.parent_path()); !models.empty()) {
            folders.push_back(models);
        }
    }
    std::string system = environment("XDG_DATA_DIRS");
    system = system.empty() ? "/usr/local/share:/usr/share" : system;
    for (std::size_t begin = 0; begin <= system.size();) {
        const std::size_t end = std::min(system.find(':', begin), system.size());
        add_data_folder(folders, system.substr(begin, end - begin));
        begin = end + 1;
    }
    return folders;
}

}  // namespace nakawari
