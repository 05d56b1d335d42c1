/// What becomes of every stream but the interpolated one: pure decisions by container and codec.
/// Private to engine/io.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/frame_sink.h"

namespace nakawari {

enum class Treatment { copy = 1, transcode, attach, drop };

struct StreamPlan {
    int index = 0;  ///< in the source
    StreamType type = StreamType::data;
    Treatment treatment = Treatment::drop;
    std::string encoder;  ///< libav's name, for Treatment::transcode
    StreamOutcome outcome;
};

/// One plan for each stream of the source but the interpolated one, in order.
[[nodiscard]] std::vector<StreamPlan> plan_streams(
    const MediaInfo& source,
    const std::string& container,
    AudioMode audio,
    const Rational& time_stretch
);

}  // namespace nakawari
