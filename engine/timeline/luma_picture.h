/// Small luma pictures, on which cuts and duplicates are looked for. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "core/frame.h"

namespace nakawari {

/// Box averages of a frame's luma, row by row, in 1/256 of 8-bit code values (whatever the frame's
/// depth and range): fine enough that a small change still shows in a big box.
struct LumaPicture {
    Size size;
    std::vector<uint16_t> samples;
    friend bool operator==(const LumaPicture&, const LumaPicture&) = default;
};

/// Of any planar format; R'G'B' is weighted as in BT.709. A frame smaller than `size` is enlarged
/// by repetition.
[[nodiscard]] LumaPicture make_luma_picture(const Frame& frame, Size size);

}  // namespace nakawari
