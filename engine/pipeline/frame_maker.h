/// Makes the pictures of a session's output frames. Private to engine/pipeline.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <stop_token>

#include "core/interpolator.h"
#include "io/color_converter.h"
#include "pipeline/session_state.h"
#include "pipeline/stage_links.h"
#include "timeline/dyadic_sequence.h"

namespace nakawari {

/// A picture to be shown, without its time.
struct MadeFrame {
    Frame frame;
    bool is_new = false;  ///< by the interpolator, not a source frame shown again
};

/// Source frames go in, numbered from 0; out come pictures at position `step / 2^depth` between
/// frame `index` and the next one, asked for in rising order. Source frames stay untouched where
/// the sink's format allows. Between identical frames, across a cut and after the last frame the
/// earlier frame is held. Keeps a few frames, however long the clip. One thread at a time.
class FrameMaker {
 public:
    /// Borrows the interpolator and the state (for busy times and counts). `depth` ≤ 4.
    FrameMaker(
        Interpolator& interpolator, const SinkFormat& sink_format, int depth, SessionState& state
    );

    void push(const SourceFrame& source);
    /// No more frames will come.
    void end() {
        is_ended_ = true;
        pictures_.end();
    }
    /// How many frames were pushed.
    [[nodiscard]] int64_t count() const { return pictures_.count(); }
    /// Whether the frames are there that make() needs for this position; for an interpolator that
    /// looks ahead, one more.
    [[nodiscard]] bool is_ready(int64_t index, int step) const {
        return pictures_.is_ready(index, step) &&
               (!looks_ahead_ || is_ended_ || pictures_.is_ready(index + 1, step));
    }
    /// The position must be ready and not before an earlier one. Empty if a stop was requested.
    /// Throws Error{model}.
    [[nodiscard]] std::optional<MadeFrame> make(int64_t index, int step);
    /// Instead of make() where the picture is not needed.
    void skip(int64_t index, int step) { forget_before(index, step); }
    /// What memory holds, for tests.
    [[nodiscard]] std::size_t kept_pictures() const { return pictures_.kept_count(); }
    [[nodiscard]] std::size_t kept_sources() const { return sources_.size(); }

 private:
    struct Source {
        Frame frame;
        int64_t shot = 0;
        bool equals_next = false;
        std::optional<Frame> in_sink_format;
    };
    /// Unquantised, as the network sees it; alpha as a grey picture in three equal planes.
    struct Picture {
        Frame rgb;
        std::optional<Frame> alpha;
    };
    using Pictures = DyadicSequence<Picture>;

    [[nodiscard]] Source& source(int64_t index);
    [[nodiscard]] bool is_held(int64_t index);
    const Frame& source_in_sink_format(int64_t index);
    [[nodiscard]] Picture load(int64_t index);
    [[nodiscard]] std::optional<Picture> interpolate(const Pictures::Quad& quad);
    [[nodiscard]] std::optional<Frame> call_interpolator(const Quadruplet& quadruplet);
    [[nodiscard]] Frame to_sink_format(const Picture& picture);
    void expect_next(int64_t index);
    void forget_before(int64_t index, int step);

    Interpolator& interpolator_;
    const SinkFormat sink_format_;
    SessionState& state_;
    const std::stop_token stop_;
    const bool looks_ahead_;
    bool is_ended_ = false;
    ColorConverter converter_;
    std::deque<Source> sources_;
    int64_t first_ = 0;  ///< number of sources_.front()
    Pictures pictures_;
};

}  // namespace nakawari
