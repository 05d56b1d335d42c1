/// The texture network, frame by frame in the batch dimension.
#include "model/texture_unet3d.h"

#include "kernels/training_ops.h"

namespace nakawari {

namespace nn = torch::nn;
using torch::Tensor;

namespace {

constexpr double negative_slope = 0.2;

/// (5·N,C,H,W) → (N,5,C,H,W) without a copy.
Tensor by_sample(const Tensor& x) {
    return x.unflatten(0, {-1, texture_frames});
}

bool is_channels_last(const Tensor& x) {
    return !x.is_contiguous() && x.is_contiguous(torch::MemoryFormat::ChannelsLast);
}

/// As the published network names and shapes its stages: (N,C,5,H,W).
void observe_frames(const StageObserver& observer, const std::string& stage, const Tensor& x) {
    if (observer) {
        observer(stage, by_sample(x).transpose(1, 2));
    }
}

Tensor leaky(const Tensor& x) {
    return torch::leaky_relu(x, negative_slope);
}

nn::Conv3d cube(int64_t in, int64_t out, bool bias) {
    return nn::Conv3d(nn::Conv3dOptions(in, out, 3).padding(1).bias(bias));
}

}  // namespace

Tensor with_neighbour_frames(const Tensor& input) {
    if (is_channels_last(input)) {
        // Each pixel's channels stay together: copies of whole runs, and no change of order.
        const Tensor x = by_sample(input).permute({0, 1, 3, 4, 2});
        const Tensor zero = torch::zeros_like(x.narrow(1, 0, 1));
        const Tensor previous = torch::cat({zero, x.narrow(1, 0, texture_frames - 1)}, 1);
        const Tensor next = torch::cat({x.narrow(1, 1, texture_frames - 1), zero}, 1);
        return torch::cat({previous, x, next}, 4).flatten(0, 1).permute({0, 3, 1, 2});
    }
    const Tensor x = by_sample(input);
    const Tensor zero = torch::zeros_like(x.narrow(1, 0, 1));
    const Tensor previous = torch::cat({zero, x.narrow(1, 0, texture_frames - 1)}, 1);
    const Tensor next = torch::cat({x.narrow(1, 1, texture_frames - 1), zero}, 1);
    return torch::cat({previous.flatten(0, 1), input, next.flatten(0, 1)}, 1);
}

Tensor flatten_frames_weight(const Tensor& weight) {
    return weight.transpose(1, 2).flatten(1, 2);
}

Tensor flatten_transposed_frames_weight(const Tensor& weight) {
    // Output frame t takes tap k from input frame t − k + 1, so the previous frame meets tap 2.
    return weight.flip(2).permute({2, 0, 1, 3, 4}).flatten(0, 1);
}

Tensor convolve_frames(
    const Tensor& input, const Tensor& weight, const Tensor& bias, int64_t stride, int64_t padding
) {
    if (weight.size(2) == 1) {
        const Tensor flat = weight.squeeze(2);
        return weight.size(3) == 1 ? pointwise_convolution(input, flat, bias, stride)
                                   : convolution(input, flat, bias, stride, padding);
    }
    return convolution(
        with_neighbour_frames(input), flatten_frames_weight(weight), bias, stride, padding
    );
}

Tensor convolve_frames_transposed(const Tensor& input, const Tensor& weight, const Tensor& bias) {
    return kernels::doubling_convolution(
        with_neighbour_frames(input), flatten_transposed_frames_weight(weight), bias
    );
}

FrameGateImpl::FrameGateImpl(int64_t channels)
    : projection_(nn::Conv3dOptions(channels, channels, 1)) {
    nn::Sequential layers;
    layers->push_back(projection_);
    layers->push_back(nn::Sigmoid());
    register_module("attn_layer", layers);
}

Tensor FrameGateImpl::forward(const Tensor& x) {
    const Tensor samples = by_sample(x);
    const Tensor mean = samples.mean({1, 3, 4});
    const Tensor gate =
        torch::sigmoid(torch::linear(mean, projection_->weight.flatten(1), projection_->bias));
    return (samples * gate.unsqueeze(1).unsqueeze(3).unsqueeze(4)).flatten(0, 1);
}

ResidualBlockImpl::ResidualBlockImpl(const ResidualBlockOptions& options)
    : options_(options),
      conv1_(cube(options.in, options.middle, false)),
      norm1_(options.middle),
      conv2_(cube(options.middle, options.out, false)),
      norm2_(options.out),
      gate_(options.out) {
    register_module("conv1", nn::Sequential(conv1_, norm1_, nn::ReLU()));
    register_module("conv2", nn::Sequential(conv2_, norm2_));
    register_module("fg", gate_);
    if (options.has_projection) {
        projection_ = nn::Conv3d(nn::Conv3dOptions(options.in, options.out, 1).bias(false));
        projection_norm_ = nn::BatchNorm2d(options.out);
        register_module("downsample", nn::Sequential(projection_, projection_norm_));
    }
}

Tensor ResidualBlockImpl::forward(const Tensor& x) {
    Tensor y = torch::relu(norm1_(convolve_frames(x, conv1_->weight, {}, options_.stride, 1)));
    y = gate_(norm2_(convolve_frames(y, conv2_->weight, {}, 1, 1)));
    const Tensor shortcut =
        projection_
            ? projection_norm_(convolve_frames(x, projection_->weight, {}, options_.stride, 0))
            : x;
    return torch::relu(y + shortcut);
}

TextureDecoderImpl::TextureDecoderImpl(const TextureDecoderOptions& options)
    : options_(options), gate_(options.out), norm_(options.out) {
    if (options.direction == Direction::up) {
        upconv_ = nn::ConvTranspose3d(nn::ConvTranspose3dOptions(options.in, options.out, {3, 4, 4})
                                          .stride({1, 2, 2})
                                          .padding(1));
        register_module("upconv", nn::Sequential(upconv_, gate_, norm_));
    } else {
        conv_ = cube(options.in, options.out, true);
        register_module("conv", nn::Sequential(conv_, gate_, norm_));
    }
}

Tensor TextureDecoderImpl::forward(const Tensor& x) {
    const Tensor y = options_.direction == Direction::up
                         ? convolve_frames_transposed(x, upconv_->weight, upconv_->bias)
                         : convolve_frames(x, conv_->weight, conv_->bias, 1, 1);
    return norm_(gate_(y));
}

TextureEncoderImpl::TextureEncoderImpl(const TextureUnet3dOptions& options)
    : stem_(nn::Conv3dOptions(3, options.stem, {3, 7, 7})
                .stride({1, 2, 2})
                .padding({1, 3, 3})
                .bias(false)),
      stem_norm_(options.stem) {
    register_module("stem", nn::Sequential(stem_, stem_norm_, nn::ReLU()));
    for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
        nn::Sequential blocks;
        for (std::size_t i = 0; i < 2; ++i) {
            layers_[layer][i] = std::make_shared<ResidualBlockImpl>(options.layers[layer][i]);
            blocks->push_back(layers_[layer][i]);
        }
        register_module("layer" + std::to_string(layer + 1), blocks);
    }
}

