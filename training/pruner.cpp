/// Slicing tensors group by group.
#include "training/pruner.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/error.h"
#include "model/width_table.h"

namespace nakawari {

using torch::Tensor;

namespace {

/// Under these shares a branch carries next to nothing.
constexpr double least_flow_density = 0.02;
constexpr double least_flow_share = 0.02;
constexpr double least_scale = 0.02;
constexpr double most_scale = 50;
constexpr int counted_steps = 24;
/// A measured time wavers by more than further steps would gain.
constexpr int measured_steps = 7;
constexpr int64_t candidate_channels = 6;  ///< of AdaCoF; the splatted ones follow

[[noreturn]] void fail(const std::string& tensor) {
    throw Error(
        Category::model,
        NK_TEXT("This network cannot be pruned: the tensor %1 is missing or has another shape than "
                "its neighbours."),
        {tensor}
    );
}

const Tensor& tensor_of(const StateDict& state, const ChannelMember& member) {
    const Tensor* tensor = state.find(member.tensor);
    if (tensor == nullptr || tensor->dim() <= member.axis ||
        member.first + member.count * member.block > tensor->size(member.axis)) {
        fail(member.tensor);
    }
    return *tensor;
}

/// The member's stretch with its channels in front: (count, everything else).
Tensor by_channel(const StateDict& state, const ChannelMember& member) {
    return tensor_of(state, member)
        .narrow(member.axis, member.first, member.count * member.block)
        .movedim(member.axis, 0)
        .reshape({member.count, -1});
}

std::vector<double> importance_of(const StateDict& state, const ChannelGroup& group) {
    Tensor sum = torch::zeros({group.channels}, torch::kDouble);
    for (const ChannelMember& member : group.members) {
        if (member.makes) {
            sum.narrow(0, member.begin, member.count)
                .add_(by_channel(state, member).abs().sum(1).to(torch::kDouble));
        }
    }
    const auto* values = sum.const_data_ptr<double>();
    return {values, values + group.channels};
}

/// A stretch of the group that is a layer's whole output: it must not become empty.
struct Output {
    int64_t begin = 0;
    int64_t count = 0;
    friend bool operator==(const Output&, const Output&) = default;
    [[nodiscard]] bool holds(int64_t channel) const {
        return channel >= begin && channel < begin + count;
    }
};

std::vector<Output> outputs_of(const ChannelGroup& group) {
    std::vector<Output> outputs;
    for (const ChannelMember& member : group.members) {
        const Output output{member.begin, member.count};
        if (member.makes && std::find(outputs.begin(), outputs.end(), output) == outputs.end()) {
            outputs.push_back(output);
        }
    }
    return outputs;
}

/// The strongest channels, at least one of each output.
std::vector<int64_t> strongest(
    const std::vector<double>& importance, const std::vector<Output>& outputs, int64_t count
) {
    std::vector<int64_t> order(importance.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
        return importance[static_cast<std::size_t>(a)] > importance[static_cast<std::size_t>(b)];
    });
    std::vector<int64_t> kept;
    for (const Output& output : outputs) {
        const auto first = std::find_if(order.begin(), order.end(), [&](int64_t channel) {
            return output.holds(channel);
        });
        if (std::find(kept.begin(), kept.end(), *first) == kept.end()) {
            kept.push_back(*first);
        }
    }
    for (const int64_t channel : order) {
        const bool is_new = std::find(kept.begin(), kept.end(), channel) == kept.end();
        if (is_new && kept.size() < static_cast<std::size_t>(count)) {
            kept.push_back(channel);
        }
    }
    std::sort(kept.begin(), kept.end());
    return kept;
}

int64_t width_of(const ChannelGroup& group, double density, const WidthRule& rule) {
    const double wanted =
        group.is_dead ? 0 : density * rule.scale * static_cast<double>(group.channels);
    // A hair less, so that 0.5 · 8 stays 4 whatever rounding did.
    int64_t width = std::max(rule.floor, static_cast<int64_t>(std::ceil(wanted - 1e-9)));
    const int64_t multiple = std::max<int64_t>(1, rule.multiple);
    width = (std::max<int64_t>(1, width) + multiple - 1) / multiple * multiple;
    return std::min(width, group.channels);
}

bool is_flow_net(const std::string& name) {
    return name.starts_with("flow_estimator.");
}

StateDict without(const StateDict& state, const std::function<bool(const std::string&)>& dropped) {
    StateDict result;
    for (const auto& item : state.tensors) {
        if (!dropped(item.key())) {
            result.tensors.insert(item.key(), item.value());
        }
    }
    return result;
}

/// Without splatted candidates, as the published Mini.
StateDict without_flow_branch(const StateDict& state) {
    StateDict result = without(state, [](const std::string& name) {
        return is_flow_net(name) || name.starts_with("metric.");
    });
    for (const char* name :
         {"scale_synthesis.lateral_1_0.f.1.weight", "scale_synthesis.lateral_1_0.conv.weight"}) {
        if (Tensor* weight = result.tensors.find(name)) {
            *weight = weight->narrow(1, 0, candidate_channels).clone();
        }
    }
    return result;
}

/// How much of the first blend's weights belongs to the splatted candidates.
double flow_share(const StateDict& state) {
    const Tensor* weight = state.find("scale_synthesis.lateral_1_0.f.1.weight");
    const Tensor* shortcut = state.find("scale_synthesis.lateral_1_0.conv.weight");
    double flow = 0;
    double all = 0;
    for (const Tensor* tensor : {weight, shortcut}) {
        if (tensor != nullptr && tensor->size(1) > candidate_channels) {
            const Tensor size = tensor->abs().to(torch::kDouble);
            all += size.sum().item<double>();
            flow += size.narrow(1, candidate_channels, tensor->size(1) - candidate_channels)
                        .sum()
                        .item<double>();
        }
    }
    return all > 0 ? flow / all : 0;
}

double flow_net_density(const StateDict& state) {
    int64_t total = 0;
    int64_t filled = 0;
    for (const auto& item : state.tensors) {
        if (is_flow_net(item.key())) {
            total += item.value().numel();
            filled += item.value().count_nonzero().item<int64_t>();
        }
    }
    return total > 0 ? static_cast<double>(filled) / static_cast<double>(total) : 1;
}

/// What widths follow from; the same at every scale.
struct GroupWeight {
    double density = 1;
    std::vector<double> importance;  ///< of each channel
};

std::vector<GroupWeight> weights_of(
    const StateDict& state, const std::vector<ChannelGroup>& groups
) {
    std::vector<GroupWeight> weights;
    for (const ChannelGroup& group : groups) {
        weights.push_back({density_of(state, group), importance_of(state, group)});
    }
    return weights;
}

std::vector<GroupWidth> widths_from(
    const std::vector<ChannelGroup>& groups,
    const std::vector<GroupWeight>& weights,
    const WidthRule& rule
) {
    std::vector<GroupWidth> widths;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const auto& [density, importance] = weights[i];
        const int64_t width = width_of(groups[i], density, rule);
        widths.push_back({density, strongest(importance, outputs_of(groups[i]), width)});
    }
    return widths;
}

