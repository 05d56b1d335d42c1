/// How badly one small picture can be explained by motion in another. Private to engine/timeline;
/// pure.
#pragma once

#include <array>
#include <cstdint>

#include "timeline/luma_picture.h"

namespace nakawari {

inline constexpr Size mismatch_size{64, 36};

/// A luma picture of mismatch_size in 8-bit code values around its own mean.
struct CenteredPicture {
    std::array<int16_t, 64 * 36> samples{};
    double mean = 0;
    double deviation = 0;
};

/// Throws std::invalid_argument for another size.
[[nodiscard]] CenteredPicture make_centered(const LumaPicture& picture);

/// Both ways, the mean absolute difference (in code values) of 8×6 blocks at the best of the
/// displacements up to a sixth of the picture; brightness of the whole picture is left out.
[[nodiscard]] double mismatch(const CenteredPicture& a, const CenteredPicture& b);

}  // namespace nakawari
