/// The composition for inference; network.cpp is the same in its published form.
#include "model/inference_network.h"

#include "core/error.h"
#include "kernels/ops.h"

namespace nakawari {

using torch::Tensor;

namespace {

LayerLoader make_loader(const StateDict& state, const InferenceNetworkOptions& options) {
    return {state, torch::TensorOptions().dtype(options.dtype).device(options.device)};
}

FeatureExtractor make_features(const FeatureExtractorOptions& options, const StateDict& state) {
    const std::string prefix = "feature_extractor.";
    StateDict part;
    for (const auto& item : state.tensors) {
        if (item.key().starts_with(prefix)) {
            part.tensors.insert(item.key().substr(prefix.size()), item.value());
        }
    }
    FeatureExtractor features(options);
    load_into(*features, part, "feature extractor");
    features->eval();
    return features;
}

}  // namespace

InferenceNetwork::InferenceNetwork(
    const StMfNetOptions& shape, const StateDict& state, const InferenceNetworkOptions& options
)
    : flow_branch_(shape.flow_branch),
      dtype_(options.dtype),
      kernels_(shape.kernels, make_loader(state, options)),
      grid_net_(shape.grid, make_loader(state, options)),
      texture_(shape.texture, make_loader(state, options)) {
    const LayerLoader loader = make_loader(state, options);
    gauss_kernel_ = loader.tensor("gauss_kernel");
    upsample_filter_ = loader.tensor("upsampler.filter");
    if (options.dtype == torch::kFloat) {
        published_features_ = make_features(shape.features, state);
        published_features_->to(options.device);
    } else {
        features_.emplace(shape.features, loader);
    }
    if (flow_branch_ != FlowBranch::none) {
        metric_scale_ = loader.tensor("metric.paramScale");
    }
    if (flow_branch_ == FlowBranch::pwc) {
        flow_net_.emplace(shape.flow, loader);
    }
}

Tensor InferenceNetwork::prepared(const Tensor& x) const {
    return x.to(dtype_).contiguous(torch::MemoryFormat::ChannelsLast);
}

Tensor InferenceNetwork::extract_published(const Tensor& both) const {
    // forward() of a module is not const, but in evaluation mode it changes nothing.
    return FeatureExtractor(published_features_)->forward(both);
}

Tensor InferenceNetwork::operator()(const FrameTensors& frames, const std::optional<FlowPair>& flow)
    const {
    const c10::InferenceMode inference;
    const int64_t height = frames[0].size(2);
    const int64_t width = frames[0].size(3);
    FrameTensors padded;
    std::transform(frames.begin(), frames.end(), padded.begin(), pad_to_multiple);
    std::optional<FlowPair> padded_flow;
    if (flow) {
        padded_flow = {replicate_to_multiple(flow->forth), replicate_to_multiple(flow->back)};
    }
    const Tensor blended = blend(padded[1], padded[2], padded_flow);
    const Tensor stack =
        torch::stack({padded[0], padded[1], blended, padded[2], padded[3]}, 1).flatten(0, 1);
    const Tensor residual = texture_(prepared(stack));
    const Tensor result = blended + residual.to(torch::kFloat);
    return result.narrow(2, 0, height).narrow(3, 0, width).contiguous();
}

Tensor InferenceNetwork::candidates(
    const Tensor& features, KernelScale scale, const Tensor& i1, const Tensor& i2
) const {
    std::array<Tensor, 2> sampled;
    for (std::size_t frame = 0; frame < 2; ++frame) {
        const Tensor& image = frame == 0 ? i1 : i2;
        const Tensor source =
            scale == KernelScale::half   ? kernels::gaussian_downsample(image, gauss_kernel_)
            : scale == KernelScale::full ? image
                                         : kernels::upsample_8tap(image, upsample_filter_);
        const SamplingKernel kernel = kernels_(features, scale, frame);
        sampled[frame] = kernels::adacof(source, kernel.weight, kernel.alpha, kernel.beta);
    }
    return torch::cat({sampled[0], sampled[1]}, 1);
}

Tensor InferenceNetwork::blend(
    const Tensor& i1, const Tensor& i2, const std::optional<FlowPair>& flow
) const {
    const Tensor both = torch::cat({without_mean_color(i1), without_mean_color(i2)}, 1);
    const Tensor features =
        prepared(features_ ? (*features_)(prepared(both)) : extract_published(both));
    Tensor middle = candidates(features, KernelScale::full, i1, i2);
    if (flow_branch_ != FlowBranch::none) {
        if (!flow && !flow_net_) {
            throw Error(
                Category::failed, NK_TEXT("This network needs optical flow, but none was computed.")
            );
        }
        const FlowPair pair = flow ? *flow : (*flow_net_)(i1, i2);
        middle = torch::cat({middle, splat_to_middle(i1, i2, pair, metric_scale_)}, 1);
    }
    const Tensor blended = grid_net_(
        {prepared(candidates(features, KernelScale::twice, i1, i2)),
         prepared(middle),
         prepared(candidates(features, KernelScale::half, i1, i2))}
    );
    return blended.to(torch::kFloat).contiguous();
}

}  // namespace nakawari
