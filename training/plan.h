/// What a training run is to do, as one value shared by the command line and the window. Free of
/// torch types.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/media_info.h"
#include "report/poc_report.h"

namespace nakawari {

enum class SplitMode {
    automatic = 1,  ///< by clip if there are several, else by shot
    by_clip,
    by_shot,
    listed,  ///< the clips marked as held out
};

struct PlannedClip {
    std::string path;
    Rational sequence_rate = 25;  ///< of picture sequences
    bool is_held_out = false;     ///< read with SplitMode::listed only
    friend bool operator==(const PlannedClip&, const PlannedClip&) = default;
};

struct FootagePlan {
    std::vector<PlannedClip> clips;
    SplitMode split = SplitMode::automatic;
    double held_out_share = 0.2;        ///< of clips or shots, at least one
    int crop = 128;                     ///< side of the stored windows, 128 or 256
    int64_t max_bytes = 2'000'000'000;  ///< of stored windows
    friend bool operator==(const FootagePlan&, const FootagePlan&) = default;
};

struct ModelsPlan {
    std::string start =
        "mini-flow";               ///< id or .pth; "none": new weights at the widths of Mini-flow
    std::string teacher = "none";  ///< id or .pth; "none": fine-tuning on the truth only
    friend bool operator==(const ModelsPlan&, const ModelsPlan&) = default;
};

/// Phase 1 (spec §14): sparsify with OBProxSG, then derive the compact network.
struct PrunePlan {
    int64_t steps = 0;  ///< 0: no pruning
    double learning_rate = 1e-3;
    double lambda = 1e-4;
    double epsilon = 1e-4;
    double prox_share = 0.1;  ///< Np as a share of the steps
    std::optional<int64_t> max_parameters;
    std::optional<double> min_speedup;  ///< measured time before / after
    int width_floor = 4;
    int width_multiple = 2;
    friend bool operator==(const PrunePlan&, const PrunePlan&) = default;
};

/// Phase 2 (spec §14): α·Lap(student, truth) + Lap(student, teacher), or Lap(student, truth) alone.
struct DistilPlan {
    int64_t steps = 0;
    double alpha = 0.1;
    double learning_rate = 1e-3;
    int64_t halve_every = 0;  ///< steps; 0: a quarter of the steps
    int64_t batch = 2;
    friend bool operator==(const DistilPlan&, const DistilPlan&) = default;
};

struct BudgetPlan {
    double minutes = 0;          ///< deadline for everything from data to report; 0: none
    int64_t validate_every = 0;  ///< steps; 0: a tenth of the phase
    int64_t validation_windows = 24;
    int64_t patience = 0;  ///< validations without a better one before a phase ends; 0: none
    friend bool operator==(const BudgetPlan&, const BudgetPlan&) = default;
};

/// Scores before anything is trained, on a sample of held-out frames.
struct MeasuredStart {
    std::string model;   ///< id or .pth; "flow" where training starts from new weights
    int64_t frames = 0;  ///< 0: nothing was measured
    double psnr_db = 0;
    double ssim = 0;
    friend bool operator==(const MeasuredStart&, const MeasuredStart&) = default;
};

/// What poc init measured and expects; informs people, decides nothing.
struct PlanEstimate {
    double step_ms = 0;
    double minutes = 0;
    int64_t disk_bytes = 0;
    MeasuredStart start;
    std::vector<std::string> notes;     ///< English NK_TEXT sentences: where targets come from
    std::vector<std::string> warnings;  ///< likewise: what may spoil the run
    friend bool operator==(const PlanEstimate&, const PlanEstimate&) = default;
};

/// Everything that decides a run's result.
struct TrainingPlan {
    std::string title;
    std::vector<Target>
        targets;  ///< evaluation items and values, defined before anything is trained
    FootagePlan footage;
    ModelsPlan models;
    PrunePlan prune;
    DistilPlan distil;
    BudgetPlan budget;
    uint64_t seed = 1;
    std::string device = "auto";
    std::string precision = "auto";  ///< auto, fp32, bf16
    int threads = 0;                 ///< 0: all cores
    PlanEstimate estimate;
    friend bool operator==(const TrainingPlan&, const TrainingPlan&) = default;
};

/// Pretty-printed, C locale.
[[nodiscard]] std::string to_json(const TrainingPlan& plan);
/// Throws Error{usage} naming the first wrong key.
[[nodiscard]] TrainingPlan plan_from_json(const std::string& text);
/// Sentences that say what does not fit together (no clips, no steps, unknown split …); empty if
/// the plan can run. Looks at no file.
[[nodiscard]] std::vector<std::string> problems_of(const TrainingPlan& plan);

}  // namespace nakawari
