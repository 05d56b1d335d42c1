/// Long computations that give up as soon as nobody wants their result any more.
#pragma once

#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace nakawari {

/// Thrown by check_interruption() and caught by until_stopped(); no error, nobody else sees it.
struct Interrupted {};

/// Throws Interrupted if the stop that this thread's until_stopped() looks at was requested. Costs
/// next to nothing: computations ask between their steps.
void check_interruption();

/// While it lives, the stop token that this thread's computations look at. Scopes nest.
class InterruptionScope {
 public:
    explicit InterruptionScope(const std::stop_token& stop);
    InterruptionScope(const InterruptionScope&) = delete;
    InterruptionScope& operator=(const InterruptionScope&) = delete;
    ~InterruptionScope();

 private:
    const std::stop_token stop_;
    const std::stop_token* const before_;
};

/// What `work()` returns, or nothing if it was interrupted by `stop`. Everything else that it
/// throws passes through.
template <typename Work>
[[nodiscard]] std::optional<std::invoke_result_t<Work&>> until_stopped(
    const std::stop_token& stop, Work work
) {
    const InterruptionScope scope(stop);
    try {
        return work();
    } catch (const Interrupted&) {
        return std::nullopt;
    }
}

}  // namespace nakawari
