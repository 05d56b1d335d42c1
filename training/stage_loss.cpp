/// Parts of the network on their own, and the whole with its intermediate picture.
#include "training/stage_loss.h"

#include <map>

#include "core/error.h"
#include "training/laplacian_loss.h"
#include "training/motion_supervision.h"
#include "training/trainer.h"

namespace nakawari {

using torch::Tensor;

namespace {

template <typename Part>
Part& part_of(StMfNet& network, const char* name) {
    const auto children = network->named_children();
    const auto* child = children.find(name);
    auto* part = child == nullptr ? nullptr : (*child)->as<Part>();
    if (part == nullptr) {
        throw Error(
            Category::usage,
            NK_TEXT("A stage of the recipe trains %1, which this network has not got."),
            {name}
        );
    }
    return *part;
}

struct Filters {
    Tensor gauss, upsample;
};

Filters filters_of(StMfNet& network) {
    const auto parameters = network->named_parameters();
    return {parameters["gauss_kernel"], parameters["upsampler.filter"]};
}

Tensor combined(const Stage& stage, const MotionLoss& loss) {
    return loss.motion + stage.reconstruction * loss.reconstruction;
}

Tensor heads_loss(const Stage& stage, StMfNet& network, const Batch& batch) {
    auto& features = part_of<FeatureExtractorImpl>(network, "feature_extractor");
    auto& heads = part_of<KernelEstimatorImpl>(network, "get_kernel");
    const Tensor both =
        torch::cat({without_mean_color(batch.inputs[1]), without_mean_color(batch.inputs[2])}, 1);
    const SamplingKernels kernels = heads.forward(features.forward(both));
    const Filters filters = filters_of(network);
    return combined(
        stage, motion_loss(kernels, batch, middle_flow(batch), filters.gauss, filters.upsample)
    );
}

Tensor flow_loss(StMfNet& network, const Batch& batch) {
    auto& estimator = part_of<FlowNetImpl>(network, "flow_estimator");
    const auto [forth, back] = estimator.forward(batch.inputs[1], batch.inputs[2]);
    return (forth - batch.flow.forth).abs().mean() + (back - batch.flow.back).abs().mean();
}

/// The kernels that passed by while the network ran.
SamplingKernels seen_kernels(const std::map<std::string, Tensor>& seen) {
    SamplingKernels kernels;
    for (std::size_t i = 0; i < 6; ++i) {
        const auto head = [&](std::size_t part) {
            return seen.at("kernel." + kernel_head_name(3 * i + part).substr(6));
        };
        kernels[i / 2][i % 2] = {head(0), head(1), head(2)};
    }
    return kernels;
}

Tensor whole_loss(const Stage& stage, StMfNet& network, const Batch& batch, int64_t step) {
    std::map<std::string, Tensor> seen;
    const StageObserver observer = [&](const std::string& name, const Tensor& value) {
        if (name == "I_tilde" || name.starts_with("kernel.")) {
            seen[name] = value;
        }
    };
    const bool gives_flow = network->options().flow_branch == FlowBranch::dis;
    const Tensor picture = network->forward(
        batch.inputs, gives_flow ? std::optional(batch.flow) : std::nullopt, observer
    );
    Tensor loss = normalized_laplacian_loss(picture, batch.truth);
    const int64_t height = batch.truth.size(2);
    const int64_t width = batch.truth.size(3);
    if (stage.i_tilde > 0) {
        const Tensor blended = seen.at("I_tilde").narrow(2, 0, height).narrow(3, 0, width);
        loss = loss + stage.i_tilde * normalized_laplacian_loss(blended, batch.truth);
    }
    const double fading =
        stage.motion * (1 - static_cast<double>(step) / static_cast<double>(stage.steps));
    if (fading > 0 && height % 128 == 0 && width % 128 == 0) {
        const Filters filters = filters_of(network);
        const MotionLoss motion = motion_loss(
            seen_kernels(seen), batch, middle_flow(batch), filters.gauss, filters.upsample
        );
        loss = loss + fading * combined(stage, motion);
    }
    return loss;
}

}  // namespace

Tensor stage_loss(const Stage& stage, StMfNet& network, const Batch& batch, int64_t step) {
    switch (stage.kind) {
        case StageKind::motion:
            return heads_loss(stage, network, batch);
        case StageKind::flow:
            return flow_loss(network, batch);
        case StageKind::whole:
            break;
    }
    return whole_loss(stage, network, batch, step);
}

}  // namespace nakawari
