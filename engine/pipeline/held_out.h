/// The held-out check: drop every second source frame, predict it, score it against the dropped
/// one.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/interpolator.h"
#include "io/media_info.h"
#include "pipeline/job.h"
#include "quality/score_series.h"

namespace nakawari {

struct HeldOutOptions {
    SourceOptions source;
    CutOptions cuts;
    int64_t max_frames = 0;  ///< predicted frames per interpolator, from the start; 0 = all
    friend bool operator==(const HeldOutOptions&, const HeldOutOptions&) = default;
};

struct HeldOutFrame {
    int64_t number = 0;  ///< among the source frames, from 0: made from n−3, n−1, n+1, n+3
    Rational pts;        ///< from the clip's start
    Psnr psnr;           ///< against the source frame
    double milliseconds = 0;
    std::optional<double> ssim;  ///< empty if the picture is too small
    std::optional<HighFrequency> high_frequency;
};

/// The scores of one interpolator. The network sees twice the motion it will see in earnest.
struct HeldOutScores {
    InterpolatorInfo info;
    std::vector<HeldOutFrame> frames;

    /// Mean of the frames' dB; identical predictions have none and are left out. Empty if no frame
    /// has one.
    [[nodiscard]] std::optional<double> mean_db() const;
    /// dB of the mean squared error over all frames; empty if it is zero or there are no frames.
    [[nodiscard]] std::optional<double> db_of_mean_mse() const;
    /// Predictions that equal the source frame.
    [[nodiscard]] int64_t identical_count() const;
    /// For every other average.
    [[nodiscard]] ScoreSeries series() const;
};

/// Runs all interpolators over the same frames, in this thread; baselines (repeat, blend) are
/// interpolators too. Quadruplets repeat frames at the clip's ends and at cuts; a frame next to a
/// cut is not predicted. `on_frame` hears how many frames are done. A source that breaks off
/// counts as far as it goes. After a stop the scores so far are returned. Throws Error.
[[nodiscard]] std::vector<HeldOutScores> score_held_out(
    const HeldOutOptions& options,
    const std::vector<Interpolator*>& interpolators,
    const std::stop_token& stop = {},
    const std::function<void(int64_t frames_done)>& on_frame = {}
);

}  // namespace nakawari
