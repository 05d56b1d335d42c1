/// The methods every network is compared with: repeat, blend and warped optical flow.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/interpolator.h"
#include "model/model_card.h"

namespace nakawari {

/// `repeat`, `blend`, `flow`, with titles for people.
[[nodiscard]] std::vector<ModelCard> baseline_cards();
[[nodiscard]] bool is_baseline(const std::string& id);

/// `repeat`: the frame before. `blend`: the mean of both. `flow`: ½(I1(x − ½·f12(x)) + I2(x −
/// ½·f21(x))) with DIS flow, bilinear, edges clamped. Throws std::invalid_argument for another id.
[[nodiscard]] std::unique_ptr<Interpolator> make_baseline(const std::string& id);

}  // namespace nakawari
