/// The 8-bit pictures that all scores are computed on, and that the window shows. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/frame.h"

namespace nakawari {

/// Clamps and rounds half to even; what is not a number becomes 0, so that a broken picture scores
/// badly instead of not at all.
void to_eight_bit(const float* samples, uint8_t* result, int count);

/// R, G and B without gaps between rows.
struct EightBitPicture {
    Size size;
    std::array<std::vector<uint8_t>, 3> planes;

    [[nodiscard]] const uint8_t* row(int plane, int y) const {
        return planes[static_cast<std::size_t>(plane)].data() +
               static_cast<std::ptrdiff_t>(y) * size.width;
    }
};

[[nodiscard]] EightBitPicture make_eight_bit(const Frame& frame);

/// Throws std::invalid_argument unless both are rgb_float_format of one size.
void require_comparable(const Frame& a, const Frame& b);

}  // namespace nakawari
