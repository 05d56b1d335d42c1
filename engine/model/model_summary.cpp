/// Counting by running: one small picture through the network tells what any picture costs.
#include "model/model_summary.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "core/error.h"
#include "model/inference_network.h"
#include "model/network_meter.h"
#include "model/weights.h"
#include "model/width_table.h"

namespace nakawari {

using torch::Tensor;

namespace {

/// The smallest padded picture.
constexpr int64_t side = 128;

struct PartName {
    const char* id;
    const char* title;
    std::array<const char*, 2> prefixes;  ///< of names in the weights file
};

constexpr std::array<PartName, 6> part_names{
    {{"filters", "fixed filters", {"gauss_kernel", "upsampler."}},
     {"features", "feature extractor", {"feature_extractor.", "feature_extractor."}},
     {"kernels", "kernel heads", {"get_kernel.", "get_kernel."}},
     {"flow", "optical flow and splatting", {"flow_estimator.", "metric."}},
     {"grid", "synthesis grid", {"scale_synthesis.", "scale_synthesis."}},
     {"texture", "texture network", {"dyntex_generator.", "dyntex_generator."}}}};

std::size_t part_of(const std::string& name) {
    const auto found = std::find_if(part_names.begin(), part_names.end(), [&](const auto& part) {
        return name.starts_with(part.prefixes[0]) || name.starts_with(part.prefixes[1]);
    });
    return static_cast<std::size_t>(found - part_names.begin());
}

FrameTensors small_frames() {
    FrameTensors frames;
    for (std::size_t t = 0; t < frames.size(); ++t) {
        const Tensor ramp = torch::linspace(0, 1, side) + 0.02 * static_cast<double>(t);
        frames[t] = ramp.expand({1, 3, side, side}).contiguous();
    }
    return frames;
}

std::optional<FlowPair> small_flow(FlowBranch branch) {
    if (branch != FlowBranch::dis) {
        return std::nullopt;
    }
    const Tensor still = torch::zeros({1, 2, side, side});
    return FlowPair{still, still};
}

void count_parts(StMfNetImpl& network, ModelSummary& summary) {
    std::vector<ModelPart> parts;
    for (const PartName& name : part_names) {
        parts.push_back({name.id, name.title, 0, 0});
    }
    for (const auto& parameter : network.named_parameters()) {
        parts.at(part_of(parameter.key())).parameters += parameter.value().numel();
    }
    const torch::NoGradGuard no_gradients;
    const auto counts = count_multiply_adds(network, [&] {
        const Tensor picture =
            network.forward(small_frames(), small_flow(network.options().flow_branch));
        summary.is_finite = picture.isfinite().all().item<bool>();
    });
    for (const auto& [name, count] : counts) {
        // Only the texture network puts weights into another order before it uses them.
        parts.at(name.empty() ? parts.size() - 1 : part_of(name)).macs_per_pixel +=
            static_cast<double>(count) / static_cast<double>(side * side);
    }
    for (const ModelPart& part : parts) {
        summary.parameters += part.parameters;
        summary.macs_per_pixel += part.macs_per_pixel;
        if (part.parameters > 0) {
            summary.parts.push_back(part);
        }
    }
}

void describe_architecture(const StMfNetOptions& shape, ModelSummary& summary) {
    const auto is_published = [&](const WidthTable& widths) {
        summary.has_published_widths = shape == network_options(widths);
        return summary.has_published_widths;
    };
    switch (shape.flow_branch) {
        case FlowBranch::none:
            summary.kind = ModelKind::mini;
            summary.architecture = is_published(mini_widths())
                                       ? NK_TEXT("ST-MFNet Mini, published widths")
                                       : NK_TEXT("ST-MFNet Mini, widths of its own");
            break;
        case FlowBranch::dis:
            summary.kind = ModelKind::mini_flow;
            summary.architecture =
                is_published(mini_flow_widths())
                    ? NK_TEXT("ST-MFNet Mini with classical flow (Mini-flow), published widths")
                    : NK_TEXT("ST-MFNet Mini with classical flow (Mini-flow), widths of its own");
            break;
        case FlowBranch::pwc:
            summary.kind = ModelKind::teacher;
            summary.architecture =
                is_published(teacher_widths())
                    ? NK_TEXT("ST-MFNet with PWC-Net (teacher), published widths")
                    : NK_TEXT("ST-MFNet with PWC-Net (teacher), widths of its own");
            break;
    }
}

}  // namespace

ModelSummary summarize(const ModelEntry& entry) {
    ModelSummary summary;
    summary.entry = entry;
    if (entry.weights.empty()) {
        summary.architecture = "no network";
        return summary;
    }
    const std::string title = entry.weights.filename().string();
    const StateDict state = to_float32(read_state_dict(entry.weights));
    StMfNet network = make_network(state, title);
    describe_architecture(network->options(), summary);
    count_parts(*network, summary);
    summary.memory_fp32 = network_memory(network->options(), state, torch::kFloat);
    summary.memory_bf16 = network_memory(network->options(), state, torch::kBFloat16);
    std::error_code unknown;
    const auto bytes = std::filesystem::file_size(entry.weights, unknown);
    summary.file_bytes = unknown ? 0 : static_cast<int64_t>(bytes);
    return summary;
}

int64_t padded_pixels(Size size) {
    const auto padded = [](int64_t length) { return (length + side - 1) / side * side; };
    return padded(size.width) * padded(size.height);
}

int64_t estimate_memory_bytes(const ModelSummary& summary, Size size, Precision precision) {
    return peak_memory_bytes(
        precision == Precision::bf16 || precision == Precision::fp16 ? summary.memory_bf16
                                                                     : summary.memory_fp32,
        size
    );
}

}  // namespace nakawari
