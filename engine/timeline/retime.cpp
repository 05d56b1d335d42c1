/// Even division of intervals for a factor, an exact grid for a rate.
#include "timeline/retime.h"

#include <algorithm>
#include <bit>
#include <stdexcept>

#include "core/error.h"

namespace nakawari {
namespace {

constexpr int64_t largest_rate = 1000;
constexpr int64_t largest_slow = 100;
constexpr int deepest = 4;
/// 46 hours at 60 fps: a broken timestamp, not a pause.
constexpr int64_t most_frames_in_a_gap = 10'000'000;

void check(const RetimeOptions& options) {
    if (options.slow < Rational(1) || options.slow > Rational(largest_slow)) {
        throw Error(
            Category::usage,
            NK_TEXT("Time can be stretched 1 to 100 times, not %1 times."),
            {options.slow.to_string()}
        );
    }
    if (!options.rate) {
        if (options.factor != 2 && options.factor != 4 && options.factor != 8) {
            throw Error(
                Category::usage,
                NK_TEXT("The factor can be 2, 4 or 8, not %1; give a target rate for anything "
                        "else."),
                {std::to_string(options.factor)}
            );
        }
        return;
    }
    if (*options.rate <= Rational(0) || *options.rate > Rational(largest_rate)) {
        throw Error(
            Category::usage,
            NK_TEXT("The target rate must be above 0 and at most 1000 frames per second, not %1."),
            {options.rate->to_string()}
        );
    }
    if (options.max_depth < 1 || options.max_depth > deepest) {
        throw Error(
            Category::usage,
            NK_TEXT("The depth for a target rate can be 1 to 4, not %1."),
            {std::to_string(options.max_depth)}
        );
    }
}

/// The multiple of 1/2^depth nearest to `position`; of two equally near ones, the even one.
int nearest_step(const Rational& position, int depth) {
    const Rational steps = position * Rational(int64_t{1} << depth);
    const int64_t below = floor_to_unit(steps, 1);
    const Rational rest = steps - Rational(below);
    const bool is_up = rest > Rational(1, 2) || (rest == Rational(1, 2) && below % 2 != 0);
    return static_cast<int>(below) + (is_up ? 1 : 0);
}

int64_t grid_count(const RetimeOptions& options, const Rational& duration) {
    const int64_t count = round_to_unit(duration * options.slow * *options.rate, 1);
    return std::max<int64_t>(count, 1);
}

}  // namespace

Retimer::Retimer(const RetimeOptions& options, const Rational& single_duration)
    : options_(options), single_duration_(single_duration) {
    check(options);
}

int Retimer::depth() const {
    return options_.rate ? options_.max_depth
                         : std::countr_zero(static_cast<unsigned>(options_.factor));
}

Rational Retimer::output_time(const Rational& source_time) const {
    return start_ + (source_time - start_) * options_.slow;
}

Rational Retimer::last_duration() const {
    if (previous_->duration > Rational(0)) {
        return previous_->duration;
    }
    return count_ > 1 ? last_interval_ : single_duration_;
}

std::vector<OutputFrame> Retimer::push(const FrameTiming& timing) {
    std::vector<OutputFrame> certain;
    if (previous_) {
        const Rational interval = timing.pts - previous_->pts;
        if (interval <= Rational(0)) {
            throw std::invalid_argument("timestamps must rise");
        }
        if (options_.rate) {
            place_until(timing.pts, interval);
            // The clip goes on beyond this frame, perhaps only a little: output frame k exists for
            // certain if it reaches k + 1/2, and is not the last one (so that its duration is that
            // of the grid) if it reaches k + 3/2.
            const Rational reached = (timing.pts - start_) * options_.slow * *options_.rate;
            const int64_t final_count = floor_to_unit(reached - Rational(1, 2), 1);
            const int64_t done = emitted_ - static_cast<int64_t>(placed_.size());
            certain =
                take_placed(static_cast<std::size_t>(std::max<int64_t>(final_count - done, 0)));
        } else {
            certain = divided(interval, false);
        }
        last_interval_ = interval;
    } else {
        start_ = timing.pts;
    }
    previous_ = timing;
    ++count_;
    return certain;
}

std::vector<OutputFrame> Retimer::finish() {
    if (!previous_) {
        return {};
    }
    const Rational duration = last_duration();
    const Rational end = previous_->pts + duration;
    std::vector<OutputFrame> rest;
    if (options_.rate) {
        const int64_t done = emitted_ - static_cast<int64_t>(placed_.size());
        const int64_t total = grid_count(options_, end - start_);
        place_until(start_ + Rational(total) / (*options_.rate * options_.slow), std::nullopt);
        rest = take_placed(static_cast<std::size_t>(total - done));
        rest.back().duration = output_time(end) - rest.back().pts;
        placed_.clear();
    } else {
        rest = divided(duration, true);
    }
    previous_.reset();
    return rest;
}

/// The previous frame's display time in `factor` parts; nothing lies beyond the last frame.
std::vector<OutputFrame> Retimer::divided(const Rational& interval, bool is_last) const {
    std::vector<OutputFrame> result;
    const Rational duration = interval * options_.slow / Rational(options_.factor);
    const Rational first = output_time(previous_->pts);
    for (int step = 0; step < options_.factor; ++step) {
        result.push_back(
            {count_ - 1,
             is_last ? 0 : step,
             depth(),
             first + duration * Rational(step),
             duration,
             is_last && step > 0}
        );
    }
    return result;
}

/// Places the grid's frames before source time `end` between the previous frame and the next one,
/// `interval` later; without one the previous frame is held.
void Retimer::place_until(const Rational& end, const std::optional<Rational>& interval) {
    const Rational source_step = Rational(1) / (*options_.rate * options_.slow);
    if ((end - previous_->pts) / source_step > Rational(most_frames_in_a_gap)) {
        throw Error(
            Category::input,
            NK_TEXT("The video's timestamps have a gap of %1 s, which cannot be filled at the "
                    "target rate. Trim the video before or after it."),
            {std::to_string(round_to_unit(end - previous_->pts, 1))}
        );
    }
    while (true) {
        const Rational offset = source_step * Rational(emitted_);
        if (start_ + offset >= end) {
            return;
        }
        const Rational past = start_ + offset - previous_->pts;
        OutputFrame output{count_ - 1, 0, depth(), start_ + offset * options_.slow, 0, false};
        if (interval) {
            const int step = nearest_step(past / *interval, depth());
            output.index += step >> depth();
            output.step = step & ((1 << depth()) - 1);
        } else {
            output.is_hold = past > Rational(0);
        }
        placed_.push_back(output);
        ++emitted_;
    }
}

std::vector<OutputFrame> Retimer::take_placed(std::size_t count) {
    const auto end = placed_.begin() + static_cast<std::ptrdiff_t>(std::min(count, placed_.size()));
    std::vector<OutputFrame> taken(placed_.begin(), end);
    placed_.erase(placed_.begin(), end);
    for (OutputFrame& output : taken) {
        output.duration = Rational(1) / *options_.rate;
    }
    return taken;
}

int64_t output_frame_count(const RetimeOptions& options, int64_t count, const Rational& duration) {
    if (count <= 0) {
        return 0;
    }
    return options.rate ? grid_count(options, duration) : count * options.factor;
}

}  // namespace nakawari
