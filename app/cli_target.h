/// Targets of a training run as people type and read them.
#pragma once

#include <string>

#include "report/poc_report.h"

namespace nakawari::cli {

/// "psnr_db=31", "frame_ms=800@1280x720". Throws Error{usage} naming what is wrong.
[[nodiscard]] Target parse_target(const std::string& text);
/// "psnr_db at least 31.00 dB".
[[nodiscard]] std::string describe(const Target& target);

}  // namespace nakawari::cli
