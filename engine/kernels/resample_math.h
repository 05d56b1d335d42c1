/// The two fixed resamplers of the network, one output pixel at a time (spec §1.4 and §5).
#pragma once

#include "kernels/tensor_view.h"

namespace nakawari::kernels {

inline constexpr int gauss_side = 5;
inline constexpr int gauss_pad = 2;
inline constexpr int upsample_taps = 8;
inline constexpr int upsample_pad = 4;

/// Gaussian blur, then the mean of the 2×2 block: both together are one 6×6 filter. `kernel` holds
/// 25 values.
template <typename T>
NK_HD T gaussian_downsample_pixel(
    const TensorView<const T>& image, const T* kernel, int64_t n, int64_t c, int64_t y, int64_t x
) {
    T sum = 0;
    for (int64_t i = 0; i < 4 * gauss_side * gauss_side; ++i) {
        const int64_t block = i / (gauss_side * gauss_side);
        const int64_t tap = i % (gauss_side * gauss_side);
        const int64_t row = 2 * y + block / 2 + tap / gauss_side - gauss_pad;
        const int64_t column = 2 * x + block % 2 + tap % gauss_side - gauss_pad;
        sum += kernel[tap] * image.at(
                                 n,
                                 c,
                                 reflect_index(row, image.height(), gauss_pad),
                                 reflect_index(column, image.width(), gauss_pad)
                             );
    }
    return sum / 4;
}

/// Source row (or column) of tap `tap` of the odd output row 2·index + 1, borders mirrored.
NK_HD int64_t upsample_source(int64_t index, int tap, int64_t size) {
    return reflect_index(index - 3 + tap, size, upsample_pad);
}

/// U(2y, 2x) = I; odd columns and rows filtered; odd/odd by rows first, then columns (spec §5).
/// `filter` holds 8 values.
template <typename T>
NK_HD T upsample_8tap_pixel(
    const TensorView<const T>& image, const T* filter, int64_t n, int64_t c, int64_t y, int64_t x
) {
    const bool odd_row = y % 2 != 0;
    const bool odd_column = x % 2 != 0;
    T sum = 0;
    for (int l = 0; l < (odd_column ? upsample_taps : 1); ++l) {
        const int64_t column = odd_column ? upsample_source(x / 2, l, image.width()) : x / 2;
        T vertical = odd_row ? T(0) : image.at(n, c, y / 2, column);
        for (int k = 0; odd_row && k < upsample_taps; ++k) {
            vertical +=
                filter[k] * image.at(n, c, upsample_source(y / 2, k, image.height()), column);
        }
        sum += odd_column ? filter[l] * vertical : vertical;
    }
    return sum;
}

}  // namespace nakawari::kernels
