/// AdaCoF on a GPU: a thread per output pixel and channel, or per tap of the gradients.
#include <ATen/Dispatch.h>
#include <ATen/ops/empty_like.h>
#include <torch/library.h>

#include "kernels/adacof_math.h"
#include "kernels/cuda/device_view.h"

namespace nakawari::kernels {
namespace {

using at::Tensor;

void check_shapes(
    const Tensor& image, const Tensor& weight, const Tensor& alpha, const Tensor& beta
) {
    TORCH_CHECK(
        image.dim() == 4 && weight.dim() == 4 && weight.size(0) == image.size(0) &&
            weight.size(1) == adacof_taps && weight.size(2) == image.size(2) &&
            weight.size(3) == image.size(3),
        "adacof: weight must be (N, 25, H, W) of the image's size"
    );
    TORCH_CHECK(
        alpha.sizes() == weight.sizes() && beta.sizes() == weight.sizes() &&
            weight.scalar_type() == image.scalar_type() &&
            alpha.scalar_type() == image.scalar_type() && beta.scalar_type() == image.scalar_type(),
        "adacof: offsets must have the weight's shape, and all tensors one type"
    );
}

Tensor forward(const Tensor& image, const Tensor& weight, const Tensor& alpha, const Tensor& beta) {
    check_shapes(image, weight, alpha, beta);
    const c10::cuda::CUDAGuard guard(image.device());
    Tensor out = at::empty_like(image, at::MemoryFormat::Contiguous);
    AT_DISPATCH_FLOATING_TYPES(image.scalar_type(), "adacof", [&] {
        const auto source = device_view<const scalar_t>(image);
        const auto w = device_view<const scalar_t>(weight);
        const auto a = device_view<const scalar_t>(alpha);
        const auto b = device_view<const scalar_t>(beta);
        const auto result = device_view<scalar_t>(out);
        for_each_element(out.numel(), [=] __device__(int64_t i) {
            const auto [n, c, y, x] =
                element_of(i, result.channels(), result.height(), result.width());
            result.at(n, c, y, x) = adacof_pixel(source, w, a, b, n, c, y, x);
        });
    });
    return out;
}

std::tuple<Tensor, Tensor, Tensor> backward(
    const Tensor& grad,
    const Tensor& image,
    const Tensor& weight,
    const Tensor& alpha,
    const Tensor& beta
) {
    check_shapes(image, weight, alpha, beta);
    const c10::cuda::CUDAGuard guard(image.device());
    Tensor by_weight = at::empty_like(weight);
    Tensor by_alpha = at::empty_like(alpha);
    Tensor by_beta = at::empty_like(beta);
    AT_DISPATCH_FLOATING_TYPES(image.scalar_type(), "adacof_backward", [&] {
        const auto g = device_view<const scalar_t>(grad);
        const auto source = device_view<const scalar_t>(image);
        const auto w = device_view<const scalar_t>(weight);
        const auto a = device_view<const scalar_t>(alpha);
        const auto b = device_view<const scalar_t>(beta);
        const auto to_weight = device_view<scalar_t>(by_weight);
        const auto to_alpha = device_view<scalar_t>(by_alpha);
        const auto to_beta = device_view<scalar_t>(by_beta);
        for_each_element(weight.numel(), [=] __device__(int64_t i) {
            const auto [n, t, y, x] = element_of(i, w.channels(), w.height(), w.width());
            const auto value =
                adacof_pixel_gradient(g, source, w, a, b, n, static_cast<int>(t), y, x);
            to_weight.at(n, t, y, x) = value.weight;
            to_alpha.at(n, t, y, x) = value.alpha;
            to_beta.at(n, t, y, x) = value.beta;
        });
    });
    return {by_weight, by_alpha, by_beta};
}

TORCH_LIBRARY_IMPL(nakawari, CUDA, library) {
    library.impl("adacof", forward);
    library.impl("adacof_backward", backward);
}

}  // namespace
}  // namespace nakawari::kernels
