/// A 3-D convolution over the five frames of the texture network, one frame at a time: its three
/// input frames side by side on the channels of an ordinary 2-D convolution.
#pragma once

#include <array>

#include "model/fused_convolution.h"
#include "model/texture_unet3d.h"

namespace nakawari {

/// Five tensors (1,C,H,W).
using TextureFrames = std::array<torch::Tensor, texture_frames>;

/// Immutable once made; one thread at a time.
class FrameConvolution {
 public:
    FrameConvolution() = default;
    /// `layer` has the flat weight of previous, own and next frame (texture_unet3d.h), or a weight
    /// of the own frame only if `taps` is 1. `options`: the dtype that it runs in.
    FrameConvolution(
        const FoldedLayer& layer,
        const ConvolutionGeometry& geometry,
        const Activation& activation,
        const torch::TensorOptions& options,
        int64_t taps = 3
    );
    /// mean() has to be asked for here: it takes another copy of the weight, in double.
    void prepare_mean(const FoldedLayer& layer);

    /// What several tensors per frame, side by side on the channels, give for frame t.
    [[nodiscard]] torch::Tensor frame(
        const std::vector<const TextureFrames*>& inputs, std::size_t t
    ) const;
    [[nodiscard]] TextureFrames operator()(const std::vector<const TextureFrames*>& inputs) const;
    /// activation(sum + convolution), into `sum`.
    TextureFrames add_into(TextureFrames sum, const TextureFrames& input) const;

    /// Mean of the result over frames and pixels before the activation, (out) in fp32, without
    /// computing it: a convolution is linear, so sums of the input and of its borders suffice. Only
    /// after prepare_mean().
    [[nodiscard]] torch::Tensor mean(const std::vector<const TextureFrames*>& inputs) const;
    /// What FusedConvolution::scaled() says, for all frames. Its mean() is still that of this
    /// layer.
    [[nodiscard]] FrameConvolution gated(
        const torch::Tensor& factor, const torch::Tensor& shift, const Activation& activation
    ) const;

 private:
    [[nodiscard]] torch::Tensor neighbours(
        const std::vector<const TextureFrames*>& inputs, std::size_t t
    ) const;
    [[nodiscard]] const FusedConvolution& at(std::size_t t) const {
        return layers_[t == 0 ? 0 : t + 1 == texture_frames ? 2 : 1];
    }

    torch::Tensor bias_;
    torch::Tensor by_tap_;        ///< the weight as mean() needs it
    torch::Tensor sums_per_tap_;  ///< (taps, 9)
    ConvolutionGeometry geometry_;
    int64_t taps_ = 3;
    /// For the first frame, which has nothing before it, those between, and the last.
    std::array<FusedConvolution, 3> layers_;
};

}  // namespace nakawari
