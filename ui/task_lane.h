/// One worker thread behind a widget: newest request first, stale answers dropped.
#pragma once

#include <QObject>
#include <QString>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <type_traits>
#include <utility>

#include "core/error.h"

namespace nakawari {

/// What becomes of requests that have no answer yet when another one comes.
enum class Waiting {
    kept = 1,  ///< answered later
    dropped,   ///< stopped and forgotten: nobody looks at them any more
};

/// Runs requests one at a time on a thread of its own, the newest of the waiting ones first, and
/// delivers each answer on the thread that owns the lane (the interface thread), unless it was
/// dropped meanwhile. Values that only the worker touches are best captured as shared_ptr by every
/// request. Destroying the lane stops the running request and waits for it: work looks at its
/// stop_token, and networks are interrupted.
class TaskLane : public QObject {
    Q_OBJECT

 public:
    explicit TaskLane(const QString& thread_name, QObject* parent = nullptr);
    ~TaskLane() override;

    using Fault = std::function<void(const Error&)>;

    /// `work(const std::stop_token&)` runs on the worker and may throw; then `done(result)` (or
    /// `done()`) or `fault(error)` is called here. Returns the request's serial.
    template <typename Work, typename Done>
    uint64_t request(Waiting waiting, Work work, Done done, Fault fault) {
        return add(
            waiting,
            [work = std::move(work),
             done = std::move(done)](const std::stop_token& stop) mutable -> Answer {
                using Result = std::invoke_result_t<Work&, const std::stop_token&>;
                if constexpr (std::is_void_v<Result>) {
                    work(stop);
                    return [done = std::move(done)]() mutable { done(); };
                } else {
                    // std::function copies what it holds, results need not be copyable.
                    auto result = std::make_shared<Result>(work(stop));
                    return [done = std::move(done), result]() mutable { done(std::move(*result)); };
                }
            },
            std::move(fault)
        );
    }

    /// Calls `deliver` on the owning thread while the request that is running now counts; from
    /// within `work` only (progress, pictures on the way).
    void post(std::function<void()> deliver);

    /// Stops the running request and forgets the waiting ones: no answer will come.
    void drop_all();
    /// One request, running or waiting.
    void drop(uint64_t serial);
    [[nodiscard]] bool is_busy() const;

 Q_SIGNALS:
    void busy_changed(bool is_busy);

 private:
    using Answer = std::function<void()>;
    using Task = std::function<Answer(const std::stop_token&)>;
    struct Private;

    uint64_t add(Waiting waiting, Task task, Fault fault);
    void deliver(uint64_t serial, const Answer& answer, bool is_last);

    std::unique_ptr<Private> private_;
};

}  // namespace nakawari
