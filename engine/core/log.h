/// Log messages: every layer writes here, the program decides where they go.
#pragma once

#include <functional>
#include <string_view>

namespace nakawari::log {

enum class Level { debug = 1, info, warning, error };

/// Receives every message, from any thread, one at a time.
using Sink = std::function<void(Level, std::string_view)>;

/// Replaces the sink (initially: warnings and errors to stderr) and returns the old one. An empty
/// sink drops messages.
Sink set_sink(Sink sink);

void write(Level level, std::string_view message);
inline void debug(std::string_view message) {
    write(Level::debug, message);
}
inline void info(std::string_view message) {
    write(Level::info, message);
}
inline void warn(std::string_view message) {
    write(Level::warning, message);
}
inline void error(std::string_view message) {
    write(Level::error, message);
}

}  // namespace nakawari::log
