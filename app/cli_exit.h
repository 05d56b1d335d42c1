/// The exit codes of nakawari-cli, and the one place where exceptions become sentences.
#pragma once

#include <string>

#include "core/error.h"

namespace nakawari::cli {

/// Part of the interface: scripts depend on the numbers.
enum class ExitCode {
    ok = 0,
    failed = 1,
    usage = 2,
    input = 3,
    model = 4,
    output = 5,
    cancelled = 130
};

[[nodiscard]] ExitCode exit_code(Category category);
/// "failed", "usage" … for machines.
[[nodiscard]] std::string name(ExitCode code);

/// What went wrong, ready to be printed.
struct Fault {
    ExitCode code = ExitCode::failed;
    std::string sentence;
};

[[nodiscard]] Fault to_fault(const Error& error);
/// The exception being handled; only inside a catch block. Foreign exceptions (torch's carry a
/// backtrace) are cut to their first line.
[[nodiscard]] Fault current_fault();

}  // namespace nakawari::cli
