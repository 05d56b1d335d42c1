/// A cut is a single peak of what motion cannot explain.
#include "timeline/cut_detector.h"

#include <algorithm>

namespace nakawari {
namespace {

constexpr std::size_t frames_ahead = 2;
constexpr std::size_t frames_behind = 3;
/// Code values: pictures without any contrast must not make everything relatively great.
constexpr double least_contrast = 4;

}  // namespace

std::vector<bool> CutDetector::push(const LumaPicture& picture) {
    Seen newest{make_centered(picture), 0};
    if (!seen_.empty()) {
        newest.step = mismatch(seen_.back().picture, newest.picture);
    }
    seen_.push_back(newest);
    ++waiting_;
    std::vector<bool> decisions;
    if (waiting_ > frames_ahead) {
        decisions.push_back(starts_shot(seen_.size() - waiting_));
        --waiting_;
    }
    while (seen_.size() > waiting_ + frames_behind) {
        seen_.pop_front();
    }
    return decisions;
}

std::vector<bool> CutDetector::finish() {
    std::vector<bool> decisions;
    for (; waiting_ > 0; --waiting_) {
        decisions.push_back(starts_shot(seen_.size() - waiting_));
    }
    seen_.clear();
    return decisions;
}

bool CutDetector::starts_shot(std::size_t position) const {
    if (position == 0) {
        return false;
    }
    const Seen& before = seen_[position - 1];
    const Seen& first = seen_[position];
    const double contrast =
        std::max(before.picture.deviation, first.picture.deviation) + least_contrast;
    const double after = position + 1 < seen_.size() ? seen_[position + 1].step : 0;
    const double around = std::max(before.step, after);
    const auto stands_out = [&](double relative, double peak) {
        return first.step >= relative * contrast && first.step >= peak * around;
    };
    return first.step >= thresholds_.mismatch &&
           (stands_out(thresholds_.relative, thresholds_.peak) ||
            stands_out(thresholds_.calm_relative, thresholds_.calm_peak)) &&
           !is_flash(position);
}

/// Compares across the supposed cut, leaving out one or two frames on either side of it.
bool CutDetector::is_flash(std::size_t position) const {
    const double limit = thresholds_.flash * seen_[position].step;
    const auto resemble = [&](std::size_t a, std::size_t b) {
        return mismatch(seen_[a].picture, seen_[b].picture) < limit;
    };
    for (std::size_t left_out = 1; left_out <= frames_ahead; ++left_out) {
        const bool is_before =
            position + left_out < seen_.size() && resemble(position - 1, position + left_out);
        const bool is_after = position > left_out && resemble(position - 1 - left_out, position);
        if (is_before || is_after) {
            return true;
        }
    }
    return false;
}

}  // namespace nakawari
