/// Texture U-Net for inference: 3-D convolutions as 2-D ones over neighbouring frames, gates and
/// the batch-norm behind them folded into the convolutions' weights once the mean of their input is
/// known.
#include "model/inference_parts.h"

namespace nakawari {

using torch::Tensor;

namespace {

constexpr Activation texture_leaky = leaky_relu(0.2);

ConvolutionGeometry cube(int64_t stride = 1) {
    ConvolutionGeometry geometry;
    geometry.stride = stride;
    geometry.padding = 1;
    return geometry;
}

FrameConvolution load_frames(
    const LayerLoader& loader,
    const std::string& name,
    const std::string& norm,
    const ConvolutionGeometry& geometry,
    const Activation& activation = no_activation,
    int64_t taps = 3
) {
    return {loader.folded(name, norm, geometry), geometry, activation, loader.options(), taps};
}

/// One that a gate looks through: its mean is asked for.
FrameConvolution load_gated(
    const LayerLoader& loader,
    const std::string& name,
    const std::string& norm,
    const ConvolutionGeometry& geometry
) {
    const FoldedLayer layer = loader.folded(name, norm, geometry);
    FrameConvolution convolution(layer, geometry, no_activation, loader.options());
    convolution.prepare_mean(layer);
    return convolution;
}

}  // namespace

InferenceTexture::InferenceTexture(const TextureUnet3dOptions& options, const LayerLoader& loader) {
    const std::string prefix = "dyntex_generator.";
    ConvolutionGeometry stem;
    stem.stride = 2;
    stem.padding = 3;
    stem_ = load_frames(loader, prefix + "encoder.stem.0", prefix + "encoder.stem.1", stem, relu);
    for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
        for (std::size_t i = 0; i < 2; ++i) {
            const std::string name = prefix + "encoder.layer" + std::to_string(layer + 1) + "." +
                                     std::to_string(i) + ".";
            const ResidualBlockOptions& shape = options.layers[layer][i];
            Block& block = layers_[layer][i];
            block.conv1 =
                load_frames(loader, name + "conv1.0", name + "conv1.1", cube(shape.stride), relu);
            block.conv2 = load_gated(loader, name + "conv2.0", name + "conv2.1", cube());
            block.gate = load_gate(name + "fg", loader);
            if (shape.has_projection) {
                ConvolutionGeometry projection;
                projection.stride = shape.stride;
                block.projection = load_frames(
                    loader,
                    name + "downsample.0",
                    name + "downsample.1",
                    projection,
                    no_activation,
                    /*taps=*/1
                );
            }
        }
    }
    for (std::size_t i = 0; i < decoders_.size(); ++i) {
        load_decoder(i, options.decoders[i].direction, loader);
    }
    const FoldedLayer fuse =
        loader.folded(prefix + "feature_fuse.0", prefix + "feature_fuse.1", {});
    const int64_t channels = fuse.weight.size(1) / texture_frames;
    for (std::size_t t = 0; t < fuse_.size(); ++t) {
        const Tensor weight = fuse.weight.narrow(1, static_cast<int64_t>(t) * channels, channels);
        fuse_[t] = FusedConvolution(
            weight, t == 0 ? fuse.bias : Tensor(), {}, no_activation, loader.options()
        );
    }
    last_ = loader.convolution(prefix + "outconv.1", {});
}

void InferenceTexture::load_decoder(
    std::size_t index, Direction direction, const LayerLoader& loader
) {
    const bool up = direction == Direction::up;
    const std::string name =
        "dyntex_generator.decoder." + std::to_string(index) + (up ? ".upconv." : ".conv.");
    ConvolutionGeometry geometry = cube(up ? 2 : 1);
    geometry.transposed = up;
    decoders_[index].conv = load_gated(loader, name + "0", "", geometry);
    decoders_[index].gate = load_gate(name + "1", loader);
    const auto [scale, shift] = loader.norm(name + "2");
    decoders_[index].gate.scale = scale.to(torch::kFloat);
    decoders_[index].gate.shift = shift.to(torch::kFloat);
}

InferenceTexture::Gate InferenceTexture::load_gate(
    const std::string& name, const LayerLoader& loader
) {
    return {
        loader.tensor(name + ".attn_layer.0.weight").flatten(1),
        loader.tensor(name + ".attn_layer.0.bias"),
        {},
        {}};
}

FrameConvolution InferenceTexture::gated(
    const FrameConvolution& convolution,
    const Gate& gate,
    const std::vector<const TextureFrames*>& inputs,
    const Activation& activation
) {
    const Tensor mean = convolution.mean(inputs);
    Tensor factor = torch::sigmoid(torch::linear(mean, gate.weight, gate.bias));
    if (gate.scale.defined()) {
        factor = factor * gate.scale;
    }
    return convolution.gated(factor, gate.shift, activation);
}

/// `keep`: x is needed afterwards, so the shortcut may not be written over.
TextureFrames InferenceTexture::run(const Block& block, TextureFrames x, bool keep) {
    const TextureFrames inner = block.conv1({&x});
    if (block.projection) {
        x = (*block.projection)({&x});
    } else if (keep) {
        std::transform(x.begin(), x.end(), x.begin(), [](const Tensor& t) { return t.clone(); });
    }
    return gated(block.conv2, block.gate, {&inner}, relu).add_into(std::move(x), inner);
}

Tensor InferenceTexture::finish(const TextureFrames& deep, const TextureFrames& flat) const {
    const Decoder& decoder = decoders_[4];
    const FrameConvolution conv = gated(decoder.conv, decoder.gate, {&deep, &flat}, texture_leaky);
    Tensor fused;
    for (std::size_t t = 0; t < texture_frames; ++t) {
        const Tensor large = conv.frame({&deep, &flat}, t);
        fused = t == 0 ? fuse_[0](large) : fuse_[t].add_into(std::move(fused), large);
    }
    torch::leaky_relu_(fused, texture_leaky.slope);
    return last_(torch::reflection_pad2d(fused, {3, 3, 3, 3}));
}

Tensor InferenceTexture::operator()(const TextureFrames& frames) const {
    std::array<TextureFrames, 5> x;
    x[0] = stem_({&frames});
    for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
        x[layer + 1] = run(layers_[layer][1], run(layers_[layer][0], x[layer], true), false);
    }
    TextureFrames y = gated(decoders_[0].conv, decoders_[0].gate, {&x[4]}, texture_leaky)({&x[4]});
    x[4] = {};
    for (std::size_t i = 1; i + 1 < decoders_.size(); ++i) {
        TextureFrames& flat = x[4 - i];
        const Decoder& decoder = decoders_[i];
        y = gated(decoder.conv, decoder.gate, {&y, &flat}, texture_leaky)({&y, &flat});
        flat = {};
    }
    return finish(y, x[0]);
}

}  // namespace nakawari
