/// Walks through the network part by part, in the terms of its state dict.
#include "training/channel_groups.h"

#include <algorithm>

#include "model/width_table.h"

namespace nakawari {

namespace {

/// Adds members to one group.
class GroupBuilder {
 public:
    GroupBuilder(std::string name, int64_t channels) {
        group_.name = std::move(name);
        group_.channels = channels;
    }

    /// A stretch of `count` channels from `begin` of the group at `first` on the tensor's axis.
    void stretch(ChannelMember member) { group_.members.push_back(std::move(member)); }
    /// All channels, from index `first` on.
    void all(const std::string& tensor, int64_t axis, int64_t first = 0, bool makes = false) {
        stretch({tensor, axis, first, 0, group_.channels, 1, makes});
    }
    void makes(const std::string& tensor, int64_t axis = 0) { all(tensor, axis, 0, true); }
    void norm(const std::string& layer) {
        for (const char* part : norm_parts) {
            all(layer + part, 0);
        }
    }
    void set_dead() { group_.is_dead = true; }
    [[nodiscard]] const ChannelGroup& group() const { return group_; }

    static constexpr std::array<const char*, 4> norm_parts{
        ".weight", ".bias", ".running_mean", ".running_var"};

 private:
    ChannelGroup group_;
};

// --- feature extractor -------------------------------------------------------------------------

std::string block_prefix(std::size_t block) {
    return std::string("feature_extractor.") + feature_block_names[block] + ".";
}

/// The output of a block: its two branches side by side, and its channel attention.
void add_block_output(
    GroupBuilder& group, std::size_t block, const MultiScaleBlockOptions& options
) {
    const std::string prefix = block_prefix(block);
    const bool is_up = options.small.direction == Direction::up;
    int64_t begin = 0;
    for (const bool is_small : {true, false}) {
        const std::string branch = prefix + (is_small ? "resnext_small." : "resnext_large.");
        const int64_t count = is_small ? options.small.out : options.large.out;
        const auto stretch = [&](const std::string& tensor, int64_t axis, bool makes) {
            group.stretch({branch + tensor, axis, 0, begin, count, 1, makes});
        };
        stretch("conv3.weight", 0, true);
        stretch("downsample.0.weight", is_up ? 1 : 0, true);
        for (const char* part : GroupBuilder::norm_parts) {
            stretch(std::string("bn3") + part, 0, false);
            stretch(std::string("downsample.1") + part, 0, false);
        }
        begin += count;
    }
    group.all(prefix + "attention.fc.0.weight", 1);
    group.all(prefix + "attention.fc.2.weight", 0);
    group.all(prefix + "attention.fc.2.bias", 0);
}

void add_block_input(
    GroupBuilder& group, std::size_t block, const MultiScaleBlockOptions& options
) {
    const bool is_up = options.small.direction == Direction::up;
    for (const char* branch : {"resnext_small.", "resnext_large."}) {
        group.all(block_prefix(block) + branch + "conv1.weight", 1);
        group.all(block_prefix(block) + branch + "downsample.0.weight", is_up ? 0 : 1);
    }
}

void add_inner(
    std::vector<ChannelGroup>& groups, std::size_t block, const MultiScaleBlockOptions& options
) {
    for (const bool is_small : {true, false}) {
        const ResNextOptions& branch = is_small ? options.small : options.large;
        const char* size = is_small ? "small" : "large";
        const std::string prefix = block_prefix(block) + "resnext_" + size + ".";
        GroupBuilder group(
            std::string("features.") + feature_block_names[block] + "." + size, branch.groups
        );
        const auto add = [&](const std::string& tensor, int64_t axis, bool makes) {
            group.stretch(
                {prefix + tensor, axis, 0, 0, branch.groups, branch.width / branch.groups, makes}
            );
        };
        add("conv1.weight", 0, true);
        add("conv2.weight", 0, true);
        for (const char* part : GroupBuilder::norm_parts) {
            add(std::string("bn1") + part, 0, false);
            add(std::string("bn2") + part, 0, false);
        }
        add("conv3.weight", 1, false);
        groups.push_back(group.group());
    }
}

void add_features(std::vector<ChannelGroup>& groups, const StMfNetOptions& network) {
    const auto& blocks = network.features.blocks;
    const auto width = [&](std::size_t block) {
        return blocks[block].small.out + blocks[block].large.out;
    };
    // conv1 alone; deconv4 is added to conv4, deconv3 to conv3, deconv2 to conv2.
    const std::vector<std::vector<std::size_t>> tied{{0}, {1, 6}, {2, 5}, {3, 4}, {7}};
    for (const std::vector<std::size_t>& set : tied) {
        GroupBuilder group(
            std::string("features.") + feature_block_names[set.front()], width(set.front())
        );
        for (const std::size_t block : set) {
            add_block_output(group, block, blocks[block]);
            if (block < 7) {
                add_block_input(group, block + 1, blocks[block + 1]);
            } else {
                for (std::size_t head = 0; head < network.kernels.heads.size(); ++head) {
                    group.all("get_kernel." + kernel_head_name(head) + ".0.weight", 1);
                }
            }
        }
        groups.push_back(group.group());
    }
    for (std::size_t block = 0; block < blocks.size(); ++block) {
        add_inner(groups, block, blocks[block]);
    }
}

void add_heads(std::vector<ChannelGroup>& groups, const KernelEstimatorOptions& options) {
    for (std::size_t head = 0; head < options.heads.size(); ++head) {
        const std::string name = kernel_head_name(head);
        const std::string prefix = "get_kernel." + name + ".";
        const auto add = [&](const char* suffix, int64_t width, int layer) {
            GroupBuilder group("heads." + name.substr(6) + suffix, width);
            group.makes(prefix + std::to_string(layer) + ".weight");
            group.all(prefix + std::to_string(layer) + ".bias", 0);
            group.all(prefix + std::to_string(layer + 2) + ".weight", 1);
            groups.push_back(group.group());
        };
        add(".1", options.heads[head].hidden1, 0);
        add(".2", options.heads[head].hidden2, 2);
    }
}

// --- GridNet -----------------------------------------------------------------------------------

struct GridBlock {
    std::string prefix;
    std::string name;
    GridBlockOptions options;
    int first = 1;  ///< number of the first convolution in f

