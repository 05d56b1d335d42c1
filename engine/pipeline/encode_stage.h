/// The third stage of a session: frames into a file. Private to engine/pipeline.
#pragma once

#include <string>

#include "io/frame_sink.h"
#include "pipeline/job.h"
#include "pipeline/session_state.h"
#include "pipeline/stage_links.h"

namespace nakawari {

/// Lives on the encode thread; borrows everything. Throws Error{usage|output}. If it ends without
/// having finished, the sink is destroyed and no file is left.
class EncodeStage {
 public:
    /// `job_json` goes into the container's metadata; `time_base_depth` is the Retimer's depth.
    EncodeStage(
        const Job& job,
        std::string job_json,
        int time_base_depth,
        StageLinks& links,
        SessionState& state
    );

    void run();

 private:
    [[nodiscard]] SinkSetup make_setup(OpenedSource source) const;

    const Job& job_;
    const std::string job_json_;
    const int time_base_depth_;
    StageLinks& links_;
    SessionState& state_;
};

}  // namespace nakawari
