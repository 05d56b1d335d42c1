/// A 3-D convolution over the five frames of the texture network, one frame at a time: its three
/// input frames side by side on the channels of an ordinary 2-D convolution.
#pragma once

#include <array>

#include "model/fused_convolution.h"
#include "model/texture_unet3d.h"

namespace nakawari {

/// Five tensors (1,C,H,W).
using TextureFrames = std::array<torch::Tensor, texture_frames>;

class FrameConvolution;

/// A 3-D convolution of the texture network as it was read: what its result means can be told
/// before it is made ready to run.
struct FrameLayer {
    /// The flat weight of previous, own and next frame (texture_unet3d.h), or a weight of the own
    /// frame only if `taps` is 1.
    FoldedLayer layer;
    ConvolutionGeometry geometry;
    torch::TensorOptions options;  ///< the dtype that it runs in
    int64_t taps = 3;

    /// Mean of the result for such inputs over frames and pixels, (out) in fp32, without computing
    /// it: a convolution is linear, so sums of the input and of its borders suffice.
    [[nodiscard]] torch::Tensor mean(const std::vector<const TextureFrames*>& inputs) const;
    /// Each output channel multiplied by `factor`, then moved by `shift` (if defined), then
    /// activated.
    [[nodiscard]] FrameConvolution gated(
        const torch::Tensor& factor, const torch::Tensor& shift, const Activation& activation
    ) const;
};

/// Immutable once made; one thread at a time.
class FrameConvolution {
 public:
    FrameConvolution() = default;
    FrameConvolution(const FrameLayer& layer, const Activation& activation);

    /// What several tensors per frame, side by side on the channels, give for frame t.
    [[nodiscard]] torch::Tensor frame(
        const std::vector<const TextureFrames*>& inputs, std::size_t t
    ) const;
    [[nodiscard]] TextureFrames operator()(const std::vector<const TextureFrames*>& inputs) const;
    /// activation(sum + convolution), into `sum`.
    TextureFrames add_into(TextureFrames sum, const TextureFrames& input) const;

 private:
    [[nodiscard]] torch::Tensor neighbours(
        const std::vector<const TextureFrames*>& inputs, std::size_t t
    ) const;
    [[nodiscard]] const FusedConvolution& at(std::size_t t) const {
        return layers_[t == 0 ? 0 : t + 1 == texture_frames ? 2 : 1];
    }

    int64_t taps_ = 3;
    /// For the first frame, which has nothing before it, those between, and the last.
    std::array<FusedConvolution, 3> layers_;
};

}  // namespace nakawari
