/// The facade: a thread around RunWorker, and what a folder says without one.
#include <filesystem>
#include <future>
#include <thread>

#include "core/log.h"
#include "model/atomic_file.h"
#include "model/model_card.h"
#include "training/run_worker.h"

namespace nakawari {

namespace {

TrainingFailed failure(const std::exception& exception) {
    if (const auto* error = dynamic_cast<const Error*>(&exception)) {
        return {*error};
    }
    log::error(std::string("training: ") + exception.what());
    return {Error(
        Category::failed,
        NK_TEXT("Training failed unexpectedly: %1. The run's folder can be resumed."),
        {std::string(exception.what()).substr(0, 200)}
    )};
}

class Run final : public TrainingRun {
 public:
    Run(const TrainingPlan& plan, const std::filesystem::path& folder)
        : lock_(RunFiles{folder}), thread_([this, plan, folder] { work(plan, folder); }) {}
    ~Run() override { hub_.request_stop(); }

    [[nodiscard]] TrainingProgress progress() const override { return hub_.progress(); }
    [[nodiscard]] std::vector<LogPoint> log_since(std::size_t index) const override {
        return hub_.log_since(index);
    }
    [[nodiscard]] std::optional<Frame> take_preview() override { return hub_.take_preview(); }
    void set_paused(bool paused) override { hub_.set_paused(paused); }
    void stop_and_keep_best() override { hub_.keep_best(); }
    void request_stop() override { hub_.request_stop(); }
    [[nodiscard]] bool is_done() const override {
        return outcome_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    }
    [[nodiscard]] TrainingOutcome wait() override { return outcome_.get(); }

 private:
    void work(const TrainingPlan& plan, const std::filesystem::path& folder) {
        try {
            std::optional<PocReport> report = RunWorker(plan, folder, hub_).run();
            if (report) {
                promise_.set_value(TrainingFinished{std::move(*report)});
            } else {
                promise_.set_value(TrainingCancelled{});
            }
        } catch (const std::exception& exception) {
            promise_.set_value(failure(exception));
        }
    }

    RunLock lock_;
    RunHub hub_;
    std::promise<TrainingOutcome> promise_;
    std::shared_future<TrainingOutcome> outcome_{promise_.get_future()};
    std::jthread thread_;  ///< the last member: joined first
};

}  // namespace

namespace {

/// Checks the plan and makes a folder that holds no run.
void make_folder(const TrainingPlan& plan, const std::filesystem::path& folder) {
    if (const std::vector<std::string> problems = problems_of(plan); !problems.empty()) {
        throw Error(Category::usage, NK_TEXT("The plan cannot run: %1"), {problems.front()});
    }
    const RunFiles files{folder};
    if (std::filesystem::exists(files.plan())) {
        throw Error(
            Category::usage,
            NK_TEXT("The folder “%1” holds a run already. Resume it, or choose another folder."),
            {folder.filename().string()}
        );
    }
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) {
        throw Error(
            Category::output,
            NK_TEXT("The folder “%1” cannot be made: %2."),
            {folder.string(), failed.message()}
        );
    }
}

}  // namespace

std::unique_ptr<TrainingRun> TrainingRun::start(
    const TrainingPlan& plan, const std::filesystem::path& folder
) {
    make_folder(plan, folder);
    write_text(RunFiles{folder}.plan(), to_json(plan));
    return std::make_unique<Run>(plan, folder);
}

std::unique_ptr<TrainingRun> TrainingRun::start_recipe(
    const std::string& recipe_json, const std::filesystem::path& folder
) {
    const Recipe recipe = recipe_from_json(recipe_json);
    make_folder(recipe.plan, folder);
    write_text(RunFiles{folder}.recipe(), to_json(recipe));
    write_text(RunFiles{folder}.plan(), to_json(recipe.plan));
    return std::make_unique<Run>(recipe.plan, folder);
}

std::unique_ptr<TrainingRun> TrainingRun::resume(const std::filesystem::path& folder) {
    return std::make_unique<Run>(read_plan(folder), folder);
}

RunStatus read_status(const std::filesystem::path& folder) {
    const RunFiles files{folder};
    RunStatus status;
    status.plan = read_plan(folder);
    status.is_running = RunLock::is_held(files);
    status.progress.phase = "data";
    if (!std::filesystem::exists(files.checkpoint())) {
        return status;
    }
    const RunState state = read_checkpoint(files.checkpoint()).state;
    TrainingProgress& progress = status.progress;
    progress.phase = phase_name(state.phase);
    progress.step = state.step;
    progress.steps =
        state.phase == RunPhase::prune ? status.plan.prune.steps : status.plan.distil.steps;
    progress.elapsed_s = state.elapsed_s;
    progress.reference_db = state.reference_db;
    progress.best_db = state.best_db;
    if (!state.log.empty()) {
        progress.loss = state.log.back().loss;
        progress.learning_rate = state.log.back().learning_rate;
        progress.density = state.log.back().density;
    }
    const auto all =
        static_cast<double>(std::max<int64_t>(1, status.plan.prune.steps + status.plan.distil.steps)
        );
    status.is_finished = state.phase == RunPhase::finished;
    progress.share =
        status.is_finished ? 1 : 0.05 + 0.8 * static_cast<double>(state.steps_done) / all;
    return status;
}

PocReport read_report(const std::filesystem::path& folder) {
    const RunFiles files{folder};
    if (!std::filesystem::exists(files.report())) {
        throw Error(
            Category::input,
            NK_TEXT("The run “%1” has no report yet. Let it finish first."),
            {folder.filename().string()}
        );
    }
    return poc_report_from_json(read_text(files.report()));
}

std::string register_result(const std::filesystem::path& folder, const std::string& id) {
    const RunFiles files{folder};
    ModelCard card = read_model_card(files.best_card());
    card.id = id;
    const std::filesystem::path models = standard_model_folders().front();
    std::error_code failed;
    std::filesystem::create_directories(models, failed);
    const std::filesystem::path weights = models / (id + ".pth");
    const ModelRegistry registry(standard_model_folders());
    for (const ModelEntry& entry : registry.entries()) {
        if (entry.card.id == id) {
            throw Error(
                Category::output,
                NK_TEXT("There is a model called “%1” already. Choose another name."),
                {id}
            );
        }
    }
    (void
    )parse_model_card(to_json(card), id);  // refuses an impossible id before anything is copied
    const std::string bytes = read_text(files.best());
    write_text(weights, bytes);
    write_model_card(models / (id + ".json"), card);
    return id;
}

}  // namespace nakawari
