/// Texture U-Net for inference: 3-D convolutions as 2-D ones over neighbouring frames, gates in
/// fp32, the batch-norm behind a gate folded into its scale and shift.
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

}  // namespace

InferenceTexture::InferenceTexture(const TextureUnet3dOptions& options, const LayerLoader& loader) {
    const std::string prefix = "dyntex_generator.";
    ConvolutionGeometry stem;
    stem.stride = 2;
    stem.padding = 3;
    stem_ = loader.normalised(prefix + "encoder.stem.0", prefix + "encoder.stem.1", stem, relu);
    for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
        for (std::size_t i = 0; i < 2; ++i) {
            const std::string name = prefix + "encoder.layer" + std::to_string(layer + 1) + "." +
                                     std::to_string(i) + ".";
            const ResidualBlockOptions& shape = options.layers[layer][i];
            Block& block = layers_[layer][i];
            block.conv1 =
                loader.normalised(name + "conv1.0", name + "conv1.1", cube(shape.stride), relu);
            block.conv2 = loader.normalised(name + "conv2.0", name + "conv2.1", cube());
            block.gate = load_gate(name + "fg", loader);
            if (shape.has_projection) {
                ConvolutionGeometry projection;
                projection.stride = shape.stride;
                block.projection =
                    loader.normalised(name + "downsample.0", name + "downsample.1", projection);
            }
        }
    }
    for (std::size_t i = 0; i < decoders_.size(); ++i) {
        const bool up = options.decoders[i].direction == Direction::up;
        const std::string name =
            prefix + "decoder." + std::to_string(i) + (up ? ".upconv." : ".conv.");
        ConvolutionGeometry geometry = cube(up ? 2 : 1);
        geometry.transposed = up;
        decoders_[i].conv = loader.convolution(name + "0", geometry);
        decoders_[i].gate = load_gate(name + "1", loader);
        const auto [scale, shift] = loader.norm(name + "2");
        decoders_[i].gate.scale = scale.to(torch::kFloat);
        decoders_[i].gate.shift = shift.to(loader.options()).view({1, -1, 1, 1});
    }
    fuse_ =
        loader.normalised(prefix + "feature_fuse.0", prefix + "feature_fuse.1", {}, texture_leaky);
    last_ = loader.convolution(prefix + "outconv.1", {});
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

Tensor InferenceTexture::factor(const Gate& gate, const Tensor& x) {
    const int64_t samples = x.size(0) / texture_frames;
    const Tensor mean = x.mean({2, 3}, /*keepdim=*/false, torch::kFloat)
                            .view({samples, texture_frames, -1})
                            .mean(1);
    Tensor value = torch::sigmoid(torch::linear(mean, gate.weight, gate.bias));
    if (gate.scale.defined()) {
        value = value * gate.scale;
    }
    return value.to(x.scalar_type()).repeat_interleave(texture_frames, 0).unsqueeze(2).unsqueeze(3);
}

Tensor InferenceTexture::run(const Block& block, const Tensor& x) {
    const Tensor y = block.conv2(with_neighbour_frames(block.conv1(with_neighbour_frames(x))));
    const Tensor shortcut = block.projection ? (*block.projection)(x) : x;
    return torch::addcmul(shortcut, y, factor(block.gate, y)).relu_();
}

Tensor InferenceTexture::run(const Decoder& decoder, const Tensor& x) {
    const Tensor y = decoder.conv(with_neighbour_frames(x));
    Tensor scaled = torch::addcmul(decoder.gate.shift, y, factor(decoder.gate, y));
    return torch::leaky_relu_(scaled, texture_leaky.slope);
}

Tensor InferenceTexture::operator()(const Tensor& frames) const {
    std::array<Tensor, 5> x;
    x[0] = stem_(with_neighbour_frames(frames));
    for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
        x[layer + 1] = run(layers_[layer][1], run(layers_[layer][0], x[layer]));
    }
    Tensor y = run(decoders_[0], x[4]);
    for (std::size_t i = 1; i < decoders_.size(); ++i) {
        y = run(decoders_[i], torch::cat({y, x[4 - i]}, 1));
    }
    const int64_t samples = frames.size(0) / texture_frames;
    const Tensor side_by_side = y.view({samples, texture_frames, y.size(1), y.size(2), y.size(3)})
                                    .flatten(1, 2)
                                    .contiguous(torch::MemoryFormat::ChannelsLast);
    const Tensor fused = fuse_(side_by_side);
    return last_(torch::reflection_pad2d(fused, {3, 3, 3, 3}));
}

}  // namespace nakawari
