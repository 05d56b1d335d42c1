/// --check: how well the model predicts frames of this clip that are known.
#pragma once

#include <vector>

#include "app/cli_models_choice.h"
#include "app/cli_reporter.h"
#include "app/cli_signals.h"
#include "model/model_registry.h"
#include "pipeline/held_out.h"
#include "pipeline/job.h"

namespace nakawari::cli {

/// Scores the job's model and the baselines on the job's source and reports them. False if a signal
/// stopped it. Throws Error.
[[nodiscard]] bool check_held_out(
    const Job& job, const ModelRegistry& registry, StopSignals& signals, JobReporter& reporter
);

}  // namespace nakawari::cli
