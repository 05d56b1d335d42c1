/// Which four consecutive frames a new frame is made from. Pure.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace nakawari {

/// First and last index of a shot, inclusive.
struct ShotBounds {
    int64_t first = 0;
    int64_t last = 0;
    friend bool operator==(const ShotBounds&, const ShotBounds&) = default;
};

/// Indices for the new frame between `index` and `index + 1`, both inside the shot: i−1, i, i+1,
/// i+2, repeated where the shot ends.
[[nodiscard]] constexpr std::array<int64_t, 4> quad_window(int64_t index, const ShotBounds& shot) {
    return {std::max(index - 1, shot.first), index, index + 1, std::min(index + 2, shot.last)};
}

/// Indices for predicting frame `index` of the shot while every second frame is left out: i−3, i−1,
/// i+1, i+3, repeated where the shot ends. Empty for a frame without neighbours on both sides.
[[nodiscard]] constexpr std::optional<std::array<int64_t, 4>> held_out_window(
    int64_t index, const ShotBounds& shot
) {
    if (index <= shot.first || index >= shot.last) {
        return std::nullopt;
    }
    return std::array<int64_t, 4>{
        index - 3 >= shot.first ? index - 3 : index - 1,
        index - 1,
        index + 1,
        index + 3 <= shot.last ? index + 3 : index + 1};
}

}  // namespace nakawari
