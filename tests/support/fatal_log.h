/// A log sink for tests: an unexpected error message ends the test program.
#pragma once

#include <string>
#include <vector>

#include "core/log.h"

namespace nakawari::test {

/// While alive, log errors abort the program; warnings are kept for the test to look at.
class FatalLog {
 public:
    FatalLog();
    ~FatalLog();
    FatalLog(const FatalLog&) = delete;
    FatalLog& operator=(const FatalLog&) = delete;

    [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }

 private:
    std::vector<std::string> warnings_;
    log::Sink previous_;
};

}  // namespace nakawari::test
