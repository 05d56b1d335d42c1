/// The narrowest network of the family, so that tests of training take little time.
#pragma once

#include "model/weights.h"
#include "model/width_table.h"
#include "training/new_network.h"
#include "training/pruner.h"

namespace nakawari::test {

/// New weights with classical flow, every layer at a few channels.
inline StateDict tiny_network(uint64_t seed = 1) {
    const StateDict wide = state_dict_of(*new_network(network_options(mini_flow_widths()), seed));
    return derive_network(wide, {4, 1, 1}, {1000, {}}, {}).state;
}

}  // namespace nakawari::test
