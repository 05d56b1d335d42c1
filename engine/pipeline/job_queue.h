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

/// Owns a worker thread, which alone touches sessions, and a thread that writes the queue's file.
/// Any thread may call any member; none waits for a job or for the disk. Destroying it pauses the
/// running job (its closed segments are kept), writes the file and joins. A queue file that another
/// program uses is left alone: this queue then lives in memory.
class JobQueue {
 public:
    /// Reads what an earlier program left; a queue file that cannot be read is set aside, not lost.
    explicit JobQueue(JobQueueOptions options);
    ~JobQueue();
    JobQueue(const JobQueue&) = delete;
    JobQueue& operator=(const JobQueue&) = delete;

    int64_t add(const Job& job);
    /// Waiting, failed, cancelled and finished ones only, which then wait; false for others.
    bool replace(int64_t id, const Job& job);
    /// With its unfinished files; false if it runs or is gone.
    bool remove(int64_t id);
    /// To a place among the items, from 0.
    bool move(int64_t id, std::size_t position);

    /// Works through the waiting, paused and interrupted items, first to last, until none is left
    /// or pause() is called. An item that fails does not stop the others.
    void start();
    /// The running job ends at its last closed segment; nothing new begins.
    void pause();
    /// Its unfinished files go. False for one that is over.
    bool cancel(int64_t id);
    /// Failed, cancelled or finished ones wait again. A failed one whose closed segments are still
    /// good goes on behind them.
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
