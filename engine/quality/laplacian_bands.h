/// The two finest bands of an undecimated Laplacian pyramid. Private to engine/quality; pure.
#pragma once

#include <vector>

#include "core/frame.h"

namespace nakawari {

/// One channel, rows without gaps.
struct Channel {
    Size size;
    std::vector<float> samples;
};

/// The squares of both bands added up, sample by sample. With G1 the blur by (1 4 6 4 1)/16 along
/// both axes and G2 the same with its taps two samples apart (edges repeated), the bands are
/// x − G1 x and G1 x − G2 G1 x: what varies within about two and within about four samples. Nothing
/// is decimated, so that the result moves with the picture and every size works.
[[nodiscard]] std::vector<float> band_energy(const Channel& channel);

}  // namespace nakawari
