/// From a finished training to its report.
#pragma once

#include <functional>
#include <stop_token>

#include "training/checkpoint.h"
#include "training/footage_dataset.h"
#include "training/run_files.h"

namespace nakawari {

struct ReportInput {
    const TrainingPlan& plan;
    const PreparedFootage& footage;
    const WindowManifest& windows;
    const RunState& state;
    RunFiles files;
    std::string start_weights;  ///< .pth of the network training started from; empty: new weights
    double seconds_left = 0;    ///< for the evaluation; 0: no limit
};

/// Loads the result again from its file, scores and measures everything, and judges the targets.
/// The durations of evaluation and report are the caller's to add. Throws Error.
[[nodiscard]] PocReport build_report(
    const ReportInput& input,
    const std::stop_token& stop,
    const std::function<void(double share)>& on_progress
);

/// The card of the result, with what was measured.
void write_result_card(const ReportInput& input, const PocReport& report);

}  // namespace nakawari
