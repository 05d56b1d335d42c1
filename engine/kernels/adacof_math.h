/// One tap of AdaCoF at one output pixel, forward and gradients (spec §4; ST-MFNet §3.1, after
/// AdaCoF eq. 4).
#pragma once

#include "kernels/tensor_view.h"

namespace nakawari::kernels {

inline constexpr int adacof_side = 5;                          ///< taps per axis
inline constexpr int adacof_taps = adacof_side * adacof_side;  ///< channels of W, α, β

/// The four samples a tap reads, in image coordinates, and the fractions between them.
template <typename T>
struct AdacofTap {
    int64_t y0, y1, x0, x1;
    T fy, fx;
};

/// Splits an offset at the integer towards zero, as the published code does: the fraction of a
/// negative offset is negative. Beyond a million pixels every sample is the border's, so larger
/// offsets change nothing; a NaN stays in the fraction.
template <typename T>
NK_HD void split_offset(T offset, int64_t& whole, T& fraction) {
    const T limit = 1e6;
    const T bounded = offset > limit ? limit : offset < -limit ? -limit : offset;
    whole = bounded == bounded ? static_cast<int64_t>(bounded) : 0;
    fraction = bounded - static_cast<T>(whole);
}

/// Tap t = 5k + l of output pixel (y, x): replicate padding and the clamp to the padded picture are
/// one clamp.
template <typename T>
NK_HD AdacofTap<T> adacof_tap(
    int tap, int64_t y, int64_t x, T alpha, T beta, int64_t height, int64_t width
) {
    AdacofTap<T> result;
    int64_t down = 0;
    int64_t right = 0;
    split_offset(alpha, down, result.fy);
    split_offset(beta, right, result.fx);
    const int64_t top = y + tap / adacof_side - adacof_side / 2 + down;
    const int64_t left = x + tap % adacof_side - adacof_side / 2 + right;
    result.y0 = clamp_index(top, height);
    result.y1 = clamp_index(top + 1, height);
    result.x0 = clamp_index(left, width);
    result.x1 = clamp_index(left + 1, width);
    return result;
}

/// S(t): linear between (and for negative offsets beyond) the four samples.
template <typename T>
NK_HD T
adacof_sample(const TensorView<const T>& image, int64_t n, int64_t c, const AdacofTap<T>& tap) {
    return image.at(n, c, tap.y0, tap.x0) * (1 - tap.fy) * (1 - tap.fx) +
           image.at(n, c, tap.y1, tap.x0) * tap.fy * (1 - tap.fx) +
           image.at(n, c, tap.y0, tap.x1) * (1 - tap.fy) * tap.fx +
           image.at(n, c, tap.y1, tap.x1) * tap.fy * tap.fx;
}

/// out(n, c, y, x) = Σ_t W(t) S(t).
template <typename T>
NK_HD T adacof_pixel(
    const TensorView<const T>& image,
    const TensorView<const T>& weight,
    const TensorView<const T>& alpha,
    const TensorView<const T>& beta,
    int64_t n,
    int64_t c,
    int64_t y,
    int64_t x
) {
    T sum = 0;
    for (int t = 0; t < adacof_taps; ++t) {
        const auto tap = adacof_tap<T>(
            t, y, x, alpha.at(n, t, y, x), beta.at(n, t, y, x), image.height(), image.width()
        );
        sum += weight.at(n, t, y, x) * adacof_sample(image, n, c, tap);
    }
    return sum;
}

template <typename T>
struct AdacofGradient {
    T weight = 0;
    T alpha = 0;
    T beta = 0;
};

/// Gradients of tap t at (y, x), summed over the channels. The image gets none, as published.
template <typename T>
NK_HD AdacofGradient<T> adacof_pixel_gradient(
    const TensorView<const T>& grad,
    const TensorView<const T>& image,
    const TensorView<const T>& weight,
    const TensorView<const T>& alpha,
    const TensorView<const T>& beta,
    int64_t n,
    int t,
    int64_t y,
    int64_t x
) {
    const auto tap = adacof_tap<T>(
        t, y, x, alpha.at(n, t, y, x), beta.at(n, t, y, x), image.height(), image.width()
    );
    AdacofGradient<T> result;
    for (int64_t c = 0; c < image.channels(); ++c) {
        const T p00 = image.at(n, c, tap.y0, tap.x0);
        const T p10 = image.at(n, c, tap.y1, tap.x0);
        const T p01 = image.at(n, c, tap.y0, tap.x1);
        const T p11 = image.at(n, c, tap.y1, tap.x1);
        const T g = grad.at(n, c, y, x);
        result.weight += g * adacof_sample(image, n, c, tap);
        result.alpha += g * ((p10 - p00) * (1 - tap.fx) + (p11 - p01) * tap.fx);
        result.beta += g * ((p01 - p00) * (1 - tap.fy) + (p11 - p10) * tap.fy);
    }
    const T w = weight.at(n, t, y, x);
    result.alpha *= w;
    result.beta *= w;
    return result;
}

}  // namespace nakawari::kernels
