/// AdaCoF on the CPU: the plain loop for any type and number of channels, the lanes of
/// adacof_lanes.h for three-channel float pictures.
#include <torch/library.h>

#include <array>
#include <vector>

#include "kernels/adacof_lanes.h"
#include "kernels/parallel.h"
#include "kernels/torch_view.h"

namespace nakawari::kernels {
namespace {

void check_shapes(
    const torch::Tensor& image,
    const torch::Tensor& weight,
    const torch::Tensor& alpha,
    const torch::Tensor& beta
) {
    TORCH_CHECK(
        image.dim() == 4 && weight.dim() == 4, "adacof: image and weight must be (N, C, H, W)"
    );
    TORCH_CHECK(
        weight.size(0) == image.size(0) && weight.size(1) == adacof_taps &&
            weight.size(2) == image.size(2) && weight.size(3) == image.size(3),
        "adacof: weight must be (N, 25, H, W) of the image's size"
    );
    TORCH_CHECK(
        alpha.sizes() == weight.sizes() && beta.sizes() == weight.sizes(),
        "adacof: offsets must have the weight's shape"
    );
    for (const auto* tensor : {&weight, &alpha, &beta}) {
        TORCH_CHECK(
            tensor->scalar_type() == image.scalar_type(), "adacof: all tensors must have one type"
        );
    }
}

bool has_lanes(const torch::Tensor& image) {
    return image.scalar_type() == torch::kFloat && image.size(1) == 3 &&
           PaddedPicture::can_hold(image.size(2), image.size(3));
}

/// Calls body(rows) for groups of rows of every picture, in parallel.
template <typename Body>
void for_each_group(
    const torch::Tensor& image, const std::array<torch::Tensor, 3>& inputs, const Body& body
) {
    AdacofRows all;
    all.weight = view_of<const float>(inputs[0]);
    all.alpha = view_of<const float>(inputs[1]);
    all.beta = view_of<const float>(inputs[2]);
    all.picture.height = static_cast<int32_t>(image.size(2));
    all.picture.width = static_cast<int32_t>(image.size(3));
    for (all.n = 0; all.n < image.size(0); ++all.n) {
        const std::vector<float> pixels = padded_pixels(view_of<const float>(image), all.n);
        all.picture.pixels = pixels.data();
        parallel_rows(image.size(2), 1, [&](int64_t begin, int64_t end) {
            AdacofRows rows = all;
            rows.first_row = begin;
            rows.last_row = end;
            body(rows);
        });
    }
}

template <typename T>
void plain_row(
    const TensorView<const T>& image,
    const TensorView<const T>& weight,
    const TensorView<const T>& alpha,
    const TensorView<const T>& beta,
    const TensorView<T>& out,
    int64_t n,
    int64_t y
) {
    for (int64_t c = 0; c < out.channels(); ++c) {
        for (int64_t x = 0; x < out.width(); ++x) {
            out.at(n, c, y, x) = adacof_pixel(image, weight, alpha, beta, n, c, y, x);
        }
    }
}

template <typename T>
void forward_plain(
    const torch::Tensor& image,
    const torch::Tensor& weight,
    const torch::Tensor& alpha,
    const torch::Tensor& beta,
    torch::Tensor& out
) {
    const auto source = view_of<const T>(image);
    const auto w = view_of<const T>(weight);
    const auto a = view_of<const T>(alpha);
    const auto b = view_of<const T>(beta);
    const auto result = view_of<T>(out);
    parallel_rows(result.batch() * result.height(), 1, [&](int64_t begin, int64_t end) {
        for (int64_t row = begin; row < end; ++row) {
            plain_row<T>(source, w, a, b, result, row / result.height(), row % result.height());
        }
    });
}

torch::Tensor forward(
    const torch::Tensor& image,
    const torch::Tensor& weight,
    const torch::Tensor& alpha,
    const torch::Tensor& beta
) {
    check_shapes(image, weight, alpha, beta);
    torch::Tensor out = torch::empty(image.sizes(), image.options());
    if (has_lanes(image)) {
        const AdacofVariant& variant = best_adacof_variant();
        const auto result = view_of<float>(out);
        for_each_group(image, {weight, alpha, beta}, [&](const AdacofRows& rows) {
            variant.forward(rows, result);
        });
    } else {
        AT_DISPATCH_FLOATING_TYPES(image.scalar_type(), "adacof", [&] {
            forward_plain<scalar_t>(image, weight, alpha, beta, out);
        });
    }
    return out;
}

template <typename T>
void backward_plain(
    const torch::Tensor& grad,
    const torch::Tensor& image,
    const std::array<torch::Tensor, 3>& inputs,
    const std::array<torch::Tensor, 3>& gradients
) {
    const auto g = view_of<const T>(grad);
    const auto source = view_of<const T>(image);
    const auto weight = view_of<const T>(inputs[0]);
    const auto alpha = view_of<const T>(inputs[1]);
    const auto beta = view_of<const T>(inputs[2]);
    const auto by_weight = view_of<T>(gradients[0]);
    const auto by_alpha = view_of<T>(gradients[1]);
    const auto by_beta = view_of<T>(gradients[2]);
    const int64_t height = weight.height();
    parallel_rows(weight.batch() * height, 1, [&](int64_t begin, int64_t end) {
        const int64_t row_taps = adacof_taps * weight.width();
        for (int64_t i = begin * row_taps; i < end * row_taps; ++i) {
            const int64_t n = i / row_taps / height;
            const int64_t y = i / row_taps % height;
            const int t = static_cast<int>(i % row_taps / weight.width());
            const int64_t x = i % weight.width();
            const auto value = adacof_pixel_gradient(g, source, weight, alpha, beta, n, t, y, x);
            by_weight.at(n, t, y, x) = value.weight;
            by_alpha.at(n, t, y, x) = value.alpha;
            by_beta.at(n, t, y, x) = value.beta;
        }
    });
}

std::tuple<torch::Tensor, torch::Tensor, torch::Tensor> backward(
    const torch::Tensor& grad,
    const torch::Tensor& image,
    const torch::Tensor& weight,
    const torch::Tensor& alpha,
    const torch::Tensor& beta
) {
    check_shapes(image, weight, alpha, beta);
    const std::array<torch::Tensor, 3> gradients{
        torch::empty_like(weight), torch::empty_like(alpha), torch::empty_like(beta)};
    if (has_lanes(image)) {
        const AdacofVariant& variant = best_adacof_variant();
        const auto g = view_of<const float>(grad);
        for_each_group(image, {weight, alpha, beta}, [&](const AdacofRows& rows) {
            variant.backward(
                rows,
                g,
                view_of<float>(gradients[0]),
                view_of<float>(gradients[1]),
                view_of<float>(gradients[2])
            );
        });
    } else {
        AT_DISPATCH_FLOATING_TYPES(image.scalar_type(), "adacof_backward", [&] {
            backward_plain<scalar_t>(grad, image, {weight, alpha, beta}, gradients);
        });
    }
    return {gradients[0], gradients[1], gradients[2]};
}

TORCH_LIBRARY_IMPL(nakawari, CPU, library) {
    library.impl("adacof", forward);
    library.impl("adacof_backward", backward);
}

}  // namespace

void link_adacof() {}

}  // namespace nakawari::kernels
