/// A sliding window of seven source frames: the dropped one in the middle, its neighbours around.
#include "pipeline/held_out.h"

#include <chrono>
#include <deque>
#include <memory>

#include "core/interruption.h"
#include "io/color_converter.h"
#include "io/frame_source.h"
#include "pipeline/shot_reader.h"
#include "timeline/quad_window.h"

namespace nakawari {
namespace {

struct WindowFrame {
    Frame rgb;
    int64_t shot = 0;
};

/// The newest frames, by number.
class Window {
 public:
    void push(WindowFrame frame) {
        frames_.push_back(std::move(frame));
        if (frames_.size() > 7) {
            frames_.pop_front();
            ++first_;
        }
    }
    [[nodiscard]] int64_t count() const { return first_ + static_cast<int64_t>(frames_.size()); }
    [[nodiscard]] bool holds(int64_t number) const { return number >= first_ && number < count(); }
    [[nodiscard]] const WindowFrame& at(int64_t number) const {
        return frames_.at(static_cast<std::size_t>(number - first_));
    }

    /// Empty if frame `number` has no neighbours of its own shot on both sides.
    [[nodiscard]] std::optional<Quadruplet> around(int64_t number) const {
        const auto numbers = held_out_window(number, shot_of(number));
        if (!numbers) {
            return std::nullopt;
        }
        return Quadruplet{
            at((*numbers)[0]).rgb,
            at((*numbers)[1]).rgb,
            at((*numbers)[2]).rgb,
            at((*numbers)[3]).rgb};
    }

 private:
    /// As far as the window reaches.
    [[nodiscard]] ShotBounds shot_of(int64_t number) const {
        const int64_t shot = at(number).shot;
        ShotBounds bounds{number, number};
        while (holds(bounds.first - 1) && at(bounds.first - 1).shot == shot) {
            --bounds.first;
        }
        while (holds(bounds.last + 1) && at(bounds.last + 1).shot == shot) {
            ++bounds.last;
        }
        return bounds;
    }

    std::deque<WindowFrame> frames_;
    int64_t first_ = 0;
};

HeldOutFrame predict(Interpolator& interpolator, const Quadruplet& quadruplet, const Frame& truth) {
    using Clock = std::chrono::steady_clock;
    const Clock::time_point start = Clock::now();
    const Frame predicted = interpolator.interpolate(quadruplet);
    HeldOutFrame result;
    result.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    const FrameScore score = score_frame(0, truth.pts(), truth, predicted);
    result.psnr = score.psnr;
    result.ssim = score.ssim;
    result.high_frequency = score.high_frequency;
    return result;
}

/// Everything that lives while a clip is scored.
class Check {
 public:
    Check(const HeldOutOptions& options, const std::vector<Interpolator*>& interpolators)
        : options_(options),
          interpolators_(interpolators),
          source_(FrameSource::open(options.source)),
          reader_(*source_, options.cuts, Duplicates::kept) {
        for (const Interpolator* interpolator : interpolators) {
            scores_.push_back({interpolator->info(), {}});
        }
    }

    std::vector<HeldOutScores> run(
        const std::stop_token& stop, const std::function<void(int64_t)>& on_frame
    ) {
        bool is_at_end = false;
        for (int64_t number = 1; !is_at_end || number + 1 < window_.count(); number += 2) {
            while (!is_at_end && window_.count() <= number + 3) {
                is_at_end = !read(stop);
            }
            if (stop.stop_requested() || is_enough()) {
                break;
            }
            const auto quadruplet = window_.holds(number) ? window_.around(number) : std::nullopt;
            if (quadruplet) {
                if (!score(number, *quadruplet, stop)) {
                    break;
                }
                if (on_frame) {
                    on_frame(++done_);
                }
            }
        }
        return std::move(scores_);
    }

 private:
    bool read(const std::stop_token& stop) {
        const std::optional<SourceFrame> next = reader_.next(stop);
        if (next) {
            start_ = start_.value_or(next->frame.pts());
            window_.push({converter_.to_rgb_float(next->frame), next->shot});
        }
        return next.has_value();
    }

    [[nodiscard]] bool is_enough() const {
        return options_.max_frames > 0 && done_ >= options_.max_frames;
    }

    /// By all interpolators, or, after a stop, by none of them.
    bool score(int64_t number, const Quadruplet& quadruplet, const std::stop_token& stop) {
        const Frame& truth = window_.at(number).rgb;
        std::vector<HeldOutFrame> frames;
        for (Interpolator* interpolator : interpolators_) {
            std::optional<HeldOutFrame> frame =
                until_stopped(stop, [&] { return predict(*interpolator, quadruplet, truth); });
            if (!frame) {
                return false;
            }
            frame->number = number;
            frame->pts = truth.pts() - *start_;
            frames.push_back(*frame);
        }
        for (std::size_t i = 0; i < frames.size(); ++i) {
            scores_[i].frames.push_back(frames[i]);
        }
        return true;
    }

    const HeldOutOptions& options_;
    const std::vector<Interpolator*>& interpolators_;
    const std::unique_ptr<FrameSource> source_;
    ShotReader reader_;
    ColorConverter converter_;
    Window window_;
    std::optional<Rational> start_;
    std::vector<HeldOutScores> scores_;
    int64_t done_ = 0;
};

}  // namespace

std::optional<double> HeldOutScores::mean_db() const {
    return series().mean_db();
}

std::optional<double> HeldOutScores::db_of_mean_mse() const {
    return series().db_of_mean_mse();
}

int64_t HeldOutScores::identical_count() const {
    return static_cast<int64_t>(series().identical_count());
}

ScoreSeries HeldOutScores::series() const {
    ScoreSeries series;
    for (const HeldOutFrame& frame : frames) {
        series.add({frame.number, frame.pts, frame.psnr, frame.ssim, frame.high_frequency});
    }
    return series;
}

std::vector<HeldOutScores> score_held_out(
    const HeldOutOptions& options,
    const std::vector<Interpolator*>& interpolators,
    const std::stop_token& stop,
    const std::function<void(int64_t frames_done)>& on_frame
) {
    return Check(options, interpolators).run(stop, on_frame);
}

}  // namespace nakawari
