/// Neighbouring frames side by side, and means by linearity.
#include "model/frame_convolution.h"

namespace nakawari {

using torch::Tensor;

namespace {

/// Sums over the pixels of one frame, in double: all of them, and without the first or last row and
/// column.
class BorderSums {
 public:
    explicit BorderSums(const Tensor& x) {
        const auto sum = [](const Tensor& part) {
            return part.sum({0, 2, 3}, /*keepdim=*/false, torch::kFloat).to(torch::kDouble);
        };
        const int64_t bottom = x.size(2) - 1;
        const int64_t right = x.size(3) - 1;
        all_ = sum(x);
        rows_ = {sum(x.narrow(2, 0, 1)), sum(x.narrow(2, bottom, 1))};
        columns_ = {sum(x.narrow(3, 0, 1)), sum(x.narrow(3, right, 1))};
        for (std::size_t i = 0; i < 4; ++i) {
            corners_[i] =
                sum(x.narrow(2, i / 2 == 0 ? 0 : bottom, 1).narrow(3, i % 2 == 0 ? 0 : right, 1));
        }
    }

    /// Left out: −1 nothing, 0 the first, 1 the last.
    [[nodiscard]] Tensor without(int row, int column) const {
        Tensor sum = all_;
        if (row >= 0) {
            sum = sum - rows_[static_cast<std::size_t>(row)];
        }
        if (column >= 0) {
            sum = sum - columns_[static_cast<std::size_t>(column)];
        }
        if (row >= 0 && column >= 0) {
            sum = sum + corners_[static_cast<std::size_t>(2 * row + column)];
        }
        return sum;
    }

 private:
    Tensor all_;
    std::array<Tensor, 2> rows_, columns_;
    std::array<Tensor, 4> corners_;
};

/// Which border samples never meet this tap (3 taps with padding 1, or 4 transposed with stride 2
/// and padding 1): those that it would place outside.
int left_out(int64_t tap, int64_t taps, bool transposed) {
    const int first = transposed ? 0 : 1;
    return tap == 0 ? first : tap == taps - 1 ? 1 - first : -1;
}

}  // namespace

FrameConvolution::FrameConvolution(const FrameLayer& layer, const Activation& activation)
    : taps_(layer.taps) {
    const FoldedLayer& folded = layer.layer;
    const int64_t axis = layer.geometry.transposed ? 0 : 1;
    const int64_t channels = folded.weight.size(axis) / taps_;
    const auto part = [&](int64_t first, int64_t count) {
        const Tensor weight = folded.weight.narrow(axis, first * channels, count * channels);
        return FusedConvolution(weight, folded.bias, layer.geometry, activation, layer.options);
    };
    layers_[1] = part(0, taps_);
    layers_[0] = taps_ == 1 ? layers_[1] : part(1, 2);
    layers_[2] = taps_ == 1 ? layers_[1] : part(0, 2);
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

Tensor FrameLayer::mean(const std::vector<const TextureFrames*>& inputs) const {
    std::vector<std::array<BorderSums, texture_frames>> sums;
    for (const TextureFrames* frames : inputs) {
        const TextureFrames& x = *frames;
        sums.push_back(
            {BorderSums(x[0]),
             BorderSums(x[1]),
             BorderSums(x[2]),
             BorderSums(x[3]),
             BorderSums(x[4])}
        );
    }
    const bool transposed = geometry.transposed;
    // (out, in, k, k) in either case.
    const Tensor weight =
        (transposed ? layer.weight.transpose(0, 1) : layer.weight).to(torch::kDouble);
    const int64_t side = weight.size(2);
    Tensor total = torch::zeros({weight.size(0)}, weight.options());
    for (int64_t tap = 0; tap < side * side; ++tap) {
        const int row = left_out(tap / side, side, transposed);
        const int column = left_out(tap % side, side, transposed);
        std::vector<Tensor> seen;
        // The previous frame is never the last one, the next never the first.
        for (std::size_t neighbour = 0; neighbour < 3; ++neighbour) {
            for (const auto& frames : sums) {
                Tensor sum;
                for (std::size_t t = 0; t < texture_frames; ++t) {
                    if ((neighbour == 0 && t + 1 == texture_frames) || (neighbour == 2 && t == 0)) {
                        continue;
                    }
                    const Tensor part = frames[t].without(row, column);
                    sum = sum.defined() ? sum + part : part;
                }
                seen.push_back(sum);
            }
        }
        total += weight.select(3, tap % side).select(2, tap / side).mv(torch::cat(seen));
    }
    const Tensor& x = (*inputs[0])[0];
    const int64_t scale = transposed ? geometry.stride * geometry.stride : 1;
    const auto count = static_cast<double>(texture_frames * x.size(2) * x.size(3) * scale);
    return (total / count + layer.bias.to(torch::kDouble)).to(torch::kFloat);
}

FrameConvolution FrameLayer::gated(
    const Tensor& factor, const Tensor& shift, const Activation& activation
) const {
    const Tensor shaped =
        geometry.transposed ? factor.view({1, -1, 1, 1}) : factor.view({-1, 1, 1, 1});
    FrameLayer changed = *this;
    changed.layer.weight = layer.weight * shaped;
    changed.layer.bias = layer.bias * factor;
    if (shift.defined()) {
        changed.layer.bias += shift;
    }
    return {changed, activation};
}

}  // namespace nakawari
