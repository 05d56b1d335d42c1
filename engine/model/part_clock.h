/// Where the time of one prediction goes, part by part.
#pragma once

#include <chrono>

#include "core/interpolator.h"

namespace nakawari {

/// Runs from its construction. One thread. On a GPU the times are those of the calls, not of the
/// work that they start.
class PartClock {
 public:
    /// The time since the last lap belongs to `part`.
    void lap(const char* part) {
        const auto now = std::chrono::steady_clock::now();
        const double taken = std::chrono::duration<double, std::milli>(now - last_).count();
        last_ = now;
        for (PartTime& time : times_) {
            if (time.part == part) {
                time.milliseconds += taken;
                return;
            }
        }
        times_.push_back({part, taken});
    }
    [[nodiscard]] const std::vector<PartTime>& times() const { return times_; }

 private:
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
    std::vector<PartTime> times_;
};

}  // namespace nakawari
