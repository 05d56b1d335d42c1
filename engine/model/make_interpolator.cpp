/// From a name to something that invents frames.
#include "model/baselines.h"
#include "model/inference_network.h"
#include "model/model_registry.h"
#include "model/torch_interpolator.h"
#include "model/weights.h"
#include "model/width_table.h"

namespace nakawari {

std::unique_ptr<Interpolator> make_interpolator(
    const ModelRegistry& registry, const InferenceOptions& options
) {
    const ModelEntry entry = registry.find(options.model);
    if (entry.weights.empty()) {
        return make_baseline(entry.card.id);
    }
    return make_torch_interpolator(entry, read_state_dict(entry.weights), options);
}

NetworkMemory model_memory(const ModelEntry& entry, Precision precision) {
    if (entry.weights.empty()) {
        return {};
    }
    const std::string title = entry.weights.filename().string();
    const StateDict weights = read_state_dict(entry.weights);
    const auto dtype = precision == Precision::bf16   ? torch::kBFloat16
                       : precision == Precision::fp16 ? torch::kHalf
                                                      : torch::kFloat;
    return network_memory(network_options(weights, title), weights, dtype);
}

}  // namespace nakawari
