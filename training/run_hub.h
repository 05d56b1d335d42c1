/// What a running training shares with whoever watches it: one struct behind a mutex.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

#include "training/training.h"

namespace nakawari {

enum class Wish {
    go_on = 1,
    keep_best,  ///< end training, go on with evaluation and report
    stop,       ///< write a checkpoint and end
};

/// Any thread may call any member.
class RunHub {
 public:
    [[nodiscard]] TrainingProgress progress() const;
    [[nodiscard]] std::vector<LogPoint> log_since(std::size_t index) const;
    [[nodiscard]] std::optional<Frame> take_preview();
    void set_paused(bool paused);
    void keep_best();
    void request_stop();
    [[nodiscard]] std::stop_token stop_token() const { return stop_.get_token(); }

    /// From the run: changes the progress in place.
    void update(const std::function<void(TrainingProgress&)>& change);
    void set_log(const std::vector<LogPoint>& log);
    void add_log(const LogPoint& point);
    void set_preview(const Frame& frame);
    /// Blocks while paused; then says what is wanted, and how many seconds the pause took.
    [[nodiscard]] std::pair<Wish, double> wait_while_paused();

 private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    TrainingProgress progress_;
    std::vector<LogPoint> log_;
    std::optional<Frame> preview_;
    bool keeps_best_ = false;
    std::stop_source stop_;
};

}  // namespace nakawari
