/// The commands of nakawari-cli. Each throws what main turns into one sentence.
#pragma once

#include "app/cli_arguments.h"
#include "app/cli_console.h"
#include "app/cli_exit.h"
#include "app/cli_signals.h"

namespace nakawari::cli {

[[nodiscard]] ExitCode run_interpolate(
    const InterpolateArguments& arguments, Console& console, StopSignals& signals
);
[[nodiscard]] ExitCode run_resume(
    const ResumeArguments& arguments, Console& console, StopSignals& signals
);
[[nodiscard]] ExitCode run_probe(const ProbeArguments& arguments);
[[nodiscard]] ExitCode run_models(const ModelsArguments& arguments);
[[nodiscard]] ExitCode run_evaluate(
    const EvaluateArguments& arguments, Console& console, StopSignals& signals
);
[[nodiscard]] ExitCode run_compare(
    const CompareArguments& arguments, Console& console, StopSignals& signals
);
[[nodiscard]] ExitCode run_benchmark(
    const BenchmarkArguments& arguments, Console& console, StopSignals& signals
);
[[nodiscard]] ExitCode run_version(const VersionArguments& arguments);
[[nodiscard]] ExitCode run_poc(
    const PocArguments& arguments, Console& console, StopSignals& signals
);
[[nodiscard]] ExitCode run_train(
    const TrainArguments& arguments, Console& console, StopSignals& signals
);
[[nodiscard]] ExitCode run_prune(
    const PhaseArguments& arguments, Console& console, StopSignals& signals
);
[[nodiscard]] ExitCode run_distil(
    const PhaseArguments& arguments, Console& console, StopSignals& signals
);

/// The whole program: parses, runs one command, gives the exit code. Throws nothing.
[[nodiscard]] int run(int argc, char** argv);

}  // namespace nakawari::cli
