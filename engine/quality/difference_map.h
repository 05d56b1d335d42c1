/// Pictures of where two pictures differ.
#pragma once

#include "core/frame.h"

namespace nakawari {

/// |reference − picture| per channel, of their 8-bit versions, times `gain`, in 0 … 1: black where
/// they are equal. Both rgb_float_format of one size; the result too. Throws std::invalid_argument.
[[nodiscard]] Frame difference_map(const Frame& reference, const Frame& picture, float gain = 8);

/// The same for what high_frequency() measures: root of the mean energy of the three channels'
/// differences, times `gain`, as grey.
[[nodiscard]] Frame high_frequency_map(
    const Frame& reference, const Frame& picture, float gain = 8
);

}  // namespace nakawari
