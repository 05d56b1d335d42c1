/// The phases in their order; each begins and ends with a checkpoint.
#include "training/run_worker.h"

#include <chrono>
#include <cmath>

#include "core/error.h"
#include "core/log.h"
#include "model/precision_rule.h"
#include "model/torch_interpolator.h"
#include "model/width_table.h"
#include "training/network_cost.h"
#include "training/new_network.h"
#include "training/pruner.h"

namespace nakawari {

namespace {

constexpr int64_t lambda_rounds = 10;
constexpr double lambda_factor = 4;
constexpr Size speed_size{384, 256};
/// Of a budget, what must be left for evaluation and report when training ends.
constexpr double report_share = 0.15;
/// A loaded network has to score as the one that was saved, but for the rounding of other code.
constexpr double reload_tolerance_db = 0.1;

double now_s() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// Adds what passes until its end to the run's time and to one row of the durations.
class Stopwatch {
 public:
    Stopwatch(RunState& state, std::string part)
        : state_(state), part_(std::move(part)), elapsed_before_(state.elapsed_s) {}
    ~Stopwatch() {
        // Phases count for themselves and leave pauses out; other parts do not.
        if (state_.elapsed_s == elapsed_before_) {
            state_.elapsed_s += now_s() - start_;
        }
        const double seconds = state_.elapsed_s - elapsed_before_;
        for (DurationRow& row : state_.durations) {
            if (row.part == part_) {
                row.seconds += seconds;
                return;
            }
        }
        state_.durations.push_back({part_, seconds});
    }
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;

