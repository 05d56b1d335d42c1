/// Positions between source frames become positions between distinct frames.
#include "pipeline/distinct_timeline.h"

namespace nakawari {

void DistinctTimeline::push(const Rational& pts, bool is_duplicate) {
    if (!is_duplicate || distinct_count_ == 0) {
        ++distinct_count_;
    }
    sources_.push_back({pts, distinct_count_ - 1});
}

/// Forgets the runs of duplicates that are over before source frame `index`.
void DistinctTimeline::forget_before(int64_t index) {
    const int64_t shown = sources_[static_cast<std::size_t>(index - first_)].distinct;
    while (sources_.front().distinct != shown) {
        sources_.pop_front();
        ++first_;
    }
}

/// When the picture changes that sources_[0] begins to show.
std::optional<Rational> DistinctTimeline::end_of_run() const {
    for (const Source& source : sources_) {
        if (source.distinct != sources_.front().distinct) {
            return source.pts;
        }
    }
    return std::nullopt;
}

std::optional<DistinctPosition> DistinctTimeline::locate(const OutputFrame& output) {
    if (output.index >= first_ + static_cast<int64_t>(sources_.size())) {
        return std::nullopt;
    }
    forget_before(output.index);
    const Source& start = sources_.front();
    if (output.index == first_ && output.step == 0) {
        return DistinctPosition{start.distinct, 0};
    }
    const std::optional<Rational> end = end_of_run();
    if (!end) {
        // Perhaps the picture changes later; at the end of the clip it is held.
        return is_ended_ ? std::optional(DistinctPosition{start.distinct, 0}) : std::nullopt;
    }
    if (sources_[1].distinct != start.distinct) {
        return DistinctPosition{start.distinct, output.step << (depth_ - output.depth)};
    }
    const auto offset = static_cast<std::size_t>(output.index - first_);
    const Rational from = sources_[offset].pts;
    const Rational to = sources_[offset + 1].pts;  // there is one, since the run has an end
    const Rational part(output.step, int64_t{1} << output.depth);
    const Rational time = from + (to - from) * part;
    const int64_t steps = int64_t{1} << depth_;
    const int64_t step = round_to_unit((time - start.pts) / (*end - start.pts), Rational(1, steps));
    return step == steps ? DistinctPosition{start.distinct + 1, 0}
                         : DistinctPosition{start.distinct, static_cast<int>(step)};
}

}  // namespace nakawari
