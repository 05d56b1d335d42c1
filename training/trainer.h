/// One phase of training: steps, validations, checkpoints, rollbacks.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "training/checkpoint.h"
#include "training/distiller.h"
#include "training/frozen_parts.h"
#include "training/obprox_sg.h"
#include "training/run_hub.h"
#include "training/validator.h"

namespace nakawari {

/// Whether batch-norm goes by the batch or by what it has learnt so far. Short fine-tuning of a
/// finished network is better off with the latter: batches are small.
enum class NormStatistics { of_batch = 1, frozen };

struct PhaseOptions {
    RunPhase phase = RunPhase::distil;
    int64_t steps = 0;
    int64_t batch = 2;
    double learning_rate = 1e-3;
    int64_t halve_every = 0;  ///< steps; 0: never
    double alpha = 0.1;       ///< of the truth, with a teacher
    NormStatistics norm = NormStatistics::frozen;
    std::optional<ObproxOptions> sparsify;  ///< OBProxSG instead of Adamax; its λ is the state's
    int64_t prox_steps = 0;
    int64_t validate_every = 1;
    int64_t patience = 0;  ///< validations; 0: endless
    bool uses_bf16 = false;
    uint64_t seed = 1;
    int64_t crop = 0;                 ///< 0: the store's
    std::vector<std::string> frozen;  ///< beginnings of names of parameters that stay as they are
};

/// What a phase works with; everything is borrowed.
struct PhaseContext {
    StMfNet network{nullptr};
    Teacher* teacher = nullptr;  ///< null: truth only
    const WindowStore& store;
    const Validator& validator;
    RunHub& hub;
    RunState& state;
    std::filesystem::path folder;
    double deadline_s = 0;  ///< of RunState::elapsed_s; 0: none
    /// Called after each step of the phase with the number of steps done; may raise λ. Empty: none.
    std::function<void(int64_t step)> after_step;
    /// Instead of distillation_loss(); runs under autocast if the phase does. Empty: that.
    std::function<torch::Tensor(StMfNet& network, const Batch& batch, int64_t step)> loss;
};

enum class PhaseEnd { finished = 1, deadline, patience, stopped, cancelled };

/// Runs the phase from state.step on, in this thread. Keeps `last.ckpt` and, when a validation is
/// the best of the phase, `best.pth` in the folder. Leaves the network as it last was. Throws
/// Error{output}, and Error{failed} if losses stay non-finite.
class Trainer {
 public:
    Trainer(const PhaseContext& context, const PhaseOptions& options);
    /// `optimizer` is the checkpoint's, empty at the start of a phase.
    [[nodiscard]] PhaseEnd run(const StateDict& optimizer);

    /// The network's answer to a batch, as validation wants it.
    [[nodiscard]] static torch::Tensor answer(StMfNet& network, const Batch& batch);

 private:
    struct Step {
        double loss = 0;
        double learning_rate = 0;
        bool is_finite = true;
    };

    Step make_step();
    torch::Tensor loss_of_next_batch();
    void update(double learning_rate);
    [[nodiscard]] double learning_rate() const;
    [[nodiscard]] double clipped_norm();
    void validate();
    void save();
    void take_snapshot();
    void roll_back();
    void note_step(const Step& step);
    void publish(const Step& step);
    void prepare_network();
    [[nodiscard]] StateDict tensors() const;
    [[nodiscard]] std::optional<PhaseEnd> reason_to_end();
    void note_speed(double step_s);
    void add_elapsed();

    PhaseContext context_;
    PhaseOptions options_;
    FrozenParts frozen_;
    std::vector<NamedParameter> parameters_;
    Adamax optimizer_;
    std::vector<int64_t> windows_;  ///< of the store, to train on
    int64_t crop_;
    Sampler sampler_;
    StateDict snapshot_;
    RunState snapshot_state_;
    double started_s_ = 0;  ///< of the steady clock, at the last add_elapsed()
    double seconds_per_step_ = 0;
    double log_sum_ = 0;
    int64_t log_count_ = 0;
};

/// Parameters that are trained, by name: those that ask for gradients.
[[nodiscard]] std::vector<NamedParameter> trained_parameters(StMfNet& network);

/// Share of values that are not zero among all parameters called weight, as published.
[[nodiscard]] double density_of(const StateDict& state);

}  // namespace nakawari
