/// Between frames and tensors in host memory.
#pragma once

#include <torch/types.h>

#include "core/frame.h"
#include "flow/dis_flow.h"

namespace nakawari {

/// The three planes of an rgb_float_format frame behind each other, at `target`.
void copy_planes(const Frame& frame, float* target);
/// (1,3,H,W).
[[nodiscard]] torch::Tensor to_tensor(const Frame& frame);
/// The way back, without a time; the tensor is contiguous.
[[nodiscard]] Frame to_frame(const torch::Tensor& image, const Color& color);
/// (1,2,H,W), x then y.
[[nodiscard]] torch::Tensor to_tensor(const FlowField& flow);

}  // namespace nakawari
