/// The kernel heads, in the order of the published state dict.
#include "model/kernel_estimator.h"

#include "kernels/training_ops.h"

namespace nakawari {

namespace nn = torch::nn;
using torch::Tensor;

KernelHeadImpl::KernelHeadImpl(const KernelHeadOptions& options) : options_(options) {
    const auto make = [](int64_t in, int64_t out) {
        return nn::Conv2d(nn::Conv2dOptions(in, out, 3).padding(1));
    };
    conv0_ = register_module("0", make(options.in, options.hidden1));
    conv2_ = register_module("2", make(options.hidden1, options.hidden2));
    conv4_ = register_module("4", make(options.hidden2, kernel_taps));
    if (options.scale != KernelScale::half) {
        conv7_ = register_module("7", make(kernel_taps, kernel_taps));
    }
}

Tensor KernelHeadImpl::forward(const Tensor& features) {
    const Tensor hidden =
        torch::relu(convolution(torch::relu(convolution(features, conv0_)), conv2_));
    // Offsets and weights are fp32 at every precision, also while training under autocast.
    const c10::impl::ExcludeDispatchKeyGuard exact(c10::autocast_dispatch_keyset);
    Tensor x = convolution(hidden.to(torch::kFloat), conv4_);
    if (options_.scale != KernelScale::half) {
        const int64_t factor = options_.scale == KernelScale::full ? 2 : 4;
        x = kernels::enlarged_convolution(
            torch::relu(x), conv7_->weight, conv7_->bias, x.size(2) * factor, x.size(3) * factor
        );
    }
    if (options_.part != KernelPart::weight) {
        return x;
    }
    // In channels-last order the taps of a pixel are neighbours: the fast case of softmax.
    return torch::softmax(x.permute({0, 2, 3, 1}), 3).permute({0, 3, 1, 2});
}

std::string kernel_head_name(std::size_t head) {
    return std::string("module") + kernel_part_names.at(head % 3) +
           (head / 3 % 2 == 0 ? "1" : "2") + kernel_scale_suffixes.at(head / 6);
}

KernelEstimatorImpl::KernelEstimatorImpl(const KernelEstimatorOptions& options) {
    for (std::size_t head = 0; head < heads_.size(); ++head) {
        heads_[head] = register_module(
            kernel_head_name(head), std::make_shared<KernelHeadImpl>(options.heads[head])
        );
    }
}

SamplingKernels KernelEstimatorImpl::forward(
    const Tensor& features, const StageObserver& observer
) {
    const Tensor ordered = kernels::in_training_order(features);
    std::array<Tensor, 18> outputs;
    for (std::size_t head = 0; head < heads_.size(); ++head) {
        outputs[head] = heads_[head]->forward(ordered);
        observe(observer, "kernel." + kernel_head_name(head).substr(6), outputs[head]);
    }
    SamplingKernels kernels;
    for (std::size_t i = 0; i < 6; ++i) {
        kernels[i / 2][i % 2] = {outputs[3 * i], outputs[3 * i + 1], outputs[3 * i + 2]};
    }
    return kernels;
}

}  // namespace nakawari
