/// The 3-D U-Net that restores texture over five frames (spec §9; ST-MFNet §3.4).
///
/// Frames lie in the batch dimension, (5·N,C,H,W), because every 3-D convolution here keeps all
/// five frames: three neighbours side by side on the channels turn it into an ordinary 2-D one,
/// several times faster on a CPU.
#pragma once

#include <array>

#include "model/blocks.h"

namespace nakawari {

/// I0, I1, the blended frame, I2, I3.
inline constexpr int64_t texture_frames = 5;

/// A convolution of 3 frames × k × k (or 1×1×1) with one frame of zeros beyond each end.
/// weight (out,in,t,k,k); input (5·N,in,H,W).
[[nodiscard]] torch::Tensor convolve_frames(
    const torch::Tensor& input,
    const torch::Tensor& weight,
    const torch::Tensor& bias,
    int64_t stride,
    int64_t padding
);
/// Its transposed counterpart, 3×4×4 with stride 2: (5·N,in,H,W) → (5·N,out,2H,2W); weight
/// (in,out,3,4,4).
[[nodiscard]] torch::Tensor convolve_frames_transposed(
    const torch::Tensor& input, const torch::Tensor& weight, const torch::Tensor& bias
);
/// Previous, own and next frame side by side: (5·N,C,H,W) → (5·N,3C,H,W), zeros beyond the ends.
[[nodiscard]] torch::Tensor with_neighbour_frames(const torch::Tensor& input);
/// The 2-D weight that goes with with_neighbour_frames(); a 1×1×1 weight only loses its time.
[[nodiscard]] torch::Tensor flatten_frames_weight(const torch::Tensor& weight);
[[nodiscard]] torch::Tensor flatten_transposed_frames_weight(const torch::Tensor& weight);

/// One sigmoid gate per channel from the mean over all frames and pixels.
class FrameGateImpl : public torch::nn::Module {
 public:
    explicit FrameGateImpl(int64_t channels);
    torch::Tensor forward(const torch::Tensor& x);

 private:
    torch::nn::Conv3d projection_{nullptr};
};
TORCH_MODULE(FrameGate);

struct ResidualBlockOptions {
    int64_t in = 0;
    int64_t middle = 0;
    int64_t out = 0;
    int64_t stride = 1;
    bool has_projection = false;
    friend bool operator==(const ResidualBlockOptions&, const ResidualBlockOptions&) = default;
};

/// Two 3×3×3 convolutions with batch-norm, a gate, and the shortcut.
class ResidualBlockImpl : public torch::nn::Module {
 public:
    explicit ResidualBlockImpl(const ResidualBlockOptions& options);
    torch::Tensor forward(const torch::Tensor& x);

 private:
    ResidualBlockOptions options_;
    torch::nn::Conv3d conv1_{nullptr};
    torch::nn::BatchNorm2d norm1_{nullptr};
    torch::nn::Conv3d conv2_{nullptr};
    torch::nn::BatchNorm2d norm2_{nullptr};
    FrameGate gate_{nullptr};
    torch::nn::Conv3d projection_{nullptr};
    torch::nn::BatchNorm2d projection_norm_{nullptr};
};
TORCH_MODULE(ResidualBlock);

struct TextureDecoderOptions {
    int64_t in = 0;
    int64_t out = 0;
    Direction direction = Direction::down;  ///< up: transposed, twice the size; else the same size
    friend bool operator==(const TextureDecoderOptions&, const TextureDecoderOptions&) = default;
};

/// Convolution, gate, then batch-norm (in this order). The caller applies the activation.
class TextureDecoderImpl : public torch::nn::Module {
 public:
    explicit TextureDecoderImpl(const TextureDecoderOptions& options);
    torch::Tensor forward(const torch::Tensor& x);

 private:
    TextureDecoderOptions options_;
    torch::nn::Conv3d conv_{nullptr};
    torch::nn::ConvTranspose3d upconv_{nullptr};
    FrameGate gate_{nullptr};
    torch::nn::BatchNorm2d norm_{nullptr};
};
TORCH_MODULE(TextureDecoder);

struct TextureUnet3dOptions {
    int64_t stem = 0;
    std::array<std::array<ResidualBlockOptions, 2>, 4> layers;
    std::array<TextureDecoderOptions, 5> decoders;
    int64_t fuse = 0;
    friend bool operator==(const TextureUnet3dOptions&, const TextureUnet3dOptions&) = default;
};

/// Stem and four layers; returns the five levels x0 … x4.
class TextureEncoderImpl : public torch::nn::Module {
 public:
    explicit TextureEncoderImpl(const TextureUnet3dOptions& options);
    std::array<torch::Tensor, 5> forward(const torch::Tensor& x, const StageObserver& observer);

 private:
    torch::nn::Conv3d stem_{nullptr};
    torch::nn::BatchNorm2d stem_norm_{nullptr};
    std::array<std::array<std::shared_ptr<ResidualBlockImpl>, 2>, 4> layers_;
};
TORCH_MODULE(TextureEncoder);

class TextureUnet3dImpl : public torch::nn::Module {
 public:
    explicit TextureUnet3dImpl(const TextureUnet3dOptions& options);
    /// (5·N,3,H,W), frames of one sample together → the residual (N,3,H,W).
    torch::Tensor forward(const torch::Tensor& frames, const StageObserver& observer = {});

 private:
    TextureEncoder encoder_{nullptr};
    std::array<std::shared_ptr<TextureDecoderImpl>, 5> decoder_;
    torch::nn::Conv2d fuse_{nullptr};
    torch::nn::BatchNorm2d fuse_norm_{nullptr};
    torch::nn::Conv2d last_{nullptr};
};
TORCH_MODULE(TextureUnet3d);

}  // namespace nakawari
