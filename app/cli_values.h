/// Values as people type them: times, rates, names of matrices, lists of cuts.
#pragma once

#include <string>
#include <vector>

#include "core/color.h"
#include "core/rational.h"

namespace nakawari::cli {

/// `[[h:]m:]s[.f]` in seconds, exact. Throws Error{usage} naming `option`.
[[nodiscard]] Rational parse_time(const std::string& text, const std::string& option);
/// "H:MM:SS.mmm", or "M:SS.mmm" under an hour.
[[nodiscard]] std::string format_time(const Rational& seconds);

/// A positive `N[/D]` or decimal; 23.976, 29.97, 59.94 and 119.88 mean the exact NTSC rates.
/// Throws Error{usage} naming `option`.
[[nodiscard]] Rational parse_rate(const std::string& text, const std::string& option);

/// "2G", "1.5GiB", "800M"; a bare number counts MiB. In MiB. Throws Error{usage} naming `option`.
[[nodiscard]] int parse_memory_mb(const std::string& text, const std::string& option);

/// bt601, bt709, bt2020 … Throws Error{usage} naming the ones there are.
[[nodiscard]] ColorMatrix parse_color_matrix(const std::string& text);

/// A JSON array of pts in seconds: numbers, "N/D" or times. Rising order is made. Throws
/// Error{input} if the file cannot be read, Error{usage} if it holds something else.
[[nodiscard]] std::vector<Rational> read_cut_list(const std::string& path);

/// A whole text file. Throws Error{input}.
[[nodiscard]] std::string read_text_file(const std::string& path);

}  // namespace nakawari::cli
