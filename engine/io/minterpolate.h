/// FFmpeg's motion-compensated interpolation as a baseline.
#pragma once

#include <memory>

#include "core/interpolator.h"

namespace nakawari {

/// What `minterpolate` is called, for lists of models.
inline constexpr const char* minterpolate_id = "minterpolate";

/// libavfilter's minterpolate (adaptive overlapped blocks, bidirectional motion, no cut detection),
/// which works on 8-bit YUV: it never comes nearer to the truth than that allows, about 50 dB.
/// One thread at a time.
[[nodiscard]] std::unique_ptr<Interpolator> make_minterpolate();

}  // namespace nakawari
