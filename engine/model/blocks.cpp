/// ResNeXt branch, channel attention and the multi-scale block made of them.
#include "model/blocks.h"

#include "kernels/training_ops.h"

namespace nakawari {

namespace nn = torch::nn;
using torch::Tensor;

void observe(const StageObserver& observer, const std::string& stage, const Tensor& value) {
    if (observer) {
        observer(stage, value);
    }
}

Tensor pointwise_convolution(
    const Tensor& input, const Tensor& weight, const Tensor& bias, int64_t stride
) {
    const bool channels_last =
        !input.is_contiguous() && input.is_contiguous(torch::MemoryFormat::ChannelsLast);
    if (!channels_last || !torch::GradMode::is_enabled()) {
        return torch::conv2d(input, weight, bias, stride);
    }
    using torch::indexing::Slice;
    const Tensor sampled = stride == 1 ? input
                                       : input.index(
                                             {Slice(),
                                              Slice(),
                                              Slice(0, torch::indexing::None, stride),
                                              Slice(0, torch::indexing::None, stride)}
                                         );
    return torch::linear(sampled.permute({0, 2, 3, 1}), weight.flatten(1), bias)
        .permute({0, 3, 1, 2});
}

Tensor convolution(
    const Tensor& input, const Tensor& weight, const Tensor& bias, int64_t stride, int64_t padding
) {
    const bool keeps_size =
        weight.size(2) == 3 && weight.size(3) == 3 && stride == 1 && padding == 1;
    return keeps_size ? kernels::same_convolution(input, weight, bias)
                      : torch::conv2d(input, weight, bias, stride, padding);
}

Tensor convolution(const Tensor& input, const nn::Conv2d& layer, int64_t stride) {
    return convolution(input, layer->weight, layer->bias, stride, layer->weight.size(2) / 2);
}

ResNextImpl::ResNextImpl(const ResNextOptions& options) : options_(options) {
    const auto pointwise = [](int64_t in, int64_t out) {
        return nn::Conv2d(nn::Conv2dOptions(in, out, 1).bias(false));
    };
    conv1_ = register_module("conv1", pointwise(options.in, options.width));
    bn1_ = register_module("bn1", nn::BatchNorm2d(options.width));
    conv2_ = register_grouped(options);
    bn2_ = register_module("bn2", nn::BatchNorm2d(options.width));
    conv3_ = register_module("conv3", pointwise(options.width, options.out));
    bn3_ = register_module("bn3", nn::BatchNorm2d(options.out));
    projection_norm_ = nn::BatchNorm2d(options.out);
    if (options.direction == Direction::up) {
        up_projection_ = nn::ConvTranspose2d(
            nn::ConvTranspose2dOptions(options.in, options.out, 2).stride(2).bias(false)
        );
        register_module("downsample", nn::Sequential(up_projection_, projection_norm_));
    } else {
        projection_ = nn::Conv2d(
            nn::Conv2dOptions(options.in, options.out, 1).stride(options.stride).bias(false)
        );
        register_module("downsample", nn::Sequential(projection_, projection_norm_));
    }
}

nn::AnyModule ResNextImpl::register_grouped(const ResNextOptions& options) {
    if (options.direction == Direction::up) {
        return nn::AnyModule(register_module(
            "conv2",
            nn::ConvTranspose2d(
                nn::ConvTranspose2dOptions(options.width, options.width, options.kernel)
                    .stride(options.stride)
                    .padding((options.kernel - 2) / 2)
                    .groups(options.groups)
                    .bias(false)
            )
        ));
    }
    return nn::AnyModule(register_module(
        "conv2",
        nn::Conv2d(nn::Conv2dOptions(options.width, options.width, options.kernel)
                       .stride(options.stride)
                       .padding((options.kernel - 1) / 2)
                       .groups(options.groups)
                       .bias(false))
    ));
}

Tensor ResNextImpl::forward(
    const Tensor& x, const StageObserver& observer, const std::string& stage
) {
    Tensor branch = torch::relu(bn1_(pointwise_convolution(x, conv1_->weight, {}, 1)));
    branch = torch::relu(bn2_(conv2_.forward(branch)));
    branch = bn3_(pointwise_convolution(branch, conv3_->weight, {}, 1));

    const Tensor shortcut = projection_norm_(
        options_.direction == Direction::up
            ? up_projection_(x)
            : pointwise_convolution(x, projection_->weight, {}, options_.stride)
    );
    observe(observer, stage + ".downsample", shortcut);
    const Tensor result = torch::relu(branch + shortcut);
    observe(observer, stage, result);
    return result;
}

ChannelAttentionImpl::ChannelAttentionImpl(const ChannelAttentionOptions& options)
    : fc_(nn::Linear(options.channels, options.middle),
          nn::ReLU(),
          nn::Linear(options.middle, options.channels),
          nn::Sigmoid()) {
    register_module("fc", fc_);
}

Tensor ChannelAttentionImpl::forward(const Tensor& x) {
    const Tensor gate = fc_->forward(x.mean({2, 3}));
    return x * gate.unsqueeze(2).unsqueeze(3);
}

MultiScaleBlockImpl::MultiScaleBlockImpl(const MultiScaleBlockOptions& options) {
    small_ = register_module("resnext_small", ResNext(options.small));
    large_ = register_module("resnext_large", ResNext(options.large));
    attention_ = register_module(
        "attention",
        ChannelAttention(ChannelAttentionOptions{
            options.small.out + options.large.out, options.attention})
    );
}

Tensor MultiScaleBlockImpl::forward(
    const Tensor& x, const StageObserver& observer, const std::string& stage
) {
    const Tensor small = small_(x, observer, stage + ".resnext_small");
    const Tensor large = large_(x, observer, stage + ".resnext_large");
    const Tensor result = attention_(torch::cat({small, large}, 1));
    observe(observer, stage, result);
    return result;
}

}  // namespace nakawari
