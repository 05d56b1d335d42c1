/// Chroma up and down: a pair whose round trip gives every chroma sample back. Private to
/// engine/io; pure.
#pragma once

#include "core/frame.h"

namespace nakawari {

/// Where a chroma sample lies among the luma samples it stands for, along one axis.
enum class Siting { first = 1, middle, last };

struct ChromaSiting {
    Siting x = Siting::first;
    Siting y = Siting::middle;
    friend bool operator==(const ChromaSiting&, const ChromaSiting&) = default;
};

/// Unspecified counts as left, the rule of MPEG-2, H.264 and all that followed.
[[nodiscard]] ChromaSiting chroma_siting(ChromaLocation location);

/// Float planes. Along an axis where chroma shares a luma sample's place: linear between the
/// samples; where it lies between luma samples: repeated. Edges are repeated.
void upsample_chroma(
    const ConstPlane& chroma,
    const MutablePlane& full,
    const PixelFormat& format,
    ChromaSiting siting
);

/// The way back: the sample at chroma's own place, or the mean of those around it.
void downsample_chroma(
    const ConstPlane& full,
    const MutablePlane& chroma,
    const PixelFormat& format,
    ChromaSiting siting
);

}  // namespace nakawari
