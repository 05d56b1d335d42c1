/// Decoding times for packets that several encoders made one after the other. Pure.
#pragma once

#include <cstdint>
#include <vector>

namespace nakawari {

/// One dts per packet, strictly rising and never after its pts: the sorted pts, delayed by the
/// reordering that the stream needs. `pts` is in decoding order, without equal values. Encoders
/// restarted at segment borders give overlapping dts of their own; these do not overlap.
[[nodiscard]] std::vector<int64_t> decode_times(const std::vector<int64_t>& pts);

}  // namespace nakawari
