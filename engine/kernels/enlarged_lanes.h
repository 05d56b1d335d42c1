/// The 3×3 convolution of an enlarged map from projections of the small one, and the way back for
/// gradients; the same code for several instruction sets.
#pragma once

#include <span>

#include "kernels/upsampled_adacof_math.h"

namespace nakawari::kernels {

/// Channels of a projection in memory: those of upsampled_adacof_math.h and room for a last vector.
inline constexpr int64_t enlarged_projected_stride = 240;

/// Sizes of one picture. The large map is not smaller than the small one (align_corners).
struct EnlargedSizes {
    int64_t small_height = 0, small_width = 0;
    int64_t height = 0, width = 0;
};

/// One instruction set's code, for one picture each. Pixels lie one after the other with all their
/// channels: 25 of the large map, enlarged_projected_stride of the small one.
struct EnlargedVariant {
    const char* name;
    bool is_supported;  ///< by this processor
    /// Rows [first, last) of the large map: the sum of nine enlarged projections and `bias` (25).
    void (*forward
    )(const EnlargedSizes& sizes,
      const float* projected,
      const float* bias,
      int64_t first,
      int64_t last,
      float* large);
    /// Rows [first, last) of the projections' gradient, whole with their room.
    void (*backward
    )(const EnlargedSizes& sizes,
      const float* large_gradient,
      int64_t first,
      int64_t last,
      float* projected_gradient);
};

/// Fastest first; the last one runs everywhere.
[[nodiscard]] std::span<const EnlargedVariant> enlarged_variants();
[[nodiscard]] const EnlargedVariant& best_enlarged_variant();

}  // namespace nakawari::kernels
