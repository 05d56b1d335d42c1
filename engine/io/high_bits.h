/// Ten-bit pictures as graphics cards take them: samples in the upper bits of a word, chroma
/// interleaved. Private to engine/io.
#pragma once

#include "io/av_frame.h"

namespace nakawari::av {

/// What a card's encoder gets for a planar format of ours: P010 for yuv420p10, yuv444p16 for
/// yuv444p10, every other format as it is.
[[nodiscard]] AVPixelFormat high_bits_format(AVPixelFormat planar);
/// The picture in high_bits_format() of its own, with its time and tags; lower bits are 0.
[[nodiscard]] FramePtr to_high_bits(const AVFrame& picture);

}  // namespace nakawari::av
