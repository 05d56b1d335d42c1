/// One stop token per thread.
#include "core/interruption.h"

namespace nakawari {
namespace {

thread_local const std::stop_token* current = nullptr;

}  // namespace

void check_interruption() {
    if (current != nullptr && current->stop_requested()) {
        throw Interrupted();
    }
}

InterruptionScope::InterruptionScope(const std::stop_token& stop)
    : stop_(stop), before_(std::exchange(current, &stop_)) {}

InterruptionScope::~InterruptionScope() {
    current = before_;
}

}  // namespace nakawari
