/// One job after the other, and what is known about each.
#include "pipeline/job_queue.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <new>
#include <stop_token>
#include <thread>
#include <utility>

#include "core/log.h"
#include "pipeline/journal.h"
#include "pipeline/queue_file.h"
#include "pipeline/session.h"

namespace nakawari {
namespace {

constexpr auto tick = std::chrono::milliseconds(50);

bool is_over(ItemState state) {
    return state == ItemState::finished || state == ItemState::cancelled ||
           state == ItemState::failed;
}

bool has_left_files(ItemState state) {
    return state == ItemState::paused || state == ItemState::interrupted ||
           state == ItemState::failed;
}

/// Done and remembered, but the program was killed before the work folder was removed.
bool is_done(const Job& job) {
    return can_resume(job) && find_journal(job.output.path)->is_published;
}

bool is_runnable(ItemState state) {
    return state == ItemState::waiting || state == ItemState::paused ||
           state == ItemState::interrupted;
}

/// Trying the same again helps where the disk was full or the memory short; a job whose model or
/// source has changed has to start anew.
bool is_worth_resuming(const std::optional<Error>& error) {
    return error &&
           (error->category() == Category::output || error->category() == Category::failed);
}

/// What everybody shares, behind one mutex.
struct QueueState {
    QueueContent content;
    uint64_t revision = 0;
    uint64_t saved_revision = 0;    ///< the keeper has taken it
    uint64_t written_revision = 0;  ///< it is on the disk, or could not be written
    bool is_running = false;
    std::optional<int64_t> current;       ///< the item that runs
    std::optional<StopMode> stop_wanted;  ///< of that item
    std::optional<Frame> preview;
    std::vector<Job> to_remove;  ///< their unfinished files

    [[nodiscard]] QueueEntry* find(int64_t id) {
        const auto found = std::find_if(
            content.entries.begin(),
            content.entries.end(),
            [id](const QueueEntry& entry) { return entry.item.id == id; }
        );
        return found == content.entries.end() ? nullptr : &*found;
    }
    [[nodiscard]] QueueEntry* next() {
        const auto found = std::find_if(
            content.entries.begin(),
            content.entries.end(),
            [](const QueueEntry& entry) { return is_runnable(entry.item.state); }
        );
        return found == content.entries.end() ? nullptr : &*found;
    }
};

struct Run {
    int64_t id = 0;
    Job job;
    bool resumes = false;
};

}  // namespace

/// Threads are declared last: they are joined before anything they use goes away.
struct JobQueue::Private {
    explicit Private(JobQueueOptions the_options)
        : options(std::move(the_options)), file(options.file) {
        state.content = file.load();
        for (const QueueEntry& entry : state.content.entries) {
            if (entry.item.state == ItemState::finished && is_done(entry.item.job)) {
                state.to_remove.push_back(entry.item.job);
            }
        }
        worker = std::jthread([this](const std::stop_token& stop) { work(stop); });
        keeper = std::jthread([this](const std::stop_token& stop) { keep(stop); });
    }

    ~Private() {
        worker.request_stop();
        worker.join();  // its last state is to be written
        keeper.request_stop();
    }

    void touch() {
        ++state.revision;
        changed.notify_all();
    }

    void work(const std::stop_token& stop);
    void remove_files(std::unique_lock<std::mutex>& lock);
    [[nodiscard]] Run begin(QueueEntry& entry);
    void run(const Run& next, const std::stop_token& stop);
    [[nodiscard]] Outcome run_session(const Run& next, const std::stop_token& stop);
    void watch(Session& session, int64_t id, const std::stop_token& stop);
    void settle(const Run& done, const Outcome& outcome);
    void forget_work_of(const Run& done);
    void keep(const std::stop_token& stop);

