/// The third stage of a session: frames into a file. Private to engine/pipeline.
#pragma once

#include <memory>
#include <string>

#include "core/interpolator.h"
#include "io/frame_sink.h"
#include "pipeline/job.h"
#include "pipeline/session_options.h"
#include "pipeline/session_state.h"
#include "pipeline/stage_links.h"

namespace nakawari {

/// What the encode stage is told about the others.
struct EncodeFacts {
    std::string job_json;  ///< goes into the container's metadata
    InterpolatorInfo model;
    int time_base_depth = 1;  ///< the Retimer's depth
};

/// Lives on the encode thread; borrows everything. Throws Error{usage|input|output}. If it ends
/// without having finished, the sink is destroyed and no file is left, unless the session was
/// paused or a resumed one failed.
class EncodeStage {
 public:
    EncodeStage(
        const Job& job,
        EncodeFacts facts,
        const SessionOptions& options,
        StageLinks& links,
        SessionState& state
    );

    void run();

 private:
    [[nodiscard]] SinkSetup make_setup(OpenedSource source) const;
    [[nodiscard]] std::unique_ptr<FrameSink> open_sink(OpenedSource source);
    bool take_all(FrameSink& sink);
    void leave(FrameSink& sink);

    const Job& job_;
    const EncodeFacts facts_;
    const SessionOptions options_;
    StageLinks& links_;
    SessionState& state_;
};

}  // namespace nakawari
