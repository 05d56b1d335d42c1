/// PWC-Net: the learned optical flow of the teacher (spec §7), and sampling along a flow.
#pragma once

#include <array>
#include <utility>

#include "model/blocks.h"

namespace nakawari {

/// Samples `image` at x + flow with zeros outside, as the published code does: the displacement is
/// stretched by W/(W−1), H/(H−1) and pixels that touch the outside are zero. (N,C,H,W), (N,2,H,W).
[[nodiscard]] torch::Tensor backward_warp(const torch::Tensor& image, const torch::Tensor& flow);

/// The names that the published code gives to six things in a row.
inline constexpr std::array<const char*, 6> flow_layer_names{
    "netOne", "netTwo", "netThr", "netFou", "netFiv", "netSix"};
inline constexpr double flow_negative_slope = 0.1;
inline constexpr std::array<int64_t, 7> flow_refiner_dilations{1, 2, 4, 8, 16, 1, 1};

/// Raw flow is in units of 20 pixels of the picture; at level L one pixel is 2^L of those.
[[nodiscard]] constexpr double flow_scale(int level) {
    return 20.0 / static_cast<double>(1 << level);
}

/// Three 3×3 convolutions at one level of the pyramid.
struct PyramidStageOptions {
    int64_t in = 0;
    std::array<int64_t, 3> out{};
    friend bool operator==(const PyramidStageOptions&, const PyramidStageOptions&) = default;
};

/// Channels added by the five densely connected convolutions of a decoder.
struct FlowDecoderOptions {
    int level = 6;         ///< 6 is the coarsest, at 1/64
    int64_t features = 0;  ///< channels of the pyramid at this level
    int64_t previous = 0;  ///< channels of the coarser decoder's features
    std::array<int64_t, 5> dense{};
    friend bool operator==(const FlowDecoderOptions&, const FlowDecoderOptions&) = default;
    /// Channels before the dense block.
    [[nodiscard]] int64_t input() const { return level == 6 ? 81 : 81 + features + 4; }
    /// Channels after it.
    [[nodiscard]] int64_t output() const;
};

struct FlowNetOptions {
    std::array<PyramidStageOptions, 6> pyramid;  ///< 1/2 … 1/64
    std::array<FlowDecoderOptions, 5> decoders;  ///< levels 6 … 2
    std::array<int64_t, 6> refiner{};            ///< all but the last convolution
    friend bool operator==(const FlowNetOptions&, const FlowNetOptions&) = default;
};

struct FlowLevel {
    torch::Tensor flow;      ///< (N,2,h,w)
    torch::Tensor features;  ///< (N,C,h,w)
};

class FlowDecoderImpl : public torch::nn::Module {
 public:
    explicit FlowDecoderImpl(const FlowDecoderOptions& options);
    FlowLevel forward(
        const torch::Tensor& first, const torch::Tensor& second, const FlowLevel& previous
    );

 private:
    FlowDecoderOptions options_;
    torch::nn::ConvTranspose2d upflow_{nullptr};
    torch::nn::ConvTranspose2d upfeat_{nullptr};
    std::array<std::shared_ptr<torch::nn::Conv2dImpl>, 6> convs_;
};
TORCH_MODULE(FlowDecoder);

class FlowNetImpl : public torch::nn::Module {
 public:
    explicit FlowNetImpl(const FlowNetOptions& options);
    /// Flow a→b and b→a in pixels of the picture: (N,3,H,W), multiples of 64 → two (N,2,H,W).
    std::pair<torch::Tensor, torch::Tensor> forward(
        const torch::Tensor& a, const torch::Tensor& b, const StageObserver& observer = {}
    );

 private:
    using Pyramid = std::array<torch::Tensor, 6>;
    Pyramid pyramid(const torch::Tensor& image);
    torch::Tensor estimate(
        const Pyramid& first,
        const Pyramid& second,
        const StageObserver& observer,
        const std::string& call
    );

    std::array<torch::nn::Sequential, 6> extractor_;
    std::array<std::shared_ptr<FlowDecoderImpl>, 5> decoders_;  ///< levels 6 … 2
    torch::nn::Sequential refiner_;
};
TORCH_MODULE(FlowNet);

}  // namespace nakawari
