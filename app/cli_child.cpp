/// posix_spawn, a pipe, and waiting for both.
#include "app/cli_child.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

#include "core/error.h"

namespace nakawari::cli {
namespace {

[[noreturn]] void fail(int error_number) {
    throw Error(
        Category::failed,
        NK_TEXT("The program cannot start itself for a measurement: %1."),
        {std::generic_category().message(error_number)}
    );
}

pid_t spawn(const std::vector<std::string>& arguments, int output) {
    std::vector<char*> argv;
    std::string name = "nakawari-cli";
    argv.push_back(name.data());
    std::vector<std::string> copies = arguments;
    for (std::string& argument : copies) {
        argv.push_back(argument.data());
    }
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    pid_t child = 0;
    const int status =
        posix_spawn(&child, "/proc/self/exe", &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (status != 0) {
        fail(status);
    }
    return child;
}

/// Everything until the child closes its end; ends the child after a stop.
std::string read_all(int input, pid_t child, const std::function<bool()>& is_stopped) {
    std::string text;
    std::array<char, 4096> block{};
    bool is_ended = false;
    while (true) {
        if (!is_ended && is_stopped()) {
            ::kill(child, SIGKILL);  // a measurement has nothing to save
            is_ended = true;
        }
        pollfd wait{input, POLLIN, 0};
        constexpr int tick_ms = 50;
        if (::poll(&wait, 1, tick_ms) <= 0) {
            continue;
        }
        const ssize_t count = ::read(input, block.data(), block.size());
        if (count == 0 || (count < 0 && errno != EINTR)) {
            return text;
        }
        text.append(block.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
}

}  // namespace

ChildResult run_self(
    const std::vector<std::string>& arguments, const std::function<bool()>& is_stopped
) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        fail(errno);
    }
    pid_t child = 0;
    try {
        child = spawn(arguments, ends[1]);
    } catch (const Error&) {
        ::close(ends[0]);
        ::close(ends[1]);
        throw;
    }
    ::close(ends[1]);
    ChildResult result;
    result.output = read_all(ends[0], child, is_stopped);
    ::close(ends[0]);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    constexpr int signalled = 128;
    result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : signalled + WTERMSIG(status);
    return result;
}

}  // namespace nakawari::cli
