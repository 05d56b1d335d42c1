/// A log sink for tests that ends the program on an error message.
#include "support/fatal_log.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace nakawari::test {

FatalLog::FatalLog()
    : previous_(log::set_sink([this](log::Level level, std::string_view message) {
          if (level == log::Level::error) {
              std::fprintf(
                  stderr,
                  "unexpected error in the log: %.*s\n",
                  static_cast<int>(message.size()),
                  message.data()
              );
              std::abort();
          }
          if (level == log::Level::warning) {
              warnings_.emplace_back(message);
          }
      })) {}

FatalLog::~FatalLog() {
    log::set_sink(std::move(previous_));
}

}  // namespace nakawari::test
