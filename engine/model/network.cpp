/// The composition: features → kernels → candidates at three scales → blend → texture.
#include "model/network.h"

#include "core/error.h"
#include "kernels/ops.h"

namespace nakawari {

namespace nn = torch::nn;
namespace F = torch::nn::functional;
using torch::Tensor;

namespace {

constexpr int64_t size_multiple = 128;

int64_t missing(int64_t size) {
    return (size_multiple - size % size_multiple) % size_multiple;
}

/// Holds one tensor under a published name, such as "upsampler.filter".
std::shared_ptr<nn::Module> holder(const std::string& name, const Tensor& value, bool trained) {
    auto module = std::make_shared<nn::Module>();
    module->register_parameter(name, value, trained);
    return module;
}

Tensor make_gauss_kernel() {
    const Tensor x = torch::arange(-2, 3, torch::kDouble);
    Tensor line = torch::exp(-x * x / (2 * 0.5 * 0.5));
    line = line / line.sum();
    return torch::outer(line, line).to(torch::kFloat).expand({3, 1, 5, 5}).contiguous();
}

Tensor make_upsample_filter() {
    const Tensor taps = torch::tensor({-1.0F, 4.0F, -11.0F, 40.0F, 40.0F, -11.0F, 4.0F, -1.0F});
    return (taps / 64).expand({3, 1, 1, 8}).contiguous();
}

/// How much a pixel differs from what its flow points at, times the learned scale.
Tensor splat_metric(const Tensor& a, const Tensor& b, const Tensor& flow, const Tensor& scale) {
    return scale * (a - backward_warp(b, flow)).abs().mean({1}, /*keepdim=*/true);
}

}  // namespace

Tensor without_mean_color(const Tensor& image) {
    constexpr std::array mean_color{0.4631, 0.4352, 0.3990};
    // Made where the image is: what is recorded on a GPU cannot copy from ordinary memory.
    const Tensor mean = torch::empty({1, 3, 1, 1}, image.options());
    for (std::size_t channel = 0; channel < mean_color.size(); ++channel) {
        mean.select(1, static_cast<int64_t>(channel)).fill_(mean_color[channel]);
    }
    return image - mean;
}

Tensor pad_to_multiple(const Tensor& image) {
    Tensor padded = image;
    const auto pad = [&](int64_t axis, const std::vector<int64_t>& amount) {
        const int64_t added = amount[1] + amount[3];
        if (added == 0) {
            return;
        }
        // Reflection of s pixels yields at most s − 1 new ones.
        if (added < padded.size(axis)) {
            padded = torch::reflection_pad2d(padded, amount);
        } else {
            padded = torch::replication_pad2d(padded, amount);
        }
    };
    pad(2, {0, 0, 0, missing(image.size(2))});
    pad(3, {0, missing(image.size(3)), 0, 0});
    return padded;
}

Tensor replicate_to_multiple(const Tensor& image) {
    return torch::replication_pad2d(image, {0, missing(image.size(3)), 0, missing(image.size(2))});
}

Tensor splat_to_middle(
    const Tensor& i1,
    const Tensor& i2,
    const FlowPair& flow,
    const Tensor& scale,
    const StageObserver& observer
) {
    const Tensor metric1 = splat_metric(i1, i2, flow.forth, scale);
    const Tensor metric2 = splat_metric(i2, i1, flow.back, scale);
    observe(observer, "metric_0_2", metric1);
    observe(observer, "metric_2_0", metric2);
    const Tensor splat1 = kernels::softmax_splat(i1, 0.5 * flow.forth, metric1);
    const Tensor splat2 = kernels::softmax_splat(i2, 0.5 * flow.back, metric2);
    observe(observer, "softsplat.frame1", splat1);
    observe(observer, "softsplat.frame2", splat2);
    return torch::cat({splat1, splat2}, 1);
}

StMfNetImpl::StMfNetImpl(const StMfNetOptions& options) : options_(options) {
    gauss_kernel_ = register_parameter("gauss_kernel", make_gauss_kernel(), false);
    feature_extractor_ = register_module("feature_extractor", FeatureExtractor(options.features));
    get_kernel_ = register_module("get_kernel", KernelEstimator(options.kernels));
    const auto upsampler =
        register_module("upsampler", holder("filter", make_upsample_filter(), false));
    upsample_filter_ = upsampler->named_parameters()["filter"];
    scale_synthesis_ = register_module("scale_synthesis", GridNet(options.grid));
    const auto add_metric = [this] {
        const auto metric = holder("paramScale", -torch::ones({1, 1, 1, 1}), true);
        metric_scale_ = register_module("metric", metric)->named_parameters()["paramScale"];
    };
    if (options.flow_branch == FlowBranch::pwc) {
        flow_estimator_ = register_module("flow_estimator", FlowNet(options.flow));
        add_metric();
    }
    dyntex_generator_ = register_module("dyntex_generator", TextureUnet3d(options.texture));
    if (options.flow_branch == FlowBranch::dis) {
        add_metric();
    }
}

Tensor StMfNetImpl::forward(
    const FrameTensors& frames, const std::optional<FlowPair>& flow, const StageObserver& observer
) {
    const int64_t height = frames[0].size(2);
    const int64_t width = frames[0].size(3);
    FrameTensors padded;
    std::transform(frames.begin(), frames.end(), padded.begin(), pad_to_multiple);
    std::optional<FlowPair> padded_flow;
    if (flow) {
        padded_flow = {replicate_to_multiple(flow->forth), replicate_to_multiple(flow->back)};
    }
    const Tensor blended = blend(padded[1], padded[2], padded_flow, observer);
    const Tensor stack =
        torch::stack({padded[0], padded[1], blended, padded[2], padded[3]}, 1).flatten(0, 1);
    const Tensor result = blended + dyntex_generator_(stack, observer);
    const Tensor cropped = result.narrow(2, 0, height).narrow(3, 0, width);
    observe(observer, "output", cropped);
    return cropped;
}

Tensor StMfNetImpl::blend(
    const Tensor& i1,
    const Tensor& i2,
    const std::optional<FlowPair>& flow,
    const StageObserver& observer
) {
    const Tensor features = feature_extractor_(
        torch::cat({without_mean_color(i1), without_mean_color(i2)}, 1), observer
    );
    const SamplingKernels sampling = get_kernel_(features, observer);

    std::array<Tensor, 3> candidates;  // by KernelScale
    for (std::size_t scale = 0; scale < 3; ++scale) {
        std::array<Tensor, 2> sampled;
        for (std::size_t frame = 0; frame < 2; ++frame) {
            const Tensor& image = frame == 0 ? i1 : i2;
            const Tensor source = scale == 0   ? kernels::gaussian_downsample(image, gauss_kernel_)
                                  : scale == 1 ? image
                                               : kernels::upsample_8tap(image, upsample_filter_);
            const SamplingKernel& kernel = sampling[scale][frame];
            sampled[frame] = kernels::adacof(source, kernel.weight, kernel.alpha, kernel.beta);
            const std::string stage =
                ".frame" + std::to_string(frame + 1) + kernel_scale_suffixes[scale];
            observe(observer, "adacof_in" + stage, source);
            observe(observer, "adacof_out" + stage, sampled[frame]);
        }
        candidates[scale] = torch::cat({sampled[0], sampled[1]}, 1);
    }

    Tensor& middle = candidates[1];
    if (flow && options_.flow_branch != FlowBranch::none) {
        middle = torch::cat({middle, splat_to_middle(i1, i2, *flow, metric_scale_, observer)}, 1);
    } else if (options_.flow_branch == FlowBranch::pwc) {
        const auto [forth, back] = flow_estimator_(i1, i2, observer);
        middle = torch::cat(
            {middle, splat_to_middle(i1, i2, {forth, back}, metric_scale_, observer)}, 1
        );
    } else if (options_.flow_branch == FlowBranch::dis) {
        throw Error(
            Category::failed, NK_TEXT("This network needs optical flow, but none was computed.")
        );
    }
    const std::array<Tensor, 3> rows{candidates[2], candidates[1], candidates[0]};
    const Tensor blended = scale_synthesis_(rows, observer).to(torch::kFloat);
    observe(observer, "I_tilde", blended);
    return blended;
}

}  // namespace nakawari
