/// Channel counts read from the shapes of a weights file, layer by layer.
#include "core/error.h"
#include "model/width_table.h"

namespace nakawari {

namespace {

/// Looks up sizes of tensors; a missing or misshapen one is the file's fault.
class ShapeReader {
 public:
    ShapeReader(const StateDict& state, const std::string& title) : state_(state), title_(title) {}

    [[nodiscard]] bool has(const std::string& name) const { return state_.find(name) != nullptr; }

    [[nodiscard]] int64_t size(const std::string& name, int64_t axis) const {
        const torch::Tensor* tensor = state_.find(name);
        if (tensor == nullptr) {
            throw Error(
                Category::model,
                NK_TEXT("“%1” is not a network of the ST-MFNet family: the tensor %2 is missing. "
                        "Choose a Mini, Mini-flow or teacher weights file."),
                {title_, name}
            );
        }
        if (axis >= tensor->dim() || tensor->size(axis) < 1) {
            throw Error(
                Category::model,
                NK_TEXT("“%1” cannot be used: the tensor %2 has an impossible shape. The file is "
                        "damaged or belongs to another network."),
                {title_, name}
            );
        }
        return tensor->size(axis);
    }
    [[nodiscard]] int64_t out(const std::string& layer) const { return size(layer + ".weight", 0); }
    [[nodiscard]] int64_t in(const std::string& layer) const { return size(layer + ".weight", 1); }

 private:
    const StateDict& state_;
    const std::string& title_;
};

ResNextOptions read_branch(
    const ShapeReader& shapes, const std::string& prefix, const ResNextOptions& published
) {
    ResNextOptions branch = published;
    branch.in = shapes.in(prefix + "conv1");
    branch.width = shapes.out(prefix + "conv1");
    branch.out = shapes.out(prefix + "conv3");
    branch.groups = std::max<int64_t>(1, branch.width / shapes.in(prefix + "conv2"));
    return branch;
}

void read_features(const ShapeReader& shapes, FeatureExtractorOptions& options) {
    for (std::size_t i = 0; i < options.blocks.size(); ++i) {
        const std::string prefix = std::string("feature_extractor.") + feature_block_names[i] + ".";
        MultiScaleBlockOptions& block = options.blocks[i];
        block.small = read_branch(shapes, prefix + "resnext_small.", block.small);
        block.large = read_branch(shapes, prefix + "resnext_large.", block.large);
        block.attention = shapes.out(prefix + "attention.fc.0");
    }
}

void read_kernels(const ShapeReader& shapes, KernelEstimatorOptions& options) {
    for (std::size_t head = 0; head < options.heads.size(); ++head) {
        const std::string prefix = "get_kernel." + kernel_head_name(head);
        options.heads[head].in = shapes.in(prefix + ".0");
        options.heads[head].hidden1 = shapes.out(prefix + ".0");
        options.heads[head].hidden2 = shapes.out(prefix + ".2");
    }
}

GridBlockOptions read_grid_block(
    const ShapeReader& shapes, const std::string& name, std::size_t first
) {
    const std::string prefix = "scale_synthesis." + name;
    const std::string conv1 = prefix + ".f." + std::to_string(first);
    const std::string conv2 = prefix + ".f." + std::to_string(first + 2);
    return {
        shapes.in(conv1),
        shapes.out(conv1),
        shapes.out(conv2),
        shapes.has(prefix + ".conv.weight")};
}

void read_grid(const ShapeReader& shapes, GridNetOptions& options) {
    const auto numbered = [](std::size_t row, std::size_t column) {
        return std::to_string(row) + "_" + std::to_string(column);
    };
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 4; ++column) {
            options.lateral[row][column] =
                read_grid_block(shapes, "lateral_" + numbered(row, column), 1);
        }
    }
    for (std::size_t row = 0; row < 2; ++row) {
        for (std::size_t column = 0; column < 2; ++column) {
            options.down[row][column] = read_grid_block(shapes, "down_" + numbered(row, column), 1);
            options.up[row][column] = read_grid_block(shapes, "up_" + numbered(row, column), 2);
        }
    }
    options.last = read_grid_block(shapes, "lateral_final_1", 1);
}

void read_texture(const ShapeReader& shapes, TextureUnet3dOptions& options) {
    const std::string prefix = "dyntex_generator.";
    options.stem = shapes.out(prefix + "encoder.stem.0");
    for (std::size_t layer = 0; layer < options.layers.size(); ++layer) {
        for (std::size_t i = 0; i < 2; ++i) {
            const std::string name = prefix + "encoder.layer" + std::to_string(layer + 1) + "." +
                                     std::to_string(i) + ".";
            ResidualBlockOptions& block = options.layers[layer][i];
            block.in = shapes.in(name + "conv1.0");
            block.middle = shapes.out(name + "conv1.0");
            block.out = shapes.out(name + "conv2.0");
            block.has_projection = shapes.has(name + "downsample.0.weight");
        }
    }
    for (std::size_t i = 0; i < options.decoders.size(); ++i) {
        const std::string name = prefix + "decoder." + std::to_string(i) + ".";
        TextureDecoderOptions& decoder = options.decoders[i];
        const bool up = decoder.direction == Direction::up;
        decoder.in = up ? shapes.out(name + "upconv.0") : shapes.in(name + "conv.0");
        decoder.out = up ? shapes.in(name + "upconv.0") : shapes.out(name + "conv.0");
    }
    options.fuse = shapes.out(prefix + "feature_fuse.0");
}

