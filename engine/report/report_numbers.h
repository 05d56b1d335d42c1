/// Numbers as people read them, the same in every language and locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "report/poc_report.h"

namespace nakawari {

/// "1,234,567".
[[nodiscard]] std::string grouped(int64_t value);
/// With that many digits after the point, digits before it grouped, a real minus sign; "—" if it
/// is not finite.
[[nodiscard]] std::string decimal(double value, int digits);
/// "—" where there is none.
[[nodiscard]] std::string decimal(const std::optional<double>& value, int digits);
/// As decimal(), with "+" before what is above zero.
[[nodiscard]] std::string with_sign(double value, int digits);
/// "4.81 MB": decimal units.
[[nodiscard]] std::string megabytes(double bytes, int digits = 2);
/// "0:07", "1:02:03".
[[nodiscard]] std::string clock_time(double seconds);
/// "1280×720".
[[nodiscard]] std::string picture_size(int width, int height);

/// Digits after the point with which a value of this item is shown. More of them if otherwise
/// `margin` would read as zero although it is not.
[[nodiscard]] int target_digits(TargetItem item, double margin);
/// A value of the item with its unit, for example "31.42 dB"; `digits` from target_digits().
[[nodiscard]] std::string target_value(TargetItem item, double value, int digits);
/// The margin with its sign and unit.
[[nodiscard]] std::string target_margin(TargetItem item, double margin, int digits);

}  // namespace nakawari
