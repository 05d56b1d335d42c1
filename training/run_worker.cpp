/// The phases in their order; each begins and ends with a checkpoint.
#include "training/run_worker.h"

#include <cmath>

#include "core/error.h"
#include "core/log.h"
#include "training/new_network.h"
#include "training/planned_times.h"
#include "training/stopwatch.h"

namespace nakawari {

namespace {

/// A loaded network has to score as the one that was saved, but for the rounding of other code.
constexpr double reload_tolerance_db = 0.1;

}  // namespace

RunWorker::RunWorker(const TrainingPlan& plan, const std::filesystem::path& folder, RunHub& hub)
    : plan_(plan), files_{folder}, hub_(hub) {
    state_.lambda = plan.prune.lambda;
    if (std::filesystem::exists(files_.recipe())) {
        recipe_ = recipe_from_json(read_text(files_.recipe()));
    }
    if (std::filesystem::exists(files_.checkpoint())) {
        Checkpoint checkpoint = read_checkpoint(files_.checkpoint());
        state_ = std::move(checkpoint.state);
        optimizer_ = take_prefixed(checkpoint.tensors, "optimizer.");
        const StateDict model = take_prefixed(checkpoint.tensors, "model.");
        if (!model.tensors.is_empty()) {
            network_ = make_network(model, "last.ckpt");
        }
        hub_.set_log(state_.log);
        hub_.update([&](TrainingProgress& progress) {
            progress.reference_db = state_.reference_db;
            progress.best_db = state_.best_db;
        });
    }
}

std::optional<PocReport> RunWorker::run() {
    if (state_.phase == RunPhase::finished && std::filesystem::exists(files_.report())) {
        return poc_report_from_json(read_text(files_.report()));
    }
    at::set_num_threads(thread_count_of(plan_.threads));
    if (!prepare_data()) {
        return std::nullopt;
    }
    {
        std::optional<Stopwatch> stopwatch;
        if (state_.phase == RunPhase::baselines) {
            stopwatch.emplace(state_, "baselines");  // a resumed run has counted it
        }
        load_models();
    }
    if (state_.phase == RunPhase::baselines) {
        measure_references();
        state_.phase = plan_.prune.steps > 0 ? RunPhase::prune : RunPhase::distil;
        save();
    }
    if (state_.phase == RunPhase::prune && !prune()) {
        return std::nullopt;
    }
    if (state_.phase == RunPhase::distil && !distil()) {
        return std::nullopt;
    }
    return report();
}

DatasetOptions RunWorker::dataset_options() const {
    DatasetOptions options;
    // Only crops that stay where they are let a teacher's pictures be kept.
    options.margin = plan_.models.teacher == "none" ? 16 : 0;
    const int64_t steps = plan_.prune.steps + plan_.distil.steps;
    options.most_training_windows = std::max<int64_t>(64, steps * plan_.distil.batch);
    options.most_validation_windows = std::max<int64_t>(1, plan_.budget.validation_windows);
    return options;
}

bool RunWorker::prepare_data() {
    set_phase("data");
    const bool is_new = !WindowStore::is_complete(files_.data());
    std::optional<Stopwatch> stopwatch;
    if (is_new) {
        stopwatch.emplace(state_, "data");
    }
    footage_ = prepare_footage(
        plan_,
        dataset_options(),
        files_.data(),
        files_.split(),
        hub_.stop_token(),
        part_of_all(0, 0.05)
    );
    if (!footage_) {
        return false;
    }
    store_ = std::make_unique<WindowStore>(files_.data());
    validator_ = std::make_unique<Validator>(*store_);
    return true;
}

void RunWorker::load_models() {
    if (plan_.models.start == "none") {
        const WidthTable widths = !recipe_ || recipe_->widths == "mini-flow" ? mini_flow_widths()
                                  : recipe_->widths == "mini"                ? mini_widths()
                                                                             : teacher_widths();
        start_state_ = state_dict_of(*new_network(network_options(widths), plan_.seed));
    } else {
        PlannedModel start = load_planned_model(plan_.models.start);
        start_weights_ = start.entry.weights.string();
        start_state_ = std::move(start.state);
    }
    if (plan_.models.teacher != "none") {
        const PlannedModel teacher = load_planned_model(plan_.models.teacher);
        teacher_ = std::make_unique<Teacher>(teacher.state, teacher.entry.card.id, *store_);
    }
    if (network_.is_empty()) {
        network_ = make_network(start_state_, plan_.models.start);
    }
}

void RunWorker::measure_references() {
    set_phase("baselines");
    const Stopwatch stopwatch(state_, "baselines");
    if (teacher_) {
        state_.reference_db.emplace_back(
            "teacher",
            validator_->run([this](const Batch& batch) { return teacher_->answer(batch); }).db
        );
    }
    StMfNet start = make_network(start_state_, plan_.models.start);
    state_.reference_db.emplace_back(
        "start",
        validator_->run([&](const Batch& batch) { return Trainer::answer(start, batch); }).db
    );
    state_.reference_db.emplace_back("blend", validator_->run(blend_of).db);
    hub_.update([&](TrainingProgress& progress) { progress.reference_db = state_.reference_db; });
}

void RunWorker::note_end(PhaseEnd end) {
    if (!state_.end.empty()) {
        return;
    }
    switch (end) {
        case PhaseEnd::deadline:
            state_.end = "deadline";
            break;
        case PhaseEnd::patience:
            state_.end = "patience";
            break;
        case PhaseEnd::stopped:
            state_.end = "stopped";
            break;
        case PhaseEnd::finished:
        case PhaseEnd::cancelled:
            break;
    }
}

bool RunWorker::distil() {
    set_phase("distil");
    if (recipe_) {
        if (!run_stages()) {
            return false;
        }
    } else {
        const PhaseEnd end = run_phase(phase_options(RunPhase::distil), optimizer_);
        if (end == PhaseEnd::cancelled) {
            return false;
        }
        note_end(end);
    }
    if (state_.end.empty()) {
        state_.end = "finished";
    }
    state_.phase = RunPhase::evaluation;
    save();
    return true;
}

std::optional<PocReport> RunWorker::report() {
    set_phase("evaluation");
    PocReport report;
    std::optional<ReportInput> input;
    {
        const Stopwatch stopwatch(state_, "evaluation");
        const double started = now_s();
        StMfNet loaded = make_network(to_float32(read_state_dict(files_.best())), "best.pth");
        const double db =
            validator_->run([&](const Batch& batch) { return Trainer::answer(loaded, batch); }).db;
        if (!(std::abs(db - state_.best_db.value_or(db)) < reload_tolerance_db)) {
            throw Error(
                Category::failed,
                NK_TEXT("The saved network scores %1 dB instead of %2 dB when it is loaded again. "
                        "The file best.pth may be damaged: resume from an earlier copy."),
                {std::to_string(db), std::to_string(state_.best_db.value_or(0))}
            );
        }
        const double used_s = state_.elapsed_s + now_s() - started;
        const double left =
            plan_.budget.minutes > 0 ? std::max(1.0, plan_.budget.minutes * 60 - used_s) : 0;
        input.emplace(ReportInput{
            plan_, *footage_, store_->manifest(), state_, files_, start_weights_, left});
        report = build_report(*input, hub_.stop_token(), part_of_all(0.85, 0.14));
    }
    if (hub_.stop_token().stop_requested()) {
        return std::nullopt;
    }
    set_phase("report");
    {
        const Stopwatch stopwatch(state_, "report");
        write_result_card(*input, report);
        write_text(files_.log(), log_csv(state_.log));
        write_text(files_.scores(), scores_csv(report));
    }
    report.durations = with_planned_times(plan_, state_.durations);
    report.time_limit_s = plan_.budget.minutes * 60;
    report.overrun = overrun_of(report.time_limit_s, report.durations);
    write_text(files_.report(), to_json(report));
    write_text(files_.html(), to_html(report, ReportLanguage::english));
    state_.phase = RunPhase::finished;
    save();
    hub_.update([](TrainingProgress& progress) { progress.share = 1; });
    return report;
}

void RunWorker::save() {
    StateDict tensors;
    add_prefixed(tensors, state_dict_of(*network_), "model.");
    write_checkpoint(files_.checkpoint(), state_, tensors);
    write_text(files_.log(), log_csv(state_.log));
}

void RunWorker::set_phase(const char* phase) {
    log::info(std::string("training: ") + phase);
    hub_.update([&](TrainingProgress& progress) {
        progress.phase = phase;
        progress.step = progress.steps = 0;
        progress.steps_per_second = 0;
        progress.remaining_s = -1;
        progress.elapsed_s = state_.elapsed_s;
    });
}

std::function<void(double share)> RunWorker::part_of_all(double from, double width) {
    return [this, from, width, started = now_s(), before = state_.elapsed_s](double share) {
        const double seconds = now_s() - started;
        hub_.update([&](TrainingProgress& progress) {
            progress.share = from + width * share;
            progress.elapsed_s = before + seconds;
            progress.remaining_s = share > 0 ? seconds * (1 - share) / share : -1;
        });
    };
}

}  // namespace nakawari
