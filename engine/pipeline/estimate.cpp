/// Source frames in the chosen range, and what becomes of them.
#include "pipeline/estimate.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace nakawari {

int64_t expected_output_frames(
    const VideoInfo& video, const SourceOptions& source, const RetimeOptions& retime
) {
    // Durations and rates of containers can have unrelated large denominators: doubles do here.
    const double rate = video.average_rate.to_double();
    double count = static_cast<double>(video.frame_count.value_or(0));
    double seconds = video.duration.to_double();
    if (seconds <= 0 && rate > 0) {
        seconds = count / rate;
    }
    if (count <= 0) {
        count = std::round(seconds * rate);
    }
    if (count <= 0 || seconds <= 0) {
        return 0;
    }
    const double from = source.from ? std::max(0.0, source.from->to_double()) : 0;
    const double to = source.to ? std::min(source.to->to_double(), seconds) : seconds;
    const double kept = std::clamp((to - from) / seconds, 0.0, 1.0);
    const auto frames = static_cast<int64_t>(std::llround(count * kept));
    constexpr int64_t microseconds = 1'000'000;
    const Rational kept_duration(std::llround(seconds * kept * microseconds), microseconds);
    try {
        return output_frame_count(retime, frames, kept_duration);
    } catch (const std::overflow_error&) {
        return 0;
    }
}

int64_t session_memory_bytes(Size size) {
    // Fitted to sessions with libx264 from 256x256 to 3840x2160 (tests/bench/README.md).
    constexpr int64_t codecs = 30'000'000;
    constexpr int64_t per_pixel = 340;
    return codecs + per_pixel * size.width * size.height;
}

}  // namespace nakawari
