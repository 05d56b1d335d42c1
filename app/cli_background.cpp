/// The main thread waits for signals, the other one works.
#include "app/cli_background.h"

#include <atomic>
#include <chrono>
#include <exception>
#include <thread>

namespace nakawari::cli {

bool run_stoppable(
    Console& console, StopSignals& signals, const std::function<void(std::stop_token)>& work
) {
    std::exception_ptr fault;
    std::atomic<bool> is_done = false;
    bool is_stopped = false;
    {
        std::jthread worker([&](const std::stop_token& stop) {
            try {
                work(stop);
            } catch (...) {
                fault = std::current_exception();
            }
            is_done = true;
        });
        constexpr auto tick = std::chrono::milliseconds(50);
        while (!is_done) {
            if (signals.wait_for(tick) && !is_stopped) {
                is_stopped = true;
                console.message("Stopping; once more ends the program at once.");
                worker.request_stop();
            }
        }
    }
    if (fault) {
        std::rethrow_exception(fault);
    }
    return !is_stopped;
}

}  // namespace nakawari::cli
