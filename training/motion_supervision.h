/// What kernel heads are taught before the whole network trains: where to look (issue of
/// pretraining; RULES, Training).
#pragma once

#include <torch/torch.h>

#include "model/kernel_estimator.h"
#include "training/window_batch.h"

namespace nakawari {

/// Flow from the true middle frame to I1 and to I2, each (N,2,h,w) in pixels.
struct MiddleFlow {
    torch::Tensor to_first;
    torch::Tensor to_second;
};

/// DIS flow on the pictures as they are; no gradients.
[[nodiscard]] MiddleFlow middle_flow(const Batch& batch);

/// Where a head looks on average: (N,2,h,w), x = Σ W(l − 2 + β), y = Σ W(k − 2 + α), in pixels of
/// its own scale.
[[nodiscard]] torch::Tensor displacement(const SamplingKernel& kernel);

struct MotionLoss {
    torch::Tensor motion;  ///< mean |displacement − flow| over heads, pixels of the picture
    torch::Tensor reconstruction;  ///< mean |AdaCoF of each neighbour − truth|
};

/// Of the six pairs of heads. `gauss` and `filter` are the network's fixed filters. The
/// displacement is compared with the flow, halved at half scale and doubled at twice the scale.
[[nodiscard]] MotionLoss motion_loss(
    const SamplingKernels& kernels,
    const Batch& batch,
    const MiddleFlow& flow,
    const torch::Tensor& gauss,
    const torch::Tensor& filter
);

}  // namespace nakawari
