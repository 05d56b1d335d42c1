/// How many frames per second were written lately.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>

namespace nakawari {

/// A window over the newest events. Pure: the caller gives the times. One thread at a time.
class RateMeter {
 public:
    using Clock = std::chrono::steady_clock;

    /// Frames come in bursts (a source frame costs nothing, a new one much), so the window spans
    /// several.
    explicit RateMeter(std::size_t window = 33) : window_(window) {}

    void add(Clock::time_point time) {
        times_.push_back(time);
        if (times_.size() > window_) {
            times_.pop_front();
        }
    }

    /// Events per second from the oldest of the window until `now`, so that a stall shows; 0 if
    /// unknown.
    [[nodiscard]] double rate(Clock::time_point now) const {
        if (times_.size() < 2) {
            return 0;
        }
        const double seconds =
            std::chrono::duration<double>(std::max(now, times_.back()) - times_.front()).count();
        return seconds > 0 ? static_cast<double>(times_.size() - 1) / seconds : 0;
    }

 private:
    const std::size_t window_;
    std::deque<Clock::time_point> times_;
};

}  // namespace nakawari
