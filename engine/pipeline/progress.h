/// How far a session is: counters that workers write and anyone may copy.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/error.h"
#include "io/frame_sink.h"

namespace nakawari {

struct StageTimes {
    double decode_ms = 0;  ///< busy time per stage, summed
    double convert_ms = 0;
    double infer_ms = 0;
    double encode_ms = 0;
};

struct Progress {
    int64_t source_frames = 0;           ///< decoded
    int64_t output_frames = 0;           ///< written
    int64_t new_frames = 0;              ///< made by the network
    int64_t expected_output_frames = 0;  ///< 0 = unknown
    double elapsed_s = 0;
    double remaining_s = -1;       ///< < 0 = unknown
    double frames_per_second = 0;  ///< output frames, recent
    StageTimes stages;
    int64_t peak_memory_bytes = 0;
    std::string phase;  ///< "interpolating", "joining"
};

struct CutFound {
    Rational pts;  ///< of the first frame after the cut
    double score = 0;
};

struct RunReport {
    Progress progress;
    std::vector<CutFound> cuts;
    int64_t duplicates_collapsed = 0;
    int64_t redone_in_fp32 = 0;
    std::vector<StreamOutcome> streams;
    std::vector<std::string> notes;  ///< assumptions and reductions, one sentence each
};

struct Finished {
    RunReport report;
};
struct Cancelled {};
struct Failed {
    Error error;
};
using Outcome = std::variant<Finished, Cancelled, Failed>;

}  // namespace nakawari
