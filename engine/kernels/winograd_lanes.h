/// 3×3 convolutions of stride 1 by Winograd's F(4×4, 3×3): a quarter of the multiplications of a
/// direct one. Reached through convolution_lanes.h.
#pragma once

#include "kernels/convolution_lanes.h"
#include "kernels/instruction_sets.h"

namespace nakawari::kernels {

/// `weight` (out, in, 3, 3) for PackedConvolution::weight.
[[nodiscard]] std::vector<float> pack_winograd_weight(const float* weight, int64_t out, int64_t in);

/// As ConvolutionVariant::rows; `first_row` is a multiple of four.
void winograd_rows_portable(const PackedConvolution& convolution, const ConvolutionRows& rows);
#if NK_HAS_X86_VARIANTS
void winograd_rows_avx2(const PackedConvolution& convolution, const ConvolutionRows& rows);
#endif

}  // namespace nakawari::kernels
