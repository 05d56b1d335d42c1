/// The windows of one clip, whatever it is made of. Private to engine/pipeline.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "pipeline/comparison.h"
#include "pipeline/evaluation.h"

namespace nakawari {

/// What is known of a clip before its pictures are read.
struct ClipEstimate {
    int64_t windows = 0;
    double pixels = 0;  ///< of one frame
};

/// One thread at a time.
class EvaluationWindows {
 public:
    EvaluationWindows() = default;
    EvaluationWindows(const EvaluationWindows&) = delete;
    EvaluationWindows& operator=(const EvaluationWindows&) = delete;
    virtual ~EvaluationWindows() = default;

    /// The frames that can be predicted, in rising order.
    [[nodiscard]] virtual std::vector<int64_t> numbers() const = 0;
    /// Four pictures and the truth, uncropped. Empty if a stop was requested. Throws Error{input}.
    [[nodiscard]] virtual std::optional<CompareInput> load(
        int64_t number, const std::stop_token& stop
    ) = 0;
};

/// Throws Error{input}.
[[nodiscard]] std::unique_ptr<EvaluationWindows> open_windows(
    const EvaluationClip& clip, const EvaluationOptions& options, const std::stop_token& stop
);

/// Opens the clip for a look; zeros if it cannot be read.
[[nodiscard]] ClipEstimate estimate_clip(
    const EvaluationClip& clip, const EvaluationOptions& options
);

/// Every stride-th one, max_frames at most.
[[nodiscard]] std::vector<int64_t> chosen_numbers(
    const std::vector<int64_t>& numbers, const EvaluationOptions& options
);

}  // namespace nakawari
