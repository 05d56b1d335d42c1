/// The second stage of a session: source frames in, output frames with their times out. Private to
/// engine/pipeline.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "core/interpolator.h"
#include "pipeline/distinct_timeline.h"
#include "pipeline/frame_maker.h"
#include "pipeline/job.h"
#include "pipeline/session_state.h"
#include "pipeline/stage_links.h"
#include "timeline/retime.h"

namespace nakawari {

/// Lives on the inference thread, which alone uses the interpolator; borrows everything.
class InferStage {
 public:
    /// Throws Error{usage} for a factor, rate or slow value out of range.
    InferStage(const Job& job, Interpolator& interpolator, StageLinks& links, SessionState& state);

    /// Throws Error{model} and what the interpolator throws.
    void run();
    /// By how many halvings of the source's time base output times can be finer.
    [[nodiscard]] int time_base_depth() const { return retimer_.depth(); }

 private:
    void take(const SourceFrame& source, FrameMaker& maker);
    bool give_ready(FrameMaker& maker);
    [[nodiscard]] std::optional<FinishedFrame> finished(
        const OutputFrame& output, const DistinctPosition& position, FrameMaker& maker
    );

    Interpolator& interpolator_;
    StageLinks& links_;
    SessionState& state_;
    const std::stop_token stop_;
    Retimer retimer_;
    const int depth_;  ///< of the positions between distinct frames
    DistinctTimeline timeline_;
    std::deque<OutputFrame> waiting_;  ///< planned, their frames not there yet
    int64_t frames_done_ = 0;          ///< by an earlier run of the job
    int64_t given_ = 0;
    bool is_first_ = true;
};

}  // namespace nakawari
