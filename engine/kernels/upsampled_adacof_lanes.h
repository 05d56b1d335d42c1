/// AdaCoF with kernels enlarged on the way for float pictures, tile by tile; the same code for
/// several instruction sets.
#pragma once

#include <span>
#include <vector>

#include "kernels/adacof_lanes.h"
#include "kernels/upsampled_adacof_math.h"

namespace nakawari::kernels {

/// Channels of a projection in memory: a multiple of every vector length.
inline constexpr int projected_stride = 240;

/// One head: its small map (N,25,h,w) in any memory order and its last layer.
struct UpsampledHead {
    TensorView<const float> map;
    const float* projection = nullptr;  ///< (25, projected_stride), from pack_projection()
    const float* bias = nullptr;        ///< 25
};

/// The matrix of a weight (25,25,3,3): row = channel of the map, column = projected channel.
[[nodiscard]] std::vector<float> pack_projection(const TensorView<const float>& weight);

/// A rectangle of picture n of the output.
struct UpsampledTile {
    PaddedPicture picture;  ///< of the output's size
    UpsampledHead weight, alpha, beta;
    int64_t n = 0;
    int64_t first_row = 0, last_row = 0;
    int64_t first_column = 0, last_column = 0;  ///< at most upsampled_tile_columns
};

/// Both keep what a thread works on in its own cache.
inline constexpr int upsampled_tile_columns = 64;
inline constexpr int upsampled_tile_rows = 128;

/// One instruction set's code.
struct UpsampledAdacofVariant {
    const char* name;
    bool is_supported;  ///< by this processor
    void (*forward)(const UpsampledTile& tile, const TensorView<float>& out);
};

/// Fastest first; the last one runs everywhere.
[[nodiscard]] std::span<const UpsampledAdacofVariant> upsampled_adacof_variants();
[[nodiscard]] const UpsampledAdacofVariant& best_upsampled_adacof_variant();

}  // namespace nakawari::kernels
