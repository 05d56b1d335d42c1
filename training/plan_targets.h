/// Targets that follow from what the starting network does on the footage before any training.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "training/footage_dataset.h"
#include "training/training.h"

namespace nakawari {

/// Scores the plan's start (optical flow if there is none) on a few frames of the held-out parts,
/// as the report will; large frames in part, as the time asks. Nothing measured where no frame can
/// be read; empty after a stop. Throws Error{input|model}.
[[nodiscard]] std::optional<MeasuredStart> measure_start(
    const TrainingPlan& plan,
    const FootageScans& scans,
    FootageSplit split,
    const std::stop_token& stop,
    const std::function<void(double share)>& on_progress
);

/// Fine-tuning has to gain a little over the start; a smaller network may lose a little, and has
/// its size for a target; new weights must be no worse than optical flow; with a teacher, half a
/// decibel below it. Sets the pruning goals too. `parameters` are those of the start.
void suggest_targets(TrainingPlan& plan, const PlanRequest& request, int64_t parameters);

/// What was measured and what follows, as one English NK_TEXT sentence after the other.
[[nodiscard]] std::string start_note(const TrainingPlan& plan, const FootageSplit& split);

}  // namespace nakawari
