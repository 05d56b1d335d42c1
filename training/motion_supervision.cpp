/// Displacements of the heads against classical flow, and each neighbour sampled alone.
#include "training/motion_supervision.h"

#include "flow/dis_flow.h"
#include "kernels/ops.h"
#include "training/validator.h"

namespace nakawari {

using torch::Tensor;

namespace {

Tensor to_tensor(const FlowField& field) {
    const std::vector<int64_t> shape{1, field.size.height, field.size.width};
    const auto plane = [&](const std::vector<float>& values) {
        return torch::from_blob(const_cast<float*>(values.data()), shape, torch::kFloat);
    };
    return torch::cat({plane(field.x), plane(field.y)}, 0);
}

Tensor flow_between(DisFlow& estimator, const Tensor& from, const Tensor& to) {
    std::vector<Tensor> flows;
    for (int64_t i = 0; i < from.size(0); ++i) {
        flows.push_back(to_tensor(
            estimator.estimate(frame_of(from.narrow(0, i, 1)), frame_of(to.narrow(0, i, 1)))
        ));
    }
    return torch::stack(flows);
}

/// (N,C,h,w) at the size of the scale's maps.
Tensor resized(const Tensor& picture, KernelScale scale) {
    if (scale == KernelScale::half) {
        return torch::avg_pool2d(picture, 2);
    }
    if (scale == KernelScale::full) {
        return picture;
    }
    const std::vector<int64_t> size{2 * picture.size(2), 2 * picture.size(3)};
    return torch::upsample_bilinear2d(picture, size, /*align_corners=*/false);
}

double pixels_per_pixel(KernelScale scale) {
    return scale == KernelScale::half ? 0.5 : scale == KernelScale::full ? 1.0 : 2.0;
}

Tensor source(const Tensor& image, KernelScale scale, const Tensor& gauss, const Tensor& filter) {
    switch (scale) {
        case KernelScale::half:
            return kernels::gaussian_downsample(image, gauss);
        case KernelScale::full:
            return image;
        case KernelScale::twice:
            break;
    }
    return kernels::upsample_8tap(image, filter);
}

}  // namespace

MiddleFlow middle_flow(const Batch& batch) {
    const torch::NoGradGuard no_grad;
    DisFlow estimator;
    return {
        flow_between(estimator, batch.truth, batch.inputs[1]),
        flow_between(estimator, batch.truth, batch.inputs[2])};
}

Tensor displacement(const SamplingKernel& kernel) {
    const Tensor taps = torch::arange(-2, 3, kernel.weight.options().requires_grad(false));
    const Tensor rows = taps.repeat_interleave(5).view({1, kernel_taps, 1, 1});
    const Tensor columns = taps.repeat({5}).view({1, kernel_taps, 1, 1});
    const Tensor x = (kernel.weight * (kernel.beta + columns)).sum(1, true);
    const Tensor y = (kernel.weight * (kernel.alpha + rows)).sum(1, true);
    return torch::cat({x, y}, 1);
}

MotionLoss motion_loss(
    const SamplingKernels& kernels,
    const Batch& batch,
    const MiddleFlow& flow,
    const Tensor& gauss,
    const Tensor& filter
) {
    MotionLoss loss{torch::zeros({}), torch::zeros({})};
    for (std::size_t index = 0; index < kernels.size(); ++index) {
        const auto scale = static_cast<KernelScale>(index);
        const double pixels = pixels_per_pixel(scale);
        for (std::size_t frame = 0; frame < 2; ++frame) {
            const SamplingKernel& kernel = kernels[index][frame];
            const Tensor wanted =
                pixels * resized(frame == 0 ? flow.to_first : flow.to_second, scale);
            loss.motion = loss.motion + (displacement(kernel) - wanted).abs().mean() / pixels / 6;
            const Tensor image = source(batch.inputs[1 + frame], scale, gauss, filter);
            const Tensor sampled = kernels::adacof(image, kernel.weight, kernel.alpha, kernel.beta);
            loss.reconstruction =
                loss.reconstruction +
                (sampled - source(batch.truth, scale, gauss, filter)).abs().mean() / 6;
        }
    }
    return loss;
}

}  // namespace nakawari
