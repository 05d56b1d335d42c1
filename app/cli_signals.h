/// Ctrl-C and its like as values that the main thread waits for.
#pragma once

#include <csignal>

#include <chrono>

namespace nakawari::cli {

/// Holds back SIGINT, SIGTERM and SIGHUP in this thread and in those it starts, so that they end a
/// wait instead of the program. To be made before any thread; used by the main thread only.
class StopSignals {
 public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    /// Waits that long; true as soon as a signal came. From then on a second one ends the program
    /// at once.
    [[nodiscard]] bool wait_for(std::chrono::milliseconds duration);
    [[nodiscard]] bool came() const { return came_; }

 private:
    sigset_t signals_{};
    sigset_t previous_{};
    bool came_ = false;
};

}  // namespace nakawari::cli
