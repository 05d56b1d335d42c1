/// How many frames a job will write, as far as the container tells.
#pragma once

#include <cstdint>

#include "io/media_info.h"
#include "timeline/retime.h"

namespace nakawari {

/// For progress and ETA only: containers lie. 0 = unknown. Pure.
[[nodiscard]] int64_t expected_output_frames(
    const VideoInfo& video, const SourceOptions& source, const RetimeOptions& retime
);

}  // namespace nakawari
