/// What a network costs: counted operations, measured time and memory.
#pragma once

#include <functional>
#include <vector>

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
    int64_t peak_memory_bytes = 0;  ///< of the whole process in its first frame; 0: unknown
};

struct CostOptions {
    int frames = 3;                    ///< of each network, after one that does not count
    double enough_ms = 10'000;         ///< of each network: having taken so long, it makes no more
    std::function<double()> clock_ms;  ///< empty: the machine's
};
/// Makes frames of that size with each network in turn, A B A B …: a machine that changes its speed
/// meanwhile then changes it for all alike. Answers in the order of the networks.
[[nodiscard]] std::vector<MeasuredCost> measure_costs(
    const std::vector<Interpolator*>& interpolators, Size size, const CostOptions& options = {}
);
/// Of a network alone.
[[nodiscard]] MeasuredCost measure_cost(Interpolator& interpolator, Size size, int frames = 3);

}  // namespace nakawari
