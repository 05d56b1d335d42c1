/// Dyadic interpolation with shared pictures: RULES, Time.
#include "pipeline/frame_maker.h"

#include <utility>

#include "core/interruption.h"
#include "pipeline/float_frames.h"

namespace nakawari {
namespace {

/// How far back pictures reach: the quadruplets of the midpoint of the interval before.
constexpr int64_t sources_behind = 3;
/// What the quadruplet of the next interval has in addition to that of this one.
constexpr int64_t next_source = 3;

}  // namespace

FrameMaker::FrameMaker(
    Interpolator& interpolator, const SinkFormat& sink_format, int depth, SessionState& state
)
    : interpolator_(interpolator),
      sink_format_(sink_format),
      state_(state),
      stop_(state.stop_token()),
      looks_ahead_(interpolator.looks_ahead()),
      pictures_(
          depth,
          [this](int64_t index) { return load(index); },
          [this](const Pictures::Quad& quad) { return interpolate(quad); }
      ) {}

void FrameMaker::push(const SourceFrame& source) {
    bool equals_previous = false;
    if (!sources_.empty() && sources_.back().shot == source.shot) {
        equals_previous = equal_samples(sources_.back().frame, source.frame);
        sources_.back().equals_next = equals_previous;
    }
    sources_.push_back({source.frame, source.shot, false, std::nullopt});
    pictures_.push(source.shot, equals_previous);
}

FrameMaker::Source& FrameMaker::source(int64_t index) {
    return sources_.at(static_cast<std::size_t>(index - first_));
}

/// Nothing is invented after this frame.
bool FrameMaker::is_held(int64_t index) {
    return index + 1 >= count() || source(index + 1).shot != source(index).shot ||
           source(index).equals_next;
}

std::optional<MadeFrame> FrameMaker::make(int64_t index, int step) {
    forget_before(index, step);
    if (step == 0 || is_held(index)) {
        return MadeFrame{source_in_sink_format(index), false};
    }
    if (looks_ahead_) {
        expect_next(index);
    }
    const Picture* picture = pictures_.at(index, step);
    if (picture == nullptr) {
        return std::nullopt;
    }
    return MadeFrame{to_sink_format(*picture), true};
}

/// Only inside the shot: what lies behind a cut is not near.
void FrameMaker::expect_next(int64_t index) {
    const int64_t next = index + next_source;
    if (next < count() && source(next).shot == source(index).shot) {
        interpolator_.expect(pictures_.at(next, 0)->rgb);
    }
}

const Frame& FrameMaker::source_in_sink_format(int64_t index) {
    Source& wanted = source(index);
    if (!wanted.in_sink_format) {
        const bool is_same = wanted.frame.format() == sink_format_.format &&
                             wanted.frame.color() == sink_format_.color;
        const BusyTimer timer(state_, &StageTimes::convert_ms);
        wanted.in_sink_format =
            is_same ? wanted.frame
                    : converter_.convert(wanted.frame, sink_format_.format, sink_format_.color);
    }
    return *wanted.in_sink_format;
}

FrameMaker::Picture FrameMaker::load(int64_t index) {
    const BusyTimer timer(state_, &StageTimes::convert_ms);
    const Frame& frame = source(index).frame;
    Picture picture{converter_.to_rgb_float(frame), std::nullopt};
    if (sink_format_.format.has_alpha && frame.format().has_alpha) {
        picture.alpha = converter_.alpha_as_rgb_float(frame);
    }
    return picture;
}

std::optional<FrameMaker::Picture> FrameMaker::interpolate(const Pictures::Quad& quad) {
    const auto rgb = call_interpolator({quad[0]->rgb, quad[1]->rgb, quad[2]->rgb, quad[3]->rgb});
    if (!rgb) {
        return std::nullopt;
    }
    Picture picture{*rgb, std::nullopt};
    if (quad[1]->alpha) {
        const Quadruplet alpha{*quad[0]->alpha, *quad[1]->alpha, *quad[2]->alpha, *quad[3]->alpha};
        // Most pictures with alpha are opaque throughout: nothing to invent then.
        picture.alpha =
            equal_samples(alpha[1], alpha[2]) ? std::optional(alpha[1]) : call_interpolator(alpha);
        if (!picture.alpha) {
            return std::nullopt;
        }
    }
    return picture;
}

/// Empty if a stop was requested.
std::optional<Frame> FrameMaker::call_interpolator(const Quadruplet& quadruplet) {
    if (stop_.stop_requested()) {
        return std::nullopt;
    }
    const BusyTimer timer(state_, &StageTimes::infer_ms);
    std::optional<Frame> frame =
        until_stopped(stop_, [&] { return interpolator_.interpolate(quadruplet); });
    if (frame && !is_finite(*frame)) {
        throw Error(
            Category::model,
            NK_TEXT("The model “%1” makes pictures with values that are not numbers; its file may "
                    "be damaged. Try another model."),
            {interpolator_.info().id}
        );
    }
    state_.set_redone(interpolator_.redone_count());
    return frame;
}

Frame FrameMaker::to_sink_format(const Picture& picture) {
    const BusyTimer timer(state_, &StageTimes::convert_ms);
    if (!sink_format_.format.has_alpha) {
        return converter_.from_rgb_float(picture.rgb, sink_format_.format, sink_format_.color);
    }
    const Frame alpha =
        picture.alpha ? grey_mean(*picture.alpha) : grey_constant(picture.rgb.size(), 1);
    return converter_.from_rgb_float(picture.rgb, sink_format_.format, sink_format_.color, &alpha);
}

void FrameMaker::forget_before(int64_t index, int step) {
    pictures_.forget_before(index, step);
    while (first_ < index - sources_behind && sources_.size() > 1) {
        sources_.pop_front();
        ++first_;
    }
}

}  // namespace nakawari
