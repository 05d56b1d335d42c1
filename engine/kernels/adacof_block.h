/// What all AdaCoF code in lanes shares: a block of sixteen pixels, where its taps read, and the
/// reads. Private to engine/kernels.
#pragma once

#include <array>

#include "kernels/adacof_lanes.h"
#include "kernels/lanes.h"

namespace nakawari::kernels::lanes {

inline constexpr int block_pixels = 16;
inline constexpr int block_taps = block_pixels * adacof_taps;

/// Which taps of a block are neighbours: those of one pixel (channels-last) or of one channel
/// (NCHW, and all else).
enum class Order { by_pixel, by_channel };

NK_ALWAYS_INLINE constexpr int element(Order order, int pixel, int tap) {
    return order == Order::by_pixel ? pixel * adacof_taps + tap : tap * block_pixels + pixel;
}

/// Position of every tap's upper left sample relative to the block's first pixel, at offset zero.
struct Grid {
    std::array<int32_t, block_taps> y{}, x{};
};

constexpr Grid make_grid(Order order) {
    Grid grid;
    for (int pixel = 0; pixel < block_pixels; ++pixel) {
        for (int tap = 0; tap < adacof_taps; ++tap) {
            const auto i = static_cast<std::size_t>(element(order, pixel, tap));
            grid.y[i] = tap / adacof_side - adacof_side / 2;
            grid.x[i] = tap % adacof_side - adacof_side / 2 + pixel;
        }
    }
    return grid;
}

inline constexpr Grid grid_by_pixel = make_grid(Order::by_pixel);
inline constexpr Grid grid_by_channel = make_grid(Order::by_channel);

/// One block's taps. `weight`, `alpha`, `beta` point into the tensors or into the copies.
struct Block {
    const float* weight = nullptr;
    const float* alpha = nullptr;
    const float* beta = nullptr;
    alignas(64) float copies[3][block_taps];
    alignas(64) int32_t position[block_taps];
    alignas(64) float fy[block_taps], fx[block_taps];
    alignas(64) float left[block_taps], right[block_taps];  ///< weight of each column
};

/// As split_offset(), in 32 bits.
NK_ALWAYS_INLINE int32_t split(float offset, float& fraction) {
    constexpr float limit = 1e6F;
    const float bounded = offset > limit ? limit : offset < -limit ? -limit : offset;
    const auto whole = static_cast<int32_t>(bounded == bounded ? bounded : 0.0F);
    fraction = bounded - static_cast<float>(whole);
    return whole;
}

NK_ALWAYS_INLINE int32_t clamp32(int32_t value, int32_t low, int32_t high) {
    const int32_t raised = value < low ? low : value;
    return raised > high ? high : raised;
}

/// Positions, fractions and column weights of the block's taps.
NK_ALWAYS_INLINE void locate(
    const PaddedPicture& picture, const Grid& grid, int32_t y, int32_t x, int taps, Block& block
) {
    const int32_t row_stride = picture.row_stride();
    for (int i = 0; i < taps; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const int32_t down = split(block.alpha[i], block.fy[i]);
        const int32_t right = split(block.beta[i], block.fx[i]);
        const int32_t row = clamp32(y + grid.y[at] + down, -1, picture.height - 1);
        const int32_t column = clamp32(x + grid.x[at] + right, -1, picture.width - 1);
        block.position[i] = (row + 1) * row_stride + (column + 1) * 4;
        block.right[i] = block.weight[i] * block.fx[i];
        block.left[i] = block.weight[i] * (1 - block.fx[i]);
    }
}

/// A lane holds two neighbouring pixels.
NK_ALWAYS_INLINE void sample(
    const PaddedPicture& picture, Order order, const Block& block, int pixel, float result[3]
) {
    const int32_t row_stride = picture.row_stride();
    Lane sum{};
    for (int tap = 0; tap < adacof_taps; ++tap) {
        const int i = element(order, pixel, tap);
        const Lane top = load(picture.pixels + block.position[i]);
        const Lane bottom = load(picture.pixels + block.position[i] + row_stride);
        const float left = block.left[i];
        const float right = block.right[i];
        const Lane weight{left, left, left, left, right, right, right, right};
        sum += (top + (bottom - top) * block.fy[i]) * weight;
    }
    for (int c = 0; c < 3; ++c) {
        result[c] = sum[c] + sum[c + 4];
    }
}

}  // namespace nakawari::kernels::lanes
