/// AdaCoF on the CPU: the plain loop, and a faster one for three-channel float pictures.
#include <ATen/Parallel.h>
#include <torch/library.h>

#include <cstring>

#include "kernels/adacof_math.h"
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

// Pixels as four floats (r, g, b, 0): one 16-byte load per corner serves all channels.
using Pixel = float __attribute__((vector_size(16)));

std::vector<Pixel> interleave(const TensorView<const float>& image, int64_t n) {
    std::vector<Pixel> pixels(static_cast<std::size_t>(image.height() * image.width()));
    at::parallel_for(0, image.height(), 16, [&](int64_t begin, int64_t end) {
        for (int64_t y = begin; y < end; ++y) {
            for (int64_t x = 0; x < image.width(); ++x) {
                pixels[static_cast<std::size_t>(y * image.width() + x)] =
                    Pixel{image.at(n, 0, y, x), image.at(n, 1, y, x), image.at(n, 2, y, x), 0};
            }
        }
    });
    return pixels;
}

void fast_row(
    const Pixel* pixels,
    const TensorView<const float>& weight,
    const TensorView<const float>& alpha,
    const TensorView<const float>& beta,
    const TensorView<float>& out,
    int64_t n,
    int64_t y
) {
    const int64_t height = out.height();
    const int64_t width = out.width();
    for (int64_t x = 0; x < width; ++x) {
        Pixel sum{};
        for (int t = 0; t < adacof_taps; ++t) {
            const auto tap = adacof_tap<float>(
                t, y, x, alpha.at(n, t, y, x), beta.at(n, t, y, x), height, width
            );
            const Pixel* upper = pixels + tap.y0 * width;
            const Pixel* lower = pixels + tap.y1 * width;
            const Pixel left = upper[tap.x0] + (lower[tap.x0] - upper[tap.x0]) * tap.fy;
            const Pixel right = upper[tap.x1] + (lower[tap.x1] - upper[tap.x1]) * tap.fy;
            sum += (left + (right - left) * tap.fx) * weight.at(n, t, y, x);
        }
        for (int64_t c = 0; c < 3; ++c) {
            out.at(n, c, y, x) = sum[c];
        }
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
    const auto result = view_of<T>(out);
    at::parallel_for(0, result.batch() * result.height(), 1, [&](int64_t begin, int64_t end) {
        for (int64_t row = begin; row < end; ++row) {
            plain_row<T>(
                view_of<const T>(image),
                view_of<const T>(weight),
                view_of<const T>(alpha),
                view_of<const T>(beta),
                result,
                row / result.height(),
                row % result.height()
            );
        }
    });
}

void forward_fast(
    const torch::Tensor& image,
    const torch::Tensor& weight,
    const torch::Tensor& alpha,
    const torch::Tensor& beta,
    torch::Tensor& out
) {
    const auto result = view_of<float>(out);
    for (int64_t n = 0; n < result.batch(); ++n) {
        const std::vector<Pixel> pixels = interleave(view_of<const float>(image), n);
        at::parallel_for(0, result.height(), 1, [&](int64_t begin, int64_t end) {
            for (int64_t y = begin; y < end; ++y) {
                fast_row(
                    pixels.data(),
                    view_of<const float>(weight),
                    view_of<const float>(alpha),
                    view_of<const float>(beta),
                    result,
                    n,
                    y
                );
            }
        });
    }
}

torch::Tensor forward(
    const torch::Tensor& image,
    const torch::Tensor& weight,
    const torch::Tensor& alpha,
    const torch::Tensor& beta
) {
    check_shapes(image, weight, alpha, beta);
    torch::Tensor out = torch::empty(image.sizes(), image.options());
    if (image.scalar_type() == torch::kFloat && image.size(1) == 3) {
        forward_fast(image, weight, alpha, beta, out);
    } else {
        AT_DISPATCH_FLOATING_TYPES(image.scalar_type(), "adacof", [&] {
            forward_plain<scalar_t>(image, weight, alpha, beta, out);
        });
    }
    return out;
}

template <typename T>
void backward_rows(
    const torch::Tensor& grad,
    const torch::Tensor& image,
    const std::array<torch::Tensor, 3>& inputs,
    const std::array<torch::Tensor, 3>& gradients
) {
    const auto weight = view_of<const T>(inputs[0]);
    const int64_t height = weight.height();
    at::parallel_for(0, weight.batch() * adacof_taps * height, 16, [&](int64_t begin, int64_t end) {
        for (int64_t index = begin; index < end; ++index) {
            const int64_t y = index % height;
            const int t = static_cast<int>(index / height % adacof_taps);
            const int64_t n = index / height / adacof_taps;
            for (int64_t x = 0; x < weight.width(); ++x) {
                const auto gradient = adacof_pixel_gradient<T>(
                    view_of<const T>(grad),
                    view_of<const T>(image),
                    weight,
                    view_of<const T>(inputs[1]),
                    view_of<const T>(inputs[2]),
                    n,
                    t,
                    y,
                    x
                );
                view_of<T>(gradients[0]).at(n, t, y, x) = gradient.weight;
                view_of<T>(gradients[1]).at(n, t, y, x) = gradient.alpha;
                view_of<T>(gradients[2]).at(n, t, y, x) = gradient.beta;
            }
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
    const auto empty = [&] { return torch::empty(weight.sizes(), weight.options()); };
    const std::array<torch::Tensor, 3> gradients{empty(), empty(), empty()};
    AT_DISPATCH_FLOATING_TYPES(image.scalar_type(), "adacof_backward", [&] {
        backward_rows<scalar_t>(grad, image, {weight, alpha, beta}, gradients);
    });
    return {gradients[0], gradients[1], gradients[2]};
}

TORCH_LIBRARY_IMPL(nakawari, CPU, library) {
    library.impl("adacof", forward);
    library.impl("adacof_backward", backward);
}

}  // namespace

void link_adacof() {}

}  // namespace nakawari::kernels
