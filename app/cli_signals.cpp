/// Ctrl-C and its like as values that the main thread waits for.
#include "app/cli_signals.h"

#include <ctime>
#include <thread>

namespace nakawari::cli {

StopSignals::StopSignals() {
    sigemptyset(&signals_);
    for (const int number : {SIGINT, SIGTERM}) {
        sigaddset(&signals_, number);
        // A script's background jobs begin with SIGINT ignored, but whoever sends it means it.
        std::signal(number, SIG_DFL);
    }
    struct sigaction hang_up {};
    // nohup ignores it on purpose.
    if (sigaction(SIGHUP, nullptr, &hang_up) == 0 && hang_up.sa_handler != SIG_IGN) {
        sigaddset(&signals_, SIGHUP);
    }
    pthread_sigmask(SIG_BLOCK, &signals_, &previous_);
    // A reader that went away is an error of the output, not the end of the program.
    std::signal(SIGPIPE, SIG_IGN);
}

StopSignals::~StopSignals() {
    pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
}

bool StopSignals::wait_for(std::chrono::milliseconds duration) {
    if (came_) {
        std::this_thread::sleep_for(duration);
        return true;
    }
    const auto nanoseconds = std::chrono::nanoseconds(duration).count();
    const timespec timeout{
        static_cast<time_t>(nanoseconds / 1'000'000'000),
        static_cast<long>(nanoseconds % 1'000'000'000)};
    if (sigtimedwait(&signals_, nullptr, &timeout) > 0) {
        came_ = true;
        pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
    }
    return came_;
}

}  // namespace nakawari::cli
