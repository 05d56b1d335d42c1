/// Small operations on float pictures. Private to engine/pipeline; pure.
#pragma once

#include "core/frame.h"

namespace nakawari {

/// False if any sample is infinite or not a number.
[[nodiscard]] bool is_finite(const Frame& frame);
/// The mean of the three planes of an rgb_float_format frame, as grey float.
[[nodiscard]] Frame grey_mean(const Frame& rgb);
/// A grey float picture of one value.
[[nodiscard]] Frame grey_constant(Size size, float value);
/// The middle of an rgb_float_format frame; an axis that is shorter stays whole. Time is kept.
[[nodiscard]] Frame crop_middle(const Frame& rgb, Size size);

}  // namespace nakawari
