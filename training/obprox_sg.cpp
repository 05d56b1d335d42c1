/// The two kinds of steps, elementwise.
#include "training/obprox_sg.h"

namespace nakawari {

using torch::Tensor;

namespace {

void prox(Tensor& x, const Tensor& gradient, double learning_rate, double lambda) {
    x.sub_(gradient, learning_rate);
    x.copy_(torch::softshrink(x, learning_rate * lambda));
}

void orthant(
    Tensor& x, const Tensor& gradient, double learning_rate, const ObproxOptions& options
) {
    const Tensor sign = x.sign();
    const Tensor step = gradient.add(sign, options.lambda);
    const Tensor trial = x.sub(step.mul_(learning_rate));
    // Where the sign is zero the product is zero, which is never above epsilon: zeros stay.
    x.copy_(torch::where(trial * sign > options.epsilon, trial, torch::zeros_like(x)));
}

}  // namespace

void obprox_step(
    const std::vector<NamedParameter>& parameters,
    ObproxStep kind,
    double learning_rate,
    const ObproxOptions& options
) {
    const torch::NoGradGuard no_grad;
    for (const NamedParameter& parameter : parameters) {
        const Tensor gradient = parameter.value.grad();
        if (!gradient.defined()) {
            continue;
        }
        Tensor value = parameter.value;
        if (kind == ObproxStep::prox) {
            prox(value, gradient, learning_rate, options.lambda);
        } else {
            orthant(value, gradient, learning_rate, options);
        }
    }
}

}  // namespace nakawari
