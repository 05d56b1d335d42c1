/// AdaCoF whose kernels are enlarged on the way (spec §3 and §4). A 3×3 convolution of an enlarged
/// map is the sum of nine enlarged maps, each multiplied by one tap of the weight before it is
/// enlarged: sixteen (or four) times fewer multiplications, and nothing large in memory.
#pragma once

#include <cmath>

#include "kernels/adacof_math.h"

namespace nakawari::kernels {

inline constexpr int projection_side = 3;  ///< of the convolution behind the enlargement
inline constexpr int projection_taps = projection_side * projection_side;
/// Channel (3·k + l)·25 + t is what output tap t gets from the map through weight tap (k, l).
inline constexpr int projected_channels = projection_taps * adacof_taps;

/// Between which samples of the small map a position of the large one lies (align_corners).
template <typename T>
struct AlignedPosition {
    int64_t low, high;
    T fraction;
};

template <typename T>
NK_HD AlignedPosition<T> aligned_position(int64_t index, int64_t small, int64_t large) {
    const T scale = large > 1 ? static_cast<T>(small - 1) / static_cast<T>(large - 1) : T(0);
    const T source = scale * static_cast<T>(index);
    AlignedPosition<T> position;
    position.low = clamp_index(static_cast<int64_t>(source), small);
    position.high = clamp_index(position.low + 1, small);
    position.fraction = source - static_cast<T>(position.low);
    return position;
}

/// Value of kernel channel t at (y, x) of the large map: `projected` (N,225,h,w), zero outside.
template <typename T>
NK_HD T upsampled_tap(
    const TensorView<const T>& projected,
    T bias,
    int64_t n,
    int t,
    int64_t y,
    int64_t x,
    int64_t height,
    int64_t width
) {
    T sum = bias;
    for (int tap = 0; tap < projection_taps; ++tap) {
        const int64_t row = y + tap / projection_side - 1;
        const int64_t column = x + tap % projection_side - 1;
        if (row < 0 || row >= height || column < 0 || column >= width) {
            continue;
        }
        const auto v = aligned_position<T>(row, projected.height(), height);
        const auto h = aligned_position<T>(column, projected.width(), width);
        const int64_t c = tap * adacof_taps + t;
        const T top = projected.at(n, c, v.low, h.low) * (1 - h.fraction) +
                      projected.at(n, c, v.low, h.high) * h.fraction;
        const T bottom = projected.at(n, c, v.high, h.low) * (1 - h.fraction) +
                         projected.at(n, c, v.high, h.high) * h.fraction;
        sum += top * (1 - v.fraction) + bottom * v.fraction;
    }
    return sum;
}

/// Projections of the three heads of one frame and scale, with the biases of their last layers.
template <typename T>
struct ProjectedKernel {
    TensorView<const T> weight, alpha, beta;
    const T* weight_bias;
    const T* alpha_bias;
    const T* beta_bias;
};

/// out(n, 0…2, y, x): the weights' softmax first, then the taps as adacof_pixel() does.
template <typename T>
NK_HD void upsampled_adacof_pixel(
    const TensorView<const T>& image,
    const ProjectedKernel<T>& kernel,
    const TensorView<T>& out,
    int64_t n,
    int64_t y,
    int64_t x
) {
    const int64_t height = image.height();
    const int64_t width = image.width();
    T weights[adacof_taps];
    T largest = 0;
    for (int t = 0; t < adacof_taps; ++t) {
        weights[t] = upsampled_tap(kernel.weight, kernel.weight_bias[t], n, t, y, x, height, width);
        largest = t == 0 || weights[t] > largest ? weights[t] : largest;
    }
    T total = 0;
    T sums[3] = {0, 0, 0};
    for (int t = 0; t < adacof_taps; ++t) {
        const T weight = std::exp(weights[t] - largest);
        total += weight;
        const T alpha =
            upsampled_tap(kernel.alpha, kernel.alpha_bias[t], n, t, y, x, height, width);
        const T beta = upsampled_tap(kernel.beta, kernel.beta_bias[t], n, t, y, x, height, width);
        const auto tap = adacof_tap<T>(t, y, x, alpha, beta, height, width);
        for (int c = 0; c < 3; ++c) {
            sums[c] += weight * adacof_sample(image, n, c, tap);
        }
    }
    for (int c = 0; c < 3; ++c) {
        out.at(n, c, y, x) = sums[c] / total;
    }
}

}  // namespace nakawari::kernels