    /// Row 0 cannot come back to row 1 in the last two columns.
    [[nodiscard]] bool is_dead() const {
        return name == "lateral_0_2" || name == "lateral_0_3" || name == "up_0_0" ||
               name == "up_0_1";
    }
    [[nodiscard]] std::string conv(int index) const {
        return prefix + "f." + std::to_string(first + 2 * index) + ".";
    }
};

GridBlock grid_block(const std::string& name, const GridBlockOptions& options, int first = 1) {
    return {"scale_synthesis." + name + ".", name, options, first};
}

void add_grid_middle(std::vector<ChannelGroup>& groups, const GridBlock& block) {
    GroupBuilder group("grid." + block.name, block.options.middle);
    group.makes(block.conv(0) + "weight");
    group.all(block.conv(0) + "bias", 0);
    group.all(block.conv(1) + "weight", 1);
    if (block.is_dead()) {
        group.set_dead();
    }
    groups.push_back(group.group());
}

void add_grid_output(GroupBuilder& group, const GridBlock& block) {
    group.all(block.conv(1) + "weight", 0, 0, !block.is_dead());
    group.all(block.conv(1) + "bias", 0);
    if (block.options.has_shortcut) {
        group.makes(block.prefix + "conv.weight");
        group.all(block.prefix + "conv.bias", 0);
    }
}

void add_grid_input(GroupBuilder& group, const GridBlock& block) {
    group.all(block.conv(0) + "weight", 1);
    if (block.options.has_shortcut) {
        group.all(block.prefix + "conv.weight", 1);
    }
}

void add_grid(std::vector<ChannelGroup>& groups, const GridNetOptions& grid) {
    const auto numbered = [](const char* kind, std::size_t row, std::size_t column) {
        return std::string(kind) + "_" + std::to_string(row) + "_" + std::to_string(column);
    };
    std::vector<GroupBuilder> rows;
    for (std::size_t row = 0; row < 3; ++row) {
        // One state per row from the first block on: later blocks add to it.
        rows.emplace_back("grid.row" + std::to_string(row), grid.lateral[row][0].out);
    }
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 4; ++column) {
            const GridBlock block =
                grid_block(numbered("lateral", row, column), grid.lateral[row][column]);
            if (column > 0) {
                add_grid_input(rows[row], block);
            }
            add_grid_output(rows[row], block);
            add_grid_middle(groups, block);
        }
    }
    for (std::size_t row = 0; row < 2; ++row) {
        for (std::size_t column = 0; column < 2; ++column) {
            const GridBlock down =
                grid_block(numbered("down", row, column), grid.down[row][column]);
            add_grid_input(rows[row], down);
            add_grid_output(rows[row + 1], down);
            add_grid_middle(groups, down);
            const GridBlock up = grid_block(numbered("up", row, column), grid.up[row][column], 2);
            add_grid_input(rows[row + 1], up);
            add_grid_output(rows[row], up);
            add_grid_middle(groups, up);
        }
    }
    const GridBlock last = grid_block("lateral_final_1", grid.last);
    add_grid_input(rows[1], last);
    add_grid_middle(groups, last);
    for (const GroupBuilder& row : rows) {
        groups.push_back(row.group());
    }
}

// --- texture -----------------------------------------------------------------------------------

constexpr const char* texture_prefix = "dyntex_generator.";

std::string block_name(std::size_t layer, std::size_t block) {
    return std::string(texture_prefix) + "encoder.layer" + std::to_string(layer + 1) + "." +
           std::to_string(block) + ".";
}

void add_gate(GroupBuilder& group, const std::string& layer) {
    group.all(layer + "attn_layer.0.weight", 0);
    group.all(layer + "attn_layer.0.weight", 1);
    group.all(layer + "attn_layer.0.bias", 0);
}

