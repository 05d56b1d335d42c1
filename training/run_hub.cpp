/// Copies in and out under the lock.
#include "training/run_hub.h"

#include <chrono>

namespace nakawari {

TrainingProgress RunHub::progress() const {
    const std::scoped_lock lock(mutex_);
    return progress_;
}

std::vector<LogPoint> RunHub::log_since(std::size_t index) const {
    const std::scoped_lock lock(mutex_);
    if (index >= log_.size()) {
        return {};
    }
    return {log_.begin() + static_cast<std::ptrdiff_t>(index), log_.end()};
}

std::optional<Frame> RunHub::take_preview() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(preview_, std::nullopt);
}

void RunHub::set_paused(bool paused) {
    const std::scoped_lock lock(mutex_);
    progress_.is_paused = paused;
    changed_.notify_all();
}

void RunHub::keep_best() {
    const std::scoped_lock lock(mutex_);
    keeps_best_ = true;
    progress_.is_paused = false;
    changed_.notify_all();
}

void RunHub::request_stop() {
    const std::scoped_lock lock(mutex_);
    stop_.request_stop();
    changed_.notify_all();
}

void RunHub::update(const std::function<void(TrainingProgress&)>& change) {
    const std::scoped_lock lock(mutex_);
    change(progress_);
}

void RunHub::set_log(const std::vector<LogPoint>& log) {
    const std::scoped_lock lock(mutex_);
    log_ = log;
}

void RunHub::add_log(const LogPoint& point) {
    const std::scoped_lock lock(mutex_);
    log_.push_back(point);
}

void RunHub::set_preview(const Frame& frame) {
    const std::scoped_lock lock(mutex_);
    preview_ = frame;
}

std::pair<Wish, double> RunHub::wait_while_paused() {
    using Clock = std::chrono::steady_clock;
    std::unique_lock lock(mutex_);
    const Clock::time_point start = Clock::now();
    const bool was_paused = progress_.is_paused;
    changed_.wait(lock, [this] {
        return !progress_.is_paused || keeps_best_ || stop_.stop_requested();
    });
    const double seconds =
        was_paused ? std::chrono::duration<double>(Clock::now() - start).count() : 0;
    const Wish wish = stop_.stop_requested() ? Wish::stop
                      : keeps_best_          ? Wish::keep_best
                                             : Wish::go_on;
    return {wish, seconds};
}

}  // namespace nakawari
