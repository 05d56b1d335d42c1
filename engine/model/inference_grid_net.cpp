/// GridNet for inference: the second PReLU of each block and all additions are fused.
#include "model/inference_parts.h"

namespace nakawari {

using torch::Tensor;

namespace {

std::string block_name(const char* kind, std::size_t row, std::size_t column) {
    return std::string(kind) + "_" + std::to_string(row) + "_" + std::to_string(column);
}

}  // namespace

InferenceGridNet::InferenceGridNet(const GridNetOptions& options, const LayerLoader& loader) {
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < (row == 0 ? 2U : 4U); ++column) {
            lateral_[row][column] = load(
                options.lateral[row][column],
                GridBlockKind::lateral,
                block_name("lateral", row, column),
                loader
            );
        }
    }
    for (std::size_t column = 0; column < 2; ++column) {
        for (std::size_t row = 0; row < 2; ++row) {
            down_[row][column] = load(
                options.down[row][column],
                GridBlockKind::down,
                block_name("down", row, column),
                loader
            );
        }
        up_[column] =
            load(options.up[1][column], GridBlockKind::up, block_name("up", 1, column), loader);
    }
    last_ = load(options.last, GridBlockKind::lateral, "lateral_final_1", loader);
}

InferenceGridNet::Block InferenceGridNet::load(
    const GridBlockOptions& options,
    GridBlockKind kind,
    const std::string& name,
    const LayerLoader& loader
) {
    const std::string prefix = "scale_synthesis." + name + ".";
    const std::size_t first = kind == GridBlockKind::up ? 1 : 0;
    const auto layer = [&](std::size_t i) { return prefix + "f." + std::to_string(first + i); };
    ConvolutionGeometry same;
    same.padding = 1;
    ConvolutionGeometry entry = same;
    entry.stride = kind == GridBlockKind::down ? 2 : 1;
    Block block;
    block.slope = loader.scalar(layer(0) + ".weight");
    block.conv1 =
        loader.convolution(layer(1), entry, leaky_relu(loader.scalar(layer(2) + ".weight")));
    block.conv2 = loader.convolution(layer(3), same);
    if (options.has_shortcut) {
        block.shortcut = loader.convolution(prefix + "conv", same);
    }
    return block;
}

Tensor InferenceGridNet::add(const Block& block, Tensor sum, const Tensor& x) {
    return block.conv2.add_into(std::move(sum), block.conv1(torch::leaky_relu(x, block.slope)));
}

Tensor InferenceGridNet::lateral(const Block& block, const Tensor& x) {
    const Tensor inner = block.conv1(torch::leaky_relu(x, block.slope));
    return block.conv2.add_into(block.shortcut ? (*block.shortcut)(x) : x, inner);
}

Tensor InferenceGridNet::operator()(std::array<Tensor, 3> state) const {
    for (std::size_t column = 0; column < 2; ++column) {
        for (std::size_t row = 0; row < 3; ++row) {
            state[row] = lateral(lateral_[row][column], state[row]);
            if (row > 0) {
                state[row] = add(down_[row - 1][column], state[row], state[row - 1]);
            }
        }
    }
    state[0] = Tensor();
    for (std::size_t column = 2; column < 4; ++column) {
        state[2] = lateral(lateral_[2][column], state[2]);
        state[1] = lateral(lateral_[1][column], state[1]);
        const std::vector<int64_t> size{state[1].size(2), state[1].size(3)};
        state[1] =
            add(up_[column - 2],
                state[1],
                torch::upsample_bilinear2d(state[2], size, /*align_corners=*/false));
    }
    return lateral(last_, state[1]);
}

}  // namespace nakawari
