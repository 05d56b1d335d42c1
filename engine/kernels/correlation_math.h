/// The PWC-Net cost volume, one value at a time (spec §7; PWC-Net eq. 1).
#pragma once

#include "kernels/tensor_view.h"

namespace nakawari::kernels {

inline constexpr int correlation_radius = 4;
inline constexpr int correlation_side = 2 * correlation_radius + 1;
inline constexpr int correlation_channels = correlation_side * correlation_side;

NK_HD int64_t correlation_dy(int64_t channel) {
    return channel / correlation_side - correlation_radius;
}
NK_HD int64_t correlation_dx(int64_t channel) {
    return channel % correlation_side - correlation_radius;
}

/// (1/C) Σ_c a(c, y, x) b(c, y + dy, x + dx), zero outside.
template <typename T>
NK_HD T correlation_pixel(
    const TensorView<const T>& a,
    const TensorView<const T>& b,
    int64_t n,
    int64_t channel,
    int64_t y,
    int64_t x
) {
    const int64_t row = y + correlation_dy(channel);
    const int64_t column = x + correlation_dx(channel);
    if (row < 0 || row >= b.height() || column < 0 || column >= b.width()) {
        return 0;
    }
    T sum = 0;
    for (int64_t c = 0; c < a.channels(); ++c) {
        sum += a.at(n, c, y, x) * b.at(n, c, row, column);
    }
    return sum / static_cast<T>(a.channels());
}

/// Gradient of a(c, y, x) for sign +1 with `other` = b, of b(c, y, x) for sign −1 with `other` = a.
template <typename T>
NK_HD T correlation_gradient(
    const TensorView<const T>& grad,
    const TensorView<const T>& other,
    int sign,
    int64_t n,
    int64_t c,
    int64_t y,
    int64_t x
) {
    T sum = 0;
    for (int64_t channel = 0; channel < correlation_channels; ++channel) {
        const int64_t row = y + sign * correlation_dy(channel);
        const int64_t column = x + sign * correlation_dx(channel);
        if (row >= 0 && row < other.height() && column >= 0 && column < other.width()) {
            const T g = sign > 0 ? grad.at(n, channel, y, x) : grad.at(n, channel, row, column);
            sum += g * other.at(n, c, row, column);
        }
    }
    return sum / static_cast<T>(other.channels());
}

}  // namespace nakawari::kernels
