/// Long work in a thread of its own, so that Ctrl-C is heard while a frame is being made.
#pragma once

#include <functional>
#include <stop_token>

#include "app/cli_console.h"
#include "app/cli_signals.h"

namespace nakawari::cli {

/// Runs `work` to its end; a signal requests a stop and says so. Rethrows what it throws. False if
/// a stop was requested.
[[nodiscard]] bool run_stoppable(
    Console& console, StopSignals& signals, const std::function<void(std::stop_token)>& work
);

}  // namespace nakawari::cli
