/// Everything a run needs to go on exactly where it was, in one file.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/weights.h"
#include "report/poc_report.h"

namespace nakawari {

/// Phases in their order; a checkpoint names the one that is next or under way.
enum class RunPhase { baselines = 1, prune, distil, evaluation, finished };
/// "baselines", "prune", …
[[nodiscard]] const char* phase_name(RunPhase phase);

/// Numbers and lists of a run, apart from tensors. The sampler and the augmentation are functions
/// of the seed and `samples`, so that counter is their whole state; nothing else is random.
struct RunState {
    RunPhase phase = RunPhase::baselines;
    int64_t stage = 0;    ///< of a recipe
    int64_t step = 0;     ///< within the phase, or stage
    int64_t samples = 0;  ///< drawn so far, likewise
    double rate_scale = 1;
    double gradient_norm = 0;  ///< running mean
    double lambda = 0;
    std::vector<double> lambda_path;
    std::optional<double> best_db;  ///< of the phase
    int64_t best_step = 0;
    int64_t validations_without_better = 0;
    int64_t rollbacks = 0;
    double elapsed_s = 0;  ///< of the whole run, pauses left out
    std::vector<DurationRow> durations;
    std::vector<LogPoint> log;
    std::vector<std::pair<std::string, double>> reference_db;
    std::vector<WidthRow> widths;
    std::vector<std::string> notes;
    std::string end;  ///< why training ended; empty: it has not
    int64_t steps_done = 0;
    friend bool operator==(const RunState&, const RunState&) = default;
};

/// One atomic file; tensors are named "model.…" and "optimizer.…". Throws Error{output}.
void write_checkpoint(
    const std::filesystem::path& file, const RunState& state, const StateDict& tensors
);

struct Checkpoint {
    RunState state;
    StateDict tensors;
};
/// Throws Error{input} for a damaged one.
[[nodiscard]] Checkpoint read_checkpoint(const std::filesystem::path& file);

/// Adds `from` to `to` under a prefix, and takes out again what has it.
void add_prefixed(StateDict& to, const StateDict& from, const std::string& prefix);
[[nodiscard]] StateDict take_prefixed(const StateDict& from, const std::string& prefix);

}  // namespace nakawari
