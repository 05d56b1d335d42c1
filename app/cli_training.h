/// Watching a training run to its end, and what is made of its result.
#pragma once

#include <filesystem>
#include <memory>

#include "app/cli_arguments_poc.h"
#include "app/cli_console.h"
#include "app/cli_exit.h"
#include "app/cli_signals.h"
#include "app/cli_training_reporter.h"
#include "training/recipe.h"

namespace nakawari::cli {

[[nodiscard]] std::unique_ptr<TrainingReporter> make_training_reporter(Console& console, bool json);

/// Starts a run in a new folder and watches it; a signal writes a checkpoint and ends it.
[[nodiscard]] ExitCode run_training(
    const TrainingPlan& plan,
    const std::filesystem::path& run,
    const ResultArguments& result,
    TrainingReporter& reporter,
    StopSignals& signals
);
/// A pretraining in stages, likewise.
[[nodiscard]] ExitCode run_recipe(
    const Recipe& recipe,
    const std::filesystem::path& run,
    const ResultArguments& result,
    TrainingReporter& reporter,
    StopSignals& signals
);
[[nodiscard]] ExitCode resume_training(
    const std::filesystem::path& run,
    const ResultArguments& result,
    TrainingReporter& reporter,
    StopSignals& signals
);

/// Draws report.html and report.pdf into `folder` and registers the model if asked to. What cannot
/// be written is told in the result.
[[nodiscard]] ResultFiles write_result(
    const PocReport& report,
    const std::filesystem::path& run,
    const std::filesystem::path& folder,
    const ResultArguments& result
);

}  // namespace nakawari::cli
