/// The loop, written so that step n does the same whether the run was interrupted or not.
#include "training/trainer.h"

#include <sys/resource.h>

#include <ATen/autocast_mode.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/log.h"
#include "training/run_files.h"
#include "training/stopwatch.h"

namespace nakawari {

using torch::Tensor;

namespace {

constexpr int64_t checkpoint_every = 20;  ///< steps
constexpr int64_t most_rollbacks = 8;
constexpr int64_t most_warm_up = 50;  ///< steps
constexpr int64_t log_points = 1000;  ///< about so many per phase
/// Gradients longer than this many times the usual are shortened to it.
constexpr double gradient_limit = 4;
constexpr double gradient_memory = 0.9;
/// OBProxSG has no scale of its own; with the published rate this moves weights as far per step as
/// λ at its upper end does.
constexpr double sparsify_gradient_norm = 50;

int64_t memory_bytes() {
    rusage usage{};
    return ::getrusage(RUSAGE_SELF, &usage) == 0 ? int64_t{usage.ru_maxrss} * 1024 : 0;
}

std::vector<int64_t> training_windows(const WindowStore& store) {
    std::vector<int64_t> windows;
    const auto& places = store.manifest().windows;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!places[i].is_held_out) {
            windows.push_back(static_cast<int64_t>(i));
        }
    }
    if (windows.empty()) {
        throw Error(
            Category::input, NK_TEXT("There is no window to train on. Add clips with motion.")
        );
    }
    return windows;
}

/// Convolutions in bf16 while it lives, if wanted.
class Autocast {
 public:
    explicit Autocast(bool enabled) : before_(at::autocast::is_autocast_enabled(at::kCPU)) {
        at::autocast::set_autocast_enabled(at::kCPU, enabled);
        at::autocast::set_autocast_dtype(at::kCPU, at::kBFloat16);
    }
    ~Autocast() {
        at::autocast::clear_cache();
        at::autocast::set_autocast_enabled(at::kCPU, before_);
    }
    Autocast(const Autocast&) = delete;
    Autocast& operator=(const Autocast&) = delete;

 private:
    bool before_;
};

}  // namespace

std::vector<NamedParameter> trained_parameters(StMfNet& network) {
    std::vector<NamedParameter> parameters;
    for (const auto& item : network->named_parameters()) {
        if (item.value().requires_grad()) {
            parameters.push_back({item.key(), item.value()});
        }
    }
    return parameters;
}

double density_of(const StateDict& state) {
    int64_t total = 0;
    int64_t filled = 0;
    for (const auto& item : state.tensors) {
        if (item.key().find("weight") != std::string::npos) {
            total += item.value().numel();
            filled += item.value().count_nonzero().item<int64_t>();
        }
    }
    return total > 0 ? static_cast<double>(filled) / static_cast<double>(total) : 1;
}

Trainer::Trainer(const PhaseContext& context, const PhaseOptions& options)
    : context_(context),
      options_(options),
      frozen_(context_.network, options.frozen),
      parameters_(trained_parameters(context_.network)),
      optimizer_(parameters_),
      windows_(training_windows(context.store)),
      crop_(
          options.crop > 0 ? options.crop
                           : context.store.manifest().side - context.store.manifest().margin
      ),
      sampler_(
          {static_cast<int64_t>(windows_.size()),
           context.store.manifest().side - static_cast<int>(crop_),
           options.seed + static_cast<uint64_t>(options.phase)}
      ) {}

Tensor Trainer::answer(StMfNet& network, const Batch& batch) {
    return network->options().flow_branch == FlowBranch::dis
               ? network->forward(batch.inputs, batch.flow)
               : network->forward(batch.inputs);
}

void Trainer::prepare_network() {
    context_.network->train();
    frozen_.keep_norm_statistics();
    if (options_.norm == NormStatistics::frozen) {
        for (const auto& module : context_.network->modules()) {
            if (auto* norm = module->as<torch::nn::BatchNorm2dImpl>()) {
                norm->eval();
            }
        }
    }
}

PhaseEnd Trainer::run(const StateDict& optimizer) {
    RunState& state = context_.state;
    optimizer_.load(optimizer, "");
    started_s_ = now_s();
    if (state.step == 0 && !state.best_db) {
        validate();
        save();
    }
    take_snapshot();
    while (state.step < options_.steps) {
        if (const auto end = reason_to_end()) {
            const bool is_validated = !state.log.empty() && state.log.back().held_out_db &&
                                      state.log.back().step == state.step;
            if (*end != PhaseEnd::cancelled && !is_validated) {
                validate();  // the last steps may be the best
            }
            add_elapsed();
            save();
            return *end;
        }
        const double elapsed_before = state.elapsed_s;
        prepare_network();
        const Step step = make_step();
        if (!step.is_finite) {
            roll_back();
            continue;
        }
        ++state.step;
        ++state.steps_done;
        note_step(step);
        if (context_.after_step) {
            context_.after_step(state.step);
        }
        const bool validates =
            state.step % options_.validate_every == 0 || state.step == options_.steps;
        if (validates) {
            validate();
        }
        add_elapsed();
        note_speed(state.elapsed_s - elapsed_before);
        publish(step);
        if (validates || state.step % checkpoint_every == 0) {
            save();
            take_snapshot();
        }
    }
    return PhaseEnd::finished;
}

