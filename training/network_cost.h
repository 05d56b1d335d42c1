/// What a network costs: counted operations, measured time and memory.
#pragma once

#include "model/model_registry.h"
#include "model/network.h"
#include "model/weights.h"

namespace nakawari {

/// Multiplications of convolutions and linear layers per pixel of the picture (padding and sampling
/// not counted, GridNet's layers without effect neither), by part.
struct MacsPerPixel {
    double features = 0;
    double kernels = 0;
    double grid = 0;
    double texture = 0;
    double flow = 0;
    [[nodiscard]] double total() const { return features + kernels + grid + texture + flow; }
};
[[nodiscard]] MacsPerPixel macs_per_pixel(const StateDict& state);

struct MeasuredCost {
    double frame_ms = 0;            ///< median
    int64_t peak_memory_bytes = 0;  ///< of the whole process meanwhile; 0: unknown
};
/// Makes frames of that size, fewer if they take long.
[[nodiscard]] MeasuredCost measure_cost(Interpolator& interpolator, Size size, int frames = 3);

}  // namespace nakawari
