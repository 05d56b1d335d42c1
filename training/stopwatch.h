/// Where a run's time goes.
#pragma once

#include <chrono>
#include <string>

#include "training/checkpoint.h"

namespace nakawari {

/// Seconds of a clock that never goes back.
[[nodiscard]] inline double now_s() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Adds what passes until its end to the run's time and to one row of the durations. Borrows the
/// state; one thread at a time.
class Stopwatch {
 public:
    Stopwatch(RunState& state, std::string part)
        : state_(state), part_(std::move(part)), elapsed_before_(state.elapsed_s) {}
    ~Stopwatch() {
        // Phases count for themselves and leave pauses out; other parts do not.
        if (state_.elapsed_s == elapsed_before_) {
            state_.elapsed_s += now_s() - start_;
        }
        const double seconds = state_.elapsed_s - elapsed_before_;
        for (DurationRow& row : state_.durations) {
            if (row.part == part_) {
                row.seconds += seconds;
                return;
            }
        }
        state_.durations.push_back({part_, seconds});
    }
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;

 private:
    RunState& state_;
    const std::string part_;
    const double elapsed_before_;
    const double start_ = now_s();
};

}  // namespace nakawari
