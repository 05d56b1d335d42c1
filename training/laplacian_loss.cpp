/// Pyramid by 5×5 binomial blurs; the loss needs one pyramid only because it is linear.
#include "training/laplacian_loss.h"

#include <stdexcept>

namespace nakawari {

using torch::Tensor;

namespace {

constexpr double published_samples = 2.0 * 3 * 256 * 256;

/// (1 4 6 4 1)/16 both ways on (N,1,H,W), reflected at the edges.
Tensor blur(const Tensor& image, double gain) {
    const Tensor line = torch::tensor({1.0F, 4.0F, 6.0F, 4.0F, 1.0F}, image.options());
    const Tensor kernel = torch::outer(line, line).view({1, 1, 5, 5}) * (gain / 256);
    return torch::conv2d(torch::reflection_pad2d(image, {2, 2, 2, 2}), kernel);
}

/// Samples at even rows and columns, zeros between them.
Tensor insert_zeros(const Tensor& image) {
    const int64_t height = image.size(2);
    const int64_t width = image.size(3);
    const Tensor zeros = torch::zeros_like(image);
    const Tensor rows = torch::stack({image, zeros}, 4).reshape({-1, 1, height, 2 * width});
    return torch::stack({rows, torch::zeros_like(rows)}, 3).reshape({-1, 1, 2 * height, 2 * width});
}

}  // namespace

std::array<Tensor, laplacian_levels> laplacian_pyramid(const Tensor& image) {
    constexpr int64_t multiple = int64_t{1} << (laplacian_levels - 1);
    if (image.dim() != 4 || image.size(2) % multiple != 0 || image.size(3) % multiple != 0 ||
        std::min(image.size(2), image.size(3)) < 2 * multiple) {
        throw std::invalid_argument("a Laplacian pyramid needs sides that are multiples of 16");
    }
    const int64_t batch = image.size(0);
    const int64_t channels = image.size(1);
    const auto restore = [&](const Tensor& level) {
        return level.reshape({batch, channels, level.size(2), level.size(3)});
    };
    std::array<Tensor, laplacian_levels> pyramid;
    // Channels as pictures of their own: one kernel of one channel for all.
    Tensor current = image.reshape({batch * channels, 1, image.size(2), image.size(3)});
    for (std::size_t level = 0; level + 1 < laplacian_levels; ++level) {
        const Tensor reduced = torch::avg_pool2d(blur(current, 1), 2);
        pyramid[level] = restore(current - blur(insert_zeros(reduced), 4));
        current = reduced;
    }
    pyramid.back() = restore(current);
    return pyramid;
}

Tensor laplacian_loss(const Tensor& x, const Tensor& y) {
    const auto pyramid = laplacian_pyramid(x.to(torch::kFloat) - y.to(torch::kFloat));
    Tensor loss;
    for (std::size_t level = 0; level < laplacian_levels; ++level) {
        const Tensor term = pyramid[level].abs().sum() * static_cast<double>(1 << level);
        loss = level == 0 ? term : loss + term;
    }
    return loss;
}

Tensor normalized_laplacian_loss(const Tensor& x, const Tensor& y) {
    return laplacian_loss(x, y) * (published_samples / static_cast<double>(x.numel()));
}

}  // namespace nakawari
