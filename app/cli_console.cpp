/// Standard error as people see it: messages, and one status line that is drawn again and again.
#include "app/cli_console.h"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <utility>

namespace nakawari::cli {
namespace {

constexpr const char* clear_line = "\r\x1b[K";

std::size_t terminal_columns() {
    winsize size{};
    const bool is_known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return is_known ? size.ws_col : 80;
}

void put(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fflush(stderr);
}

spdlog::level::level_enum to_spdlog(log::Level level) {
    switch (level) {
        case log::Level::debug:
            return spdlog::level::debug;
        case log::Level::info:
            return spdlog::level::info;
        case log::Level::warning:
            return spdlog::level::warn;
        case log::Level::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

class ConsoleSink : public spdlog::sinks::base_sink<std::mutex> {
 public:
    explicit ConsoleSink(Console& console) : console_(console) {}

 protected:
    void sink_it_(const spdlog::details::log_msg& message) override {
        const auto level = spdlog::level::to_string_view(message.level);
        std::string line(level.data(), level.size());
        line.append(": ").append(message.payload.data(), message.payload.size());
        console_.message(line);
    }
    void flush_() override {}

 private:
    Console& console_;
};

}  // namespace

Console::Console() : is_terminal_(isatty(STDERR_FILENO) == 1) {}

Console::~Console() {
    clear_status();
}

void Console::message(std::string_view text) {
    const std::lock_guard lock(mutex_);
    std::string line = status_.empty() ? "" : clear_line;
    line.append(text).append("\n").append(status_);
    put(line);
}

void Console::status(std::string_view text) {
    const std::lock_guard lock(mutex_);
    if (!is_terminal_) {
        put(std::string(text) + "\n");
        return;
    }
    // A line that wraps could not be drawn over.
    status_ = text.substr(0, terminal_columns() - 1);
    put(clear_line + status_);
}

void Console::clear_status() {
    const std::lock_guard lock(mutex_);
    if (!status_.empty()) {
        put(clear_line);
        status_.clear();
    }
}

LogToConsole::LogToConsole(Console& console, bool verbose) {
    auto logger =
        std::make_shared<spdlog::logger>("nakawari", std::make_shared<ConsoleSink>(console));
    logger->set_level(verbose ? spdlog::level::debug : spdlog::level::warn);
    previous_ =
        log::set_sink([logger = std::move(logger)](log::Level level, std::string_view text) {
            logger->log(to_spdlog(level), spdlog::string_view_t(text.data(), text.size()));
        });
}

LogToConsole::~LogToConsole() {
    log::set_sink(std::move(previous_));
}

}  // namespace nakawari::cli
