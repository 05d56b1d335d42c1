/// Counters, preview and outcome of a session.
#include "pipeline/session_state.h"

#include <algorithm>
#include <utility>

#include "core/process_memory.h"

namespace nakawari {

SessionState::SessionState() {
    report_.progress.phase = "opening";
}

void SessionState::request_stop(StopMode mode) {
    {
        const std::lock_guard lock(mutex_);
        if (end_ == End::none) {
            end_ = End::stopped;
            stop_mode_ = mode;
        }
    }
    stop_.request_stop();
}

bool SessionState::is_paused() const {
    const std::lock_guard lock(mutex_);
    return end_ == End::stopped && stop_mode_ == StopMode::pause;
}

bool SessionState::is_cancelled() const {
    const std::lock_guard lock(mutex_);
    return end_ == End::stopped && stop_mode_ == StopMode::cancel;
}

void SessionState::set_resumable() {
    const std::lock_guard lock(mutex_);
    can_resume_ = true;
}

void SessionState::fail(const Error& error) {
    {
        const std::lock_guard lock(mutex_);
        if (end_ == End::none) {
            end_ = End::failed;
            error_ = error;
        }
    }
    stop_.request_stop();
}

void SessionState::finish(std::vector<StreamOutcome> streams) {
    const std::lock_guard lock(mutex_);
    // A stop that came while the last bytes were written came too late: the file is there.
    end_ = End::finished;
    finished_at_ = Clock::now();
    report_.streams = std::move(streams);
    report_.progress = current_progress();
}

void SessionState::set_phase(const std::string& phase) {
    const std::lock_guard lock(mutex_);
    report_.progress.phase = phase;
}

void SessionState::expect_output_frames(int64_t count) {
    const std::lock_guard lock(mutex_);
    report_.progress.expected_output_frames = count;
}

void SessionState::expect_memory(int64_t bytes) {
    const std::lock_guard lock(mutex_);
    report_.progress.estimated_memory_bytes = bytes;
}

void SessionState::add_notes(const std::vector<std::string>& notes) {
    const std::lock_guard lock(mutex_);
    report_.notes.insert(report_.notes.end(), notes.begin(), notes.end());
}

void SessionState::set_truncation(const Error& truncation, const std::string& cause) {
    const std::lock_guard lock(mutex_);
    report_.truncation = truncation;
    report_.notes.insert(report_.notes.begin(), cause);
}

void SessionState::add_cut(const CutFound& cut) {
    const std::lock_guard lock(mutex_);
    report_.cuts.push_back(cut);
}

void SessionState::count_source_frame() {
    const std::lock_guard lock(mutex_);
    ++report_.progress.source_frames;
}

void SessionState::count_duplicate() {
    const std::lock_guard lock(mutex_);
    ++report_.duplicates_collapsed;
}

void SessionState::count_output_frame() {
    const std::lock_guard lock(mutex_);
    ++report_.progress.output_frames;
    rate_.add(Clock::now());
}

/// They cost next to nothing, so they say nothing about the rate.
void SessionState::count_resumed_frame() {
    const std::lock_guard lock(mutex_);
    ++report_.progress.output_frames;
    ++report_.progress.resumed_frames;
}

void SessionState::count_new_frame(const Frame& preview) {
    const std::lock_guard lock(mutex_);
    ++report_.progress.new_frames;
    preview_ = preview;
}

void SessionState::set_redone(int64_t count) {
    const std::lock_guard lock(mutex_);
    report_.redone_in_fp32 = count;
}

void SessionState::add_busy(double StageTimes::*stage, double milliseconds) {
    const std::lock_guard lock(mutex_);
    report_.progress.stages.*stage += milliseconds;
}

Progress SessionState::progress() const {
    const std::lock_guard lock(mutex_);
    return current_progress();
}

Progress SessionState::current_progress() const {
    const Clock::time_point now = finished_at_.value_or(Clock::now());
    Progress progress = report_.progress;
    progress.elapsed_s = std::chrono::duration<double>(now - start_).count();
    progress.frames_per_second = rate_.rate(now);
    // The count is an estimate: once it is exceeded nothing is known.
    const int64_t left = progress.expected_output_frames - progress.output_frames;
    if (finished_at_) {
        progress.remaining_s = 0;
    } else if (left >= 0 && progress.expected_output_frames > 0 && progress.frames_per_second > 0) {
        progress.remaining_s = static_cast<double>(left) / progress.frames_per_second;
    }
    peak_memory_bytes_ = std::max(peak_memory_bytes_, peak_memory_bytes());
    progress.peak_memory_bytes = peak_memory_bytes_;
    return progress;
}

std::optional<Frame> SessionState::take_preview() {
    const std::lock_guard lock(mutex_);
    return std::exchange(preview_, std::nullopt);
}

Outcome SessionState::outcome() const {
    const std::lock_guard lock(mutex_);
    switch (end_) {
        case End::finished:
            return Finished{report_};
        case End::failed:
            return Failed{*error_};
        case End::none:
        case End::stopped:
            break;
    }
    return Cancelled{can_resume_};
}

BusyTimer::~BusyTimer() {
    const auto busy = RateMeter::Clock::now() - start_;
    state_.add_busy(stage_, std::chrono::duration<double, std::milli>(busy).count());
}

}  // namespace nakawari
