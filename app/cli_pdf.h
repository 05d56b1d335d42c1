/// The report as PDF, where the program was built with Qt.
#pragma once

#include <filesystem>
#include <string>

namespace nakawari::cli {

/// False in a build without Qt.
[[nodiscard]] bool can_write_pdf();
/// Main thread only. Throws Error{output}, Error{failed} where can_write_pdf() is false.
void write_pdf(const std::string& html, const std::filesystem::path& file);

}  // namespace nakawari::cli
