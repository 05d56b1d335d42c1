/// How far a session is: counters that workers write and anyone may copy.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/error.h"
#include "io/frame_sink.h"

namespace nakawari {

/// Busy time per stage, summed. The stages overlap: their sum can exceed the elapsed time.
struct StageTimes {
    double decode_ms = 0;   ///< reading, decoding, looking for cuts and duplicates
    double convert_ms = 0;  ///< to the network's format and back
    double infer_ms = 0;
    double encode_ms = 0;
};

/// A copy of the counters at one moment.
struct Progress {
    int64_t source_frames = 0;           ///< decoded
    int64_t output_frames = 0;           ///< written, the resumed ones too
    int64_t resumed_frames = 0;          ///< of these: closed by an earlier run of the job
    int64_t new_frames = 0;              ///< made by the network
    int64_t expected_output_frames = 0;  ///< 0 = unknown
    double elapsed_s = 0;
    double remaining_s = -1;       ///< < 0 = unknown
    double frames_per_second = 0;  ///< output frames, recent
    StageTimes stages;
    int64_t peak_memory_bytes = 0;
    int64_t estimated_memory_bytes = 0;  ///< of the peak, before the first new frame; 0 = unknown
    std::string phase;                   ///< "opening", "resuming", "interpolating", "joining"
};

struct CutFound {
    Rational pts;  ///< of the first frame after the cut, in the file's own time, as --cuts takes it
    double score = 0;  ///< what motion cannot explain, in 8-bit code values (cut_detector)
};

/// What a finished job did. A source that breaks off is no failure: what could be read is kept, the
/// output is complete, and `truncation` says so (the command line then ends with code 3).
struct RunReport {
    Progress progress;
    std::vector<CutFound> cuts;
    /// Set if the source ended early: “clip.mp4” ends early: … The cause is the first of `notes`.
    std::optional<Error> truncation;
    int64_t duplicates_collapsed = 0;
    int64_t redone_in_fp32 = 0;
    std::vector<StreamOutcome> streams;
    std::vector<std::string> notes;  ///< assumptions and reductions, one sentence each
};

struct Finished {
    RunReport report;
};
struct Cancelled {
    bool can_resume = false;  ///< it was paused: a journal and what is closed are on the disk
};
struct Failed {
    Error error;
};
using Outcome = std::variant<Finished, Cancelled, Failed>;

}  // namespace nakawari
