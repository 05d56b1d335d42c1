/// Gradients off while it lives, batch-norms in evaluation mode.
#include "training/frozen_parts.h"

#include <algorithm>

namespace nakawari {

FrozenParts::FrozenParts(const StMfNet& network, std::vector<std::string> beginnings)
    : network_(network), beginnings_(std::move(beginnings)) {
    for (const auto& item : network_->named_parameters()) {
        if (item.value().requires_grad() && holds(item.key())) {
            parameters_.push_back(item.value().requires_grad_(false));
        }
    }
}

FrozenParts::~FrozenParts() {
    for (torch::Tensor& parameter : parameters_) {
        parameter.requires_grad_(true);
    }
}

void FrozenParts::keep_norm_statistics() {
    for (const auto& item : network_->named_modules()) {
        if (auto* norm = item.value()->as<torch::nn::BatchNorm2dImpl>();
            norm != nullptr && holds(item.key() + ".")) {
            norm->eval();
        }
    }
}

bool FrozenParts::holds(const std::string& name) const {
    return std::any_of(beginnings_.begin(), beginnings_.end(), [&](const std::string& beginning) {
        return name.starts_with(beginning);
    });
}

}  // namespace nakawari
