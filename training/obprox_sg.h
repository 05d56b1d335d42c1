/// OBProxSG: stochastic gradients that make a network sparse (spec §14; arXiv 2004.03639).
#pragma once

#include <torch/torch.h>

#include <vector>

#include "training/adamax.h"

namespace nakawari {

enum class ObproxStep {
    prox = 1,  ///< gradient step, then soft threshold
    orthant,   ///< inside the orthant of the current signs: zeros stay, what leaves becomes zero
};

struct ObproxOptions {
    double lambda = 1e-4;   ///< weight of the L1 norm
    double epsilon = 1e-4;  ///< orthant steps set what is not larger to zero
    friend bool operator==(const ObproxOptions&, const ObproxOptions&) = default;
};

/// Updates every parameter that has a gradient, in place. It has no state besides the parameters.
void obprox_step(
    const std::vector<NamedParameter>& parameters,
    ObproxStep kind,
    double learning_rate,
    const ObproxOptions& options
);

/// The published schedule without return: `prox_steps` prox steps, then orthant steps forever.
[[nodiscard]] constexpr ObproxStep obprox_kind(int64_t step, int64_t prox_steps) {
    return step < prox_steps ? ObproxStep::prox : ObproxStep::orthant;
}

}  // namespace nakawari
