/// The losses of pretraining stages.
#pragma once

#include "model/network.h"
#include "training/recipe.h"
#include "training/window_batch.h"

namespace nakawari {

/// Of one batch at one step of the stage; differentiable in the parameters that the stage is about.
/// Sides are multiples of 64 (128 for the whole network to stay unpadded).
[[nodiscard]] torch::Tensor stage_loss(
    const Stage& stage, StMfNet& network, const Batch& batch, int64_t step
);

}  // namespace nakawari
