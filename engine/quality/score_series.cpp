/// Averages over frames.
#include "quality/score_series.h"

#include <algorithm>
#include <numeric>

#include "quality/ssim.h"

namespace nakawari {
namespace {

/// Mean of the values that are there.
template <typename Get>
std::optional<double> mean_of(const std::vector<FrameScore>& frames, const Get& get) {
    double sum = 0;
    int64_t count = 0;
    for (const FrameScore& frame : frames) {
        if (const std::optional<double> value = get(frame)) {
            sum += *value;
            ++count;
        }
    }
    return count > 0 ? std::optional(sum / static_cast<double>(count)) : std::nullopt;
}

}  // namespace

FrameScore score_frame(
    int64_t number, const Rational& pts, const Frame& reference, const Frame& picture
) {
    return {
        number,
        pts,
        psnr(reference, picture),
        ssim(reference, picture),
        high_frequency(reference, picture)};
}

std::optional<double> ScoreSeries::mean_db() const {
    return mean_of(frames_, [](const FrameScore& frame) { return frame.psnr.db; });
}

std::optional<double> ScoreSeries::db_of_mean_mse() const {
    const auto mse =
        mean_of(frames_, [](const FrameScore& frame) { return std::optional(frame.psnr.mse); });
    return psnr_db(mse.value_or(0));
}

std::optional<double> ScoreSeries::mean_ssim() const {
    return mean_of(frames_, [](const FrameScore& frame) { return frame.ssim; });
}

std::optional<double> ScoreSeries::high_frequency_error() const {
    HighFrequency sum;
    for (const FrameScore& frame : frames_) {
        const HighFrequency of_frame = frame.high_frequency.value_or(HighFrequency{});
        sum.error_energy += of_frame.error_energy;
        sum.reference_energy += of_frame.reference_energy;
    }
    return sum.error();
}

std::size_t ScoreSeries::identical_count() const {
    return static_cast<std::size_t>(std::count_if(
        frames_.begin(), frames_.end(), [](const FrameScore& frame) { return !frame.psnr.db; }
    ));
}

std::vector<std::size_t> ScoreSeries::worst(std::size_t count) const {
    std::vector<std::size_t> order(frames_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
        return frames_[a].psnr.mse > frames_[b].psnr.mse;
    });
    order.resize(std::min(count, order.size()));
    return order;
}

}  // namespace nakawari
