/// The optimizer of distillation: Adamax as PyTorch's torch.optim has it, which LibTorch lacks.
#pragma once

#include <torch/torch.h>

#include <vector>

#include "model/weights.h"

namespace nakawari {

struct AdamaxOptions {
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    friend bool operator==(const AdamaxOptions&, const AdamaxOptions&) = default;
};

/// A parameter with its name in the network.
struct NamedParameter {
    std::string name;
    torch::Tensor value;
};

/// Keeps a moment and a norm per parameter. Parameters without a gradient are left alone and do not
/// age. One thread at a time; shares the parameters' storage with the network.
class Adamax {
 public:
    explicit Adamax(std::vector<NamedParameter> parameters, const AdamaxOptions& options = {});

    void step(double learning_rate);

    /// Moments, norms and ages as "<prefix><parameter>.m", ".u", ".t", added to `state`.
    void save(StateDict& state, const std::string& prefix) const;
    /// Throws Error{input} if a tensor is missing or misshapen.
    void load(const StateDict& state, const std::string& prefix);

 private:
    struct Slot {
        NamedParameter parameter;
        torch::Tensor moment, norm;  ///< undefined before the first step
        int64_t age = 0;
    };
    std::vector<Slot> slots_;
    AdamaxOptions options_;
};

}  // namespace nakawari
