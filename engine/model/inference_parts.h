/// The parts of the network in their inference form: the same figures as the modules, on fused
/// convolutions and channels-last tensors of one dtype. Made once from a state dict, then
/// immutable.
#pragma once

#include <array>
#include <optional>

#include "model/fused_convolution.h"
#include "model/network.h"

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

/// The eighteen kernel heads (spec §3). Hidden layers run in the network's dtype, the layers that
/// make offsets and weights in fp32.
class InferenceKernels {
 public:
    InferenceKernels(const KernelEstimatorOptions& options, const LayerLoader& loader);
    /// One set at a time, because together they are larger than everything else: (N,25,h,w), fp32,
    /// channels-last.
    [[nodiscard]] SamplingKernel operator()(
        const torch::Tensor& features, KernelScale scale, std::size_t frame
    ) const;

 private:
    struct Head {
        FusedConvolution conv0, conv2, conv4;
        std::optional<FusedConvolution> conv7;
        int64_t factor = 1;
        KernelPart part = KernelPart::weight;
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

/// Blending of the candidates (spec §6), without the layers that cannot reach the output.
class InferenceGridNet {
 public:
    InferenceGridNet(const GridNetOptions& options, const LayerLoader& loader);
    /// Rows 0, 1, 2 → (N,3,H,W).
    [[nodiscard]] torch::Tensor operator()(std::array<torch::Tensor, 3> rows) const;

 private:
    struct Block {
        double slope = 0.0;
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
    /// Adds the block's result to `sum`.
    static torch::Tensor add(const Block& block, torch::Tensor sum, const torch::Tensor& x);

    std::array<std::array<Block, 4>, 3> lateral_;
    std::array<std::array<Block, 2>, 2> down_;
    std::array<Block, 2> up_;
    Block last_;
};

/// Texture over five frames (spec §9): (5·N,3,H,W) → (N,3,H,W).
class InferenceTexture {
 public:
    InferenceTexture(const TextureUnet3dOptions& options, const LayerLoader& loader);
    [[nodiscard]] torch::Tensor operator()(const torch::Tensor& frames) const;

 private:
    /// gate = sigmoid(weight·mean + bias), fp32; then scale·gate·x + shift where a norm follows.
    struct Gate {
        torch::Tensor weight, bias, scale, shift;
    };
    struct Block {
        FusedConvolution conv1, conv2;
        Gate gate;
        std::optional<FusedConvolution> projection;
    };
    struct Decoder {
        FusedConvolution conv;
        Gate gate;
    };
    static Gate load_gate(const std::string& name, const LayerLoader& loader);
    static torch::Tensor factor(const Gate& gate, const torch::Tensor& x);
    static torch::Tensor run(const Block& block, const torch::Tensor& x);
    static torch::Tensor run(const Decoder& decoder, const torch::Tensor& x);

    FusedConvolution stem_;
    std::array<std::array<Block, 2>, 4> layers_;
    std::array<Decoder, 5> decoders_;
    FusedConvolution fuse_, last_;
};

}  // namespace nakawari
