/// The building blocks that several parts of the network share (spec §2, §6, §9).
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <functional>
#include <string>

namespace nakawari {

/// Called with the name (spec §12) and value of each intermediate result; empty for normal use.
using StageObserver = std::function<void(const std::string& stage, const torch::Tensor& value)>;

/// Does nothing for an empty observer.
void observe(const StageObserver& observer, const std::string& stage, const torch::Tensor& value);

/// A 1×1 convolution. With a channels-last input it runs as a matrix product: oneDNN 3.10 corrupts
/// memory in the weight gradient of exactly that case on AVX-512 machines.
[[nodiscard]] torch::Tensor pointwise_convolution(
    const torch::Tensor& input,
    const torch::Tensor& weight,
    const torch::Tensor& bias,
    int64_t stride
);

/// A convolution of equal sides, strides and paddings; 3×3 ones that keep the size run as
/// kernels::same_convolution().
[[nodiscard]] torch::Tensor convolution(
    const torch::Tensor& input,
    const torch::Tensor& weight,
    const torch::Tensor& bias,
    int64_t stride,
    int64_t padding
);
/// The same with a layer's own weight and bias. Its sides are odd, and padded by half.
[[nodiscard]] torch::Tensor convolution(
    const torch::Tensor& input, const torch::nn::Conv2d& layer, int64_t stride = 1
);

enum class Direction { down = 1, up };

/// One ResNeXt branch: 1×1 → grouped k×k (transposed when going up) → 1×1, plus a projected
/// shortcut.
struct ResNextOptions {
    int64_t in = 0;
    int64_t width = 0;  ///< channels of the grouped convolution
    int64_t out = 0;
    int64_t groups = 32;
    int64_t kernel = 3;
    int64_t stride = 2;
    Direction direction = Direction::down;
    friend bool operator==(const ResNextOptions&, const ResNextOptions&) = default;
};

class ResNextImpl : public torch::nn::Module {
 public:
    explicit ResNextImpl(const ResNextOptions& options);
    /// (N,in,H,W) → (N,out,H/stride,W/stride), or twice the size going up.
    torch::Tensor forward(
        const torch::Tensor& x, const StageObserver& observer = {}, const std::string& stage = {}
    );

 private:
    torch::nn::AnyModule register_grouped(const ResNextOptions& options);

    ResNextOptions options_;
    torch::nn::Conv2d conv1_{nullptr};
    torch::nn::BatchNorm2d bn1_{nullptr};
    torch::nn::AnyModule conv2_;
    torch::nn::BatchNorm2d bn2_{nullptr};
    torch::nn::Conv2d conv3_{nullptr};
    torch::nn::BatchNorm2d bn3_{nullptr};
    torch::nn::Conv2d projection_{nullptr};
    torch::nn::ConvTranspose2d up_projection_{nullptr};
    torch::nn::BatchNorm2d projection_norm_{nullptr};
};
TORCH_MODULE(ResNext);

/// Squeeze-and-excitation: one gate per channel from the global average.
struct ChannelAttentionOptions {
    int64_t channels = 0;
    int64_t middle = 0;
    friend bool operator==(const ChannelAttentionOptions&, const ChannelAttentionOptions&) =
        default;
};

class ChannelAttentionImpl : public torch::nn::Module {
 public:
    explicit ChannelAttentionImpl(const ChannelAttentionOptions& options);
    torch::Tensor forward(const torch::Tensor& x);

 private:
    torch::nn::Sequential fc_;
};
TORCH_MODULE(ChannelAttention);

/// Two ResNeXt branches with a small and a large kernel side by side, then channel attention
/// (spec §2).
struct MultiScaleBlockOptions {
    ResNextOptions small;
    ResNextOptions large;
    int64_t attention = 0;  ///< hidden units of the channel attention
    friend bool operator==(const MultiScaleBlockOptions&, const MultiScaleBlockOptions&) = default;
};

class MultiScaleBlockImpl : public torch::nn::Module {
 public:
    explicit MultiScaleBlockImpl(const MultiScaleBlockOptions& options);
    torch::Tensor forward(
        const torch::Tensor& x, const StageObserver& observer = {}, const std::string& stage = {}
    );

 private:
    ResNext small_{nullptr};
    ResNext large_{nullptr};
    ChannelAttention attention_{nullptr};
};
TORCH_MODULE(MultiScaleBlock);

}  // namespace nakawari
