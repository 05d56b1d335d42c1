/// From a name to something that invents frames.
#include "model/baselines.h"
#include "model/model_registry.h"
#include "model/torch_interpolator.h"
#include "model/weights.h"

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

}  // namespace nakawari