    const JobQueueOptions options;
    const QueueFile file;  ///< written by the keeper only
    std::mutex mutex;
    std::condition_variable_any changed;
    QueueState state;
    std::jthread worker;
    std::jthread keeper;
};

void JobQueue::Private::work(const std::stop_token& stop) {
    std::unique_lock lock(mutex);
    while (changed.wait(lock, stop, [this] { return state.is_running || !state.to_remove.empty(); })
    ) {
        if (stop.stop_requested()) {
            break;
        }
        remove_files(lock);
        QueueEntry* const next = state.is_running ? state.next() : nullptr;
        if (next == nullptr) {
            if (std::exchange(state.is_running, false)) {
                touch();
            }
            continue;
        }
        const Run started = begin(*next);
        lock.unlock();
        run(started, stop);
        forget_work_of(started);
        lock.lock();
    }
    remove_files(lock);
}

/// Before anything new begins: it could write to the same place.
void JobQueue::Private::remove_files(std::unique_lock<std::mutex>& lock) {
    while (!state.to_remove.empty()) {
        const Job job = std::move(state.to_remove.back());
        state.to_remove.pop_back();
        lock.unlock();
        if (can_resume(job)) {
            remove_unfinished(job);
        }
        lock.lock();
    }
}

Run JobQueue::Private::begin(QueueEntry& entry) {
    QueueItem& item = entry.item;
    const Run started{item.id, item.job, entry.resumes || item.state != ItemState::waiting};
    item.state = ItemState::running;
    item.progress = {};
    item.error.reset();
    item.report.reset();
    entry.resumes = false;
    state.current = item.id;
    state.stop_wanted.reset();
    touch();
    return started;
}

void JobQueue::Private::run(const Run& next, const std::stop_token& stop) {
    try {
        settle(next, run_session(next, stop));
    } catch (const Error& error) {
        settle(next, Failed{error});
    } catch (const std::bad_alloc&) {
        settle(
            next,
            Failed{Error(
                Category::failed,
                NK_TEXT("There is not enough memory. Close other programs, or use a smaller "
                        "picture.")
            )}
        );
    } catch (const std::exception& error) {
        settle(
            next,
            Failed{Error(
                Category::failed, NK_TEXT("Something unforeseen went wrong: %1."), {error.what()}
            )}
        );
    }
}

Outcome JobQueue::Private::run_session(const Run& next, const std::stop_token& stop) {
    SessionOptions session_options;
    session_options.when_done = Unfinished::kept;
    ModelChoice model = next.job.model;
    if (next.resumes && can_resume(next.job)) {
        session_options.begin = Begin::resume;
        model = model_to_resume_with(*find_journal(next.job.output.path));
    }
    Session session(next.job, options.make_interpolator(model), session_options);
    watch(session, next.id, stop);
    return session.wait();
}

void JobQueue::Private::watch(Session& session, int64_t id, const std::stop_token& stop) {
    bool is_asked = false;
    std::unique_lock lock(mutex);
    while (!session.is_done()) {
        std::optional<Frame> preview = session.take_preview();
        state.preview = preview ? std::move(preview) : std::move(state.preview);
        state.find(id)->item.progress = session.progress();
        if (stop.stop_requested()) {
            state.stop_wanted = state.stop_wanted.value_or(StopMode::pause);
        }
        if (state.stop_wanted && !std::exchange(is_asked, true)) {
            session.request_stop(*state.stop_wanted);
        }
        remove_files(lock);
        if (is_asked) {
            changed.wait_for(lock, tick);
        } else {
            changed.wait_for(lock, stop, tick, [this] {
                return state.stop_wanted || !state.to_remove.empty();
            });
        }
    }
}

void JobQueue::Private::settle(const Run& done, const Outcome& outcome) {
    const std::lock_guard lock(mutex);
    QueueItem& item = state.find(done.id)->item;
    if (const auto* finished = std::get_if<Finished>(&outcome)) {
        item.state = ItemState::finished;
        item.report = finished->report;
        item.progress = finished->report.progress;
    } else if (const auto* failed = std::get_if<Failed>(&outcome)) {
        item.state = ItemState::failed;
        item.error = failed->error;
    } else if (state.stop_wanted == StopMode::pause) {
        item.state = ItemState::paused;
    } else {
        item.state = ItemState::cancelled;
        state.to_remove.push_back(done.job);  // in case a pause was asked for first
    }
    state.current.reset();
    state.preview.reset();
    touch();
}

/// Once the file says that the item is finished: not before, or a kill in between would make the
/// job run again and fail because its output is there.
void JobQueue::Private::forget_work_of(const Run& done) {
    std::unique_lock lock(mutex);
    const QueueEntry* const entry = state.find(done.id);
    if (entry == nullptr || entry->item.state != ItemState::finished) {
        return;
    }
    changed.wait(lock, [this, wanted = state.revision] {
        return state.written_revision >= wanted;
    });
    lock.unlock();
    remove_unfinished(done.job);
}

void JobQueue::Private::keep(const std::stop_token& stop) {
    std::unique_lock lock(mutex);
    bool is_ending = false;
    while (!is_ending) {
        is_ending =
            !changed.wait(lock, stop, [this] { return state.saved_revision != state.revision; });
        if (state.saved_revision == state.revision) {
            continue;
        }
        const QueueContent content = state.content;
        const uint64_t content_revision = state.revision;
        state.saved_revision = content_revision;
        lock.unlock();
        try {
            file.save(content);
        } catch (const std::exception& error) {
            log::warn(substitute(NK_TEXT("The queue could not be saved: %1"), {error.what()}));
        }
        lock.lock();
        state.written_revision = std::max(state.written_revision, content_revision);
        changed.notify_all();
    }
}

JobQueue::JobQueue(JobQueueOptions options)
    : private_(std::make_unique<Private>(std::move(options))) {}

JobQueue::~JobQueue() = default;

int64_t JobQueue::add(const Job& job) {
    const std::lock_guard lock(private_->mutex);
    QueueContent& content = private_->state.content;
    QueueEntry entry;
    entry.item.id = content.next_id++;
    entry.item.job = with_absolute_paths(job);
    content.entries.push_back(std::move(entry));
    private_->touch();
    return content.entries.back().item.id;
}

bool JobQueue::replace(int64_t id, const Job& job) {
    const std::lock_guard lock(private_->mutex);
    QueueEntry* const entry = private_->state.find(id);
    if (entry == nullptr ||
        (entry->item.state != ItemState::waiting && !is_over(entry->item.state))) {
        return false;
    }
    if (entry->resumes || has_left_files(entry->item.state)) {
        private_->state.to_remove.push_back(entry->item.job);
    }
    *entry = {};
    entry->item.id = id;
    entry->item.job = with_absolute_paths(job);
    private_->touch();
    return true;
}

bool JobQueue::remove(int64_t id) {
    const std::lock_guard lock(private_->mutex);
    QueueEntry* const entry = private_->state.find(id);
    if (entry == nullptr || entry->item.state == ItemState::running) {
        return false;
    }
    if (entry->resumes || has_left_files(entry->item.state)) {
        private_->state.to_remove.push_back(entry->item.job);
    }
    std::vector<QueueEntry>& entries = private_->state.content.entries;
    entries.erase(entries.begin() + (entry - entries.data()));
    private_->touch();
    return true;
}

bool JobQueue::move(int64_t id, std::size_t position) {
    const std::lock_guard lock(private_->mutex);
    QueueEntry* const entry = private_->state.find(id);
    if (entry == nullptr) {
        return false;
    }
    std::vector<QueueEntry>& entries = private_->state.content.entries;
    QueueEntry moved = std::move(*entry);
    entries.erase(entries.begin() + (entry - entries.data()));
    const std::size_t place = std::min(position, entries.size());
    entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(place), std::move(moved));
    private_->touch();
    return true;
}

