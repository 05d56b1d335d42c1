/// How much memory one new frame takes, before it is made. Free of torch types.
#pragma once

#include <cstdint>

#include "core/frame.h"
#include "model/model_registry.h"

namespace nakawari {

/// What the memory of a network depends on: bytes per pixel of the padded picture while each part
/// runs, all that is held meanwhile included. A plain value.
struct NetworkMemory {
    double fixed_bytes = 0;  ///< program, libraries, weights
    double features = 0;
    double sampling = 0;
    double grid = 0;       ///< of the rows of one strip
    double grid_held = 0;  ///< of the whole picture while the strips run
    double texture = 0;
    friend bool operator==(const NetworkMemory&, const NetworkMemory&) = default;
};

/// Of a registered model, without preparing it: reads the widths from its file. `automatic` counts
/// as fp32, the larger. All zeros for a method without weights. Throws Error{model}.
[[nodiscard]] NetworkMemory model_memory(const ModelEntry& entry, Precision precision);

/// Peak memory of a process that makes frames of that size in strips of so many rows; 0 = as it is
/// done where memory is plenty: at once, very tall pictures in a few strips.
[[nodiscard]] int64_t peak_memory_bytes(
    const NetworkMemory& memory, Size size, int64_t strip_rows = 0
);

/// The tallest strips within the limit that are worth it: 0 = the whole picture at once. Where no
/// strip is short enough, the shortest.
[[nodiscard]] int64_t strip_rows_within(
    const NetworkMemory& memory, Size size, int64_t limit_bytes
);

/// Rows of the shortest strip; each also computes what it depends on.
inline constexpr int64_t shortest_strip_rows = 64;

}  // namespace nakawari
