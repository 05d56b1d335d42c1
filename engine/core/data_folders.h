/// Where a program looks for its data: the user's, its own and the system's folders.
#pragma once

#include <filesystem>
#include <vector>

namespace nakawari {

/// Folders "nakawari/<kind>" by the XDG rules, best first; between the user's and the system's lie
/// `<prefix>/share` of the running program and, in a build tree, what the file
/// `nakawari_<kind>_folder` above the program names. They need not exist. Any thread.
[[nodiscard]] std::vector<std::filesystem::path> data_folders(const char* kind);

}  // namespace nakawari
