/// Makes the timestamps of decoded frames rise.
#include "io/timestamp_repair.h"

#include <cstddef>

namespace nakawari {
namespace {

/// Frames held back in the hope of a good timestamp; after that the interval has to do.
constexpr std::size_t most_waiting = 8;
/// So many rising times in a row from before the newest are a clock that started again.
constexpr std::size_t restart_length = 3;

}  // namespace

TimestampRepair::TimestampRepair(const Rational& interval) : interval_(interval) {}

std::vector<Rational> TimestampRepair::push(const std::optional<Rational>& pts) {
    if (pts && (!last_ || *pts + offset_ > *last_)) {
        return spread_to(*pts + offset_);
    }
    waiting_.push_back(pts);
    if (has_restarted()) {
        return follow_restart();
    }
    return waiting_.size() >= most_waiting ? extrapolate() : std::vector<Rational>{};
}

std::vector<Rational> TimestampRepair::finish() {
    return extrapolate();
}

/// `good` belongs to the newest frame; those that wait lie evenly before it.
std::vector<Rational> TimestampRepair::spread_to(const Rational& good) {
    const auto count = static_cast<int64_t>(waiting_.size());
    const Rational step = last_ ? (good - *last_) / (count + 1) : interval_;
    std::vector<Rational> result;
    for (int64_t i = count; i >= 0; --i) {
        result.push_back(good - step * i);
    }
    repaired_count_ += count + (offset_ == Rational(0) ? 0 : 1);
    interval_ = step;
    waiting_.clear();
    last_ = good;
    return result;
}

std::vector<Rational> TimestampRepair::extrapolate() {
    std::vector<Rational> result;
    for (std::size_t i = 0; i < waiting_.size(); ++i) {
        last_ = last_ ? *last_ + interval_ : Rational(0);
        result.push_back(*last_);
    }
    repaired_count_ += static_cast<int64_t>(waiting_.size());
    waiting_.clear();
    return result;
}

bool TimestampRepair::has_restarted() const {
    if (!last_ || waiting_.size() < restart_length) {
        return false;
    }
    for (std::size_t i = waiting_.size() - restart_length; i < waiting_.size(); ++i) {
        const bool is_first = i == waiting_.size() - restart_length;
        if (!waiting_[i] || (!is_first && *waiting_[i] <= *waiting_[i - 1])) {
            return false;
        }
    }
    return true;
}

/// The new clock's first frame comes one interval after the old clock's last.
std::vector<Rational> TimestampRepair::follow_restart() {
    const std::vector<std::optional<Rational>> risen(
        waiting_.end() - restart_length, waiting_.end()
    );
    waiting_.resize(waiting_.size() - restart_length);
    std::vector<Rational> result = extrapolate();
    offset_ = *last_ + interval_ - *risen.front();
    for (const std::optional<Rational>& pts : risen) {
        last_ = *pts + offset_;
        result.push_back(*last_);
    }
    repaired_count_ += static_cast<int64_t>(restart_length);
    return result;
}

}  // namespace nakawari