void read_flow(const ShapeReader& shapes, FlowNetOptions& options) {
    const auto& names = flow_layer_names;
    const std::string prefix = "flow_estimator.";
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string stage = prefix + "netExtractor." + names[i] + ".";
        options.pyramid[i].in = shapes.in(stage + "0");
        options.pyramid[i].out = {
            shapes.out(stage + "0"), shapes.out(stage + "2"), shapes.out(stage + "4")};
    }
    int64_t previous = 0;
    for (std::size_t i = 0; i < options.decoders.size(); ++i) {
        FlowDecoderOptions& decoder = options.decoders[i];
        const std::string name = prefix + names[5 - i] + ".";
        decoder.level = static_cast<int>(6 - i);
        decoder.features = options.pyramid[5 - i].out[2];
        decoder.previous = previous;
        for (std::size_t layer = 0; layer < decoder.dense.size(); ++layer) {
            decoder.dense[layer] = shapes.out(name + names[layer] + ".0");
        }
        previous = decoder.output();
    }
    for (std::size_t i = 0; i < options.refiner.size(); ++i) {
        options.refiner[i] = shapes.out(prefix + "netRefiner.netMain." + std::to_string(2 * i));
    }
}

FlowBranch read_flow_branch(const ShapeReader& shapes) {
    if (shapes.in("scale_synthesis.lateral_1_0.f.1") != 12) {
        return FlowBranch::none;
    }
    return shapes.has("flow_estimator.netExtractor.netOne.0.weight") ? FlowBranch::pwc
                                                                     : FlowBranch::dis;
}

/// Layers whose results are added or joined must agree; load_into() cannot see that.
void check_joints(const StMfNetOptions& options, const std::string& title) {
    bool consistent = true;
    const auto same = [&](int64_t a, int64_t b) { consistent = consistent && a == b; };
    const auto& blocks = options.features.blocks;
    int64_t channels = 6;
    std::array<int64_t, 8> outputs{};
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        same(blocks[i].small.in, channels);
        same(blocks[i].large.in, channels);
        outputs[i] = channels = blocks[i].small.out + blocks[i].large.out;
        same(blocks[i].small.width % blocks[i].small.groups, 0);
        same(blocks[i].large.width % blocks[i].large.groups, 0);
    }
    same(outputs[4], outputs[3]);
    same(outputs[5], outputs[2]);
    same(outputs[6], outputs[1]);
    for (const KernelHeadOptions& head : options.kernels.heads) {
        same(head.in, channels);
    }
    const GridNetOptions& grid = options.grid;
    const std::array<int64_t, 3> inputs{6, options.flow_branch == FlowBranch::none ? 6 : 12, 6};
    for (std::size_t row = 0; row < 3; ++row) {
        channels = inputs[row];
        for (std::size_t column = 0; column < 4; ++column) {
            const GridBlockOptions& lateral = grid.lateral[row][column];
            same(lateral.in, channels);
            consistent = consistent && (lateral.has_shortcut || lateral.in == lateral.out);
            channels = lateral.out;
            if (row > 0 && column < 2) {
                same(grid.down[row - 1][column].in, grid.lateral[row - 1][column].out);
                same(grid.down[row - 1][column].out, channels);
            }
            if (row < 2 && column >= 2) {
                same(grid.up[row][column - 2].in, grid.lateral[row + 1][column].out);
                same(grid.up[row][column - 2].out, channels);
            }
        }
    }
    same(grid.last.in, grid.lateral[1][3].out);
    same(grid.last.out, 3);
    const TextureUnet3dOptions& texture = options.texture;
    std::array<int64_t, 5> levels{texture.stem};
    for (std::size_t layer = 0; layer < 4; ++layer) {
        channels = levels[layer];
        for (const ResidualBlockOptions& block : texture.layers[layer]) {
            same(block.in, channels);
            consistent = consistent && (block.has_projection || block.in == block.out);
            channels = block.out;
        }
        levels[layer + 1] = channels;
    }
    channels = levels[4];
    for (std::size_t i = 0; i < texture.decoders.size(); ++i) {
        same(texture.decoders[i].in, channels);
        channels = texture.decoders[i].out + (i < 4 ? levels[3 - i] : 0);
    }
    if (!consistent) {
        throw Error(
            Category::model,
            NK_TEXT("“%1” cannot be used: the channel counts of its layers do not fit together. "
                    "The file is damaged or was pruned inconsistently."),
            {title}
        );
    }
}

}  // namespace

StMfNetOptions network_options(const StateDict& state, const std::string& title) {
    const ShapeReader shapes(state, title);
    WidthTable table;  // gives what shapes do not tell: kernels, strides, directions
    table.flow_branch = read_flow_branch(shapes);
    StMfNetOptions options = network_options(table);
    read_features(shapes, options.features);
    read_kernels(shapes, options.kernels);
    if (options.flow_branch == FlowBranch::pwc) {
        read_flow(shapes, options.flow);
    }
    read_grid(shapes, options.grid);
    read_texture(shapes, options.texture);
    check_joints(options, title);
    return options;
}

StMfNet make_network(const StateDict& state, const std::string& title) {
    StMfNet network(network_options(state, title));
    load_into(*network, state, title);
    network->eval();
    return network;
}

}  // namespace nakawari
