/// Folding of batch-norm, and the calls into oneDNN's fused operators.
#include "model/fused_convolution.h"

#include <ATen/core/dispatch/Dispatcher.h>

#include "core/error.h"
#include "kernels/instruction_sets.h"
#include "kernels/parallel.h"
#include "model/texture_unet3d.h"

namespace nakawari {

using torch::Tensor;

namespace {

constexpr double norm_epsilon = 1e-5;

/// The operators that torch registers for its own graph compiler; absent in builds without oneDNN.
std::optional<c10::OperatorHandle> find_operator(const char* name, const char* overload) {
    return c10::Dispatcher::singleton().findSchema({name, overload});
}

/// oneDNN refuses bf16 on older processors; torch's own convolution takes it everywhere, slowly.
bool has_fused_operators(torch::ScalarType dtype) {
    return (dtype != torch::kBFloat16 || kernels::has_avx512()) &&
           find_operator("mkldnn::_convolution_pointwise", "").has_value() &&
           find_operator("mkldnn::_convolution_pointwise_", "binary").has_value();
}

std::vector<int64_t> both(int64_t value) {
    return {value, value};
}

Tensor call(const c10::OperatorHandle& op, torch::jit::Stack stack) {
    op.callBoxed(&stack);
    return std::move(stack.at(0)).toTensor();
}

/// In place; the tensor is the caller's own.
Tensor activate(Tensor x, const Activation& activation) {
    if (activation.enabled) {
        torch::leaky_relu_(x, activation.slope);
    }
    return x;
}

c10::IValue activation_name(const Activation& activation) {
    if (!activation.enabled) {
        return std::string("none");
    }
    return std::string(activation.slope == 0.0 ? "relu" : "leaky_relu");
}

c10::List<std::optional<at::Scalar>> activation_scalars(const Activation& activation) {
    c10::List<std::optional<at::Scalar>> scalars;
    if (activation.enabled && activation.slope != 0.0) {
        scalars.push_back(at::Scalar(activation.slope));
    }
    return scalars;
}

float slope_of(const Activation& activation) {
    return activation.enabled ? static_cast<float>(activation.slope) : 1.0F;
}

/// How convolution_lanes.h computes this layer, if it is faster than oneDNN: measured on processors
/// with AVX2 (tests/bench). Where there is AVX-512, oneDNN's direct kernels are wider than ours.
std::optional<kernels::ConvolutionMethod> own_method(
    const Tensor& weight, const ConvolutionGeometry& geometry
) {
    constexpr int64_t most_channels = 192;  // more would not leave a tile's rows in the cache
    constexpr int64_t few_channels = 4;     // whose transform costs more than it saves
    const int64_t side = weight.dim() == 4 && weight.size(2) == weight.size(3) ? weight.size(2) : 1;
    if (!weight.is_cpu() || weight.scalar_type() != torch::kFloat || geometry.transposed ||
        geometry.groups != 1 || geometry.dilation != 1 || side == 1 ||
        weight.size(1) > most_channels) {
        return std::nullopt;
    }
    if (side == 3 && geometry.stride == 1 && geometry.padding == 1 &&
        weight.size(1) > few_channels && kernels::has_avx2()) {
        return kernels::ConvolutionMethod::winograd;
    }
    return kernels::prefers_direct_convolution() ? std::optional(kernels::ConvolutionMethod::direct)
                                                 : std::nullopt;
}

/// A transposed convolution of side 4, stride 2 and padding 1 gives each of the four pixels of two
/// by two from 2×2 of 3×3 neighbours: its weight (in, out, 4, 4) as one of (4·out, in, 3, 3),
/// pixels first.
Tensor untransposed(const Tensor& weight) {
    // By [pixel]: which tap meets the neighbour before, the pixel itself, the one behind.
    constexpr int64_t none = -1;
    constexpr std::array<std::array<int64_t, 3>, 2> taps{{{3, 1, none}, {none, 2, 0}}};
    const int64_t in = weight.size(0);
    const int64_t out = weight.size(1);
    Tensor result = torch::zeros({2, 2, out, in, 3, 3}, weight.options());
    for (int64_t pixel = 0; pixel < 4; ++pixel) {
        for (int64_t neighbour = 0; neighbour < 9; ++neighbour) {
            const int64_t row =
                taps[static_cast<std::size_t>(pixel / 2)][static_cast<std::size_t>(neighbour / 3)];
            const int64_t column =
                taps[static_cast<std::size_t>(pixel % 2)][static_cast<std::size_t>(neighbour % 3)];
            if (row != none && column != none) {
                result[pixel / 2][pixel % 2]
                    .select(3, neighbour % 3)
                    .select(2, neighbour / 3)
                    .copy_(weight.select(3, column).select(2, row).t());
            }
        }
    }
    return result.flatten(0, 2);
}

bool is_enlarging(const Tensor& weight, const ConvolutionGeometry& geometry) {
    return weight.is_cpu() && weight.scalar_type() == torch::kFloat && kernels::has_avx2() &&
           geometry == ConvolutionGeometry{2, 1, 1, 1, true} && weight.dim() == 4 &&
           weight.size(2) == 4 && weight.size(3) == 4 && weight.size(1) % 8 == 0;
}

}  // namespace

FusedConvolution::FusedConvolution(
    const Tensor& weight,
    const Tensor& bias,
    const ConvolutionGeometry& geometry,
    const Activation& activation,
    const torch::TensorOptions& options
)
    : geometry_(geometry), activation_(activation) {
    const int64_t out = geometry.transposed ? weight.size(1) * geometry.groups : weight.size(0);
    weight_ = weight.to(options).contiguous(torch::MemoryFormat::ChannelsLast);
    bias_ = (bias.defined() ? bias : torch::zeros({out})).to(options);
    fused_ = !geometry.transposed && weight_.is_cpu() && has_fused_operators(weight_.scalar_type());
    const bool enlarges = is_enlarging(weight_, geometry);
    const auto method = enlarges ? std::optional(kernels::ConvolutionMethod::winograd)
                                 : own_method(weight_, geometry);
    if (!method) {
        return;
    }
    const Tensor values = enlarges ? untransposed(weight_) : weight_.contiguous();
    const Tensor biases = enlarges ? bias_.repeat({4}) : bias_;
    auto packed = std::make_shared<kernels::PackedConvolution>(kernels::pack_convolution(
        values.data_ptr<float>(),
        biases.data_ptr<float>(),
        values.size(0),
        values.size(1),
        values.size(2),
        *method
    ));
    packed->stride = enlarges ? 1 : geometry.stride;
    packed->padding = geometry.padding;
    packed->woven = enlarges;
    packed->slope = slope_of(activation);
    packed_ = std::move(packed);
    weight_ = Tensor();
}

FusedConvolution FusedConvolution::behind_prelu(double slope) const {
    FusedConvolution result = *this;
    result.input_activation_ = leaky_relu(slope);
    if (packed_) {
        auto packed = std::make_shared<kernels::PackedConvolution>(*packed_);
        packed->input_slope = static_cast<float>(slope);
        result.packed_ = std::move(packed);
    }
    return result;
}

FusedConvolution FusedConvolution::scaled(
    const Tensor& factor, const Tensor& shift, const Activation& activation
) const {
    FusedConvolution result = *this;
    result.activation_ = activation;
    result.bias_ = bias_.to(torch::kFloat) * factor;
    if (shift.defined()) {
        result.bias_ += shift;
    }
    result.bias_ = result.bias_.to(bias_.dtype());
    if (!packed_) {
        // A transposed weight has its outputs second.
        const Tensor shaped =
            geometry_.transposed ? factor.view({1, -1, 1, 1}) : factor.view({-1, 1, 1, 1});
        result.weight_ = (weight_.to(torch::kFloat) * shaped)
                             .to(weight_.dtype())
                             .contiguous(torch::MemoryFormat::ChannelsLast);
        return result;
    }
    const int64_t repeats = packed_->woven ? 4 : 1;
    const Tensor factors = factor.repeat({repeats});
    const Tensor biases = result.bias_.repeat({repeats});
    auto packed = std::make_shared<kernels::PackedConvolution>(*packed_);
    std::copy_n(factors.data_ptr<float>(), packed->out, packed->scale.begin());
    std::copy_n(biases.data_ptr<float>(), packed->out, packed->bias.begin());
    packed->slope = slope_of(activation);
    result.packed_ = std::move(packed);
    return result;
}

Tensor FusedConvolution::in_front(const Tensor& x) const {
    const Tensor own = x.to(dtype());
    return input_activation_.enabled ? torch::leaky_relu(own, input_activation_.slope) : own;
}

/// Without the activation behind it.
Tensor FusedConvolution::plain(const Tensor& x) const {
    const auto& g = geometry_;
    return torch::convolution(
        in_front(x),
        weight_,
        bias_,
        both(g.stride),
        both(g.padding),
        both(g.dilation),
        g.transposed,
        both(0),
        g.groups
    );
}

std::vector<int64_t> FusedConvolution::out_shape(const Tensor& x) const {
    const int64_t scale = packed_->woven ? 2 : 1;
    return {
        x.size(0),
        out_channels(),
        scale * packed_->out_size(x.size(2)),
        scale * packed_->out_size(x.size(3))};
}

void FusedConvolution::run_own(const Tensor& x, const Tensor& out, bool add) const {
    constexpr int64_t step = kernels::row_granularity;
    constexpr int64_t grain = 2;  // steps; each range reads a few rows that its neighbours read too
    const int64_t height = packed_->out_size(x.size(2));
    const Tensor input = x.contiguous(torch::MemoryFormat::ChannelsLast);
    const int64_t source = input.size(1) * input.size(2) * input.size(3);
    const int64_t target = out.size(1) * out.size(2) * out.size(3);
    for (int64_t n = 0; n < input.size(0); ++n) {
        float* values = out.data_ptr<float>() + n * target;
        kernels::parallel_rows((height + step - 1) / step, grain, [&](int64_t begin, int64_t end) {
            kernels::ConvolutionRows rows;
            rows.input = {
                input.data_ptr<float>() + n * source, input.size(2), input.size(3), input.size(1)};
            rows.add = add ? values : nullptr;
            rows.out = values;
            rows.first_row = begin * step;
            rows.last_row = std::min(end * step, height);
            kernels::best_convolution_variant().rows(*packed_, rows);
        });
    }
}

Tensor FusedConvolution::operator()(const Tensor& x) const {
    if (packed_) {
        Tensor out = torch::empty(
            out_shape(x), x.options().memory_format(torch::MemoryFormat::ChannelsLast)
        );
        run_own(x, out, /*add=*/false);
        return out;
    }
    if (!fused_) {
        return activate(plain(x), activation_);
    }
    const auto& g = geometry_;
    static const auto op = *find_operator("mkldnn::_convolution_pointwise", "");
    return call(
        op,
        {in_front(x),
         weight_,
         bias_,
         both(g.padding),
         both(g.stride),
         both(g.dilation),
         g.groups,
         activation_name(activation_),
         activation_scalars(activation_),
         c10::IValue()}
    );
}

Tensor FusedConvolution::add_into(Tensor sum, const Tensor& x) const {
    if (packed_) {
        sum = sum.contiguous(torch::MemoryFormat::ChannelsLast);
        TORCH_CHECK(sum.sizes() == at::IntArrayRef(out_shape(x)), "add_into: sizes differ");
        run_own(x, sum, /*add=*/true);
        return sum;
    }
    if (sum.scalar_type() != dtype() && !activation_.enabled) {
        return sum.add_((*this)(x));
    }
    if (sum.scalar_type() != dtype() || !fused_ ||
        (activation_.enabled && activation_.slope != 0.0)) {
        return activate(sum.add_(plain(x)), activation_);
    }
    const auto& g = geometry_;
    static const auto op = *find_operator("mkldnn::_convolution_pointwise_", "binary");
    const c10::IValue unary =
        activation_.enabled ? c10::IValue(std::string("relu")) : c10::IValue();
    return call(
        op,
        {std::move(sum),
         in_front(x),
         weight_,
         bias_,
         both(g.padding),
         both(g.stride),
         both(g.dilation),
         g.groups,
         std::string("add"),
         c10::IValue(1.0),
         unary,
         c10::List<std::optional<at::Scalar>>(),
         c10::IValue()}
    );
}

LayerLoader::LayerLoader(const StateDict& state, const torch::TensorOptions& options)
    : state_(state), options_(options) {}

bool LayerLoader::has(const std::string& name) const {
    return state_.find(name) != nullptr;
}

Tensor LayerLoader::tensor(const std::string& name) const {
    const Tensor* found = state_.find(name);
    if (found == nullptr) {
        throw Error(Category::model, NK_TEXT("The weights lack the tensor %1."), {name});
    }
    return found->to(torch::kFloat).to(options_.device());
}

double LayerLoader::scalar(const std::string& name) const {
    return tensor(name).item<double>();
}

Tensor LayerLoader::flat_weight(const std::string& name, bool transposed) const {
    const Tensor weight = tensor(name + ".weight");
    if (weight.dim() != 5) {
        return weight;
    }
    return transposed ? flatten_transposed_frames_weight(weight) : flatten_frames_weight(weight);
}

FusedConvolution LayerLoader::convolution(
    const std::string& name, const ConvolutionGeometry& geometry, const Activation& activation
) const {
    const Tensor bias = has(name + ".bias") ? tensor(name + ".bias") : Tensor();
    return {flat_weight(name, geometry.transposed), bias, geometry, activation, options_};
}

LayerLoader::Affine LayerLoader::norm(const std::string& name) const {
    const auto value = [&](const char* part) { return tensor(name + part).to(torch::kDouble); };
    const Tensor scale = value(".weight") / torch::sqrt(value(".running_var") + norm_epsilon);
    return {scale, value(".bias") - value(".running_mean") * scale};
}

FoldedLayer LayerLoader::folded(
    const std::string& name, const std::string& norm_name, const ConvolutionGeometry& geometry
) const {
    const Tensor weight = flat_weight(name, geometry.transposed).to(torch::kDouble);
    const int64_t out = geometry.transposed ? weight.size(1) * geometry.groups : weight.size(0);
    Tensor bias = has(name + ".bias") ? tensor(name + ".bias").to(torch::kDouble)
                                      : torch::zeros({out}, weight.options());
    if (norm_name.empty()) {
        return {weight.to(torch::kFloat), bias.to(torch::kFloat)};
    }
    const auto [scale, shift] = norm(norm_name);
    Tensor factor = scale.view({-1, 1, 1, 1});
    if (geometry.transposed) {
        // A transposed weight is (in, out/groups, k, k): the inputs of a group share its outputs.
        const int64_t groups = geometry.groups;
        factor = scale.view({groups, 1, -1})
                     .expand({groups, weight.size(0) / groups, weight.size(1)})
                     .reshape({weight.size(0), weight.size(1), 1, 1});
    }
    return {(weight * factor).to(torch::kFloat), (bias * scale + shift).to(torch::kFloat)};
}

FusedConvolution LayerLoader::normalised(
    const std::string& name,
    const std::string& norm_name,
    const ConvolutionGeometry& geometry,
    const Activation& activation
) const {
    const FoldedLayer layer = folded(name, norm_name, geometry);
    return {layer.weight, layer.bias, geometry, activation, options_};
}

}  // namespace nakawari