 private:
    RunState& state_;
    const std::string part_;
    const double elapsed_before_;
    const double start_ = now_s();
};

std::unique_ptr<Interpolator> interpolator_of(const StateDict& state, const TrainingPlan& plan) {
    ModelEntry entry;
    entry.card.id = entry.card.title = "candidate";
    entry.weights = "candidate.pth";
    InferenceOptions options;
    options.precision = Precision::fp32;
    options.device = "cpu";
    options.threads = plan.threads;
    return make_torch_interpolator(entry, state, options);
}

}  // namespace

RunWorker::RunWorker(const TrainingPlan& plan, const std::filesystem::path& folder, RunHub& hub)
    : plan_(plan), files_{folder}, hub_(hub) {
    state_.lambda = plan.prune.lambda;
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
    at::set_num_threads(thread_count_of(plan_.threads));
    if (!prepare_data()) {
        return std::nullopt;
    }
    load_models();
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
        [this](double share) {
            hub_.update([&](TrainingProgress& progress) { progress.share = 0.05 * share; });
        }
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
        start_state_ = state_dict_of(*new_network(network_options(mini_flow_widths()), plan_.seed));
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

PhaseOptions RunWorker::phase_options(RunPhase phase) const {
    const bool prunes = phase == RunPhase::prune;
    PhaseOptions options;
    options.phase = phase;
    options.steps = prunes ? plan_.prune.steps : plan_.distil.steps;
    options.batch = plan_.distil.batch;
    options.alpha = plan_.distil.alpha;
    options.learning_rate = prunes ? plan_.prune.learning_rate : plan_.distil.learning_rate;
    options.seed = plan_.seed;
    options.patience = prunes ? 0 : plan_.budget.patience;
    options.validate_every = plan_.budget.validate_every > 0
                                 ? plan_.budget.validate_every
                                 : std::max<int64_t>(1, options.steps / 10);
    options.uses_bf16 =
        plan_.precision == "bf16" || (plan_.precision == "auto" && cpu_has_fast_bf16());
    const bool is_finished_network = plan_.models.start != "none" && plan_.prune.steps == 0;
    options.norm = is_finished_network ? NormStatistics::frozen : NormStatistics::of_batch;
    if (prunes) {
        options.sparsify = ObproxOptions{plan_.prune.lambda, plan_.prune.epsilon};
        options.prox_steps = static_cast<int64_t>(
            std::ceil(plan_.prune.prox_share * static_cast<double>(options.steps))
        );
    } else {
        options.halve_every = plan_.distil.halve_every > 0
                                  ? plan_.distil.halve_every
                                  : std::max<int64_t>(1, options.steps / 4);
    }
    return options;
}

double RunWorker::deadline_s(double share) const {
    return plan_.budget.minutes * 60 * (1 - report_share) * share;
}

PhaseEnd RunWorker::run_phase(const PhaseOptions& options, const StateDict& optimizer) {
    const Stopwatch stopwatch(state_, phase_name(options.phase));
    const double all = static_cast<double>(plan_.prune.steps + plan_.distil.steps);
    const double share =
        options.phase == RunPhase::prune ? static_cast<double>(plan_.prune.steps) / all : 1;
    PhaseContext context{
        network_,
        teacher_.get(),
        *store_,
        *validator_,
        hub_,
        state_,
        files_.folder,
        deadline_s(share),
        {}};
    context.after_step = [&, all](int64_t step) {
        if (options.sparsify) {
            raise_lambda(step);
        }
        const double done =
            static_cast<double>(step + (options.phase == RunPhase::distil ? plan_.prune.steps : 0));
        hub_.update([&](TrainingProgress& progress) {
            progress.share = 0.05 + 0.8 * done / std::max(1.0, all);
        });
    };
    return Trainer(context, options).run(optimizer);
}

bool RunWorker::is_target_met() const {
    if (!plan_.prune.max_parameters && !plan_.prune.min_speedup) {
        return true;
    }
    const StateDict state = state_dict_of(*network_);
    const auto groups = channel_groups(network_->options());
    const WidthRule rule{plan_.prune.width_floor, plan_.prune.width_multiple, 1};
    const StateDict candidate = compact_state(state, groups, derive_widths(state, groups, rule));
    if (plan_.prune.max_parameters && parameter_count(candidate) > *plan_.prune.max_parameters) {
        return false;
    }
    // Counted, not measured: a resumed run has to raise λ at the same steps.
    return !plan_.prune.min_speedup ||
           macs_per_pixel(start_state_).total() >=
               *plan_.prune.min_speedup * macs_per_pixel(candidate).total();
}

/// At the end of each of ten rounds, while the widths that follow from the densities are too great.
void RunWorker::raise_lambda(int64_t step) {
    const torch::NoGradGuard no_grad;
    if (state_.lambda_path.empty()) {
        state_.lambda_path.push_back(state_.lambda);
    }
    const int64_t round = std::max<int64_t>(1, plan_.prune.steps / lambda_rounds);
    if (step % round == 0 && step < plan_.prune.steps && !is_target_met()) {
        state_.lambda *= lambda_factor;
        state_.lambda_path.push_back(state_.lambda);
    }
    if (step % round == 0) {
        std::vector<std::pair<std::string, double>> densities;
        const StateDict state = state_dict_of(*network_);
        for (const ChannelGroup& group : channel_groups(network_->options())) {
            densities.emplace_back(group.name, density_of(state, group));
        }
        hub_.update([&](TrainingProgress& progress) {
            progress.layer_density = std::move(densities);
        });
    }
}

bool RunWorker::prune() {
    set_phase("prune");
    const PhaseEnd end = run_phase(phase_options(RunPhase::prune), {});
    optimizer_ = {};
    if (end == PhaseEnd::cancelled) {
        return false;
    }
    note_end(end);
    derive();
    return true;
}

void RunWorker::derive() {
    set_phase("derive");
    const Stopwatch stopwatch(state_, "derive");
    std::optional<double> before_ms;
    const auto speedup = [&](const StateDict& candidate) {
        if (!before_ms) {
            before_ms = measure_cost(*interpolator_of(start_state_, plan_), speed_size).frame_ms;
        }
        return *before_ms / measure_cost(*interpolator_of(candidate, plan_), speed_size).frame_ms;
    };
    DerivedNetwork derived = derive_network(
        state_dict_of(*network_),
        {plan_.prune.width_floor, plan_.prune.width_multiple, 1},
        {plan_.prune.max_parameters, plan_.prune.min_speedup},
        speedup
    );
    if (!derived.flow_note.empty()) {
        state_.notes.push_back(derived.flow_note);
    }
    if (derived.scale < 1) {
        state_.notes.push_back(substitute(
            NK_TEXT("The densities alone did not reach the pruning target: all widths were scaled "
                    "by %1 besides. More pruning steps would choose better."),
            {std::to_string(derived.scale).substr(0, 5)}
        ));
    }
    if (!derived.is_target_met) {
        state_.notes.push_back(
            NK_TEXT("The pruning target was not reached even at the narrowest widths.")
        );
    }
    network_ = make_network(derived.state, "compact network");
    state_.widths = derived.rows;
    state_.phase = RunPhase::distil;
    state_.step = state_.samples = 0;
    state_.best_db.reset();
    state_.best_step = state_.validations_without_better = 0;
    state_.gradient_norm = 0;
    state_.rate_scale = 1;
    save();
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
    const PhaseEnd end = run_phase(phase_options(RunPhase::distil), optimizer_);
    if (end == PhaseEnd::cancelled) {
        return false;
    }
    note_end(end);
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
        const double left = plan_.budget.minutes > 0
                                ? std::max(1.0, plan_.budget.minutes * 60 - state_.elapsed_s)
                                : 0;
        input.emplace(ReportInput{
            plan_, *footage_, store_->manifest(), state_, files_, start_weights_, left});
        report = build_report(*input, hub_.stop_token(), [this](double share) {
            hub_.update([&](TrainingProgress& progress) { progress.share = 0.85 + 0.14 * share; });
        });
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
    report.durations = state_.durations;
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
        progress.elapsed_s = state_.elapsed_s;
    });
}

}  // namespace nakawari
