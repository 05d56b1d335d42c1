/// What a container says about its pictures and itself: aspect, rotation, HDR, metadata, chapters,
/// the job. Private to engine/io.
#pragma once

#include <vector>

#include "io/join.h"

namespace nakawari {

void write_video_tags(const JoinSetup& setup, AVStream& stream);
/// Adds a line to `outcomes` for what the container keeps or cannot keep.
void write_container_tags(
    const JoinSetup& setup, AVFormatContext& context, std::vector<StreamOutcome>& outcomes
);

}  // namespace nakawari
