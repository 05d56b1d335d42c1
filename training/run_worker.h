/// One training run from data to report, in the thread that calls it.
#pragma once

#include <functional>

#include "model/width_table.h"
#include "training/build_report.h"
#include "training/recipe.h"
#include "training/run_hub.h"
#include "training/trainer.h"

namespace nakawari {

/// Goes on wherever the folder's checkpoint says; everything it needs lies in the folder. Throws
/// Error.
class RunWorker {
 public:
    RunWorker(const TrainingPlan& plan, const std::filesystem::path& folder, RunHub& hub);

    /// Empty if it was stopped: the folder can be resumed.
    [[nodiscard]] std::optional<PocReport> run();

 private:
    [[nodiscard]] bool prepare_data();
    void load_models();
    void measure_references();
    /// False if stopped.
    [[nodiscard]] bool prune();
    [[nodiscard]] bool distil();
    void derive();
    [[nodiscard]] bool run_stages();
    void prepare_stage(const Stage& stage);
    void begin_anew();
    [[nodiscard]] std::optional<PocReport> report();

    [[nodiscard]] PhaseEnd run_phase(
        const PhaseOptions& options, const StateDict& optimizer, const Stage* stage = nullptr
    );
    [[nodiscard]] PhaseOptions phase_options(RunPhase phase) const;
    [[nodiscard]] double deadline_s(double share) const;
    [[nodiscard]] bool is_target_met() const;
    void raise_lambda(int64_t step);
    void save();
    void set_phase(const char* phase);
    /// For work without steps: from its own share to the run's, with the time that is left of it.
    [[nodiscard]] std::function<void(double share)> part_of_all(double from, double width);
    void note_end(PhaseEnd end);
    [[nodiscard]] DatasetOptions dataset_options() const;

    const TrainingPlan plan_;
    const RunFiles files_;
    RunHub& hub_;
    RunState state_;
    StateDict optimizer_;  ///< of the checkpoint that was resumed
    std::optional<PreparedFootage> footage_;
    std::unique_ptr<WindowStore> store_;
    std::unique_ptr<Validator> validator_;
    std::unique_ptr<Teacher> teacher_;
    std::string start_weights_;
    StateDict start_state_;
    StMfNet network_{nullptr};
    std::optional<Recipe> recipe_;
};

}  // namespace nakawari
