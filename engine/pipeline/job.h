/// One job as a value: everything that decides the result, as JSON both ways.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/rational.h"
#include "io/frame_sink.h"
#include "io/media_info.h"
#include "timeline/retime.h"

namespace nakawari {

enum class CutMode { automatic = 1, off, list };

struct CutOptions {
    CutMode mode = CutMode::automatic;
    std::vector<Rational> first_frames;  ///< pts of first frames after a cut, for CutMode::list
    friend bool operator==(const CutOptions&, const CutOptions&) = default;
};

/// Model, precision and device by name: the pipeline does not know torch.
struct ModelChoice {
    std::string model = "mini-flow";
    std::string precision = "auto";  ///< auto, fp32, bf16, fp16
    std::string device = "auto";
    int threads = 0;
    int memory_mb = 0;  ///< limit in MiB; 0 = from what is free
    friend bool operator==(const ModelChoice&, const ModelChoice&) = default;
};

struct Job {
    SourceOptions source;
    OutputOptions output;
    RetimeOptions retime;
    CutOptions cuts;
    bool collapse_duplicates = false;
    ModelChoice model;
    friend bool operator==(const Job&, const Job&) = default;
};

/// Pretty-printed, C locale; rationals as "N/D".
[[nodiscard]] std::string to_json(const Job& job);
/// Throws Error{usage} naming the first wrong key.
[[nodiscard]] Job job_from_json(const std::string& text);
/// For the container's metadata: settings and hashes, no paths.
[[nodiscard]] std::string to_metadata_json(const Job& job, const std::string& model_sha256);

}  // namespace nakawari
