/// The training phases of a run: pruning with its target, and the stages of a recipe.
#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "model/precision_rule.h"
#include "model/torch_interpolator.h"
#include "training/network_cost.h"
#include "training/new_network.h"
#include "training/pruner.h"
#include "training/run_worker.h"
#include "training/stage_loss.h"
#include "training/stopwatch.h"

namespace nakawari {

namespace {

constexpr int64_t lambda_rounds = 10;
constexpr double lambda_factor = 4;
constexpr double noteworthy_scale = 0.01;  ///< away from 1
constexpr Size speed_size{384, 256};
/// Of a budget, what must be left for evaluation and report when training ends.
constexpr double report_share = 0.15;

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

PhaseEnd RunWorker::run_phase(
    const PhaseOptions& options, const StateDict& optimizer, const Stage* stage
) {
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
        {},
        {}};
    if (stage != nullptr) {
        context.loss = [stage](StMfNet& network, const Batch& batch, int64_t step) {
            return stage_loss(*stage, network, batch, step);
        };
    }
    const int64_t before = state_.steps_done - state_.step;  // of earlier phases and stages
    context.after_step = [&, all, before](int64_t step) {
        if (options.sparsify) {
            raise_lambda(step);
        }
        const auto done = static_cast<double>(before + step);
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

/// At the end of each of ten rounds, while the widths that follow from the densities are too great;
/// then back to the plan's, since zeros stay and more of them would only cost quality.
void RunWorker::raise_lambda(int64_t step) {
    const torch::NoGradGuard no_grad;
    if (state_.lambda_path.empty()) {
        state_.lambda_path.push_back(state_.lambda);
    }
    const int64_t round = std::max<int64_t>(1, plan_.prune.steps / lambda_rounds);
    if (step % round == 0 && step < plan_.prune.steps) {
        const double lambda = is_target_met() ? plan_.prune.lambda : state_.lambda * lambda_factor;
        if (lambda != state_.lambda) {
            state_.lambda = lambda;
            state_.lambda_path.push_back(lambda);
        }
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
    const PhaseEnd end = run_phase(phase_options(RunPhase::prune), StateDict());
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
    const std::string scale = std::to_string(derived.scale).substr(0, 5);
    if (derived.scale < 1 - noteworthy_scale) {
        state_.notes.push_back(substitute(
            NK_TEXT("The densities alone did not reach the pruning target: all widths were scaled "
                    "by %1 besides. More pruning steps would choose better."),
            {scale}
        ));
    } else if (derived.scale > 1 + noteworthy_scale) {
        state_.notes.push_back(substitute(
            NK_TEXT("The densities fell below what the pruning target asks: all widths were scaled "
                    "by %1, to the largest network that meets it."),
            {scale}
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
    begin_anew();
    save();
}

/// Counters of a phase or stage that is about to start.
void RunWorker::begin_anew() {
    state_.step = state_.samples = 0;
    state_.best_db.reset();
    state_.best_step = state_.validations_without_better = 0;
    state_.gradient_norm = 0;
    state_.rollbacks = 0;
    state_.rate_scale = 1;
    optimizer_ = StateDict();
}

void RunWorker::prepare_stage(const Stage& stage) {
    const torch::NoGradGuard no_grad;
    for (const StageInput& input : stage.inputs) {
        const PlannedModel model = load_planned_model(input.model);
        StateDict state = state_dict_of(*network_);
        for (const auto& item : model.state.tensors) {
            if (item.key().starts_with(input.prefix)) {
                if (torch::Tensor* own = state.tensors.find(item.key())) {
                    *own = item.value();
                }
            }
        }
        load_into(*network_, state, model.entry.card.id);
    }
    if (stage.copies_twice_heads) {
        start_twice_heads(network_);
    }
    if (stage.grid_as_mean) {
        start_grid_as_mean(network_);
    }
    if (stage.texture_silent) {
        start_texture_silent(network_);
    }
}

bool RunWorker::run_stages() {
    const auto count = static_cast<int64_t>(recipe_->stages.size());
    while (state_.stage < count) {
        const Stage& stage = recipe_->stages[static_cast<std::size_t>(state_.stage)];
        if (state_.step == 0 && !state_.best_db) {
            prepare_stage(stage);
        }
        PhaseOptions options = phase_options(RunPhase::distil);
        options.steps = stage.steps;
        options.batch = stage.batch;
        options.crop = stage.crop;
        options.learning_rate = stage.learning_rate;
        options.halve_every =
            stage.halve_every > 0 ? stage.halve_every : std::max<int64_t>(1, stage.steps / 4);
        options.frozen = stage.frozen;
        options.norm = NormStatistics::of_batch;
        options.seed = plan_.seed + 1000 * static_cast<uint64_t>(state_.stage);
        options.validate_every = plan_.budget.validate_every > 0
                                     ? plan_.budget.validate_every
                                     : std::max<int64_t>(1, stage.steps / 10);
        const PhaseEnd end = run_phase(options, optimizer_, &stage);
        if (end == PhaseEnd::cancelled) {
            return false;
        }
        const bool goes_on = end == PhaseEnd::finished || end == PhaseEnd::patience;
        if (!goes_on || state_.stage + 1 == count) {
            note_end(end);
            return true;
        }
        ++state_.stage;
        begin_anew();
        save();
    }
    return true;
}

}  // namespace nakawari
