/// Weights and frames made by a formula, so that tests of networks need no files.
#pragma once

#include <torch/torch.h>

#include <array>
#include <string>
#include <vector>

#include "core/frame.h"
#include "model/network.h"
#include "model/weights.h"

namespace nakawari::test {

/// The value of one tensor of a state dict from its name and shape alone.
[[nodiscard]] torch::Tensor formula_tensor(
    const std::string& key, const std::vector<int64_t>& shape
);

/// Every tensor of the network of that shape.
[[nodiscard]] StateDict formula_state(const StMfNetOptions& options);

/// Four moving, textured frames (1,3,height,width); they leave [0,1] nowhere by much.
[[nodiscard]] FrameTensors formula_frames(int64_t height, int64_t width);

/// The same as frames of the program.
[[nodiscard]] Quadruplet formula_quadruplet(Size size);

/// A frame's planes as (1,3,H,W).
[[nodiscard]] torch::Tensor to_tensor(const Frame& frame);
[[nodiscard]] Frame to_frame(const torch::Tensor& image);

}  // namespace nakawari::test
