/// Kernel heads for inference, one after the other: their small maps stay in the cache, which on a
/// CPU is faster than one wide convolution for all. What is larger than the features is made inside
/// the sampling and never stored.
#include "kernels/ops.h"
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
            head.last = loader.tensor(name + "7.weight").contiguous();
            head.last_bias = loader.tensor(name + "7.bias").contiguous();
        }
    }
}

Tensor InferenceKernels::run(const Head& head, const Tensor& features) {
    return head.conv4(head.conv2(head.conv0(features)).to(torch::kFloat));
}

Tensor InferenceKernels::sample(
    const Tensor& features,
    KernelScale scale,
    std::size_t frame,
    const Tensor& image,
    PartClock& clock
) const {
    std::array<kernels::UpsampledKernelHead, 3> made;
    for (std::size_t part = 0; part < made.size(); ++part) {
        const Head& head = heads_[6 * static_cast<std::size_t>(scale) + 3 * frame + part];
        made[part] = {run(head, features), head.last, head.last_bias};
    }
    clock.lap("kernels");
    if (scale != KernelScale::half) {
        return kernels::upsampled_adacof(image, made);
    }
    // In channels-last order the taps of a pixel are neighbours: the fast case of softmax.
    const Tensor weight =
        torch::softmax(made[0].map.permute({0, 2, 3, 1}), 3).permute({0, 3, 1, 2});
    return kernels::adacof(image, weight, made[1].map, made[2].map);
}

}  // namespace nakawari
