/// The thread, its stack of requests, and the way back.
#include "ui/task_lane.h"

#include <pthread.h>

#include <QMetaObject>
#include <QPointer>
#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

#include "core/interruption.h"
#include "core/log.h"

namespace nakawari {
namespace {

struct Request {
    uint64_t serial = 0;
    std::function<std::function<void()>(const std::stop_token&)> task;
    TaskLane::Fault fault;
};

/// Where a thread begins, exceptions end: each becomes the program's one kind of error.
Error current_error() {
    try {
        throw;
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return {
            Category::failed,
            NK_TEXT("There is not enough memory. Close other programs, or use a smaller picture.")};
    } catch (const std::exception& error) {
        return {Category::failed, NK_TEXT("Something unforeseen went wrong: %1."), {error.what()}};
    }
}

}  // namespace

/// `mutex` guards everything but `live`, which belongs to the owning thread.
struct TaskLane::Private {
    mutable std::mutex mutex;
    std::condition_variable_any changed;
    std::vector<Request> waiting;  ///< a stack: the newest is last
    uint64_t running = 0;          ///< serial; 0 = idle
    std::stop_source running_stop;
    uint64_t last_serial = 0;
    std::vector<uint64_t> live;  ///< requests whose answer is wanted
    std::jthread thread;         ///< last: joined before the rest goes

    /// With the mutex held.
    void forget() {
        waiting.clear();
        running_stop.request_stop();
        live.clear();
    }
};

TaskLane::TaskLane(const QString& thread_name, QObject* parent)
    : QObject(parent), private_(std::make_unique<Private>()) {
    private_->thread =
        std::jthread([this, name = thread_name.toStdString()](const std::stop_token& stop) {
            constexpr std::size_t longest_name = 15;
            pthread_setname_np(pthread_self(), name.substr(0, longest_name).c_str());
            Private& state = *private_;
            while (true) {
                Request request;
                std::stop_token request_stop;
                {
                    std::unique_lock lock(state.mutex);
                    if (!state.changed.wait(lock, stop, [&] { return !state.waiting.empty(); })) {
                        return;
                    }
                    request = std::move(state.waiting.back());
                    state.waiting.pop_back();
                    state.running = request.serial;
                    state.running_stop = std::stop_source();
                    request_stop = state.running_stop.get_token();
                }
                std::function<void()> answer;
                try {
                    const auto given =
                        until_stopped(request_stop, [&] { return request.task(request_stop); });
                    answer = given.value_or([] {});  // interrupted: nobody waits for it
                } catch (...) {
                    const Error error = current_error();
                    log::debug(error.where() + ": " + error.what());
                    answer = [fault = request.fault, error] { fault(error); };
                }
                {
                    const std::lock_guard lock(state.mutex);
                    state.running = 0;
                }
                const uint64_t serial = request.serial;
                QMetaObject::invokeMethod(
                    this,
                    [this, serial, answer = std::move(answer)] { deliver(serial, answer, true); },
                    Qt::QueuedConnection
                );
            }
        });
}

TaskLane::~TaskLane() {
    drop_all();
    private_->thread.request_stop();
    private_->thread.join();
}

uint64_t TaskLane::add(Waiting waiting, Task task, Fault fault) {
    const bool was_busy = is_busy();
    uint64_t serial = 0;
    {
        const std::lock_guard lock(private_->mutex);
        if (waiting == Waiting::dropped) {
            private_->forget();
        }
        serial = ++private_->last_serial;
        private_->waiting.push_back({serial, std::move(task), std::move(fault)});
    }
    private_->live.push_back(serial);
    private_->changed.notify_one();
    if (!was_busy) {
        Q_EMIT busy_changed(true);
    }
    return serial;
}

void TaskLane::post(std::function<void()> deliver_this) {
    uint64_t serial = 0;
    {
        const std::lock_guard lock(private_->mutex);
        serial = private_->running;
    }
    QMetaObject::invokeMethod(
        this,
        [this, serial, answer = std::move(deliver_this)] { deliver(serial, answer, false); },
        Qt::QueuedConnection
    );
}

void TaskLane::deliver(uint64_t serial, const Answer& answer, bool is_last) {
    const auto found = std::find(private_->live.begin(), private_->live.end(), serial);
    if (found == private_->live.end()) {
        return;  // stale
    }
    if (is_last) {
        private_->live.erase(found);
    }
    const QPointer<TaskLane> still_here(this);
    answer();  // may close what the lane belongs to
    if (still_here && is_last && private_->live.empty()) {
        Q_EMIT busy_changed(false);
    }
}

void TaskLane::drop_all() {
    const bool was_busy = is_busy();
    {
        const std::lock_guard lock(private_->mutex);
        private_->forget();
    }
    if (was_busy) {
        Q_EMIT busy_changed(false);
    }
}

void TaskLane::drop(uint64_t serial) {
    {
        const std::lock_guard lock(private_->mutex);
        std::erase_if(private_->waiting, [&](const Request& request) {
            return request.serial == serial;
        });
        if (private_->running == serial) {
            private_->running_stop.request_stop();
        }
    }
    if (std::erase(private_->live, serial) > 0 && private_->live.empty()) {
        Q_EMIT busy_changed(false);
    }
}

bool TaskLane::is_busy() const {
    return !private_->live.empty();
}

}  // namespace nakawari
