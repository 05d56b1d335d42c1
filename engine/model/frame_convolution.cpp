/// Neighbouring frames side by side, and means by linearity.
#include "model/frame_convolution.h"

namespace nakawari {

using torch::Tensor;

namespace {

/// Sums over the pixels of one frame, (9, channels): all of them, the first and last row, the first
/// and last column, the corners row by row.
Tensor border_sums(const Tensor& x) {
    const Tensor rows = torch::stack({x.select(2, 0), x.select(2, x.size(2) - 1)});
    const Tensor columns = torch::stack({x.select(3, 0), x.select(3, x.size(3) - 1)});
    const Tensor corners =
        torch::stack({rows.select(3, 0), rows.select(3, x.size(3) - 1)}, 1).flatten(0, 1);
    const auto over = [&](const Tensor& lines, at::IntArrayRef dims) {
        return lines.sum(dims, /*keepdim=*/false, torch::kFloat);
    };
    return torch::cat(
        {over(x, {0, 2, 3}).unsqueeze(0),
         over(rows, {1, 3}),
         over(columns, {1, 3}),
         over(corners, 1)}
    );
}

/// Which border samples never meet this tap (3 taps with padding 1, or 4 transposed with stride 2
/// and padding 1): those that it would place outside.
int left_out(int64_t tap, int64_t taps, bool transposed) {
    const int first = transposed ? 0 : 1;
    return tap == 0 ? first : tap == taps - 1 ? 1 - first : -1;
}

/// For each tap, how border_sums() combine to the sum of the samples that meet it: (taps, 9).
Tensor sums_per_tap(int64_t side, bool transposed) {
    Tensor result = torch::zeros({side * side, 9}, torch::kDouble);
    auto at = result.accessor<double, 2>();
    for (int64_t tap = 0; tap < side * side; ++tap) {
        const int row = left_out(tap / side, side, transposed);
        const int column = left_out(tap % side, side, transposed);
        at[tap][0] = 1;
        if (row >= 0) {
            at[tap][1 + row] = -1;
        }
        if (column >= 0) {
            at[tap][3 + column] = -1;
        }
        if (row >= 0 && column >= 0) {
            at[tap][5 + 2 * row + column] = 1;
        }
    }
    return result;
}

}  // namespace

FrameConvolution::FrameConvolution(
    const FoldedLayer& layer,
    const ConvolutionGeometry& geometry,
    const Activation& activation,
    const torch::TensorOptions& options,
    int64_t taps
)
    : geometry_(geometry), taps_(taps) {
    const int64_t axis = geometry.transposed ? 0 : 1;
    const int64_t channels = layer.weight.size(axis) / taps;
    const auto part = [&](int64_t first, int64_t count) {
        const Tensor weight = layer.weight.narrow(axis, first * channels, count * channels);
        return FusedConvolution(weight, layer.bias, geometry, activation, options);
    };
    layers_[1] = part(0, taps);
    layers_[0] = taps == 1 ? layers_[1] : part(1, 2);
    layers_[2] = taps == 1 ? layers_[1] : part(0, 2);
}

void FrameConvolution::prepare_mean(const FoldedLayer& layer) {
    bias_ = layer.bias;
    // (out, side·side·in), whichever way it convolves.
    const Tensor outputs_first = geometry_.transposed ? layer.weight.transpose(0, 1) : layer.weight;
    by_tap_ = outputs_first.permute({0, 2, 3, 1}).flatten(1).to(torch::kDouble);
    sums_per_tap_ =
        sums_per_tap(layer.weight.size(2), geometry_.transposed).to(layer.weight.device());
}

Tensor FrameConvolution::neighbours(const std::vector<const TextureFrames*>& inputs, std::size_t t)
    const {
    const std::size_t reach = taps_ == 1 ? 0 : 1;
    std::vector<Tensor> parts;
    for (std::size_t i = t < reach ? 0 : t - reach; i <= t + reach && i < texture_frames; ++i) {
        for (const TextureFrames* frames : inputs) {
            parts.push_back((*frames)[i]);
        }
    }
    return parts.size() == 1 ? parts[0] : torch::cat(parts, 1);
}

Tensor FrameConvolution::frame(const std::vector<const TextureFrames*>& inputs, std::size_t t)
    const {
    return at(t)(neighbours(inputs, t));
}

TextureFrames FrameConvolution::operator()(const std::vector<const TextureFrames*>& inputs) const {
    TextureFrames result;
    for (std::size_t t = 0; t < result.size(); ++t) {
        result[t] = frame(inputs, t);
    }
    return result;
}

TextureFrames FrameConvolution::add_into(TextureFrames sum, const TextureFrames& input) const {
    for (std::size_t t = 0; t < sum.size(); ++t) {
        sum[t] = at(t).add_into(std::move(sum[t]), neighbours({&input}, t));
    }
    return sum;
}

Tensor FrameConvolution::mean(const std::vector<const TextureFrames*>& inputs) const {
    // The previous frame is never the last one, the next never the first.
    std::array<std::vector<Tensor>, 3> seen;
    for (const TextureFrames* frames : inputs) {
        const Tensor first = border_sums(frames->front());
        const Tensor last = border_sums(frames->back());
        Tensor between = border_sums((*frames)[1]);
        for (std::size_t t = 2; t + 1 < texture_frames; ++t) {
            between = between + border_sums((*frames)[t]);
        }
        seen[0].push_back(first + between);
        seen[1].push_back(first + between + last);
        seen[2].push_back(between + last);
    }
    const auto side_by_side = [](const std::vector<Tensor>& sums) { return torch::cat(sums, 1); };
    const Tensor sums =
        torch::cat({side_by_side(seen[0]), side_by_side(seen[1]), side_by_side(seen[2])}, 1)
            .to(torch::kDouble);
    const Tensor total = by_tap_.mv(sums_per_tap_.mm(sums).flatten());
    const Tensor& x = inputs[0]->front();
    const int64_t scale = geometry_.transposed ? geometry_.stride * geometry_.stride : 1;
    const auto count = static_cast<double>(texture_frames * x.size(2) * x.size(3) * scale);
    return (total / count + bias_.to(torch::kDouble)).to(torch::kFloat);
}

FrameConvolution FrameConvolution::gated(
    const Tensor& factor, const Tensor& shift, const Activation& activation
) const {
    FrameConvolution result = *this;
    for (FusedConvolution& layer : result.layers_) {
        layer = layer.scaled(factor, shift, activation);
    }
    return result;
}

}  // namespace nakawari
