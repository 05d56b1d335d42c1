/// A report's page as PDF. Needs Qt Gui only, so that the command line can use it too.
#pragma once

#include <filesystem>
#include <string>

namespace nakawari {

/// Draws the HTML of engine/report on A4 pages, texts as text and curves sharp, and replaces `file`
/// when all of it is written. A QGuiApplication must exist (the offscreen platform will do). Throws
/// Error{output}.
void write_report_pdf(const std::string& html, const std::filesystem::path& file);

}  // namespace nakawari