std::optional<PhaseEnd> Trainer::reason_to_end() {
    add_elapsed();
    const auto [wish, paused_s] = context_.hub.wait_while_paused();
    started_s_ = now_s();  // a pause does not count
    if (wish == Wish::stop) {
        return PhaseEnd::cancelled;
    }
    if (wish == Wish::keep_best) {
        return PhaseEnd::stopped;
    }
    if (context_.deadline_s > 0 && context_.state.elapsed_s >= context_.deadline_s) {
        return PhaseEnd::deadline;
    }
    if (options_.patience > 0 && context_.state.validations_without_better >= options_.patience) {
        return PhaseEnd::patience;
    }
    return std::nullopt;
}

Tensor Trainer::loss_of_next_batch() {
    std::vector<Sample> samples;
    for (int64_t i = 0; i < options_.batch; ++i) {
        Sample& sample = samples.emplace_back(sampler_.sample(context_.state.samples++));
        sample.window = windows_[static_cast<std::size_t>(sample.window)];
    }
    const Batch batch = make_batch(context_.store, samples, crop_);
    if (context_.loss) {
        const Autocast autocast(options_.uses_bf16);
        return context_.loss(context_.network, batch, context_.state.step);
    }
    std::optional<Tensor> taught;
    if (context_.teacher != nullptr) {
        taught = context_.teacher->pictures(samples, batch);
    }
    Tensor picture;
    {
        const Autocast autocast(options_.uses_bf16);
        picture = answer(context_.network, batch);
    }
    return distillation_loss(picture, batch.truth, taught, options_.alpha);
}

Trainer::Step Trainer::make_step() {
    context_.network->zero_grad();
    const Tensor loss = loss_of_next_batch();
    Step step;
    step.loss = loss.item<double>();
    step.is_finite = std::isfinite(step.loss);
    if (!step.is_finite) {
        return step;
    }
    loss.backward();
    step.is_finite = std::isfinite(clipped_norm());
    step.learning_rate = learning_rate();
    if (step.is_finite) {
        update(step.learning_rate);
    }
    return step;
}

/// Halved on schedule. Adamax's first steps move every weight by the whole rate, whatever its
/// gradient: it is approached from below.
double Trainer::learning_rate() const {
    const RunState& state = context_.state;
    const auto halvings = options_.halve_every > 0 ? state.step / options_.halve_every : int64_t{0};
    const int64_t warm_up =
        options_.sparsify ? 1 : std::clamp<int64_t>(options_.steps / 10, 1, most_warm_up);
    const double warmth =
        std::min(1.0, static_cast<double>(state.step + 1) / static_cast<double>(warm_up));
    return options_.learning_rate * state.rate_scale * warmth *
           std::pow(0.5, static_cast<double>(halvings));
}

/// Norm of all gradients before they are shortened.
double Trainer::clipped_norm() {
    const torch::NoGradGuard no_grad;
    std::vector<Tensor> norms;
    for (const NamedParameter& parameter : parameters_) {
        if (parameter.value.grad().defined()) {
            norms.push_back(parameter.value.grad().norm());
        }
    }
    const double norm = torch::stack(norms).norm().item<double>();
    if (!std::isfinite(norm)) {
        return norm;
    }
    double& usual = context_.state.gradient_norm;
    const double limit = options_.sparsify ? sparsify_gradient_norm
                         : usual > 0       ? gradient_limit * usual
                                           : norm;
    if (norm > limit) {
        for (const NamedParameter& parameter : parameters_) {
            if (parameter.value.grad().defined()) {
                parameter.value.grad().mul_(limit / norm);
            }
        }
    }
    const double counted = std::min(norm, limit);
    usual = usual > 0 ? gradient_memory * usual + (1 - gradient_memory) * counted : counted;
    return norm;
}

void Trainer::update(double learning_rate) {
    if (!options_.sparsify) {
        optimizer_.step(learning_rate);
        return;
    }
    ObproxOptions sparsify = *options_.sparsify;
    sparsify.lambda = context_.state.lambda;
    obprox_step(
        parameters_, obprox_kind(context_.state.step, options_.prox_steps), learning_rate, sparsify
    );
}

