/// Sums over what is alive at once in each part.
#include "model/memory_estimate.h"

#include <algorithm>

namespace nakawari {
namespace {

constexpr int64_t multiple = 128;  // the network pads to it
constexpr int64_t strip_halo = 32;

int64_t padded(int64_t size) {
    return (size + multiple - 1) / multiple * multiple;
}

/// Taller pictures are never whole: the rows that two strips both compute cost two per cent of the
/// time, and a quarter of the memory is saved.
constexpr int64_t tallest_whole_rows = 1024;
constexpr int64_t tallest_strip_rows = 576;

/// Where memory is plenty.
int64_t usual_strip_rows(Size size) {
    const int64_t height = padded(size.height);
    if (height <= tallest_whole_rows) {
        return 0;
    }
    const int64_t strips = (height + tallest_strip_rows - 1) / tallest_strip_rows;
    return (height / strips + 1) / 2 * 2;
}

}  // namespace

int64_t peak_memory_bytes(const NetworkMemory& memory, Size size, int64_t strip_rows) {
    if (strip_rows <= 0) {
        strip_rows = usual_strip_rows(size);
    }
    const int64_t height = padded(size.height);
    const auto pixels = static_cast<double>(height * padded(size.width));
    const int64_t rows = strip_rows > 0 ? std::min(height, strip_rows + 2 * strip_halo) : height;
    const double share = static_cast<double>(rows) / static_cast<double>(height);
    const double grid = memory.grid_held + memory.grid * share;
    const double most = std::max({memory.features, memory.sampling, grid, memory.texture});
    return static_cast<int64_t>(memory.fixed_bytes + most * pixels);
}

int64_t strip_rows_within(const NetworkMemory& memory, Size size, int64_t limit_bytes) {
    const int64_t usual = usual_strip_rows(size);
    if (peak_memory_bytes(memory, size) <= limit_bytes) {
        return usual;
    }
    int64_t rows = usual > 0 ? usual : padded(size.height);
    while (rows > shortest_strip_rows && peak_memory_bytes(memory, size, rows) > limit_bytes) {
        rows = std::max(shortest_strip_rows, rows / 2 / 2 * 2);
    }
    return rows;
}

}  // namespace nakawari
