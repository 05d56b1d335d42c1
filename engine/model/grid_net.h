/// GridNet: blends the three scales of candidates into one picture (spec §6; ST-MFNet §3.3).
#pragma once

#include <array>

#include "model/blocks.h"

namespace nakawari {

/// Channels of a block of two 3×3 convolutions, each after a PReLU.
struct GridBlockOptions {
    int64_t in = 0;
    int64_t middle = 0;
    int64_t out = 0;
    bool has_shortcut = false;  ///< lateral blocks: a convolution on the shortcut
    friend bool operator==(const GridBlockOptions&, const GridBlockOptions&) = default;
};

enum class GridBlockKind { lateral = 1, down, up };

/// PReLU, conv, PReLU, conv; a lateral one adds its input, down halves and up doubles the size.
class GridBlockImpl : public torch::nn::Module {
 public:
    GridBlockImpl(const GridBlockOptions& options, GridBlockKind kind);
    torch::Tensor forward(const torch::Tensor& x);

 private:
    GridBlockKind kind_;
    torch::nn::PReLU prelu1_;
    torch::nn::Conv2d conv1_{nullptr};
    torch::nn::PReLU prelu2_;
    torch::nn::Conv2d conv2_{nullptr};
    torch::nn::Conv2d shortcut_{nullptr};
};
TORCH_MODULE(GridBlock);

/// Row 0 is at twice the size, row 1 at the size of the picture, row 2 at half.
struct GridNetOptions {
    std::array<std::array<GridBlockOptions, 4>, 3> lateral;  ///< [row][column]
    std::array<std::array<GridBlockOptions, 2>, 2> down;     ///< [row above][column]
    std::array<std::array<GridBlockOptions, 2>, 2> up;       ///< [row above][column − 2]
    GridBlockOptions last;
    friend bool operator==(const GridNetOptions&, const GridNetOptions&) = default;
};

class GridNetImpl : public torch::nn::Module {
 public:
    explicit GridNetImpl(const GridNetOptions& options);
    /// Rows at 2H×2W, H×W, H/2×W/2 → (N,3,H,W). lateral_0_2, lateral_0_3, up_0_0 and up_0_1 cannot
    /// reach the output and are not computed; they exist for the state dict.
    torch::Tensor forward(
        const std::array<torch::Tensor, 3>& rows, const StageObserver& observer = {}
    );

 private:
    using Block = std::shared_ptr<GridBlockImpl>;
    std::array<std::array<Block, 4>, 3> lateral_;
    std::array<std::array<Block, 2>, 2> down_;
    std::array<std::array<Block, 2>, 2> up_;
    Block last_;
};
TORCH_MODULE(GridNet);

}  // namespace nakawari
