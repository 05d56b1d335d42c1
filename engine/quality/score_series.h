/// The scores of one clip, frame by frame, and what they come to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/rational.h"
#include "quality/high_frequency.h"
#include "quality/psnr.h"

namespace nakawari {

struct FrameScore {
    int64_t number = 0;  ///< of the frame, from 0
    Rational pts;        ///< seconds from the clip's start
    Psnr psnr;
    std::optional<double> ssim;  ///< empty if the picture is too small, or not measured
    std::optional<HighFrequency> high_frequency;  ///< empty if not measured
};

/// Scores of one picture against its reference. Throws std::invalid_argument.
[[nodiscard]] FrameScore score_frame(
    int64_t number, const Rational& pts, const Frame& reference, const Frame& picture
);

/// A growing list; one thread at a time. Averages are empty where no frame has a value, never
/// infinite.
class ScoreSeries {
 public:
    void add(const FrameScore& score) { frames_.push_back(score); }

    [[nodiscard]] const std::vector<FrameScore>& frames() const { return frames_; }
    /// Mean of the frames' dB. Identical frames have none and are left out: see identical_count().
    [[nodiscard]] std::optional<double> mean_db() const;
    /// dB of the mean squared error over all frames, identical ones included; empty if all are.
    [[nodiscard]] std::optional<double> db_of_mean_mse() const;
    [[nodiscard]] std::optional<double> mean_ssim() const;
    /// Error energy of all measured frames relative to the energy of their references.
    [[nodiscard]] std::optional<double> high_frequency_error() const;
    /// Frames that equal their reference.
    [[nodiscard]] std::size_t identical_count() const;
    /// Indices into frames(), at most `count`, worst first: greatest mean squared error, of equal
    /// ones the earlier.
    [[nodiscard]] std::vector<std::size_t> worst(std::size_t count) const;

 private:
    std::vector<FrameScore> frames_;
};

}  // namespace nakawari
