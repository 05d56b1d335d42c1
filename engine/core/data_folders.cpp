/// Where a program looks for its data: the user's, its own and the system's folders.
#include "core/data_folders.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <system_error>

namespace nakawari {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

/// The XDG rules ignore relative paths.
void add_data_folder(std::vector<fs::path>& folders, const fs::path& data, const char* kind) {
    if (!data.is_absolute()) {
        return;
    }
    fs::path folder = (data / "nakawari" / kind).lexically_normal();
    if (std::find(folders.begin(), folders.end(), folder) == folders.end()) {
        folders.push_back(std::move(folder));
    }
}

/// CMake leaves a file in the build folder that names the folder of the source tree; nothing is
/// compiled in, so an installed program knows nothing of it.
fs::path build_tree_folder(fs::path folder, const char* kind) {
    const std::string marker_name = std::string("nakawari_") + kind + "_folder";
    constexpr int most_levels = 4;
    for (int level = 0; level < most_levels && folder.has_relative_path(); ++level) {
        std::ifstream marker(folder / marker_name);
        std::string line;
        if (std::getline(marker, line)) {
            return line;
        }
        folder = folder.parent_path();
    }
    return {};
}

}  // namespace

std::vector<fs::path> data_folders(const char* kind) {
    std::vector<fs::path> folders;
    const fs::path user_data = environment("XDG_DATA_HOME");
    const fs::path home = environment("HOME");
    add_data_folder(folders, user_data.is_absolute() ? user_data : home / ".local/share", kind);
    std::error_code status;
    const fs::path program = fs::read_symlink("/proc/self/exe", status);
    if (!status) {
        add_data_folder(folders, program.parent_path().parent_path() / "share", kind);
        fs::path source = build_tree_folder(program.parent_path(), kind);
        if (!source.empty()) {
            folders.push_back(std::move(source));
        }
    }
    std::string system = environment("XDG_DATA_DIRS");
    system = system.empty() ? "/usr/local/share:/usr/share" : system;
    for (std::size_t begin = 0; begin <= system.size();) {
        const std::size_t end = std::min(system.find(':', begin), system.size());
        add_data_folder(folders, system.substr(begin, end - begin), kind);
        begin = end + 1;
    }
    return folders;
}

}  // namespace nakawari