/// Looks for the widest network that meets the target.
class Derivation {
 public:
    Derivation(
        const StateDict& state,
        const WidthRule& rule,
        const PruneTarget& target,
        const std::function<double(const StateDict&)>& speedup
    )
        : state_(state),
          groups_(channel_groups(network_options(state, "network"))),
          weights_(weights_of(state, groups_)),
          rule_(rule),
          target_(target),
          speedup_(speedup) {}

    [[nodiscard]] bool meets(const std::vector<GroupWidth>& widths) const {
        const StateDict candidate = compact_state(state_, groups_, widths);
        if (target_.max_parameters && parameter_count(candidate) > *target_.max_parameters) {
            return false;
        }
        return !target_.min_speedup || speedup_(candidate) >= *target_.min_speedup;
    }

    [[nodiscard]] bool meets_by_densities() const { return meets(at(1)); }

    /// Without a target the densities decide alone.
    [[nodiscard]] DerivedNetwork widest_that_meets() const {
        if (!target_.max_parameters && !target_.min_speedup) {
            return network(at(1), 1);
        }
        double narrow = least_scale;
        double wide = most_scale;
        if (!meets(at(narrow))) {
            DerivedNetwork narrowest = network(at(narrow), narrow);
            narrowest.is_target_met = false;
            return narrowest;
        }
        const int steps = target_.min_speedup ? measured_steps : counted_steps;
        for (int i = 0; i < steps; ++i) {
            // The densities themselves first: they are seldom far off.
            const double middle = i == 0 ? 1 : std::sqrt(narrow * wide);
            (meets(at(middle)) ? narrow : wide) = middle;
        }
        return network(target_.min_speedup ? at(narrow) : filled(narrow, wide), narrow);
    }

 private:
    [[nodiscard]] std::vector<GroupWidth> at(double scale) const {
        WidthRule rule = rule_;
        rule.scale = scale;
        return widths_from(groups_, weights_, rule);
    }

    /// Groups of the same density grow at the same scale; some of them may still fit.
    [[nodiscard]] std::vector<GroupWidth> filled(double narrow, double wide) const {
        std::vector<GroupWidth> widths = at(narrow);
        std::vector<GroupWidth> wider = at(wide);
        for (std::size_t i = 0; i < widths.size(); ++i) {
            if (wider[i].kept.size() > widths[i].kept.size()) {
                std::swap(widths[i], wider[i]);
                if (!meets(widths)) {
                    std::swap(widths[i], wider[i]);
                }
            }
        }
        return widths;
    }

