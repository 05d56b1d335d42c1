/// What the three stages of a session and the outside world share. Private to engine/pipeline.
#pragma once

#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/frame.h"
#include "pipeline/progress.h"
#include "pipeline/rate_meter.h"
#include "pipeline/session_options.h"

namespace nakawari {

/// Counters, the preview mailbox and the first error, behind one mutex. Any thread may call any
/// member; none blocks for long.
class SessionState {
 public:
    SessionState();

    [[nodiscard]] std::stop_token stop_token() const { return stop_.get_token(); }
    /// From outside: the session ends as Cancelled unless it had already ended otherwise.
    void request_stop(StopMode mode);
    /// Whether the session was stopped in order to go on later; of two stops the first counts.
    [[nodiscard]] bool is_paused() const;
    /// Whether it was stopped for good.
    [[nodiscard]] bool is_cancelled() const;
    /// From the encode stage: what is closed was left on the disk.
    void set_resumable();
    /// From a stage: the first error is the session's and stops the other stages.
    void fail(const Error& error);
    /// From the encode stage: the output is complete.
    void finish(std::vector<StreamOutcome> streams);

    void set_phase(const std::string& phase);
    void expect_output_frames(int64_t count);
    void expect_memory(int64_t bytes);
    void add_notes(const std::vector<std::string>& notes);
    void set_truncation(const Error& truncation, const std::string& cause);
    void add_cut(const CutFound& cut);
    void count_source_frame();
    void count_duplicate();
    void count_output_frame();
    void count_resumed_frame();
    void count_new_frame(const Frame& preview);
    void set_redone(int64_t count);
    void add_busy(double StageTimes::*stage, double milliseconds);

    [[nodiscard]] Progress progress() const;
    [[nodiscard]] std::optional<Frame> take_preview();
    /// Once all stages have ended.
    [[nodiscard]] Outcome outcome() const;

 private:
    using Clock = RateMeter::Clock;
    enum class End { none = 1, stopped, failed, finished };

    [[nodiscard]] Progress current_progress() const;

    std::stop_source stop_;
    mutable std::mutex mutex_;
    const Clock::time_point start_ = Clock::now();
    std::optional<Clock::time_point> finished_at_;
    mutable int64_t peak_memory_bytes_ = 0;  ///< seen; the system's own may be reset meanwhile
    RunReport report_;
    RateMeter rate_;
    std::optional<Frame> preview_;
    std::optional<Error> error_;
    End end_ = End::none;
    StopMode stop_mode_ = StopMode::cancel;  ///< if end_ is stopped
    bool can_resume_ = false;
};

/// Adds the time until its end to a stage's busy time.
class BusyTimer {
 public:
    BusyTimer(SessionState& state, double StageTimes::*stage) : state_(state), stage_(stage) {}
    ~BusyTimer();
    BusyTimer(const BusyTimer&) = delete;
    BusyTimer& operator=(const BusyTimer&) = delete;

 private:
    SessionState& state_;
    double StageTimes::*const stage_;
    const RateMeter::Clock::time_point start_ = RateMeter::Clock::now();
};

}  // namespace nakawari
