/// Channel counts of the network: the published ones, and those of a weights file.
#pragma once

#include <array>

#include "model/network.h"
#include "model/weights.h"

namespace nakawari {

/// The channel plan in the terms of spec §1: few numbers, from which all layers follow.
struct WidthTable {
    std::array<int64_t, 4> features{32, 64, 96, 128};
    int64_t head_hidden = 30;
    std::array<int64_t, 3> grid{16, 32, 46};  ///< rows 0, 1, 2
    std::array<int64_t, 4> texture{16, 24, 32, 40};
    int64_t texture_fuse = 8;
    FlowBranch flow_branch = FlowBranch::none;
    friend bool operator==(const WidthTable&, const WidthTable&) = default;
};

[[nodiscard]] WidthTable teacher_widths();
[[nodiscard]] WidthTable mini_widths();
[[nodiscard]] WidthTable mini_flow_widths();

/// Every layer's channels from a plan, by the published rules (PWC-Net keeps its own widths).
[[nodiscard]] StMfNetOptions network_options(const WidthTable& widths);

/// Every layer's channels as the tensors of a file have them, whatever pruning left: only layers
/// that meet in an addition or a concatenation have to agree. Throws Error{model} if a needed
/// tensor is missing or has the wrong number of dimensions; other tensors are checked by
/// load_into().
[[nodiscard]] StMfNetOptions network_options(const StateDict& state, const std::string& title);

/// A network with the widths and values of `state`, in evaluation mode. Throws Error{model}.
[[nodiscard]] StMfNet make_network(const StateDict& state, const std::string& title);

}  // namespace nakawari
