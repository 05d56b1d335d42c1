/// The whole network prepared for inference: one dtype, one device, no gradients.
#pragma once

#include <optional>

#include "model/inference_parts.h"
#include "model/memory_estimate.h"
#include "model/part_clock.h"

namespace nakawari {

struct InferenceNetworkOptions {
    torch::ScalarType dtype = torch::kFloat;  ///< of the convolutions: or kBFloat16, kHalf
    torch::Device device = torch::kCPU;
};

/// What a network of these widths needs on a CPU, with convolutions in elements of that size.
[[nodiscard]] NetworkMemory network_memory(
    const StMfNetOptions& shape, const StateDict& weights, torch::ScalarType dtype
);

/// Immutable; one thread at a time. Offsets, softmax, sampling, metric, splatting and gates are
/// fp32 at every dtype.
class InferenceNetwork {
 public:
    /// The state's shapes must have been checked against `shape` (load_into does).
    InferenceNetwork(
        const StMfNetOptions& shape,
        const StateDict& state,
        const InferenceNetworkOptions& options = {}
    );

    [[nodiscard]] FlowBranch flow_branch() const { return flow_branch_; }
    /// As StMfNetImpl::forward: fp32 (N,3,H,W) of any size in, fp32 out. Says on the way where the
    /// time goes. Smaller strips (InferenceGridNet) need less memory.
    [[nodiscard]] torch::Tensor operator()(
        FrameTensors frames,
        std::optional<FlowPair> flow = {},
        PartClock* clock = nullptr,
        int64_t strip_rows = 0
    ) const;

 private:
    /// One call: what the parts share.
    struct Run {
        PartClock& clock;
        int64_t strip_rows;
    };
    [[nodiscard]] torch::Tensor run_sample(
        FrameTensors frames, std::optional<FlowPair> flow, const Run& run
    ) const;
    [[nodiscard]] torch::Tensor blend(
        const torch::Tensor& i1,
        const torch::Tensor& i2,
        std::optional<FlowPair> flow,
        const Run& run
    ) const;
    [[nodiscard]] torch::Tensor candidates(
        const torch::Tensor& features,
        KernelScale scale,
        const torch::Tensor& i1,
        const torch::Tensor& i2,
        const Run& run
    ) const;
    [[nodiscard]] torch::Tensor extract_published(const torch::Tensor& both) const;
    [[nodiscard]] torch::Tensor prepared(const torch::Tensor& x) const;

    FlowBranch flow_branch_;
    torch::ScalarType dtype_;
    torch::Tensor gauss_kernel_, upsample_filter_, metric_scale_;
    /// In fp32 the published module, unfolded: its rounding decides which taps fall on the other
    /// side of an integer offset (spec §4); folded, it leaves the tolerance of parity.
    FeatureExtractor published_features_{nullptr};
    std::optional<InferenceFeatures> features_;  ///< other dtypes: folded
    InferenceKernels kernels_;
    std::optional<InferenceFlowNet> flow_net_;
    InferenceGridNet grid_net_;
    InferenceTexture texture_;
};

}  // namespace nakawari
