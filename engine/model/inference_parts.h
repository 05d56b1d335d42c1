/// The parts of the network in their inference form: the same figures as the modules, on fused
/// convolutions and channels-last tensors of one dtype. Made once from a state dict, then
/// immutable.
#pragma once

#include <array>
#include <optional>

#include "model/frame_convolution.h"
#include "model/fused_convolution.h"
#include "model/network.h"
#include "model/part_clock.h"

namespace nakawari {

/// Multi-scale features (spec §2): (N,6,H,W) → (N,c0,H/2,W/2).
class InferenceFeatures {
 public:
    InferenceFeatures(const FeatureExtractorOptions& options, const LayerLoader& loader);
    [[nodiscard]] torch::Tensor operator()(const torch::Tensor& x) const;

 private:
    struct Branch {
        FusedConvolution conv1, conv2, conv3, shortcut;
    };
    struct Block {
        Branch small, large;
        torch::Tensor squeeze, squeeze_bias, excite, excite_bias;  ///< fp32
    };
    static Branch load_branch(
        const ResNextOptions& options, const std::string& prefix, const LayerLoader& loader
    );
    static torch::Tensor run(const Branch& branch, const torch::Tensor& x);
    static torch::Tensor run(const Block& block, const torch::Tensor& x);

    std::array<Block, 8> blocks_;
};

/// The eighteen kernel heads (spec §3) and the sampling by what they predict (spec §4). Hidden
/// layers run in the network's dtype, the layers that make offsets and weights in fp32.
class InferenceKernels {
 public:
    InferenceKernels(const KernelEstimatorOptions& options, const LayerLoader& loader);
    /// `image` (N,3,h,w), frame 0 = I1 or 1 = I2 at that scale, as its kernels sample it.
    [[nodiscard]] torch::Tensor sample(
        const torch::Tensor& features,
        KernelScale scale,
        std::size_t frame,
        const torch::Tensor& image,
        PartClock& clock
    ) const;

 private:
    struct Head {
        FusedConvolution conv0, conv2, conv4;
        torch::Tensor last, last_bias;  ///< of the layer behind the enlargement, fp32
    };
    static torch::Tensor run(const Head& head, const torch::Tensor& features);

    std::array<Head, 18> heads_;
};

/// PWC-Net (spec §7). Cost volumes, flows and warping are fp32.
class InferenceFlowNet {
 public:
    InferenceFlowNet(const FlowNetOptions& options, const LayerLoader& loader);
    [[nodiscard]] FlowPair operator()(const torch::Tensor& a, const torch::Tensor& b) const;

 private:
    struct Decoder {
        int level = 6;
        std::optional<FusedConvolution> upflow, upfeat;
        std::array<FusedConvolution, 5> dense;
        FusedConvolution flow;
    };
    using Pyramid = std::array<torch::Tensor, 6>;
    [[nodiscard]] Pyramid pyramid(const torch::Tensor& image) const;
    [[nodiscard]] torch::Tensor estimate(const Pyramid& first, const Pyramid& second) const;

    torch::ScalarType dtype_;
    std::array<std::array<FusedConvolution, 3>, 6> extractor_;
    std::array<Decoder, 5> decoders_;  ///< levels 6 … 2
    std::array<FusedConvolution, 7> refiner_;
};

/// Blending of the candidates (spec §6), without the layers that cannot reach the output. Rows and
/// what is added to them are fp32 at every dtype, since they are pictures or nearly so (in bf16
/// they would cost up to 0.2 dB); what the blocks add is computed in the network's dtype.
class InferenceGridNet {
 public:
    InferenceGridNet(const GridNetOptions& options, const LayerLoader& loader);
    /// Rows 0, 1, 2 of one sample → (1,3,H,W). `strip_rows` (0 = all): computed in strips of so
    /// many rows of the result with all that they depend on; the result is the same, the memory
    /// less.
    [[nodiscard]] torch::Tensor operator()(
        std::array<torch::Tensor, 3> rows, int64_t strip_rows = 0
    ) const;

 private:
    struct Block {
        FusedConvolution conv1, conv2;
        std::optional<FusedConvolution> shortcut;
    };
    static Block load(
        const GridBlockOptions& options,
        GridBlockKind kind,
        const std::string& name,
        const LayerLoader& loader
    );
    static torch::Tensor lateral(const Block& block, const torch::Tensor& x);
    [[nodiscard]] torch::Tensor run(std::array<torch::Tensor, 3> state) const;
    [[nodiscard]] torch::Tensor descend(const torch::Tensor& row0, torch::Tensor& row1) const;
    /// Adds the block's result to `sum`.
    static torch::Tensor add(const Block& block, torch::Tensor sum, const torch::Tensor& x);

    std::array<std::array<Block, 4>, 3> lateral_;
    std::array<std::array<Block, 2>, 2> down_;
    std::array<Block, 2> up_;
    Block last_;
};

/// Texture over five frames (spec §9): (1,3,H,W) each → (1,3,H,W). The gates multiply what a
/// convolution gives by a function of its mean, which follows from the mean of its input: so each
/// is part of the convolution's weights.
class InferenceTexture {
 public:
    InferenceTexture(const TextureUnet3dOptions& options, const LayerLoader& loader);
    [[nodiscard]] torch::Tensor operator()(const TextureFrames& frames) const;

 private:
    /// sigmoid(weight·mean + bias), fp32; times the scale of the norm behind it, if there is one.
    struct Gate {
        torch::Tensor weight, bias, scale, shift;
    };
    struct Block {
        FrameConvolution conv1, conv2;
        Gate gate;
        std::optional<FrameConvolution> projection;
    };
    struct Decoder {
        FrameConvolution conv;
        Gate gate;
    };
    static Gate load_gate(const std::string& name, const LayerLoader& loader);
    static FrameConvolution gated(
        const FrameConvolution& convolution,
        const Gate& gate,
        const std::vector<const TextureFrames*>& inputs,
        const Activation& activation
    );
    static TextureFrames run(const Block& block, TextureFrames x, bool keep);
    void load_decoder(std::size_t index, Direction direction, const LayerLoader& loader);
    [[nodiscard]] torch::Tensor finish(const TextureFrames& deep, const TextureFrames& flat) const;

    FrameConvolution stem_;
    std::array<std::array<Block, 2>, 4> layers_;
    std::array<Decoder, 5> decoders_;
    /// The 1×1 layer over all five frames is the sum of one for each.
    std::array<FusedConvolution, texture_frames> fuse_;
    FusedConvolution last_;
};

}  // namespace nakawari
