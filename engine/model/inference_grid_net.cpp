/// GridNet for inference: PReLUs and additions are fused, the largest
/// row is never in memory as a whole.
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
    block.conv1 =
        loader.convolution(layer(1), entry, leaky_relu(loader.scalar(layer(2) + ".weight")))
            .behind_prelu(loader.scalar(layer(0) + ".weight"));
    block.conv2 = loader.convolution(layer(3), same);
    if (options.has_shortcut) {
        block.shortcut = loader.with_dtype(torch::kFloat).convolution(prefix + "conv", same);
    }
    return block;
}

Tensor InferenceGridNet::add(const Block& block, Tensor sum, const Tensor& x) {
    return block.conv2.add_into(std::move(sum), block.conv1(x));
}

Tensor InferenceGridNet::lateral(const Block& block, const Tensor& x) {
    const Tensor inner = block.conv1(x);
    return block.conv2.add_into(block.shortcut ? (*block.shortcut)(x) : x, inner);
}

/// Row 0 is the largest by far and reaches the result only through its two ways down: strip by
/// strip, so that it stays in the cache. Adds the first way to `row1` and returns the second.
Tensor InferenceGridNet::descend(const Tensor& row0, Tensor& row1) const {
    constexpr int64_t strip = 64;
    constexpr int64_t halo = 4;  // two laterals and a way down reach over seven rows of row 0
    const int64_t height = row1.size(2);
    Tensor second;
    for (int64_t first = 0; first < height; first += strip) {
        const int64_t count = std::min(strip, height - first);
        const int64_t above = std::min(halo, first);
        const int64_t below = std::min(halo, height - first - count);
        Tensor x = row0.narrow(2, 2 * (first - above), 2 * (above + count + below));
        const auto down = [&](const Block& block) {
            return block.conv2(block.conv1(x)).narrow(2, above, count);
        };
        x = lateral(lateral_[0][0], x);
        row1.narrow(2, first, count).add_(down(down_[0][0]));
        x = lateral(lateral_[0][1], x);
        const Tensor part = down(down_[0][1]);
        if (!second.defined()) {
            second = torch::empty(
                row1.sizes(), row1.options().memory_format(torch::MemoryFormat::ChannelsLast)
            );
        }
        second.narrow(2, first, count).copy_(part);
    }
    return second;
}

Tensor InferenceGridNet::run(std::array<Tensor, 3> state) const {
    state[1] = lateral(lateral_[1][0], state[1]);
    const Tensor second = descend(state[0], state[1]);
    state[0] = Tensor();
    state[2] = lateral(lateral_[2][0], state[2]);
    state[2] = add(down_[1][0], state[2], state[1]);
    state[1] = lateral(lateral_[1][1], state[1]).add_(second);
    state[2] = lateral(lateral_[2][1], state[2]);
    state[2] = add(down_[1][1], state[2], state[1]);
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

Tensor InferenceGridNet::operator()(std::array<Tensor, 3> rows, int64_t strip_rows) const {
    // Four laterals of row 2 with the ways there and back reach over thirty rows.
    constexpr int64_t halo = 32;
    const int64_t height = rows[1].size(2);
    if (strip_rows <= 0 || strip_rows + 2 * halo >= height) {
        return run(std::move(rows));
    }
    const int64_t strip = (strip_rows + 1) / 2 * 2;
    std::vector<Tensor> parts;
    for (int64_t first = 0; first < height; first += strip) {
        const int64_t count = std::min(strip, height - first);
        const int64_t above = std::min(halo, first);
        const int64_t below = std::min(halo, height - first - count);
        const int64_t top = first - above;
        const int64_t all = above + count + below;
        const Tensor part = run(
            {rows[0].narrow(2, 2 * top, 2 * all),
             rows[1].narrow(2, top, all),
             rows[2].narrow(2, top / 2, all / 2)}
        );
        parts.push_back(part.narrow(2, above, count).clone());
    }
    return torch::cat(parts, 2);
}

}  // namespace nakawari
