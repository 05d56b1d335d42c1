/// The U-shaped multi-scale feature extractor: UMSResNext (spec §2; ST-MFNet §3.1).
#pragma once

#include <array>

#include "model/blocks.h"

namespace nakawari {

inline constexpr std::array<const char*, 8> feature_block_names{
    "conv1", "conv2", "conv3", "conv4", "deconv4", "deconv3", "deconv2", "deconv1"};

/// The eight blocks in the order of feature_block_names.
struct FeatureExtractorOptions {
    std::array<MultiScaleBlockOptions, 8> blocks;
    friend bool operator==(const FeatureExtractorOptions&, const FeatureExtractorOptions&) =
        default;
};

class FeatureExtractorImpl : public torch::nn::Module {
 public:
    explicit FeatureExtractorImpl(const FeatureExtractorOptions& options);
    /// I1 and I2 minus the mean colour, side by side (N,6,H,W), H and W multiples of 16 →
    /// (N,c0,H/2,W/2).
    torch::Tensor forward(const torch::Tensor& x, const StageObserver& observer = {});

 private:
    std::array<MultiScaleBlock, 8> blocks_{
        nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};
};
TORCH_MODULE(FeatureExtractor);

}  // namespace nakawari
