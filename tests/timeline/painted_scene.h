/// Endless painted scenes to move a small camera over. For tests of the timeline.
#pragma once

#include <cstdint>

#include "timeline/luma_picture.h"

namespace nakawari::test {

/// Smooth random hills, different for each seed: what a scene looks like on 64×36 samples.
class PaintedScene {
 public:
    explicit PaintedScene(uint32_t seed, double contrast = 60, double brightness = 120)
        : seed_(seed), contrast_(contrast), brightness_(brightness) {}

    /// In 8-bit code values, not rounded.
    [[nodiscard]] double value(double x, double y) const;
    /// What a camera at (x, y) sees.
    [[nodiscard]] LumaPicture seen_from(double x, double y) const;

 private:
    uint32_t seed_;
    double contrast_;
    double brightness_;
};

/// `part` of the way from one picture to the other, plus noise of the given deviation.
[[nodiscard]] LumaPicture blend(
    const LumaPicture& from, const LumaPicture& to, double part, double noise = 0
);
/// All of one value.
[[nodiscard]] LumaPicture plain(double value);

}  // namespace nakawari::test
