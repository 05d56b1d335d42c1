/// Planar pictures → the packed samples that still picture encoders take. Private to engine/io.
#pragma once

#include "io/av_frame.h"

namespace nakawari::av {

enum class ByteOrder { native = 1, big };

/// RGB, RGBA or grey of 8 or 16 bits, interleaved; PNG wants its 16 bits big-endian.
[[nodiscard]] FramePtr pack(const Frame& frame, ByteOrder order);

}  // namespace nakawari::av
