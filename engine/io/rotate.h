/// Pictures turned by a quarter: for containers that cannot say "show this turned". Private to
/// engine/io.
#pragma once

#include "core/frame.h"

namespace nakawari {

/// Clockwise by 0, 90, 180 or 270 degrees; samples are moved, never changed. Time is kept.
[[nodiscard]] Frame rotate(const Frame& frame, int degrees);
[[nodiscard]] Size rotated_size(Size size, int degrees);

}  // namespace nakawari
