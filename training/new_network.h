/// A network with new weights that starts as a sensible blend.
#pragma once

#include "model/network.h"

namespace nakawari {

/// Seeded. The texture network's last layer is zero; the GridNet passes on the mean of the two
/// middle candidates (splatted ones if it has flow), its other paths nearly silent: this saves
/// hundreds of steps. metric.paramScale is −20 with classical flow (spec §15).
[[nodiscard]] StMfNet new_network(const StMfNetOptions& options, uint64_t seed);

/// The same start for a part of an existing network.
void start_grid_as_mean(StMfNet& network);
void start_texture_silent(StMfNet& network);
/// The ×2 heads become the ×1 heads that look twice as far: α' = 2α + (k − 2), β' = 2β + (l − 2),
/// that is, last layer ×2 and its bias plus the tap's position.
void start_twice_heads(StMfNet& network);

}  // namespace nakawari
