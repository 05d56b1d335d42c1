/// ST-MFNet: the one network of the program. Teacher, Mini and Mini-flow differ in widths and in
/// where optical flow comes from (spec §1, §15; arXiv 2111.15483, 2302.08455).
#pragma once

#include <array>
#include <optional>
#include <string>

#include "model/feature_extractor.h"
#include "model/flow_net.h"
#include "model/grid_net.h"
#include "model/kernel_estimator.h"
#include "model/texture_unet3d.h"

namespace nakawari {

/// Where the flow for the splatted candidates comes from; read from the file (spec §15).
enum class FlowBranch {
    none = 1,  ///< published Mini: no splatted candidates
    pwc,       ///< teacher: PWC-Net inside the network
    dis,       ///< Mini-flow: classical flow, given to forward()
};

struct StMfNetOptions {
    FeatureExtractorOptions features;
    KernelEstimatorOptions kernels;
    FlowBranch flow_branch = FlowBranch::none;
    FlowNetOptions flow;  ///< used with FlowBranch::pwc
    GridNetOptions grid;
    TextureUnet3dOptions texture;
    friend bool operator==(const StMfNetOptions&, const StMfNetOptions&) = default;
};

/// I0 … I3, each (N,3,H,W), gamma-encoded RGB, nominally 0..1.
using FrameTensors = std::array<torch::Tensor, 4>;

/// Optical flow between I1 and I2 in pixels, each (N,2,H,W): x, y.
struct FlowPair {
    torch::Tensor forth;  ///< I1 → I2
    torch::Tensor back;   ///< I2 → I1
};

/// Subtracts the mean colour of the training set.
[[nodiscard]] torch::Tensor without_mean_color(const torch::Tensor& image);

/// Bottom and right padding to multiples of 128: reflection, or repetition of the edge on an axis
/// that is too short to reflect (RULES). Works on any (N,C,H,W).
[[nodiscard]] torch::Tensor pad_to_multiple(const torch::Tensor& image);
/// Repeats the edge into the same padding: for flow.
[[nodiscard]] torch::Tensor replicate_to_multiple(const torch::Tensor& image);

/// Both frames splatted half-way by softmax splatting (spec §8); scale is metric.paramScale.
/// Returns (N,6,H,W): I1's three channels, then I2's.
[[nodiscard]] torch::Tensor splat_to_middle(
    const torch::Tensor& i1,
    const torch::Tensor& i2,
    const FlowPair& flow,
    const torch::Tensor& scale,
    const StageObserver& observer = {}
);

class StMfNetImpl : public torch::nn::Module {
 public:
    explicit StMfNetImpl(const StMfNetOptions& options);

    /// The frame midway between I1 and I2, (N,3,H,W), unclamped; any size ≥ 1. `flow` is needed
    /// with FlowBranch::dis (sizes of the frames, not padded) and overrides PWC-Net otherwise.
    torch::Tensor forward(
        const FrameTensors& frames,
        const std::optional<FlowPair>& flow = {},
        const StageObserver& observer = {}
    );

    [[nodiscard]] const StMfNetOptions& options() const { return options_; }

 private:
    torch::Tensor blend(
        const torch::Tensor& i1,
        const torch::Tensor& i2,
        const std::optional<FlowPair>& flow,
        const StageObserver& observer
    );

    StMfNetOptions options_;
    torch::Tensor gauss_kernel_;     ///< fixed (3,1,5,5)
    torch::Tensor upsample_filter_;  ///< fixed (3,1,1,8)
    torch::Tensor metric_scale_;     ///< (1,1,1,1), undefined without flow
    FeatureExtractor feature_extractor_{nullptr};
    KernelEstimator get_kernel_{nullptr};
    FlowNet flow_estimator_{nullptr};
    GridNet scale_synthesis_{nullptr};
    TextureUnet3d dyntex_generator_{nullptr};
};
TORCH_MODULE(StMfNet);

}  // namespace nakawari
