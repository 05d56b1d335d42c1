/// The log sink, the only state the process shares.
#include "core/log.h"

#include <iostream>
#include <mutex>
#include <utility>

namespace nakawari::log {
namespace {

struct Shared {
    std::mutex mutex;
    Sink sink = [](Level level, std::string_view message) {
        if (level >= Level::warning) {
            std::cerr << message << '\n';
        }
    };
};

Shared& shared() {
    static Shared instance;
    return instance;
}

}  // namespace

Sink set_sink(Sink sink) {
    const std::lock_guard lock(shared().mutex);
    return std::exchange(shared().sink, std::move(sink));
}

void write(Level level, std::string_view message) {
    const std::lock_guard lock(shared().mutex);
    if (shared().sink) {
        shared().sink(level, message);
    }
}

}  // namespace nakawari::log
