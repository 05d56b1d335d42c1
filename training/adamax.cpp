/// Adam with the infinity norm.
#include "training/adamax.h"

#include <cmath>

#include "core/error.h"

namespace nakawari {

using torch::Tensor;

Adamax::Adamax(std::vector<NamedParameter> parameters, const AdamaxOptions& options)
    : options_(options) {
    for (NamedParameter& parameter : parameters) {
        slots_.push_back({std::move(parameter), {}, {}, 0});
    }
}

void Adamax::step(double learning_rate) {
    const torch::NoGradGuard no_grad;
    for (Slot& slot : slots_) {
        Tensor& value = slot.parameter.value;
        const Tensor gradient = value.grad();
        if (!gradient.defined()) {
            continue;
        }
        if (!slot.moment.defined()) {
            slot.moment = torch::zeros_like(value);
            slot.norm = torch::zeros_like(value);
        }
        ++slot.age;
        slot.moment.lerp_(gradient, 1 - options_.beta1);
        slot.norm.mul_(options_.beta2);
        torch::maximum_out(slot.norm, slot.norm, gradient.abs().add_(options_.epsilon));
        const double correction = 1 - std::pow(options_.beta1, static_cast<double>(slot.age));
        value.addcdiv_(slot.moment, slot.norm, -learning_rate / correction);
    }
}

void Adamax::save(StateDict& state, const std::string& prefix) const {
    for (const Slot& slot : slots_) {
        if (slot.moment.defined()) {
            const std::string name = prefix + slot.parameter.name;
            state.tensors.insert(name + ".m", slot.moment.detach().cpu());
            state.tensors.insert(name + ".u", slot.norm.detach().cpu());
            state.tensors.insert(name + ".t", torch::tensor({slot.age}, torch::kInt64));
        }
    }
}

void Adamax::load(const StateDict& state, const std::string& prefix) {
    for (Slot& slot : slots_) {
        const std::string name = prefix + slot.parameter.name;
        const Tensor* age = state.find(name + ".t");
        if (age == nullptr) {
            slot.moment = slot.norm = Tensor();
            slot.age = 0;
            continue;
        }
        const Tensor* moment = state.find(name + ".m");
        const Tensor* norm = state.find(name + ".u");
        const Tensor& value = slot.parameter.value;
        if (moment == nullptr || norm == nullptr || moment->sizes() != value.sizes() ||
            norm->sizes() != value.sizes() || age->numel() != 1) {
            throw Error(
                Category::input,
                NK_TEXT("The checkpoint does not fit its network: the optimizer's state of %1 is "
                        "missing or misshapen. Start the run anew."),
                {slot.parameter.name}
            );
        }
        slot.moment = moment->to(value.options()).clone();
        slot.norm = norm->to(value.options()).clone();
        slot.age = age->item<int64_t>();
    }
}

}  // namespace nakawari
