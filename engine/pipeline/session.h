/// Runs one job: decode → infer → encode on three threads with bounded queues.
#pragma once

#include <memory>
#include <optional>

#include "core/interpolator.h"
#include "pipeline/job.h"
#include "pipeline/progress.h"
#include "pipeline/session_options.h"

namespace nakawari {

/// Starts when constructed; destroying it before its end cancels and joins, leaving no file behind.
/// A run that is killed leaves its work folder with a journal (journal.h), and so does one that is
/// paused; a resumed run that fails leaves it too.
/// Any thread may call any member. Errors of the run are values: the outcome. Memory does not
/// depend on the clip's length.
class Session {
 public:
    /// The interpolator is owned by the session and used by its inference thread only. Throws
    /// Error{usage} for a factor, rate or slow value out of range.
    Session(
        Job job, std::unique_ptr<Interpolator> interpolator, const SessionOptions& options = {}
    );
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    [[nodiscard]] Progress progress() const;
    /// The newest interpolated frame since the last call, if any, as it goes to the encoder.
    [[nodiscard]] std::optional<Frame> take_preview();
    /// Returns at once; the stages end after the picture they are at. A stop that comes while the
    /// finished output is being joined is too late.
    void request_stop(StopMode mode = StopMode::cancel);
    /// True once every stage has ended and its files are closed.
    [[nodiscard]] bool is_done() const;
    /// Waits for the end. Several threads may wait.
    [[nodiscard]] Outcome wait();

 private:
    struct Private;
    std::unique_ptr<Private> private_;
};

}  // namespace nakawari
