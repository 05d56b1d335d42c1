/// This program once more, as a child process.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace nakawari::cli {

struct ChildResult {
    int exit_code = 0;   ///< 128 + signal number if a signal ended it
    std::string output;  ///< what it wrote to standard output
};

/// Runs /proc/self/exe with these arguments; its messages go to this program's standard error.
/// `is_stopped` is asked now and then; once it says yes the child is ended. Throws Error{failed}.
[[nodiscard]] ChildResult run_self(
    const std::vector<std::string>& arguments, const std::function<bool()>& is_stopped
);

}  // namespace nakawari::cli
