/// Parameters by name, set in place.
#include "training/new_network.h"

#include <string>

#include "core/error.h"

namespace nakawari {

using torch::Tensor;

namespace {

constexpr double quiet = 0.1;         ///< of the last layers of residual branches
constexpr double dis_metric = -20.0;  ///< bundled weights have it

Tensor parameter(StMfNet& network, const std::string& name) {
    const auto parameters = network->named_parameters();
    const Tensor* found = parameters.find(name);
    if (found == nullptr) {
        throw Error(Category::model, NK_TEXT("The network has no parameter called %1."), {name});
    }
    return *found;
}

/// A 3×3 convolution that only copies: output channel i = Σ_j mix[i][j] · input channel j.
void pass(Tensor weight, Tensor bias, const std::vector<std::vector<double>>& mix) {
    weight.zero_();
    bias.zero_();
    for (std::size_t out = 0; out < mix.size(); ++out) {
        for (std::size_t in = 0; in < mix[out].size(); ++in) {
            weight.index_put_(
                {static_cast<int64_t>(out), static_cast<int64_t>(in), 1, 1}, mix[out][in]
            );
        }
    }
}

}  // namespace

void start_texture_silent(StMfNet& network) {
    const torch::NoGradGuard no_grad;
    parameter(network, "dyntex_generator.outconv.1.weight").zero_();
    parameter(network, "dyntex_generator.outconv.1.bias").zero_();
}

void start_grid_as_mean(StMfNet& network) {
    const torch::NoGradGuard no_grad;
    const std::string prefix = "scale_synthesis.";
    for (const auto& item : network->named_parameters()) {
        const std::string& name = item.key();
        if (!name.starts_with(prefix)) {
            continue;
        }
        // The second convolution of each block: the last of its residual branch.
        const bool is_up = name.starts_with(prefix + "up_");
        if (name.ends_with(is_up ? ".f.4.weight" : ".f.3.weight") ||
            name.ends_with(is_up ? ".f.4.bias" : ".f.3.bias")) {
            Tensor(item.value()).mul_(quiet);
        }
    }
    // Row 1 reads AdaCoF's two pictures, then the splatted two. Its first block passes the mean on
    // in three channels, the blocks between add to it, the last block reads it.
    Tensor first = parameter(network, prefix + "lateral_1_0.conv.weight");
    const int64_t from = first.size(1) > 6 ? 6 : 0;
    std::vector<std::vector<double>> mean(
        3, std::vector<double>(static_cast<std::size_t>(from + 6))
    );
    for (std::size_t color = 0; color < 3; ++color) {
        mean[color][static_cast<std::size_t>(from) + color] = 0.5;
        mean[color][static_cast<std::size_t>(from) + 3 + color] = 0.5;
    }
    pass(first, parameter(network, prefix + "lateral_1_0.conv.bias"), mean);
    pass(
        parameter(network, prefix + "lateral_final_1.conv.weight"),
        parameter(network, prefix + "lateral_final_1.conv.bias"),
        {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}
    );
}

void start_twice_heads(StMfNet& network) {
    const torch::NoGradGuard no_grad;
    for (std::size_t head = 0; head < 6; ++head) {
        const std::string from = "get_kernel." + kernel_head_name(6 + head) + ".";
        const std::string to = "get_kernel." + kernel_head_name(12 + head) + ".";
        for (const char* layer : {"0.", "2.", "4.", "7."}) {
            for (const char* part : {"weight", "bias"}) {
                parameter(network, to + layer + part)
                    .copy_(parameter(network, from + layer + part));
            }
        }
        const auto part = static_cast<KernelPart>(head % 3);
        if (part == KernelPart::weight) {
            continue;
        }
        const Tensor taps = torch::arange(-2, 3, torch::kFloat);
        const Tensor position =
            part == KernelPart::alpha ? taps.repeat_interleave(5) : taps.repeat({5});
        parameter(network, to + "7.weight").mul_(2);
        parameter(network, to + "7.bias").mul_(2).add_(position);
    }
}

StMfNet new_network(const StMfNetOptions& options, uint64_t seed) {
    torch::manual_seed(seed);
    StMfNet network(options);
    start_texture_silent(network);
    start_grid_as_mean(network);
    if (options.flow_branch == FlowBranch::dis) {
        const torch::NoGradGuard no_grad;
        parameter(network, "metric.paramScale").fill_(dis_metric);
    }
    network->eval();
    return network;
}

}  // namespace nakawari
