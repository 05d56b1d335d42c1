/// Kernel heads for inference, one after the other: their small maps stay in the cache, which on a
/// CPU is faster than one wide convolution for all.
#include "model/inference_parts.h"

namespace nakawari {

using torch::Tensor;

InferenceKernels::InferenceKernels(
    const KernelEstimatorOptions& options, const LayerLoader& loader
) {
    ConvolutionGeometry same;
    same.padding = 1;
    const LayerLoader exact = loader.with_dtype(torch::kFloat);
    for (std::size_t i = 0; i < heads_.size(); ++i) {
        const std::string name = "get_kernel." + kernel_head_name(i) + ".";
        const bool scaled = options.heads[i].scale != KernelScale::half;
        Head& head = heads_[i];
        head.conv0 = loader.convolution(name + "0", same, relu);
        head.conv2 = loader.convolution(name + "2", same, relu);
        head.conv4 = exact.convolution(name + "4", same, scaled ? relu : no_activation);
        if (scaled) {
            head.conv7 = exact.convolution(name + "7", same);
            head.factor = options.heads[i].scale == KernelScale::full ? 2 : 4;
        }
        head.part = options.heads[i].part;
    }
}

Tensor InferenceKernels::run(const Head& head, const Tensor& features) {
    Tensor x = head.conv4(head.conv2(head.conv0(features)).to(torch::kFloat));
    if (head.conv7) {
        const std::vector<int64_t> size{x.size(2) * head.factor, x.size(3) * head.factor};
        x = (*head.conv7)(torch::upsample_bilinear2d(x, size, /*align_corners=*/true));
    }
    if (head.part != KernelPart::weight) {
        return x;
    }
    // In channels-last order the taps of a pixel are neighbours: the fast case of softmax.
    return torch::softmax(x.permute({0, 2, 3, 1}), 3).permute({0, 3, 1, 2});
}

SamplingKernel InferenceKernels::operator()(
    const Tensor& features, KernelScale scale, std::size_t frame
) const {
    const std::size_t first = 6 * static_cast<std::size_t>(scale) + 3 * frame;
    return {
        run(heads_[first], features),
        run(heads_[first + 1], features),
        run(heads_[first + 2], features)};
}

}  // namespace nakawari
