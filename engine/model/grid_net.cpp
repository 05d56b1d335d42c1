/// Two columns downwards, two upwards, one output from the middle row.
#include "model/grid_net.h"

#include "kernels/training_ops.h"

namespace nakawari {

namespace nn = torch::nn;
using torch::Tensor;

namespace {

std::string block_name(const char* kind, std::size_t row, std::size_t column) {
    return std::string(kind) + "_" + std::to_string(row) + "_" + std::to_string(column);
}

nn::Conv2d make_convolution(int64_t in, int64_t out, int64_t stride) {
    return nn::Conv2d(nn::Conv2dOptions(in, out, 3).stride(stride).padding(1));
}

}  // namespace

GridBlockImpl::GridBlockImpl(const GridBlockOptions& options, GridBlockKind kind) : kind_(kind) {
    const int64_t stride = kind == GridBlockKind::down ? 2 : 1;
    conv1_ = make_convolution(options.in, options.middle, stride);
    conv2_ = make_convolution(options.middle, options.out, 1);
    // The published up block begins with the upsampling, so its numbers are one higher.
    std::size_t index = kind == GridBlockKind::up ? 1 : 0;
    nn::Sequential f;
    f->push_back(std::to_string(index++), prelu1_);
    f->push_back(std::to_string(index++), conv1_);
    f->push_back(std::to_string(index++), prelu2_);
    f->push_back(std::to_string(index++), conv2_);
    register_module("f", f);
    if (options.has_shortcut) {
        shortcut_ = register_module("conv", make_convolution(options.in, options.out, 1));
    }
}

Tensor GridBlockImpl::forward(const Tensor& x) {
    Tensor y = x;
    if (kind_ == GridBlockKind::up) {
        const std::vector<int64_t> size{2 * x.size(2), 2 * x.size(3)};
        y = torch::upsample_bilinear2d(x, size, /*align_corners=*/false);
    }
    // Under autocast a slope has to follow its input's type.
    const auto prelu = [](nn::PReLU& layer, const Tensor& input) {
        return torch::prelu(input, layer->weight.to(input.scalar_type()));
    };
    const int64_t stride = kind_ == GridBlockKind::down ? 2 : 1;
    y = convolution(prelu(prelu1_, y), conv1_, stride);
    y = convolution(prelu(prelu2_, y), conv2_);
    if (kind_ == GridBlockKind::lateral) {
        y = y + (shortcut_ ? convolution(x, shortcut_) : x);
    }
    return y;
}

GridNetImpl::GridNetImpl(const GridNetOptions& options) {
    const auto add =
        [this](const std::string& name, const GridBlockOptions& block, GridBlockKind kind) {
            return register_module(name, std::make_shared<GridBlockImpl>(block, kind));
        };
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 4; ++column) {
            lateral_[row][column] =
                add(block_name("lateral", row, column),
                    options.lateral[row][column],
                    GridBlockKind::lateral);
        }
    }
    for (std::size_t row = 0; row < 2; ++row) {
        for (std::size_t column = 0; column < 2; ++column) {
            down_[row][column] =
                add(block_name("down", row, column), options.down[row][column], GridBlockKind::down
                );
        }
    }
    for (std::size_t row = 0; row < 2; ++row) {
        for (std::size_t column = 0; column < 2; ++column) {
            up_[row][column] =
                add(block_name("up", row, column), options.up[row][column], GridBlockKind::up);
        }
    }
    last_ = add("lateral_final_1", options.last, GridBlockKind::lateral);
}

Tensor GridNetImpl::forward(const std::array<Tensor, 3>& rows, const StageObserver& observer) {
    const auto run = [&](const char* kind,
                         const Block& block,
                         std::size_t row,
                         std::size_t column,
                         const Tensor& x) {
        const Tensor y = block->forward(x);
        observe(observer, "grid." + block_name(kind, row, column), y);
        return y;
    };
    std::array<Tensor, 3> state;
    std::transform(rows.begin(), rows.end(), state.begin(), kernels::in_training_order);
    for (std::size_t column = 0; column < 2; ++column) {
        for (std::size_t row = 0; row < 3; ++row) {
            state[row] = run("lateral", lateral_[row][column], row, column, state[row]);
            if (row > 0) {
                state[row] = state[row] +
                             run("down", down_[row - 1][column], row - 1, column, state[row - 1]);
            }
        }
    }
    for (std::size_t column = 2; column < 4; ++column) {
        state[2] = run("lateral", lateral_[2][column], 2, column, state[2]);
        state[1] = run("lateral", lateral_[1][column], 1, column, state[1]) +
                   run("up", up_[1][column - 2], 1, column - 2, state[2]);
    }
    const Tensor result = last_->forward(state[1]);
    observe(observer, "grid.lateral_final_1", result);
    return result;
}

}  // namespace nakawari
