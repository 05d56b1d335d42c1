/// PWC-Net with the published names; the quirks of its coordinates are kept.
#include "model/flow_net.h"

#include "kernels/ops.h"

namespace nakawari {

namespace nn = torch::nn;
using torch::Tensor;

namespace {

Tensor leaky(const Tensor& x) {
    return torch::leaky_relu(x, flow_negative_slope);
}

nn::Conv2d convolution(int64_t in, int64_t out, int64_t stride = 1, int64_t dilation = 1) {
    return nn::Conv2d(
        nn::Conv2dOptions(in, out, 3).stride(stride).padding(dilation).dilation(dilation)
    );
}

}  // namespace

Tensor backward_warp(const Tensor& image, const Tensor& flow) {
    const int64_t height = image.size(2);
    const int64_t width = image.size(3);
    const auto options = flow.options();
    const Tensor columns = (2 * torch::arange(width, options) + 1) / static_cast<double>(width) - 1;
    const Tensor rows = (2 * torch::arange(height, options) + 1) / static_cast<double>(height) - 1;
    const Tensor x = columns.view({1, 1, width}) +
                     flow.select(1, 0) / ((static_cast<double>(width) - 1.0) / 2.0);
    const Tensor y =
        rows.view({1, height, 1}) + flow.select(1, 1) / ((static_cast<double>(height) - 1.0) / 2.0);
    const Tensor grid = torch::stack({x, y}, 3);
    const Tensor ones = torch::ones({image.size(0), 1, height, width}, image.options());
    const Tensor sampled = torch::grid_sampler(
        torch::cat({image, ones}, 1),
        grid,
        /*interpolation_mode=bilinear*/ 0,
        /*padding_mode=zeros*/ 0,
        /*align_corners=*/false
    );
    const int64_t channels = image.size(1);
    const Tensor inside = (sampled.narrow(1, channels, 1) > 0.999).to(sampled.scalar_type());
    return sampled.narrow(1, 0, channels) * inside;
}

int64_t FlowDecoderOptions::output() const {
    int64_t sum = input();
    for (const int64_t added : dense) {
        sum += added;
    }
    return sum;
}

FlowDecoderImpl::FlowDecoderImpl(const FlowDecoderOptions& options) : options_(options) {
    if (options.level < 6) {
        const auto enlarge = [](int64_t in) {
            return nn::ConvTranspose2d(nn::ConvTranspose2dOptions(in, 2, 4).stride(2).padding(1));
        };
        upflow_ = register_module("netUpflow", enlarge(2));
        upfeat_ = register_module("netUpfeat", enlarge(options.previous));
    }
    int64_t channels = options.input();
    for (std::size_t i = 0; i < convs_.size(); ++i) {
        const int64_t out = i < options.dense.size() ? options.dense[i] : 2;
        nn::Sequential layer(convolution(channels, out));
        convs_[i] = layer->ptr<nn::Conv2dImpl>(0);
        register_module(flow_layer_names[i], layer);
        channels += out;
    }
}

FlowLevel FlowDecoderImpl::forward(
    const Tensor& first, const Tensor& second, const FlowLevel& previous
) {
    Tensor features;
    if (options_.level == 6) {
        features = leaky(kernels::correlation(first, second));
    } else {
        const Tensor flow = upflow_(previous.flow);
        const Tensor hint = upfeat_(previous.features);
        const Tensor warped = backward_warp(second, flow * flow_scale(options_.level));
        const Tensor cost = leaky(kernels::correlation(first, warped));
        features = torch::cat({cost, first, flow, hint}, 1);
    }
    for (std::size_t i = 0; i + 1 < convs_.size(); ++i) {
        features = torch::cat({leaky(convs_[i]->forward(features)), features}, 1);
    }
    return {convs_.back()->forward(features), features};
}

FlowNetImpl::FlowNetImpl(const FlowNetOptions& options) {
    const auto extractor = std::make_shared<nn::Module>();
    for (std::size_t i = 0; i < 6; ++i) {
        const PyramidStageOptions& stage = options.pyramid[i];
        const nn::LeakyReLU activation(nn::LeakyReLUOptions().negative_slope(flow_negative_slope));
        extractor_[i]->push_back(convolution(stage.in, stage.out[0], 2));
        extractor_[i]->push_back(activation);
        extractor_[i]->push_back(convolution(stage.out[0], stage.out[1]));
        extractor_[i]->push_back(activation);
        extractor_[i]->push_back(convolution(stage.out[1], stage.out[2]));
        extractor_[i]->push_back(activation);
        extractor->register_module(flow_layer_names[i], extractor_[i]);
    }
    register_module("netExtractor", extractor);
    for (std::size_t i = 5; i-- > 0;) {
        decoders_[i] = register_module(
            flow_layer_names[static_cast<std::size_t>(options.decoders[i].level) - 1],
            std::make_shared<FlowDecoderImpl>(options.decoders[i])
        );
    }
    int64_t channels = options.decoders[4].output();
    for (std::size_t i = 0; i < flow_refiner_dilations.size(); ++i) {
        const int64_t out = i < options.refiner.size() ? options.refiner[i] : 2;
        refiner_->push_back(convolution(channels, out, 1, flow_refiner_dilations[i]));
        if (i + 1 < flow_refiner_dilations.size()) {
            refiner_->push_back(
                nn::LeakyReLU(nn::LeakyReLUOptions().negative_slope(flow_negative_slope))
            );
        }
        channels = out;
    }
    const auto refiner = std::make_shared<nn::Module>();
    refiner->register_module("netMain", refiner_);
    register_module("netRefiner", refiner);
}

FlowNetImpl::Pyramid FlowNetImpl::pyramid(const Tensor& image) {
    Pyramid levels;
    Tensor x = image;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        x = extractor_[i]->forward(x);
        levels[i] = x;
    }
    return levels;
}

Tensor FlowNetImpl::estimate(
    const Pyramid& first,
    const Pyramid& second,
    const StageObserver& observer,
    const std::string& call
) {
    FlowLevel level;
    for (std::size_t i = 0; i < decoders_.size(); ++i) {
        level = decoders_[i]->forward(first[5 - i], second[5 - i], level);
        const std::string stage = "pwc.level" + std::to_string(6 - i);
        observe(observer, stage + ".flow" + call, level.flow);
        observe(observer, stage + ".feat" + call, level.features);
    }
    const Tensor raw = level.flow + refiner_->forward(level.features);
    observe(observer, "pwc.flow_raw" + call, raw);
    return raw;
}

std::pair<Tensor, Tensor> FlowNetImpl::forward(
    const Tensor& a, const Tensor& b, const StageObserver& observer
) {
    const Pyramid from = pyramid(a);
    const Pyramid to = pyramid(b);
    for (std::size_t i = 0; i < from.size(); ++i) {
        observe(observer, "pwc.pyramid." + std::to_string(i), from[i]);
        observe(observer, "pwc.pyramid__call1." + std::to_string(i), to[i]);
    }
    const std::vector<int64_t> size{a.size(2), a.size(3)};
    const auto enlarge = [&](const Tensor& raw) {
        return torch::upsample_bilinear2d(20.0 * raw, size, /*align_corners=*/false);
    };
    const Tensor forth = enlarge(estimate(from, to, observer, ""));
    const Tensor back = enlarge(estimate(to, from, observer, "__call1"));
    observe(observer, "pwc.flow_0_2", forth);
    observe(observer, "pwc.flow_2_0", back);
    return {forth, back};
}

}  // namespace nakawari
