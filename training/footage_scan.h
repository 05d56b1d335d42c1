/// One look through a clip: its shots, and where windows of seven frames can be cut from it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "io/media_info.h"
#include "training/training.h"

namespace nakawari {

/// Inputs are the frames 1, 3, 5, 7 of a window, the truth is frame 4: its `center`.
inline constexpr int64_t window_frames = 7;
inline constexpr int64_t window_reach = 3;

/// A place in time where a window fits: seven distinct frames of one shot at even intervals, with
/// motion around the middle one.
struct WindowCenter {
    int64_t frame = 0;  ///< number of the middle frame, from 0
    int64_t shot = 0;
    double motion = 0;  ///< mean change between its neighbours, in 8-bit code values
    friend bool operator==(const WindowCenter&, const WindowCenter&) = default;
};

struct FootageScan {
    FootageFinding finding;
    std::vector<WindowCenter> centers;  ///< rising
};

struct ScanOptions {
    SourceOptions source;
    int smallest_side = 0;         ///< of pictures that can be used
    int64_t most_frames = 20'000;  ///< what follows is not looked at
    friend bool operator==(const ScanOptions&, const ScanOptions&) = default;
};

/// Decodes the clip once, in this thread. A clip that cannot be read or used is no exception: the
/// finding says why. Empty after a stop.
[[nodiscard]] std::optional<FootageScan> scan_footage(
    const ScanOptions& options,
    const std::stop_token& stop,
    const std::function<void(double share)>& on_progress = {}
);

}  // namespace nakawari
