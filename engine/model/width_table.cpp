/// The published channel plans and how layers follow from them.
#include "model/width_table.h"

namespace nakawari {

namespace {

struct BlockPlan {
    int64_t small_kernel;
    int64_t large_kernel;
    int64_t stride;
    Direction direction;
};

MultiScaleBlockOptions multi_scale_block(int64_t in, int64_t out, const BlockPlan& plan) {
    ResNextOptions branch;
    branch.in = in;
    branch.out = out / 2;
    branch.width = branch.out * 4 / 64 * 32;
    branch.stride = plan.stride;
    branch.direction = plan.direction;
    MultiScaleBlockOptions block{branch, branch, out / 16};
    block.small.kernel = plan.small_kernel;
    block.large.kernel = plan.large_kernel;
    block.large.out = out - branch.out;
    return block;
}

FeatureExtractorOptions feature_options(const std::array<int64_t, 4>& c) {
    using enum Direction;
    return {{
        multi_scale_block(6, c[0], {3, 7, 2, down}),
        multi_scale_block(c[0], c[1], {3, 7, 2, down}),
        multi_scale_block(c[1], c[2], {3, 5, 2, down}),
        multi_scale_block(c[2], c[3], {3, 5, 2, down}),
        multi_scale_block(c[3], c[3], {3, 5, 1, down}),
        multi_scale_block(c[3], c[2], {4, 6, 2, up}),
        multi_scale_block(c[2], c[1], {4, 8, 2, up}),
        multi_scale_block(c[1], c[0], {4, 8, 2, up}),
    }};
}

KernelEstimatorOptions kernel_options(int64_t in, int64_t hidden) {
    KernelEstimatorOptions options;
    for (std::size_t head = 0; head < options.heads.size(); ++head) {
        options.heads[head] = {in, hidden, hidden, KernelScale(head / 6), KernelPart(head % 3)};
    }
    return options;
}

GridNetOptions grid_options(const std::array<int64_t, 3>& g, FlowBranch flow_branch) {
    const std::array<int64_t, 3> inputs{6, flow_branch == FlowBranch::none ? 6 : 12, 6};
    const auto block = [](int64_t in, int64_t out, bool lateral) {
        return GridBlockOptions{in, out, out, lateral && in != out};
    };
    GridNetOptions options;
    for (std::size_t row = 0; row < 3; ++row) {
        options.lateral[row].fill(block(g[row], g[row], true));
        options.lateral[row][0] = block(inputs[row], g[row], true);
    }
    for (std::size_t row = 0; row < 2; ++row) {
        options.down[row].fill(block(g[row], g[row + 1], false));
        options.up[row].fill(block(g[row + 1], g[row], false));
    }
    options.last = block(g[1], 3, true);
    return options;
}

TextureUnet3dOptions texture_options(const std::array<int64_t, 4>& u, int64_t fuse) {
    const auto layer = [](int64_t in, int64_t out, int64_t stride, bool projected) {
        return std::array<ResidualBlockOptions, 2>{
            {{in, out, out, stride, projected}, {out, out, out, 1, false}}};
    };
    TextureUnet3dOptions options;
    options.stem = u[0];
    options.layers = {
        {layer(u[0], u[0], 1, false),
         layer(u[0], u[1], 2, true),
         layer(u[1], u[2], 2, true),
         layer(u[2], u[3], 1, true)}};
    options.decoders = {
        {{u[3], u[2], Direction::down},
         {2 * u[2], u[1], Direction::up},
         {2 * u[1], u[0], Direction::up},
         {2 * u[0], u[0], Direction::down},
         {2 * u[0], u[0], Direction::up}}};
    options.fuse = fuse;
    return options;
}

FlowNetOptions flow_options() {
    constexpr std::array<int64_t, 6> c{16, 32, 64, 96, 128, 196};
    FlowNetOptions options;
    for (std::size_t i = 0; i < c.size(); ++i) {
        options.pyramid[i] = {i == 0 ? 3 : c[i - 1], {c[i], c[i], c[i]}};
    }
    int64_t previous = 0;
    for (std::size_t i = 0; i < options.decoders.size(); ++i) {
        options.decoders[i] = {static_cast<int>(6 - i), c[5 - i], previous, {128, 128, 96, 64, 32}};
        previous = options.decoders[i].output();
    }
    options.refiner = {128, 128, 128, 96, 64, 32};
    return options;
}

}  // namespace

WidthTable teacher_widths() {
    return {{64, 128, 256, 512}, 64, {32, 64, 96}, {32, 64, 96, 128}, 32, FlowBranch::pwc};
}

WidthTable mini_widths() {
    return {};
}

WidthTable mini_flow_widths() {
    WidthTable widths;
    widths.flow_branch = FlowBranch::dis;
    return widths;
}

StMfNetOptions network_options(const WidthTable& widths) {
    StMfNetOptions options;
    options.features = feature_options(widths.features);
    options.kernels = kernel_options(widths.features[0], widths.head_hidden);
    options.flow_branch = widths.flow_branch;
    if (widths.flow_branch == FlowBranch::pwc) {
        options.flow = flow_options();
    }
    options.grid = grid_options(widths.grid, widths.flow_branch);
    options.texture = texture_options(widths.texture, widths.texture_fuse);
    return options;
}

}  // namespace nakawari
