/// Forward warping by summation, one source pixel at a time (spec §8; Softmax Splatting eq. 5–8).
#pragma once

#include <cmath>

#include "kernels/tensor_view.h"

namespace nakawari::kernels {

/// Where a source pixel lands: the upper left target and the bilinear fractions.
template <typename T>
struct SplatTarget {
    int64_t y, x;
    T fy, fx;
    bool is_usable;  ///< false for a flow that is not finite or far outside

    /// Bilinear weight of corner 0…3: (y, x), (y, x+1), (y+1, x), (y+1, x+1).
    NK_HD T weight(int corner) const {
        return (corner / 2 != 0 ? fy : 1 - fy) * (corner % 2 != 0 ? fx : 1 - fx);
    }
    /// Derivative of weight() by the horizontal and vertical displacement.
    NK_HD T weight_by_x(int corner) const {
        return (corner / 2 != 0 ? fy : 1 - fy) * (corner % 2 != 0 ? T(1) : T(-1));
    }
    NK_HD T weight_by_y(int corner) const {
        return (corner / 2 != 0 ? T(1) : T(-1)) * (corner % 2 != 0 ? fx : 1 - fx);
    }
    NK_HD bool is_inside(int corner, int64_t height, int64_t width) const {
        const int64_t row = y + corner / 2;
        const int64_t column = x + corner % 2;
        return is_usable && row >= 0 && row < height && column >= 0 && column < width;
    }
};

template <typename T>
NK_HD SplatTarget<T> splat_target(
    const TensorView<const T>& flow, int64_t n, int64_t y, int64_t x
) {
    const T to_x = static_cast<T>(x) + flow.at(n, 0, y, x);
    const T to_y = static_cast<T>(y) + flow.at(n, 1, y, x);
    const T limit = 1e9;
    SplatTarget<T> target{};
    target.is_usable = to_x > -limit && to_x < limit && to_y > -limit && to_y < limit;
    if (target.is_usable) {
        const T left = std::floor(to_x);
        const T top = std::floor(to_y);
        target.x = static_cast<int64_t>(left);
        target.y = static_cast<int64_t>(top);
        target.fx = to_x - left;
        target.fy = to_y - top;
    }
    return target;
}

}  // namespace nakawari::kernels
