/// AdaCoF for three-channel float pictures, many taps at a time; the same code for several
/// instruction sets.
#pragma once

#include <span>
#include <vector>

#include "kernels/adacof_math.h"

namespace nakawari::kernels {

/// A picture as (r, g, b, 0) with its edge repeated once around it: both columns of any tap are
/// neighbours in memory, and the clamp to the picture is one clamp of the upper left sample.
/// Row y, column x of the picture is at pixels[((y + 1)·(width + 2) + x + 1)·4].
struct PaddedPicture {
    const float* pixels = nullptr;
    int32_t height = 0;
    int32_t width = 0;

    [[nodiscard]] int32_t row_stride() const { return (width + 2) * 4; }
    /// Whether positions in it fit 32 bits.
    [[nodiscard]] static bool can_hold(int64_t height, int64_t width) {
        return height < 1 << 20 && width < 1 << 20 && (height + 2) * (width + 2) < 1 << 29;
    }
};

/// What one call computes: rows [first_row, last_row) of picture n. Views may have any strides;
/// taps that are neighbours in memory (channels-last) or pixels that are (NCHW) are the fast cases.
struct AdacofRows {
    PaddedPicture picture;
    TensorView<const float> weight, alpha, beta;
    int64_t n = 0;
    int64_t first_row = 0;
    int64_t last_row = 0;
};

/// One instruction set's code. All give the plain loop's values but for rounding.
struct AdacofVariant {
    const char* name;
    bool is_supported;  ///< by this processor
    void (*forward)(const AdacofRows& rows, const TensorView<float>& out);
    /// Gradients of weight, alpha and beta from `grad`, the gradient of the output.
    void (*backward
    )(const AdacofRows& rows,
      const TensorView<const float>& grad,
      const TensorView<float>& grad_weight,
      const TensorView<float>& grad_alpha,
      const TensorView<float>& grad_beta);
};

/// Fastest first; the last one runs everywhere.
[[nodiscard]] std::span<const AdacofVariant> adacof_variants();

/// The fastest one this processor supports.
[[nodiscard]] const AdacofVariant& best_adacof_variant();

/// Copies rows [first, last) of the padded picture (−1 … height) from three planes of `image`.
void fill_padded_rows(
    const TensorView<const float>& image, int64_t n, int64_t first, int64_t last, float* pixels
);

/// All of the padded picture, filled by all threads.
[[nodiscard]] std::vector<float> padded_pixels(const TensorView<const float>& image, int64_t n);

}  // namespace nakawari::kernels
