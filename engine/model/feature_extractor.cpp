/// Four blocks down, one across, three up, with additive skips.
#include "model/feature_extractor.h"

#include "core/interruption.h"

namespace nakawari {

using torch::Tensor;

FeatureExtractorImpl::FeatureExtractorImpl(const FeatureExtractorOptions& options) {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        blocks_[i] = register_module(feature_block_names[i], MultiScaleBlock(options.blocks[i]));
    }
}

Tensor FeatureExtractorImpl::forward(const Tensor& x, const StageObserver& observer) {
    // At 4K all of it takes seconds: whoever stops it waits for one layer only.
    const StageObserver between = [&](const std::string& stage, const Tensor& value) {
        check_interruption();
        observe(observer, stage, value);
    };
    const auto run = [&](std::size_t block, const Tensor& input) {
        return blocks_[block](input, between, std::string("feat.") + feature_block_names[block]);
    };
    const Tensor down1 = run(0, x);
    const Tensor down2 = run(1, down1);
    const Tensor down3 = run(2, down2);
    const Tensor down4 = run(3, down3);
    const Tensor up4 = run(4, down4);
    const Tensor up3 = run(5, up4 + down4);
    const Tensor up2 = run(6, up3 + down3);
    return run(7, up2 + down2);
}

}  // namespace nakawari
