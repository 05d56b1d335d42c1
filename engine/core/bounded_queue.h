/// A blocking first-in first-out queue of bounded length between two threads.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace nakawari {

/// Any thread may call any member. A closed queue takes nothing more and hands out what it still
/// holds.
template <typename T>
class BoundedQueue {
 public:
    explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

    /// Waits for a free place. False if the queue was closed or a stop was requested: the value is
    /// dropped.
    bool push(T value, const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        const bool ready =
            changed_.wait(lock, stop, [this] { return closed_ || values_.size() < capacity_; });
        if (!ready || closed_ || stop.stop_requested()) {
            return false;
        }
        values_.push_back(std::move(value));
        changed_.notify_all();
        return true;
    }

    /// Waits for a value. Empty if a stop was requested, or the queue is closed and drained.
    std::optional<T> pop(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        const bool ready =
            changed_.wait(lock, stop, [this] { return closed_ || !values_.empty(); });
        if (!ready || values_.empty() || stop.stop_requested()) {
            return std::nullopt;
        }
        T value = std::move(values_.front());
        values_.pop_front();
        changed_.notify_all();
        return value;
    }

    /// No more values will come: waiting threads wake up.
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }

 private:
    const std::size_t capacity_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<T> values_;
    bool closed_ = false;
};

}  // namespace nakawari
