/// Engine texts in the person's language, and numbers as people read them.
#pragma once

#include <QString>
#include <cstdint>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/rational.h"

namespace nakawari::text {

/// The sentence of NK_TEXT with its arguments put in; a sentence that has them already is known by
/// its wording. What no translation knows stays English.
[[nodiscard]] QString translated(
    const std::string& message, const std::vector<std::string>& arguments = {}
);
/// What happened, why, what to try.
[[nodiscard]] QString of(const Error& error);

/// h:mm:ss.mmm of a time in seconds, rounded to the nearest millisecond.
[[nodiscard]] QString time(const Rational& seconds);
[[nodiscard]] QString time(double seconds);
/// Reads what time() writes and everything shorter: [[h:]m:]s[.f]; false if it is none.
[[nodiscard]] bool parse_time(const QString& written, Rational& seconds);
/// "23.976 fps", "25 fps": exact to three decimals, no trailing zeros.
[[nodiscard]] QString rate(const Rational& frames_per_second);
/// The number of rate() alone.
[[nodiscard]] QString rate_number(const Rational& frames_per_second);
/// "24000/1001 frames per second", for tooltips.
[[nodiscard]] QString exact_rate(const Rational& frames_per_second);
/// "38 MB", "1.4 GB": powers of 1000, two significant digits from 1 MB on.
[[nodiscard]] QString bytes(int64_t count);
/// For estimates: "about 4 min", "about 20 s", "about 2 h 10 min".
[[nodiscard]] QString about(double seconds);
/// For what was measured or counts down: "1:12", "1:02:03".
[[nodiscard]] QString span(double seconds);
/// Shortened in the middle, so that folder and file name can both be told.
[[nodiscard]] QString elided_path(const QString& path, int characters);
/// The file's name only, in the language's quotes.
[[nodiscard]] QString quoted_name(const QString& path);

}  // namespace nakawari::text
