/// Plans output frames with the Retimer and has them made as soon as their neighbours are there.
#include "pipeline/infer_stage.h"

#include <algorithm>
#include <utility>

#include "pipeline/estimate.h"

namespace nakawari {
namespace {

constexpr int deepest = 4;

/// Drawings that are shown three times give thirds and sixths: two levels more come near enough.
int position_depth(const Job& job, int retimer_depth) {
    return job.collapse_duplicates ? std::min(retimer_depth + 2, deepest) : retimer_depth;
}

}  // namespace

InferStage::InferStage(
    const Job& job, Interpolator& interpolator, StageLinks& links, SessionState& state
)
    : interpolator_(interpolator),
      links_(links),
      state_(state),
      stop_(state.stop_token()),
      retimer_(job.retime),
      depth_(position_depth(job, retimer_.depth())),
      timeline_(depth_) {}

void InferStage::run() {
    const std::optional<SinkFormat> sink_format = links_.sink_format.pop(stop_);
    if (!sink_format) {
        return;
    }
    frames_done_ = sink_format->frames_done;
    state_.set_phase(frames_done_ > 0 ? "resuming" : "interpolating");
    FrameMaker maker(interpolator_, *sink_format, depth_, state_);
    while (const std::optional<SourceFrame> source = links_.decoded.pop(stop_)) {
        take(*source, maker);
        if (!give_ready(maker)) {
            return;
        }
    }
    if (stop_.stop_requested()) {
        return;
    }
    const std::vector<OutputFrame> rest = retimer_.finish();
    waiting_.insert(waiting_.end(), rest.begin(), rest.end());
    timeline_.end();
    maker.end();
    if (give_ready(maker)) {
        links_.finished.close();
    }
}

void InferStage::take(const SourceFrame& source, FrameMaker& maker) {
    if (std::exchange(is_first_, false)) {
        const Size size = source.frame.size();
        interpolator_.reserve_memory(session_memory_bytes(size));
        state_.expect_memory(interpolator_.estimated_memory_bytes(size));
    }
    const std::vector<OutputFrame> planned =
        retimer_.push({source.frame.pts(), source.frame.duration()});
    waiting_.insert(waiting_.end(), planned.begin(), planned.end());
    timeline_.push(source.frame.pts(), source.is_duplicate);
    if (!source.is_duplicate) {
        maker.push(source);
    }
}

/// False if a stop was requested.
bool InferStage::give_ready(FrameMaker& maker) {
    while (!waiting_.empty()) {
        const OutputFrame& output = waiting_.front();
        const std::optional<DistinctPosition> position = timeline_.locate(output);
        if (!position || !maker.is_ready(position->index, position->step)) {
            return true;
        }
        std::optional<FinishedFrame> frame = finished(output, *position, maker);
        if (!frame) {
            return false;
        }
        waiting_.pop_front();
        if (!links_.finished.push(std::move(*frame), stop_)) {
            return false;
        }
    }
    return true;
}

/// Everything that spans frames sees every frame, so that a resumed job plans as an undisturbed
/// one; only the pictures of what is closed are not made again. Empty if a stop was requested.
std::optional<FinishedFrame> InferStage::finished(
    const OutputFrame& output, const DistinctPosition& position, FrameMaker& maker
) {
    if (given_++ < frames_done_) {
        maker.skip(position.index, position.step);
        if (given_ == frames_done_) {
            state_.set_phase("interpolating");
        }
        return FinishedFrame{output.pts, output.duration, std::nullopt};
    }
    const std::optional<MadeFrame> made = maker.make(position.index, position.step);
    if (!made) {
        return std::nullopt;
    }
    const Frame frame = made->frame.with_time(output.pts, output.duration);
    if (made->is_new) {
        state_.count_new_frame(frame);
    }
    return FinishedFrame{output.pts, output.duration, frame};
}

}  // namespace nakawari