void JobQueue::start() {
    const std::lock_guard lock(private_->mutex);
    private_->state.is_running = true;
    private_->touch();
}

void JobQueue::pause() {
    const std::lock_guard lock(private_->mutex);
    QueueState& state = private_->state;
    state.is_running = false;
    if (state.current && !state.stop_wanted) {
        state.stop_wanted = StopMode::pause;
    }
    private_->touch();
}

bool JobQueue::cancel(int64_t id) {
    const std::lock_guard lock(private_->mutex);
    QueueState& state = private_->state;
    QueueEntry* const entry = state.find(id);
    if (entry == nullptr || is_over(entry->item.state)) {
        return false;
    }
    if (entry->item.state == ItemState::running) {
        state.stop_wanted = StopMode::cancel;
    } else {
        if (entry->resumes || has_left_files(entry->item.state)) {
            state.to_remove.push_back(entry->item.job);
        }
        entry->resumes = false;
        entry->item.state = ItemState::cancelled;
    }
    private_->touch();
    return true;
}

bool JobQueue::retry(int64_t id) {
    const std::lock_guard lock(private_->mutex);
    QueueEntry* const entry = private_->state.find(id);
    if (entry == nullptr || !is_over(entry->item.state)) {
        return false;
    }
    entry->resumes = entry->item.state == ItemState::failed && is_worth_resuming(entry->item.error);
    entry->item.state = ItemState::waiting;
    entry->item.error.reset();
    private_->touch();
    return true;
}

bool JobQueue::is_running() const {
    const std::lock_guard lock(private_->mutex);
    return private_->state.is_running || private_->state.current.has_value();
}

std::vector<QueueItem> JobQueue::items() const {
    const std::lock_guard lock(private_->mutex);
    std::vector<QueueItem> items;
    for (const QueueEntry& entry : private_->state.content.entries) {
        items.push_back(entry.item);
    }
    return items;
}

uint64_t JobQueue::revision() const {
    const std::lock_guard lock(private_->mutex);
    return private_->state.revision;
}

std::optional<Frame> JobQueue::take_preview() {
    const std::lock_guard lock(private_->mutex);
    return std::exchange(private_->state.preview, std::nullopt);
}

}  // namespace nakawari
