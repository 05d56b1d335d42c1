/// The files of a run's folder, and the models that a plan names.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "model/model_registry.h"
#include "model/weights.h"
#include "training/plan.h"

namespace nakawari {

/// Where everything lies in a RUN folder.
struct RunFiles {
    std::filesystem::path folder;

    [[nodiscard]] std::filesystem::path plan() const { return folder / "plan.json"; }
    /// Of a pretraining only.
    [[nodiscard]] std::filesystem::path recipe() const { return folder / "recipe.json"; }
    [[nodiscard]] std::filesystem::path split() const { return folder / "split.json"; }
    [[nodiscard]] std::filesystem::path data() const { return folder / "data"; }
    [[nodiscard]] std::filesystem::path checkpoint() const { return folder / "last.ckpt"; }
    [[nodiscard]] std::filesystem::path best() const { return folder / "best.pth"; }
    [[nodiscard]] std::filesystem::path best_card() const { return folder / "best.json"; }
    [[nodiscard]] std::filesystem::path report() const { return folder / "report.json"; }
    [[nodiscard]] std::filesystem::path html() const { return folder / "report.html"; }
    [[nodiscard]] std::filesystem::path scores() const { return folder / "scores.csv"; }
    [[nodiscard]] std::filesystem::path log() const { return folder / "log.csv"; }
    [[nodiscard]] std::filesystem::path lock() const { return folder / "run.lock"; }
};

/// Atomic. Throws Error{output}.
void write_text(const std::filesystem::path& file, const std::string& text);
/// Throws Error{input} naming the file.
[[nodiscard]] std::string read_text(const std::filesystem::path& file);
/// Throws Error{input} if the folder holds no plan or a broken one.
[[nodiscard]] TrainingPlan read_plan(const std::filesystem::path& folder);

/// Held as long as a process works in the folder.
class RunLock {
 public:
    /// Throws Error{usage} if another process holds it.
    explicit RunLock(const RunFiles& files);
    ~RunLock();
    RunLock(const RunLock&) = delete;
    RunLock& operator=(const RunLock&) = delete;
    [[nodiscard]] static bool is_held(const RunFiles& files);

 private:
    int descriptor_ = -1;
};

/// A model of a plan with its weights, as float32.
struct PlannedModel {
    ModelEntry entry;
    StateDict state;
};
/// Throws Error{model} for a method without weights too.
[[nodiscard]] PlannedModel load_planned_model(const std::string& id_or_path);

/// "auto", "fp32", "bf16" to the engine's.
[[nodiscard]] Precision precision_of(const TrainingPlan& plan);
/// 0 means all cores.
[[nodiscard]] int thread_count_of(int threads);

/// Of the plan's model under its own id, or of a file of the run. Throws Error{model}.
[[nodiscard]] std::unique_ptr<Interpolator> make_planned_interpolator(
    const TrainingPlan& plan, const std::string& id_or_path
);

}  // namespace nakawari
