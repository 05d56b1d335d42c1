/// Standard error as people see it: messages, and one status line that is drawn again and again.
#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "core/log.h"

namespace nakawari::cli {

/// Any thread may call any member. Without a terminal a status is an ordinary line.
class Console {
 public:
    Console();
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    [[nodiscard]] bool is_terminal() const { return is_terminal_; }
    /// A whole line above the status line.
    void message(std::string_view text);
    /// Replaces the status line.
    void status(std::string_view text);
    /// The status line goes away.
    void clear_status();

 private:
    const bool is_terminal_;
    std::mutex mutex_;
    std::string status_;
};

/// Sends the log through spdlog to the console while it lives: warnings and errors, with `verbose`
/// everything.
class LogToConsole {
 public:
    LogToConsole(Console& console, bool verbose);
    ~LogToConsole();
    LogToConsole(const LogToConsole&) = delete;
    LogToConsole& operator=(const LogToConsole&) = delete;

 private:
    log::Sink previous_;
};

}  // namespace nakawari::cli
