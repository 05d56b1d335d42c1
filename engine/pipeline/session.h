/// Runs one job: decode → infer → encode on three threads with bounded queues.
#pragma once

#include <functional>
#include <memory>

#include "core/interpolator.h"
#include "pipeline/job.h"
#include "pipeline/progress.h"

namespace nakawari {

/// Starts when constructed; destroying it cancels and joins, leaving no file behind. Any thread may
/// call any member.
class Session {
 public:
    /// The interpolator is owned by the session and used by its inference thread only.
    Session(Job job, std::unique_ptr<Interpolator> interpolator);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    [[nodiscard]] Progress progress() const;
    /// The newest interpolated frame since the last call, if any (rgb float or output format).
    [[nodiscard]] std::optional<Frame> take_preview();
    void request_stop();
    [[nodiscard]] bool is_done() const;
    /// Waits for the end.
    [[nodiscard]] Outcome wait();

 private:
    struct Private;
    std::unique_ptr<Private> private_;
};

}  // namespace nakawari
