/// How long one new frame takes, and how much memory.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "core/interpolator.h"

namespace nakawari {

/// One combination, measured.
struct BenchmarkResult {
    InterpolatorInfo model;
    Size size;
    int runs = 0;  ///< without the first one, which allocates and prepares
    double ms_median = 0;
    double ms_p95 = 0;              ///< 95th percentile; of few runs the slowest
    double cpu_ms_mean = 0;         ///< of all threads together
    int64_t peak_memory_bytes = 0;  ///< of the process, since it began
    std::vector<PartTime> parts;    ///< medians; empty where the model does not say
};

/// Smooth texture that moves by a few pixels from frame to frame.
[[nodiscard]] Quadruplet moving_pattern(Size size);

/// Makes one frame `runs` + 1 times, in this thread. Ends early after a stop. Throws Error{model}.
[[nodiscard]] BenchmarkResult measure(
    Interpolator& interpolator, Size size, int runs, const std::stop_token& stop = {}
);

/// Of a list that is not empty, the value at that fraction (nearest rank).
[[nodiscard]] double quantile(std::vector<double> values, double fraction);

}  // namespace nakawari
