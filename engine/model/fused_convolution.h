/// Convolutions prepared for inference: batch-norm folded in, activation and addition done by the
/// convolution itself where oneDNN can.
#pragma once

#include <torch/torch.h>

#include <memory>
#include <string>

#include "kernels/convolution_lanes.h"
#include "model/weights.h"

namespace nakawari {

struct ConvolutionGeometry {
    int64_t stride = 1;
    int64_t padding = 0;
    int64_t dilation = 1;
    int64_t groups = 1;
    bool transposed = false;
    friend bool operator==(const ConvolutionGeometry&, const ConvolutionGeometry&) = default;
};

/// What follows a convolution: nothing, or max(x, slope·x) with slope 0 for ReLU.
struct Activation {
    bool enabled = false;
    double slope = 0.0;
    friend bool operator==(const Activation&, const Activation&) = default;
};
inline constexpr Activation no_activation{};
inline constexpr Activation relu{true, 0.0};
[[nodiscard]] constexpr Activation leaky_relu(double slope) {
    return {true, slope};
}

/// Immutable once made; calls may come from one thread at a time. Works on channels-last tensors;
/// an input of another dtype is rounded to its own, a sum keeps the dtype that it has. Runs our own
/// kernels where they are faster (convolution_lanes.h), oneDNN's fused operators otherwise.
class FusedConvolution {
 public:
    FusedConvolution() = default;
    /// weight as torch stores it, bias may be undefined; both are converted to `options`.
    FusedConvolution(
        const torch::Tensor& weight,
        const torch::Tensor& bias,
        const ConvolutionGeometry& geometry,
        const Activation& activation,
        const torch::TensorOptions& options
    );

    /// The same with max(x, slope·x) in front.
    [[nodiscard]] FusedConvolution behind_prelu(double slope) const;

    /// Each output channel multiplied by `factor`, then moved by `shift` (if defined; both (out) in
    /// fp32), then activated. Cheap where our own kernels run: the weights are shared.
    [[nodiscard]] FusedConvolution scaled(
        const torch::Tensor& factor, const torch::Tensor& shift, const Activation& activation
    ) const;

    [[nodiscard]] torch::Tensor operator()(const torch::Tensor& x) const;
    /// activation(sum + conv(x)), written into `sum`.
    torch::Tensor add_into(torch::Tensor sum, const torch::Tensor& x) const;
    [[nodiscard]] int64_t out_channels() const { return bias_.size(0); }
    [[nodiscard]] torch::ScalarType dtype() const { return bias_.scalar_type(); }

 private:
    [[nodiscard]] torch::Tensor plain(const torch::Tensor& x) const;
    [[nodiscard]] torch::Tensor in_front(const torch::Tensor& x) const;
    void run_own(const torch::Tensor& x, const torch::Tensor& out, bool add) const;
    [[nodiscard]] std::vector<int64_t> out_shape(const torch::Tensor& x) const;

    torch::Tensor weight_;  ///< undefined where packed_ is used
    torch::Tensor bias_;
    ConvolutionGeometry geometry_;
    Activation activation_;
    Activation input_activation_;
    bool fused_ = false;  ///< oneDNN's pointwise operators are usable
    std::shared_ptr<const kernels::PackedConvolution> packed_;  ///< where our own kernel is used
};

/// Weight and bias (never undefined) of a layer with its batch-norm folded in, fp32.
struct FoldedLayer {
    torch::Tensor weight;
    torch::Tensor bias;
};

/// Makes inference layers from a state dict of checked shapes. Lives only while a network is built.
class LayerLoader {
 public:
    LayerLoader(const StateDict& state, const torch::TensorOptions& options);
    /// The same weights for layers of another dtype.
    [[nodiscard]] LayerLoader with_dtype(torch::ScalarType dtype) const {
        return {state_, options_.dtype(dtype)};
    }

    /// fp32, on the device.
    [[nodiscard]] torch::Tensor tensor(const std::string& name) const;
    [[nodiscard]] double scalar(const std::string& name) const;
    [[nodiscard]] bool has(const std::string& name) const;
    [[nodiscard]] const torch::TensorOptions& options() const { return options_; }

    /// `name`.weight and, where present, `name`.bias.
    [[nodiscard]] FusedConvolution convolution(
        const std::string& name,
        const ConvolutionGeometry& geometry,
        const Activation& activation = no_activation
    ) const;
    /// The same followed by the batch-norm `norm`, folded.
    [[nodiscard]] FusedConvolution normalised(
        const std::string& name,
        const std::string& norm,
        const ConvolutionGeometry& geometry,
        const Activation& activation = no_activation
    ) const;

    /// `name`.weight and its bias, with the batch-norm `norm` folded in unless that is empty. A 3-D
    /// weight becomes the 2-D one over neighbouring frames.
    [[nodiscard]] FoldedLayer folded(
        const std::string& name, const std::string& norm, const ConvolutionGeometry& geometry
    ) const;

    /// Batch-norm as y = scale·x + shift, in double.
    struct Affine {
        torch::Tensor scale;
        torch::Tensor shift;
    };
    [[nodiscard]] Affine norm(const std::string& name) const;

 private:
    [[nodiscard]] torch::Tensor flat_weight(const std::string& name, bool transposed) const;

    const StateDict& state_;
    torch::TensorOptions options_;
};

}  // namespace nakawari
