/// Operations of the training network that are faster than torch's own, with gradients. Each gives
/// what torch's gives, and falls back to it for other types, devices and processors.
#pragma once

#include <torch/torch.h>

namespace nakawari::kernels {

/// While it lives, the operations below are torch's own in this thread: for whoever watches torch's
/// operators.
class TorchOperatorsOnly {
 public:
    TorchOperatorsOnly();
    ~TorchOperatorsOnly();
    TorchOperatorsOnly(const TorchOperatorsOnly&) = delete;
    TorchOperatorsOnly& operator=(const TorchOperatorsOnly&) = delete;
};

/// Whether ours run here: not for other types, devices and processors, nor under autocast.
[[nodiscard]] bool has_training_ops(const torch::Tensor& input, const torch::Tensor& weight);

/// In the memory order that these operations work in, where they run at all: channels-last.
[[nodiscard]] torch::Tensor in_training_order(const torch::Tensor& pictures);

/// conv2d(upsample_bilinear2d(map, {height, width}, align_corners), weight, bias, padding 1): map
/// (N,25,h,w), not larger, weight (25,25,3,3), bias (25). Multiplies before it enlarges; the
/// enlarged map is never stored.
[[nodiscard]] torch::Tensor enlarged_convolution(
    const torch::Tensor& map,
    const torch::Tensor& weight,
    const torch::Tensor& bias,
    int64_t height,
    int64_t width
);

/// conv2d(input, weight, bias, padding 1) for weights (out,in,3,3); bias may be undefined. Fastest
/// on channels-last tensors, which it gives.
[[nodiscard]] torch::Tensor same_convolution(
    const torch::Tensor& input, const torch::Tensor& weight, const torch::Tensor& bias
);

/// conv_transpose2d(input, weight, bias, stride 2, padding 1) for weights (in,out,4,4): twice the
/// size, as four convolutions of the above whose results are woven.
[[nodiscard]] torch::Tensor doubling_convolution(
    const torch::Tensor& input, const torch::Tensor& weight, const torch::Tensor& bias
);

}  // namespace nakawari::kernels
