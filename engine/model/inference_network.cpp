/// The composition for inference; network.cpp is the same in its published form.
#include "model/inference_network.h"

#include "core/error.h"
#include "kernels/instruction_sets.h"
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

/// Floats that our own kernels keep of a layer: 36 for nine of a 3×3 one (fused_convolution.cpp),
/// for three positions in time where the texture network has 3-D ones.
double prepared_values(const std::string& name, const torch::Tensor& weight) {
    constexpr int64_t most_channels = 192;
    const auto count = static_cast<double>(weight.numel());
    if (name.starts_with("feature_extractor.") || weight.dim() < 4) {
        return 0;
    }
    if (weight.dim() == 4) {
        return weight.size(2) == 3 && weight.size(1) <= most_channels ? 4 * count : 0;
    }
    if (weight.size(3) == 4) {
        return 9.0 * 7 / 3 * count;  // transposed: four 3×3 layers of 2×2 taps
    }
    const bool between_fits = 3 * weight.size(1) <= most_channels;
    const bool outer_fits = 2 * weight.size(1) <= most_channels;
    return weight.size(3) != 3 ? 0
                               : 4 * count * ((between_fits ? 1 : 0) + (outer_fits ? 4.0 / 3 : 0));
}

/// Bytes of all weights in the forms that are alive while frames are made.
double weight_bytes(const StateDict& state, torch::ScalarType dtype) {
    const bool has_own = dtype == torch::kFloat && kernels::has_avx2();
    double values = 0;
    for (const auto& item : state.tensors) {
        const auto count = static_cast<double>(item.value().numel());
        // As read, prepared, and in part in the order that oneDNN wants.
        values += has_own ? 1.5 * count + prepared_values(item.key(), item.value()) : 2.5 * count;
    }
    return sizeof(float) * values;
}

}  // namespace

NetworkMemory network_memory(
    const StMfNetOptions& shape, const StateDict& weights, torch::ScalarType dtype
) {
    constexpr double exact = sizeof(float);
    const auto element = static_cast<double>(torch::elementSize(dtype));
    const auto number = [](int64_t count) { return static_cast<double>(count); };
    // Source frames and their padded copies.
    const bool has_flow = shape.flow_branch != FlowBranch::none;
    const double flows = has_flow ? 2 * 2 * 2 * exact : 0;
    const double held = 2 * 4 * 3 * exact + flows;
    const double candidates = (24 + 6 + (has_flow ? 12 : 6) + 1.5) * exact;
    const double row1 = number(shape.grid.lateral[1][0].out);
    const double row2 = number(shape.grid.lateral[2][0].out);
    const double stem = number(shape.texture.stem);
    const double width = number(shape.features.blocks[0].large.width);
    NetworkMemory memory;
    // What recycling_allocator leaves unused.
    constexpr double slack = 1.1;
    memory.fixed_bytes = 190e6 + weight_bytes(weights, dtype);
    memory.features = slack * (held + 3 * width * exact);
    memory.sampling = slack * (held + candidates + 75 * exact + 16 * exact);
    memory.grid_held = slack * (held + candidates);
    memory.grid = slack * ((row2 + 1.5 * row1) * exact + (row2 + row1) * element);
    memory.texture = slack * (held + (15 + 9 + 6 * stem) * element);
    return memory;
}

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

Tensor InferenceNetwork::operator()(
    FrameTensors frames, std::optional<FlowPair> flow, PartClock* clock, int64_t strip_rows
) const {
    const c10::InferenceMode inference;
    PartClock own_clock;
    const Run run{clock != nullptr ? *clock : own_clock, strip_rows};
    const int64_t samples = frames[0].size(0);
    if (samples == 1) {
        return run_sample(std::move(frames), std::move(flow), run);
    }
    // Gates depend on the sample, and they are part of the weights.
    std::vector<Tensor> results;
    for (int64_t n = 0; n < samples; ++n) {
        const auto one = [&](const Tensor& x) { return x.narrow(0, n, 1); };
        FrameTensors sample;
        std::transform(frames.begin(), frames.end(), sample.begin(), one);
        std::optional<FlowPair> its_flow;
        if (flow) {
            its_flow = {one(flow->forth), one(flow->back)};
        }
        results.push_back(run_sample(std::move(sample), std::move(its_flow), run));
    }
    return torch::cat(results, 0);
}