    [[nodiscard]] DerivedNetwork network(const std::vector<GroupWidth>& widths, double scale)
        const {
        DerivedNetwork derived{compact_state(state_, groups_, widths), {}, scale, true, {}};
        for (std::size_t i = 0; i < groups_.size(); ++i) {
            derived.rows.push_back(
                {groups_[i].name,
                 groups_[i].channels,
                 widths[i].density,
                 static_cast<int64_t>(widths[i].kept.size()),
                 groups_[i].published}
            );
        }
        return derived;
    }

    const StateDict& state_;
    std::vector<ChannelGroup> groups_;
    std::vector<GroupWeight> weights_;
    WidthRule rule_;
    PruneTarget target_;
    const std::function<double(const StateDict&)>& speedup_;
};

}  // namespace

double density_of(const StateDict& state, const ChannelGroup& group) {
    int64_t total = 0;
    int64_t filled = 0;
    for (const ChannelMember& member : group.members) {
        if (member.makes) {
            const Tensor values = by_channel(state, member);
            total += values.numel();
            filled += values.count_nonzero().item<int64_t>();
        }
    }
    return total > 0 ? static_cast<double>(filled) / static_cast<double>(total) : 1;
}

std::vector<GroupWidth> derive_widths(
    const StateDict& state, const std::vector<ChannelGroup>& groups, const WidthRule& rule
) {
    return widths_from(groups, weights_of(state, groups), rule);
}

StateDict compact_state(
    const StateDict& state,
    const std::vector<ChannelGroup>& groups,
    const std::vector<GroupWidth>& widths
) {
    // Per tensor and axis which indices go; what no group speaks of stays.
    std::map<std::pair<std::string, int64_t>, std::vector<bool>> dropped;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        for (const ChannelMember& member : groups[i].members) {
            std::vector<bool>& mask = dropped[{member.tensor, member.axis}];
            mask.resize(
                static_cast<std::size_t>(tensor_of(state, member).size(member.axis)), false
            );
            for (int64_t channel = 0; channel < member.count; ++channel) {
                const bool is_kept = std::binary_search(
                    widths[i].kept.begin(), widths[i].kept.end(), member.begin + channel
                );
                for (int64_t index = 0; index < member.block && !is_kept; ++index) {
                    mask[static_cast<std::size_t>(member.first + channel * member.block + index)] =
                        true;
                }
            }
        }
    }
    StateDict result;
    for (const auto& item : state.tensors) {
        Tensor value = item.value();
        for (int64_t axis = 0; axis < value.dim(); ++axis) {
            const auto found = dropped.find({item.key(), axis});
            if (found == dropped.end()) {
                continue;
            }
            std::vector<int64_t> kept;
            for (std::size_t index = 0; index < found->second.size(); ++index) {
                if (!found->second[index]) {
                    kept.push_back(static_cast<int64_t>(index));
                }
            }
            value = value.index_select(axis, torch::tensor(kept, torch::kInt64));
        }
        result.tensors.insert(item.key(), value.clone());
    }
    return result;
}

int64_t parameter_count(const StateDict& state) {
    int64_t count = 0;
    for (const auto& item : state.tensors) {
        const std::string& name = item.key();
        const bool is_buffer = name.ends_with("running_mean") || name.ends_with("running_var") ||
                               name.ends_with("num_batches_tracked");
        count += is_buffer ? 0 : item.value().numel();
    }
    return count;
}

DerivedNetwork derive_network(
    const StateDict& state,
    const WidthRule& rule,
    const PruneTarget& target,
    const std::function<double(const StateDict& candidate)>& speedup
) {
    const torch::NoGradGuard no_grad;
    StateDict base = state;
    std::string note;
    const bool has_flow_net = state.find("flow_estimator.netExtractor.netOne.0.weight") != nullptr;
    const bool has_flow = has_flow_net || state.find("metric.paramScale") != nullptr;
    if (has_flow && flow_share(state) < least_flow_share) {
        base = without_flow_branch(state);
        note = NK_TEXT(
            "The flow branch carried next to nothing and was dropped, as in the "
            "published Mini."
        );
    } else if (has_flow_net) {
        const Derivation with_net(state, rule, target, speedup);
        if (flow_net_density(state) < least_flow_density || !with_net.meets_by_densities()) {
            base = without(state, is_flow_net);
            note = NK_TEXT(
                "PWC-Net was replaced by classical (DIS) optical flow, which has no "
                "parameters."
            );
        }
    }
    DerivedNetwork derived = Derivation(base, rule, target, speedup).widest_that_meets();
    derived.flow_note = note;
    if (has_flow_net) {
        const auto size = parameter_count(state) - parameter_count(without(state, is_flow_net));
        derived.rows.push_back(
            {"flow branch (parameters)", size, flow_net_density(state), note.empty() ? size : 0, 0}
        );
    }
    return derived;
}

}  // namespace nakawari
