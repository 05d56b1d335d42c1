/// The network as an Interpolator: frames to tensors, precision, threads, flow, and back.
#pragma once

#include <memory>

#include "model/model_registry.h"
#include "model/weights.h"

namespace nakawari {

/// Checks the weights, chooses device and precision, and prepares the network. The result keeps a
/// copy of nothing but what it needs; one thread at a time. Throws Error{model} for weights that do
/// not form a network of the family and for a device that was asked for but cannot be used.
[[nodiscard]] std::unique_ptr<Interpolator> make_torch_interpolator(
    const ModelEntry& entry, StateDict weights, const InferenceOptions& options
);

}  // namespace nakawari
