/// From a sparse network to a smaller one: densities, widths, and the slices that are kept.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/weights.h"
#include "report/poc_report.h"
#include "training/channel_groups.h"

namespace nakawari {

struct GroupWidth {
    double density = 1;
    std::vector<int64_t> kept;  ///< rising channel numbers
    friend bool operator==(const GroupWidth&, const GroupWidth&) = default;
};

struct WidthRule {
    int64_t floor = 4;
    int64_t multiple = 2;
    double scale = 1;  ///< of all densities; other than 1 only for a target
    friend bool operator==(const WidthRule&, const WidthRule&) = default;
};

/// Share of the group's making weights that are not zero.
[[nodiscard]] double density_of(const StateDict& state, const ChannelGroup& group);

/// ceil(density · scale · width), at least the floor, rounded up to the multiple, never more than
/// before; kept are the channels with the greatest Σ|weight|. Groups that cannot reach the output
/// go to the floor. One entry per group. Throws Error{model} if the state has not got the tensors.
[[nodiscard]] std::vector<GroupWidth> derive_widths(
    const StateDict& state, const std::vector<ChannelGroup>& groups, const WidthRule& rule
);

/// The state with only the kept channels: what make_network() turns into the compact network.
[[nodiscard]] StateDict compact_state(
    const StateDict& state,
    const std::vector<ChannelGroup>& groups,
    const std::vector<GroupWidth>& widths
);

/// Trainable values and fixed filters, as networks are counted.
[[nodiscard]] int64_t parameter_count(const StateDict& state);

struct PruneTarget {
    std::optional<int64_t> max_parameters;
    std::optional<double> min_speedup;
    friend bool operator==(const PruneTarget&, const PruneTarget&) = default;
};

struct DerivedNetwork {
    StateDict state;
    std::vector<WidthRow> rows;
    double scale = 1;  ///< < 1: densities alone miss the target; > 1: it leaves room for more
    bool is_target_met = true;
    std::string flow_note;  ///< what happened to the flow branch; empty: nothing
};

/// Widths from densities. With a target they are scaled, down or up, to the largest network that
/// meets it; a PWC-Net that densities alone leave too large is replaced by classical flow first.
/// `speedup` measures a candidate against the network
/// before; called only with a target for it. Throws Error{model}.
[[nodiscard]] DerivedNetwork derive_network(
    const StateDict& state,
    const WidthRule& rule,
    const PruneTarget& target,
    const std::function<double(const StateDict& candidate)>& speedup
);

}  // namespace nakawari
