/// The first stage of a session: a file into frames with shots. Private to engine/pipeline.
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>

#include "io/frame_source.h"
#include "pipeline/job.h"
#include "pipeline/session_state.h"
#include "pipeline/shot_reader.h"
#include "pipeline/stage_links.h"

namespace nakawari {

/// Lives on the decode thread; borrows everything. A source that breaks off after its first frame
/// ends the clip there and is reported, it does not fail.
class DecodeStage {
 public:
    DecodeStage(const Job& job, StageLinks& links, SessionState& state);

    /// Throws Error{usage|input}.
    void run();

 private:
    std::optional<SourceFrame> read(ShotReader& reader);
    [[nodiscard]] Frame in_output_time(const Frame& frame);
    void report_end(const ShotReader& reader);

    const Job& job_;
    StageLinks& links_;
    SessionState& state_;
    const std::stop_token stop_;
    const bool is_trimmed_;
    Rational start_;  ///< pts of the first frame
    int64_t frames_ = 0;
    Rational read_until_;  ///< seconds from the first frame
};

}  // namespace nakawari
