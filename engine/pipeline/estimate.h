/// How many frames a job will write, as far as the container tells, and how much memory it takes.
#pragma once

#include <cstdint>

#include "io/media_info.h"
#include "timeline/retime.h"

namespace nakawari {

/// For progress and ETA only: containers lie. 0 = unknown. Pure.
[[nodiscard]] int64_t expected_output_frames(
    const VideoInfo& video, const SourceOptions& source, const RetimeOptions& retime
);

/// Memory of a session besides the interpolator's: decoder, encoder and the frames between the
/// stages. Roughly: encoders look ahead over tens of frames, how many is their own matter.
[[nodiscard]] int64_t session_memory_bytes(Size size);

}  // namespace nakawari