std::array<Tensor, 5> TextureEncoderImpl::forward(const Tensor& x, const StageObserver& observer) {
    std::array<Tensor, 5> levels;
    levels[0] = torch::relu(stem_norm_(convolve_frames(x, stem_->weight, {}, 2, 3)));
    observe_frames(observer, "tex.enc.x_0", levels[0]);
    for (std::size_t layer = 0; layer < layers_.size(); ++layer) {
        const Tensor first = layers_[layer][0]->forward(levels[layer]);
        observe_frames(observer, "tex.enc.layer" + std::to_string(layer + 1) + ".0", first);
        levels[layer + 1] = layers_[layer][1]->forward(first);
        observe_frames(observer, "tex.enc.x_" + std::to_string(layer + 1), levels[layer + 1]);
    }
    return levels;
}

TextureUnet3dImpl::TextureUnet3dImpl(const TextureUnet3dOptions& options)
    : fuse_(nn::Conv2dOptions(texture_frames * options.decoders[4].out, options.fuse, 1).bias(false)
      ),
      fuse_norm_(options.fuse),
      last_(nn::Conv2dOptions(options.fuse, 3, 7).padding(0)) {
    encoder_ = register_module("encoder", TextureEncoder(options));
    nn::ModuleList decoder;
    for (std::size_t i = 0; i < decoder_.size(); ++i) {
        decoder_[i] = std::make_shared<TextureDecoderImpl>(options.decoders[i]);
        decoder->push_back(decoder_[i]);
    }
    register_module("decoder", decoder);
    register_module("feature_fuse", nn::Sequential(fuse_, fuse_norm_));
    register_module("outconv", nn::Sequential(nn::ReflectionPad2d(3), last_));
}

Tensor TextureUnet3dImpl::forward(const Tensor& frames, const StageObserver& observer) {
    const std::array<Tensor, 5> x = encoder_(kernels::in_training_order(frames), observer);
    const auto decode = [&](std::size_t i, const Tensor& input) {
        const Tensor y = decoder_[i]->forward(input);
        observe_frames(observer, "tex.dec." + std::to_string(i) + "_prelrelu", y);
        return leaky(y);
    };
    const auto joined = [](const Tensor& a, const Tensor& b) { return torch::cat({a, b}, 1); };
    const Tensor d3 = decode(0, x[4]);
    const Tensor d2 = decode(1, joined(d3, x[3]));
    const Tensor d1 = decode(2, joined(d2, x[2]));
    const Tensor d0 = decode(3, joined(d1, x[1]));
    const Tensor full = decode(4, joined(d0, x[0]));

    const Tensor side_by_side = by_sample(full).flatten(1, 2);
    const Tensor fused = fuse_norm_(pointwise_convolution(side_by_side, fuse_->weight, {}, 1));
    observe(observer, "tex.fuse_prelrelu", fused);
    const Tensor residual = last_(torch::reflection_pad2d(leaky(fused), {3, 3, 3, 3}));
    observe(observer, "tex.residual", residual);
    return residual;
}

}  // namespace nakawari
