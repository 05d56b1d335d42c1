/// The face of the training layer: plan, run, resume, report. Free of torch types; the window and
/// the command line use nothing else of it.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "core/error.h"
#include "core/frame.h"
#include "training/plan.h"

namespace nakawari {

/// A shot of a clip, by frame numbers from 0, and how many windows can be cut from it.
struct ShotFinding {
    int64_t first = 0;
    int64_t last = 0;  ///< inclusive
    int64_t usable_windows = 0;
    friend bool operator==(const ShotFinding&, const ShotFinding&) = default;
};

/// What one clip of the footage is good for.
struct FootageFinding {
    std::string path;
    int64_t frames = 0;
    Size size;
    Rational rate;
    int64_t shots = 0;
    int64_t usable_windows = 0;  ///< of seven frames, without cuts, duplicates and stills
    std::vector<ShotFinding> shot_list;
    std::vector<std::string> problems;  ///< English NK_TEXT sentences; empty if all is well
};

struct PlanRequest {
    std::vector<std::string> clips;
    double minutes = 30;
    std::string start = "mini-flow";
    std::string teacher = "none";
    bool prune = false;
    std::optional<int64_t> max_parameters;  ///< of pruning; neither: half of the parameters
    std::optional<double> min_speedup;
    uint64_t seed = 1;
    int threads = 0;
    std::string device = "auto";
    std::string precision = "auto";
    SplitMode split = SplitMode::automatic;
    double held_out_share = FootagePlan{}.held_out_share;
    std::vector<std::string> held_out;  ///< of the clips, with SplitMode::listed
    /// Of an earlier plan for the same clips, split, seed and start: is not measured again.
    MeasuredStart known_start = {};
    friend bool operator==(const PlanRequest&, const PlanRequest&) = default;
};

/// Looks at the clips (decodes them once at most). Throws Error{input} only if none can be used.
[[nodiscard]] std::vector<FootageFinding> check_footage(
    const std::vector<std::string>& clips,
    const std::stop_token& stop = {},
    const std::function<void(double share)>& on_progress = {}
);

/// A plan with sensible values. Measures a training step to turn minutes into steps, and the start
/// on a few held-out frames (a minute at most), which the suggested targets follow from. Throws
/// Error{input|model|usage}.
[[nodiscard]] TrainingPlan make_plan(
    const PlanRequest& request,
    const std::stop_token& stop = {},
    const std::function<void(double share)>& on_progress = {}
);

/// Which clips or shots train and which are held out, for a preview.
struct SplitPart {
    std::string path;
    std::string part;  ///< "" for the whole clip, else "frames 0–118"
    bool is_held_out = false;
    int64_t windows = 0;
};
[[nodiscard]] std::vector<SplitPart> preview_split(
    const TrainingPlan& plan, const std::vector<FootageFinding>& findings
);

struct TrainingProgress {
    std::string
        phase;         ///< "data", "baselines", "prune", "derive", "distil", "evaluation", "report"
    int64_t step = 0;  ///< within the phase
    int64_t steps = 0;
    double share = 0;  ///< of the whole run, 0 … 1
    double steps_per_second = 0;
    double elapsed_s = 0;
    double remaining_s = -1;  ///< < 0: unknown
    double loss = 0;
    double learning_rate = 0;
    double density = 1;
    int64_t memory_bytes = 0;
    bool is_paused = false;
    std::vector<std::pair<std::string, double>> reference_db;  ///< teacher, start, blend
    std::vector<std::pair<std::string, double>> layer_density;
    std::optional<double> best_db;
};

struct TrainingFinished {
    PocReport report;
};
struct TrainingCancelled {};  ///< can be resumed from its folder
struct TrainingFailed {
    Error error;
};
using TrainingOutcome = std::variant<TrainingFinished, TrainingCancelled, TrainingFailed>;

/// One run in its own threads. Any thread may call any member. The folder holds plan.json,
/// split.json, log.csv, checkpoints, best.pth, and at the end report.json, report.html and
/// scores.csv. Killed at any moment it can be resumed with the same result.
class TrainingRun {
 public:
    /// A new run; the folder must not hold one. Throws Error{usage|output}.
    static std::unique_ptr<TrainingRun> start(
        const TrainingPlan& plan, const std::filesystem::path& folder
    );
    /// A pretraining in stages, from the text of a recipe (training/recipes). The folder holds
    /// recipe.json besides. Throws as start().
    static std::unique_ptr<TrainingRun> start_recipe(
        const std::string& recipe_json, const std::filesystem::path& folder
    );
    /// Goes on where the folder's run ended. Throws Error{input} if it holds none.
    static std::unique_ptr<TrainingRun> resume(const std::filesystem::path& folder);

    TrainingRun() = default;
    TrainingRun(const TrainingRun&) = delete;
    TrainingRun& operator=(const TrainingRun&) = delete;
    virtual ~TrainingRun() = default;  ///< cancels and joins

    [[nodiscard]] virtual TrainingProgress progress() const = 0;
    /// Log points since the given index, for charts.
    [[nodiscard]] virtual std::vector<LogPoint> log_since(std::size_t index) const = 0;
    /// The fixed held-out frame as the newest validation drew it, if there was one since last time.
    [[nodiscard]] virtual std::optional<Frame> take_preview() = 0;
    virtual void set_paused(bool paused) = 0;
    /// Ends training now, keeps the best network so far and writes the report.
    virtual void stop_and_keep_best() = 0;
    /// Writes a checkpoint and ends; resume() goes on.
    virtual void request_stop() = 0;
    [[nodiscard]] virtual bool is_done() const = 0;
    [[nodiscard]] virtual TrainingOutcome wait() = 0;
};

/// What a run's folder says without running anything.
struct RunStatus {
    TrainingPlan plan;
    TrainingProgress progress;
    bool is_finished = false;
    bool is_running = false;  ///< another process holds it
};
/// Throws Error{input}.
[[nodiscard]] RunStatus read_status(const std::filesystem::path& folder);
/// Throws Error{input} if the run has not got one yet.
[[nodiscard]] PocReport read_report(const std::filesystem::path& folder);

/// Copies the run's best network with its card into the user's model folder; returns the id.
/// Throws Error{output|model}.
std::string register_result(const std::filesystem::path& folder, const std::string& id);

}  // namespace nakawari
