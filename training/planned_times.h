/// How a run's time limit is shared out among its parts.
#pragma once

#include "training/plan.h"

namespace nakawari {

/// One row per part of the run, in its order, that adds up to the limit; empty without one.
[[nodiscard]] std::vector<DurationRow> planned_times(const TrainingPlan& plan);

/// The durations with what was planned for each.
[[nodiscard]] std::vector<DurationRow> with_planned_times(
    const TrainingPlan& plan, std::vector<DurationRow> durations
);

}  // namespace nakawari