Tensor InferenceNetwork::run_sample(
    FrameTensors frames, std::optional<FlowPair> flow, const Run& run
) const {
    const int64_t height = frames[0].size(2);
    const int64_t width = frames[0].size(3);
    // What was padded is not needed beside the padded: at 4K each frame is a tenth of a gigabyte.
    std::transform(frames.begin(), frames.end(), frames.begin(), pad_to_multiple);
    if (flow) {
        flow = {replicate_to_multiple(flow->forth), replicate_to_multiple(flow->back)};
    }
    run.clock.lap("other");
    const Tensor blended = blend(frames[1], frames[2], std::move(flow), run);
    const Tensor residual = texture_(
        {prepared(frames[0]),
         prepared(frames[1]),
         prepared(blended),
         prepared(frames[2]),
         prepared(frames[3])}
    );
    run.clock.lap("texture");
    const Tensor result = blended + residual.to(torch::kFloat);
    const Tensor cropped = result.narrow(2, 0, height).narrow(3, 0, width).contiguous();
    run.clock.lap("other");
    return cropped;
}

Tensor InferenceNetwork::candidates(
    const Tensor& features, KernelScale scale, const Tensor& i1, const Tensor& i2, const Run& run
) const {
    Tensor both;
    for (std::size_t frame = 0; frame < 2; ++frame) {
        const Tensor& image = frame == 0 ? i1 : i2;
        const Tensor source =
            scale == KernelScale::half   ? kernels::gaussian_downsample(image, gauss_kernel_)
            : scale == KernelScale::full ? image
                                         : kernels::upsample_8tap(image, upsample_filter_);
        run.clock.lap("resampling");
        const Tensor sampled = kernels_.sample(features, scale, frame, source, run.clock);
        if (!both.defined()) {
            both = torch::empty(
                {sampled.size(0), 6, sampled.size(2), sampled.size(3)},
                sampled.options().memory_format(torch::MemoryFormat::ChannelsLast)
            );
        }
        both.narrow(1, 3 * static_cast<int64_t>(frame), 3).copy_(sampled);
        run.clock.lap("sampling");
    }
    return both;
}

Tensor InferenceNetwork::blend(
    const Tensor& i1, const Tensor& i2, std::optional<FlowPair> flow, const Run& run
) const {
    Tensor both = torch::cat({without_mean_color(i1), without_mean_color(i2)}, 1);
    Tensor features = prepared(features_ ? (*features_)(prepared(both)) : extract_published(both));
    both = Tensor();
    run.clock.lap("features");
    // The largest first, while little else is alive.
    std::array<Tensor, 3> rows;
    rows[0] = candidates(features, KernelScale::twice, i1, i2, run);
    rows[1] = candidates(features, KernelScale::full, i1, i2, run);
    rows[2] = candidates(features, KernelScale::half, i1, i2, run);
    features = Tensor();
    if (flow_branch_ != FlowBranch::none) {
        if (!flow && !flow_net_) {
            throw Error(
                Category::failed, NK_TEXT("This network needs optical flow, but none was computed.")
            );
        }
        if (!flow) {
            flow = (*flow_net_)(i1, i2);
        }
        rows[1] = torch::cat({rows[1], splat_to_middle(i1, i2, *flow, metric_scale_)}, 1)
                      .contiguous(torch::MemoryFormat::ChannelsLast);
        flow.reset();
        run.clock.lap("flow");
    }
    Tensor blended = grid_net_(rows, run.strip_rows).contiguous();
    run.clock.lap("grid");
    return blended;
}

}  // namespace nakawari
