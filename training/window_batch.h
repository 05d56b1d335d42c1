/// Stored windows as tensors, augmented.
#pragma once

#include <torch/torch.h>

#include <span>

#include "model/network.h"
#include "training/sampler.h"
#include "training/window_store.h"

namespace nakawari {

struct Batch {
    FrameTensors inputs;  ///< I0 … I3, (N,3,crop,crop)
    torch::Tensor truth;  ///< the frame midway between I1 and I2
    FlowPair flow;        ///< DIS flow of the crops, augmented with them
};

/// (N,…) in the order of the samples. Crops lie where the samples say, so `crop` and the sampler's
/// margin have to make up the store's side; 0: the store's own crop.
[[nodiscard]] Batch make_batch(
    const WindowStore& store, std::span<const Sample> samples, int64_t crop = 0
);

/// Flips a picture (…,h,w) as the augmentation says; crop and time are not its business.
[[nodiscard]] torch::Tensor flipped(const torch::Tensor& picture, const Augmentation& augmentation);

/// The middle crop of a window as it was filmed.
[[nodiscard]] Sample plain_sample(const WindowStore& store, int64_t window);

}  // namespace nakawari