void Trainer::validate() {
    RunState& state = context_.state;
    context_.network->eval();
    const Validation validation = context_.validator.run([this](const Batch& batch) {
        return answer(context_.network, batch);
    });
    const bool is_better = !state.best_db || validation.db > *state.best_db;
    if (is_better) {
        state.best_db = validation.db;
        state.best_step = state.step;
        state.validations_without_better = 0;
        if (!options_.sparsify) {  // a network full of zeros is nobody's result
            write_state_dict(context_.folder / "best.pth", state_dict_of(*context_.network));
        }
    } else {
        ++state.validations_without_better;
    }
    LogPoint point{phase_name(options_.phase), state.step, 0, 0, 1, validation.db};
    if (!state.log.empty() && state.log.back().phase == point.phase) {
        point.loss = state.log.back().loss;
        point.learning_rate = state.log.back().learning_rate;
    }
    point.density = density_of(state_dict_of(*context_.network));
    state.log.push_back(point);
    context_.hub.add_log(point);
    context_.hub.set_preview(validation.preview);
    context_.hub.update([&](TrainingProgress& progress) { progress.best_db = state.best_db; });
}

StateDict Trainer::tensors() const {
    StateDict all;
    add_prefixed(all, state_dict_of(*context_.network), "model.");
    optimizer_.save(all, "optimizer.");
    return all;
}

void Trainer::save() {
    write_checkpoint(context_.folder / "last.ckpt", context_.state, tensors());
    write_text(context_.folder / "log.csv", log_csv(context_.state.log));
}

void Trainer::take_snapshot() {
    snapshot_ = StateDict();
    for (const auto& item : tensors().tensors) {
        snapshot_.tensors.insert(item.key(), item.value().clone());
    }
    snapshot_state_ = context_.state;
}

/// Back to the last snapshot at half the rate; the batches since then are not drawn again.
void Trainer::roll_back() {
    RunState& state = context_.state;
    const int64_t rollbacks = state.rollbacks + 1;
    const int64_t samples = state.samples;
    const double elapsed_s = state.elapsed_s;
    log::warn(
        "The loss was not finite in step " + std::to_string(state.step + 1) + " of " +
        phase_name(options_.phase) + "; back to step " + std::to_string(snapshot_state_.step) + "."
    );
    if (rollbacks > most_rollbacks) {
        throw Error(
            Category::failed,
            NK_TEXT("The loss keeps becoming infinite although the learning rate was halved %1 "
                    "times. Choose a lower learning rate or another starting model."),
            {std::to_string(most_rollbacks)}
        );
    }
    state = snapshot_state_;
    state.rollbacks = rollbacks;
    state.samples = samples;
    state.elapsed_s = elapsed_s;
    state.rate_scale = std::pow(0.5, static_cast<double>(rollbacks));
    load_into(*context_.network, take_prefixed(snapshot_, "model."), "snapshot");
    optimizer_.load(take_prefixed(snapshot_, "optimizer."), "");
    context_.hub.set_log(state.log);
    log_sum_ = 0;
    log_count_ = 0;
}

/// Every so many steps one point: the mean since the last.
void Trainer::note_step(const Step& step) {
    RunState& state = context_.state;
    log_sum_ += step.loss;
    ++log_count_;
    if (state.step % std::max<int64_t>(1, options_.steps / log_points) != 0) {
        return;
    }
    LogPoint point{phase_name(options_.phase), state.step, 0, step.learning_rate, 1, std::nullopt};
    point.loss = log_sum_ / static_cast<double>(log_count_);
    if (options_.sparsify) {
        point.density = density_of(state_dict_of(*context_.network));
    } else if (!state.log.empty()) {
        point.density = state.log.back().density;
    }
    log_sum_ = 0;
    log_count_ = 0;
    state.log.push_back(point);
    context_.hub.add_log(point);
}

void Trainer::publish(const Step& step) {
    const RunState& state = context_.state;
    context_.hub.update([&](TrainingProgress& progress) {
        progress.phase = phase_name(options_.phase);
        progress.step = state.step;
        progress.steps = options_.steps;
        progress.steps_per_second = 1 / std::max(seconds_per_step_, 1e-6);
        progress.elapsed_s = state.elapsed_s;
        progress.remaining_s = static_cast<double>(options_.steps - state.step) * seconds_per_step_;
        progress.loss = step.loss;
        progress.learning_rate = step.learning_rate;
        progress.density = state.log.empty() ? 1 : state.log.back().density;
        progress.memory_bytes = memory_bytes();
        progress.best_db = state.best_db;
    });
}

/// Validations count too: what is left contains as many.
void Trainer::note_speed(double step_s) {
    seconds_per_step_ = seconds_per_step_ > 0 ? 0.9 * seconds_per_step_ + 0.1 * step_s : step_s;
}

void Trainer::add_elapsed() {
    const double now = now_s();
    const double seconds = now - started_s_;
    started_s_ = now;
    context_.state.elapsed_s += seconds;
}

}  // namespace nakawari
