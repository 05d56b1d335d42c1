/// Feature extractor for inference: every batch-norm folded, additions done by convolutions.
#include "model/inference_parts.h"

namespace nakawari {

using torch::Tensor;

InferenceFeatures::InferenceFeatures(
    const FeatureExtractorOptions& options, const LayerLoader& loader
) {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
        const std::string prefix = std::string("feature_extractor.") + feature_block_names[i] + ".";
        Block& block = blocks_[i];
        block.small = load_branch(options.blocks[i].small, prefix + "resnext_small.", loader);
        block.large = load_branch(options.blocks[i].large, prefix + "resnext_large.", loader);
        block.squeeze = loader.tensor(prefix + "attention.fc.0.weight");
        block.squeeze_bias = loader.tensor(prefix + "attention.fc.0.bias");
        block.excite = loader.tensor(prefix + "attention.fc.2.weight");
        block.excite_bias = loader.tensor(prefix + "attention.fc.2.bias");
    }
}

InferenceFeatures::Branch InferenceFeatures::load_branch(
    const ResNextOptions& options, const std::string& prefix, const LayerLoader& loader
) {
    const bool up = options.direction == Direction::up;
    ConvolutionGeometry grouped;
    grouped.stride = options.stride;
    grouped.padding = up ? (options.kernel - 2) / 2 : (options.kernel - 1) / 2;
    grouped.groups = options.groups;
    grouped.transposed = up;
    ConvolutionGeometry projection;
    projection.stride = options.stride;
    projection.transposed = up;
    return {
        loader.normalised(prefix + "conv1", prefix + "bn1", {}, relu),
        loader.normalised(prefix + "conv2", prefix + "bn2", grouped, relu),
        loader.normalised(prefix + "conv3", prefix + "bn3", {}, relu),
        loader.normalised(prefix + "downsample.0", prefix + "downsample.1", projection)};
}

Tensor InferenceFeatures::run(const Branch& branch, const Tensor& x) {
    return branch.conv3.add_into(branch.shortcut(x), branch.conv2(branch.conv1(x)));
}

Tensor InferenceFeatures::run(const Block& block, const Tensor& x) {
    Tensor y = torch::cat({run(block.small, x), run(block.large, x)}, 1);
    const Tensor mean = y.mean({2, 3}, /*keepdim=*/false, torch::kFloat);
    const Tensor hidden = torch::relu(torch::linear(mean, block.squeeze, block.squeeze_bias));
    const Tensor gate = torch::sigmoid(torch::linear(hidden, block.excite, block.excite_bias));
    return y.mul_(gate.to(y.scalar_type()).unsqueeze(2).unsqueeze(3));
}

Tensor InferenceFeatures::operator()(const Tensor& x) const {
    const Tensor down2 = run(blocks_[1], run(blocks_[0], x));
    const Tensor down3 = run(blocks_[2], down2);
    const Tensor down4 = run(blocks_[3], down3);
    const Tensor up4 = run(blocks_[4], down4);
    const Tensor up3 = run(blocks_[5], up4 + down4);
    const Tensor up2 = run(blocks_[6], up3 + down3);
    return run(blocks_[7], up2 + down2);
}

}  // namespace nakawari
