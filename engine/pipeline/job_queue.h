/// Jobs one after the other in the background, kept on disk so that closing, a crash or `kill -9`
/// loses nothing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/interpolator.h"
#include "pipeline/job.h"
#include "pipeline/progress.h"

namespace nakawari {

enum class ItemState {
    waiting = 1,
    running,
    paused,       ///< stopped with a journal: goes on where it was
    interrupted,  ///< found with a journal after a crash: start() goes on with it
    finished,
    cancelled,
    failed,
};

struct QueueItem {
    int64_t id = 0;
    Job job;
    ItemState state = ItemState::waiting;
    Progress progress;                ///< of the running or last run
    std::optional<Error> error;       ///< failed
    std::optional<RunReport> report;  ///< finished, in this program's life
};

struct JobQueueOptions {
    std::filesystem::path file;  ///< the queue as JSON, written atomically at every change
    std::function<std::unique_ptr<Interpolator>(const ModelChoice&)> make_interpolator;
};

/// Owns one worker thread, which alone touches sessions. Any thread may call any member; none waits
/// for a job. Destroying it pauses the running job (its closed segments are kept) and joins.
class JobQueue {
 public:
    /// Reads what an earlier program left; a queue file that cannot be read is set aside, not lost.
    explicit JobQueue(JobQueueOptions options);
    ~JobQueue();
    JobQueue(const JobQueue&) = delete;
    JobQueue& operator=(const JobQueue&) = delete;

    int64_t add(const Job& job);
    /// Waiting, failed, cancelled and finished ones only: false if it runs or is gone.
    bool replace(int64_t id, const Job& job);
    bool remove(int64_t id);
    /// To a place among the items, from 0.
    bool move(int64_t id, std::size_t position);

    /// Works through the waiting items until none is left or pause() is called.
    void start();
    /// The running job ends at its last closed segment; nothing new begins.
    void pause();
    /// Its unfinished files go.
    bool cancel(int64_t id);
    /// Failed, cancelled or finished ones wait again.
    bool retry(int64_t id);

    [[nodiscard]] bool is_running() const;
    [[nodiscard]] std::vector<QueueItem> items() const;
    /// Rises with every change but progress.
    [[nodiscard]] uint64_t revision() const;
    /// The newest picture of the running job since the last call.
    [[nodiscard]] std::optional<Frame> take_preview();

 private:
    struct Private;
    std::unique_ptr<Private> private_;
};

}  // namespace nakawari
