/// What flows between the stages of a session. Private to engine/pipeline.
#pragma once

#include <cstdint>
#include <optional>

#include "core/bounded_queue.h"
#include "core/frame.h"
#include "io/media_info.h"
#include "pipeline/progress.h"
#include "pipeline/thread_budget.h"

namespace nakawari {

/// A decoded frame and what its luma tells. Its pts count as the output's do, before any
/// stretching.
struct SourceFrame {
    Frame frame;
    int64_t shot = 0;             ///< rises by one at each cut
    bool is_duplicate = false;    ///< of the frame before, and duplicates are to be collapsed
    std::optional<CutFound> cut;  ///< if a shot starts here
};

/// What the encode stage must know before the first frame.
struct OpenedSource {
    MediaInfo info;
    std::optional<Rational> trim_origin;  ///< file time that is the output's 0, if it is trimmed
};

/// What the encode stage wants frames to be.
struct SinkFormat {
    PixelFormat format;
    Color color;
    int64_t frames_done = 0;  ///< so many need no picture: an earlier run has closed them
};

/// A frame of the output; without a picture if an earlier run has closed it.
struct FinishedFrame {
    Rational pts;
    Rational duration;
    std::optional<Frame> frame;
};

/// decode → infer → encode; and the two things that must be known first go the way round: what was
/// opened (decode → encode), what can be written (encode → infer).
struct StageLinks {
    BoundedQueue<OpenedSource> opened{1};
    BoundedQueue<SinkFormat> sink_format{1};
    BoundedQueue<SourceFrame> decoded{decoded_frames_waiting};
    BoundedQueue<FinishedFrame> finished{finished_frames_waiting};
};

}  // namespace nakawari