void add_residual_output(GroupBuilder& group, const std::string& name, bool has_projection) {
    group.makes(name + "conv2.0.weight");
    group.norm(name + "conv2.1");
    add_gate(group, name + "fg.");
    if (has_projection) {
        group.makes(name + "downsample.0.weight");
        group.norm(name + "downsample.1");
    }
}

void add_residual_input(GroupBuilder& group, const std::string& name, bool has_projection) {
    group.all(name + "conv1.0.weight", 1);
    if (has_projection) {
        group.all(name + "downsample.0.weight", 1);
    }
}

std::string decoder_layer(std::size_t decoder, Direction direction, int part) {
    return std::string(texture_prefix) + "decoder." + std::to_string(decoder) +
           (direction == Direction::up ? ".upconv." : ".conv.") + std::to_string(part);
}

/// The channels of what a decoder reads, from index `first` on.
void add_decoder_input(
    GroupBuilder& group, std::size_t decoder, Direction direction, int64_t first
) {
    group.all(
        decoder_layer(decoder, direction, 0) + ".weight", direction == Direction::up ? 0 : 1, first
    );
}

/// Levels x0 … x4: x0 and x1 are one because layer1 adds to the stem.
void add_encoder(std::vector<ChannelGroup>& groups, const TextureUnet3dOptions& texture) {
    const auto& layers = texture.layers;
    std::vector<GroupBuilder> levels;
    levels.emplace_back("texture.stem", texture.stem);
    levels.back().makes(std::string(texture_prefix) + "encoder.stem.0.weight");
    levels.back().norm(std::string(texture_prefix) + "encoder.stem.1");
    std::array<std::size_t, 5> level_group{};  // which group is x0 … x4
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        for (std::size_t block = 0; block < 2; ++block) {
            const std::string name = block_name(layer, block);
            const ResidualBlockOptions& options = layers[layer][block];
            add_residual_input(levels.back(), name, options.has_projection);
            if (options.has_projection) {
                levels.emplace_back("texture.layer" + std::to_string(layer + 1), options.out);
            }
            add_residual_output(levels.back(), name, options.has_projection);
            GroupBuilder middle(
                "texture.layer" + std::to_string(layer + 1) + "." + std::to_string(block),
                options.middle
            );
            middle.makes(name + "conv1.0.weight");
            middle.norm(name + "conv1.1");
            middle.all(name + "conv2.0.weight", 1);
            groups.push_back(middle.group());
        }
        level_group[layer + 1] = levels.size() - 1;
    }
    const auto& decoders = texture.decoders;
    add_decoder_input(levels[level_group[4]], 0, decoders[0].direction, 0);
    for (std::size_t i = 1; i < decoders.size(); ++i) {
        // Decoder i reads its predecessor's output, then level x(4 − i).
        add_decoder_input(
            levels[level_group[4 - i]], i, decoders[i].direction, decoders[i - 1].out
        );
    }
    for (const GroupBuilder& level : levels) {
        groups.push_back(level.group());
    }
}

void add_decoders(std::vector<ChannelGroup>& groups, const TextureUnet3dOptions& texture) {
    const auto& decoders = texture.decoders;
    const std::string prefix = texture_prefix;
    for (std::size_t i = 0; i < decoders.size(); ++i) {
        const Direction direction = decoders[i].direction;
        GroupBuilder group("texture.decoder" + std::to_string(i), decoders[i].out);
        group.makes(decoder_layer(i, direction, 0) + ".weight", direction == Direction::up ? 1 : 0);
        group.all(decoder_layer(i, direction, 0) + ".bias", 0);
        add_gate(group, decoder_layer(i, direction, 1) + ".");
        group.norm(decoder_layer(i, direction, 2));
        if (i + 1 < decoders.size()) {
            add_decoder_input(group, i + 1, decoders[i + 1].direction, 0);
        } else {
            for (int64_t frame = 0; frame < texture_frames; ++frame) {
                group.all(prefix + "feature_fuse.0.weight", 1, frame * decoders[i].out);
            }
        }
        groups.push_back(group.group());
    }
    GroupBuilder fuse("texture.fuse", texture.fuse);
    fuse.makes(prefix + "feature_fuse.0.weight");
    fuse.norm(prefix + "feature_fuse.1");
    fuse.all(prefix + "outconv.1.weight", 1);
    groups.push_back(fuse.group());
}

std::vector<ChannelGroup> groups_of(const StMfNetOptions& network) {
    std::vector<ChannelGroup> groups;
    add_features(groups, network);
    add_heads(groups, network.kernels);
    add_grid(groups, network.grid);
    add_encoder(groups, network.texture);
    add_decoders(groups, network.texture);
    return groups;
}

}  // namespace

std::vector<ChannelGroup> channel_groups(const StMfNetOptions& network) {
    std::vector<ChannelGroup> groups = groups_of(network);
    const std::vector<ChannelGroup> mini = groups_of(network_options(mini_widths()));
    for (ChannelGroup& group : groups) {
        const auto found = std::find_if(mini.begin(), mini.end(), [&](const ChannelGroup& other) {
            return other.name == group.name;
        });
        group.published = found == mini.end() ? 0 : found->channels;
    }
    return groups;
}

}  // namespace nakawari
