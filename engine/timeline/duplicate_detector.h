/// Finds frames that show the picture before them again. Pure.
#pragma once

#include <optional>

#include "timeline/luma_picture.h"

namespace nakawari {

/// How alike two frames have to be, on box averages of their luma (at most 160×90 boxes, so 12×12
/// pixels of a 1080p frame; at least 8×8), in 8-bit code values. Compression noise changes single
/// pixels, hardly the mean of a box; a moving mouth or hand changes a few boxes by much.
struct DuplicateThresholds {
    double mean_change = 0.4;  ///< at most, over all boxes
    double most_change = 8;    ///< at most, in any box
    friend bool operator==(const DuplicateThresholds&, const DuplicateThresholds&) = default;
};

/// Frames in, in order. Each is compared with the newest one that was no duplicate, so that slow
/// motion adds up instead of being lost. Keeps one small picture. One thread at a time.
class DuplicateDetector {
 public:
    explicit DuplicateDetector(const DuplicateThresholds& thresholds = {})
        : thresholds_(thresholds) {}

    /// True if the frame shows the last distinct one again. The first frame never does, nor does
    /// one of another size.
    [[nodiscard]] bool push(const Frame& frame);

 private:
    DuplicateThresholds thresholds_;
    std::optional<LumaPicture> distinct_;
    Size frame_size_;
};

}  // namespace nakawari
