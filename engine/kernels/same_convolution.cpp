/// Convolutions that keep the size, by Winograd's way in all three directions: forward, to the
/// input (a convolution with the turned weight) and to the weight.
#include <ATen/autocast_mode.h>

#include "kernels/convolution_lanes.h"
#include "kernels/instruction_sets.h"
#include "kernels/parallel.h"
#include "kernels/training_ops.h"
#include "kernels/winograd_gradient_lanes.h"

namespace nakawari::kernels {
namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr auto channels_last = torch::MemoryFormat::ChannelsLast;
thread_local int torch_only = 0;  ///< how many TorchOperatorsOnly live
/// Of a gradient to a weight, whatever the number of threads: the sum does not depend on it.
constexpr int64_t most_parts = 8;

/// How many steps of so many products of channels are worth a thread's while.
int64_t grain_for(int64_t products) {
    constexpr int64_t least = 1 << 18;
    return std::max<int64_t>(1, least / std::max<int64_t>(products, 1));
}

/// `input` is channels-last.
Tensor convolve(const Tensor& input, const Tensor& weight, const Tensor& bias) {
    const Tensor dense_weight = weight.contiguous();
    const Tensor dense_bias = bias.contiguous();
    const PackedConvolution packed = pack_convolution(
        dense_weight.data_ptr<float>(),
        dense_bias.data_ptr<float>(),
        weight.size(0),
        weight.size(1),
        3,
        ConvolutionMethod::winograd
    );
    const int64_t height = input.size(2);
    const int64_t width = input.size(3);
    Tensor out = torch::empty(
        {input.size(0), packed.out, height, width}, input.options().memory_format(channels_last)
    );
    const float* source = input.data_ptr<float>();
    float* target = out.data_ptr<float>();
    const int64_t steps = (height + row_granularity - 1) / row_granularity;
    const int64_t grain = grain_for(row_granularity * width * packed.in * packed.out);
    parallel_rows(input.size(0) * steps, grain, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end;) {
            const int64_t n = i / steps;
            const int64_t next = std::min(end, (n + 1) * steps);
            ConvolutionRows rows;
            rows.input = {source + n * height * width * packed.in, height, width, packed.in};
            rows.out = target + n * height * width * packed.out;
            rows.first_row = (i - n * steps) * row_granularity;
            rows.last_row = std::min((next - n * steps) * row_granularity, height);
            best_convolution_variant().rows(packed, rows);
            i = next;
        }
    });
    return out;
}

struct WeightGradient {
    Tensor weight, bias;
};

/// Both are channels-last.
WeightGradient weight_gradient(const Tensor& input, const Tensor& gradient) {
    const int64_t in = input.size(1);
    const int64_t out = gradient.size(1);
    WeightGradientInputs inputs;
    inputs.first = {input.data_ptr<float>(), input.size(2), input.size(3), in};
    inputs.gradient = gradient.data_ptr<float>();
    inputs.out = out;
    const int64_t rows = inputs.tile_rows() * input.size(0);
    const int64_t parts = std::clamp<int64_t>(rows, 1, most_parts);
    const Tensor weights = torch::zeros({parts, out, in, 3, 3}, input.options());
    const Tensor biases = torch::zeros({parts, out}, input.options());
    const int64_t grain = grain_for(input.numel() / in / parts * in * out);
    parallel_rows(parts, grain, [&](int64_t begin, int64_t end) {
        for (int64_t part = begin; part < end; ++part) {
            WeightGradientSum sum(in, out);
            best_weight_gradient_variant().add(
                inputs, part * rows / parts, (part + 1) * rows / parts, sum
            );
            sum.add_to(
                weights.data_ptr<float>() + part * out * in * 9,
                biases.data_ptr<float>() + part * out
            );
        }
    });
    return {weights.sum(0), biases.sum(0)};
}

struct SameConvolution : torch::autograd::Function<SameConvolution> {
    static Tensor forward(
        AutogradContext* context, const Tensor& input, const Tensor& weight, const Tensor& bias
    ) {
        const Tensor dense = input.contiguous(channels_last);
        context->save_for_backward({dense, weight});
        return convolve(dense, weight, bias);
    }

    static variable_list backward(AutogradContext* context, const variable_list& grads) {
        const auto saved = context->get_saved_variables();
        const Tensor& weight = saved[1];
        const Tensor gradient = grads[0].contiguous(channels_last);
        Tensor by_input;
        if (context->needs_input_grad(0)) {
            by_input = convolve(
                gradient,
                weight.flip({2, 3}).transpose(0, 1),
                torch::zeros({weight.size(1)}, weight.options())
            );
        }
        if (!context->needs_input_grad(1) && !context->needs_input_grad(2)) {
            return {by_input, Tensor(), Tensor()};
        }
        const auto [by_weight, by_bias] = weight_gradient(saved[0], gradient);
        return {by_input, by_weight, context->needs_input_grad(2) ? by_bias : Tensor()};
    }
};

}  // namespace

TorchOperatorsOnly::TorchOperatorsOnly() {
    ++torch_only;
}

TorchOperatorsOnly::~TorchOperatorsOnly() {
    --torch_only;
}

bool has_training_ops(const Tensor& input, const Tensor& weight) {
    return input.is_cpu() && input.scalar_type() == torch::kFloat &&
           weight.scalar_type() == torch::kFloat && has_avx2() && torch_only == 0 &&
           !at::autocast::is_autocast_enabled(torch::kCPU);
}

Tensor in_training_order(const Tensor& pictures) {
    return has_training_ops(pictures, pictures) ? pictures.contiguous(channels_last) : pictures;
}

Tensor same_convolution(const Tensor& input, const Tensor& weight, const Tensor& bias) {
    if (!has_training_ops(input, weight)) {
        return torch::conv2d(input, weight, bias, 1, 1);
    }
    return SameConvolution::apply(
        input, weight, bias.defined() ? bias : torch::zeros({weight.size(0)}, weight.options())
    );
}

Tensor doubling_convolution(const Tensor& input, const Tensor& weight, const Tensor& bias) {
    if (!has_training_ops(input, weight)) {
        return torch::conv_transpose2d(input, weight, bias, 2, 1);
    }
    // Which tap meets the neighbour before, the pixel itself and the one behind: for the first of
    // two by two pixels, then for the second. Tap 4 is none.
    const Tensor taps = torch::tensor({3, 1, 4, 4, 2, 0}, torch::kLong);
    const int64_t out = weight.size(1);
    const Tensor padded = torch::constant_pad_nd(weight, {0, 1, 0, 1});
    const Tensor four = padded.index_select(2, taps)
                            .index_select(3, taps)
                            .view({weight.size(0), out, 2, 3, 2, 3})
                            .permute({2, 4, 1, 0, 3, 5})
                            .flatten(0, 2);
    const Tensor biases = bias.defined() ? bias.repeat({4}) : bias;
    const Tensor pixels = same_convolution(input, four, biases).permute({0, 2, 3, 1});
    return pixels.view({input.size(0), input.size(2), input.size(3), 2, 2, out})
        .permute({0, 1, 3, 2, 4, 5})
        .reshape({input.size(0), 2 * input.size(2), 2 * input.size(3), out})
        .permute({0, 3, 1, 2});
}

}  // namespace nakawari::kernels
