/// PWC-Net for inference.
#include "kernels/ops.h"
#include "model/inference_parts.h"

namespace nakawari {

using torch::Tensor;

namespace {

constexpr Activation flow_leaky = leaky_relu(flow_negative_slope);

ConvolutionGeometry around(int64_t dilation = 1, int64_t stride = 1) {
    ConvolutionGeometry geometry;
    geometry.padding = dilation;
    geometry.dilation = dilation;
    geometry.stride = stride;
    return geometry;
}

Tensor channels_last(const Tensor& x) {
    return x.contiguous(torch::MemoryFormat::ChannelsLast);
}

}  // namespace

InferenceFlowNet::InferenceFlowNet(const FlowNetOptions& options, const LayerLoader& loader)
    : dtype_(torch::typeMetaToScalarType(loader.options().dtype())) {
    const LayerLoader exact = loader.with_dtype(torch::kFloat);
    const std::string prefix = "flow_estimator.";
    for (std::size_t i = 0; i < extractor_.size(); ++i) {
        const std::string stage = prefix + "netExtractor." + flow_layer_names[i] + ".";
        extractor_[i] = {
            loader.convolution(stage + "0", around(1, 2), flow_leaky),
            loader.convolution(stage + "2", around(), flow_leaky),
            loader.convolution(stage + "4", around(), flow_leaky)};
    }
    ConvolutionGeometry enlarge;
    enlarge.stride = 2;
    enlarge.padding = 1;
    enlarge.transposed = true;
    for (std::size_t i = 0; i < decoders_.size(); ++i) {
        Decoder& decoder = decoders_[i];
        decoder.level = options.decoders[i].level;
        const std::string name = prefix + flow_layer_names[5 - i] + ".";
        if (decoder.level < 6) {
            decoder.upflow = exact.convolution(name + "netUpflow", enlarge);
            decoder.upfeat = loader.convolution(name + "netUpfeat", enlarge);
        }
        for (std::size_t layer = 0; layer < decoder.dense.size(); ++layer) {
            decoder.dense[layer] =
                loader.convolution(name + flow_layer_names[layer] + ".0", around(), flow_leaky);
        }
        decoder.flow = exact.convolution(name + "netSix.0", around());
    }
    for (std::size_t i = 0; i < refiner_.size(); ++i) {
        const bool last = i + 1 == refiner_.size();
        refiner_[i] = (last ? exact : loader)
                          .convolution(
                              prefix + "netRefiner.netMain." + std::to_string(2 * i),
                              around(flow_refiner_dilations[i]),
                              last ? no_activation : flow_leaky
                          );
    }
}

InferenceFlowNet::Pyramid InferenceFlowNet::pyramid(const Tensor& image) const {
    Pyramid levels;
    Tensor x = channels_last(image.to(dtype_));
    for (std::size_t i = 0; i < levels.size(); ++i) {
        for (const FusedConvolution& convolution : extractor_[i]) {
            x = convolution(x);
        }
        levels[i] = x;
    }
    return levels;
}

Tensor InferenceFlowNet::estimate(const Pyramid& first, const Pyramid& second) const {
    Tensor flow;
    Tensor features;
    const auto exact = [](const Tensor& x) { return x.to(torch::kFloat).contiguous(); };
    for (std::size_t i = 0; i < decoders_.size(); ++i) {
        const Decoder& decoder = decoders_[i];
        const Tensor a = first[5 - i];
        Tensor b = exact(second[5 - i]);
        Tensor hint;
        if (decoder.upflow) {
            flow = (*decoder.upflow)(flow);
            hint = (*decoder.upfeat)(features);
            b = backward_warp(b, flow * flow_scale(decoder.level));
        }
        const Tensor cost =
            torch::leaky_relu(kernels::correlation(exact(a), b), flow_leaky.slope).to(dtype_);
        features = decoder.upflow ? torch::cat({cost, a, flow.to(dtype_), hint}, 1) : cost;
        features = channels_last(features);
        for (const FusedConvolution& convolution : decoder.dense) {
            features = torch::cat({convolution(features), features}, 1);
        }
        flow = decoder.flow(features.to(torch::kFloat));
    }
    Tensor x = features;
    for (const FusedConvolution& convolution : refiner_) {
        x = convolution(x.to(convolution.dtype()));
    }
    return flow + x;
}

FlowPair InferenceFlowNet::operator()(const Tensor& a, const Tensor& b) const {
    const Pyramid from = pyramid(a);
    const Pyramid to = pyramid(b);
    const std::vector<int64_t> size{a.size(2), a.size(3)};
    const auto enlarge = [&](const Tensor& raw) {
        return torch::upsample_bilinear2d((20.0 * raw).contiguous(), size, /*align_corners=*/false);
    };
    return {enlarge(estimate(from, to)), enlarge(estimate(to, from))};
}

}  // namespace nakawari
