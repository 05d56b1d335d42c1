/// Folding of batch-norm, and the calls into oneDNN's fused operators.
#include "model/fused_convolution.h"

#include <ATen/core/dispatch/Dispatcher.h>

#include "core/error.h"
#include "kernels/instruction_sets.h"
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
}

Tensor FusedConvolution::operator()(const Tensor& x) const {
    const auto& g = geometry_;
    if (!fused_) {
        Tensor y = torch::convolution(
            x,
            weight_,
            bias_,
            both(g.stride),
            both(g.padding),
            both(g.dilation),
            g.transposed,
            both(0),
            g.groups
        );
        return activate(std::move(y), activation_);
    }
    static const auto op = *find_operator("mkldnn::_convolution_pointwise", "");
    return call(
        op,
        {x,
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
    const auto& g = geometry_;
    if (!fused_ || (activation_.enabled && activation_.slope != 0.0)) {
        const Tensor y = torch::convolution(
            x,
            weight_,
            bias_,
            both(g.stride),
            both(g.padding),
            both(g.dilation),
            g.transposed,
            both(0),
            g.groups
        );
        return activate(sum.add_(y), activation_);
    }
    static const auto op = *find_operator("mkldnn::_convolution_pointwise_", "binary");
    const c10::IValue unary =
        activation_.enabled ? c10::IValue(std::string("relu")) : c10::IValue();
    return call(
        op,
        {std::move(sum),
         x,
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

FusedConvolution LayerLoader::normalised(
    const std::string& name,
    const std::string& norm_name,
    const ConvolutionGeometry& geometry,
    const Activation& activation
) const {
    const auto [scale, shift] = norm(norm_name);
    const Tensor weight = flat_weight(name, geometry.transposed).to(torch::kDouble);
    Tensor factor = scale.view({-1, 1, 1, 1});
    if (geometry.transposed) {
        // A transposed weight is (in, out/groups, k, k): the inputs of a group share its outputs.
        const int64_t groups = geometry.groups;
        factor = scale.view({groups, 1, -1})
                     .expand({groups, weight.size(0) / groups, weight.size(1)})
                     .reshape({weight.size(0), weight.size(1), 1, 1});
    }
    Tensor bias = shift;
    if (has(name + ".bias")) {
        bias = bias + tensor(name + ".bias").to(torch::kDouble) * scale;
    }
    return {weight * factor, bias, geometry, activation, options_};
}

}  // namespace nakawari
