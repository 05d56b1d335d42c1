/// Splatting and the cost volume on a GPU. Splatting adds in whatever order the threads come, so
/// its last bits differ from run to run.
#include <ATen/Dispatch.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <torch/library.h>
#include <ATen/cuda/Atomic.cuh>

#include "kernels/correlation_math.h"
#include "kernels/cuda/device_view.h"
#include "kernels/splat_math.h"

namespace nakawari::kernels {
namespace {

using at::Tensor;

constexpr int corners = 4;

void check_splat(const Tensor& values, const Tensor& flow) {
    TORCH_CHECK(
        values.dim() == 4 && flow.dim() == 4 && flow.size(0) == values.size(0) &&
            flow.size(1) == 2 && flow.size(2) == values.size(2) && flow.size(3) == values.size(3) &&
            flow.scalar_type() == values.scalar_type(),
        "splat: flow must be (N, 2, H, W) of the values' size and type"
    );
}

Tensor splat(const Tensor& values, const Tensor& flow) {
    check_splat(values, flow);
    const c10::cuda::CUDAGuard guard(values.device());
    Tensor out = at::zeros(values.sizes(), values.options());
    AT_DISPATCH_FLOATING_TYPES(values.scalar_type(), "splat", [&] {
        const auto source = device_view<const scalar_t>(values);
        const auto f = device_view<const scalar_t>(flow);
        const auto result = device_view<scalar_t>(out);
        for_each_element(values.numel(), [=] __device__(int64_t i) {
            const auto [n, c, y, x] =
                element_of(i, source.channels(), source.height(), source.width());
            const auto target = splat_target(f, n, y, x);
            for (int corner = 0; corner < corners; ++corner) {
                if (target.is_inside(corner, result.height(), result.width())) {
                    gpuAtomicAddNoReturn(
                        &result.at(n, c, target.y + corner / 2, target.x + corner % 2),
                        source.at(n, c, y, x) * target.weight(corner)
                    );
                }
            }
        });
    });
    return out;
}

template <typename T>
__device__ void splat_gradient(
    const TensorView<const T>& grad,
    const TensorView<const T>& values,
    const SplatTarget<T>& target,
    const TensorView<T>& by_values,
    const TensorView<T>& by_flow,
    int64_t n,
    int64_t y,
    int64_t x
) {
    T by_x = 0;
    T by_y = 0;
    for (int64_t c = 0; c < values.channels(); ++c) {
        T sum = 0;
        for (int corner = 0; corner < corners; ++corner) {
            if (target.is_inside(corner, grad.height(), grad.width())) {
                const T g = grad.at(n, c, target.y + corner / 2, target.x + corner % 2);
                sum += g * target.weight(corner);
                by_x += g * target.weight_by_x(corner) * values.at(n, c, y, x);
                by_y += g * target.weight_by_y(corner) * values.at(n, c, y, x);
            }
        }
        by_values.at(n, c, y, x) = sum;
    }
    by_flow.at(n, 0, y, x) = by_x;
    by_flow.at(n, 1, y, x) = by_y;
}

std::tuple<Tensor, Tensor> splat_backward(
    const Tensor& grad, const Tensor& values, const Tensor& flow
) {
    check_splat(values, flow);
    const c10::cuda::CUDAGuard guard(values.device());
    Tensor by_values = at::empty(values.sizes(), values.options());
    Tensor by_flow = at::empty(flow.sizes(), flow.options());
    AT_DISPATCH_FLOATING_TYPES(values.scalar_type(), "splat_backward", [&] {
        const auto g = device_view<const scalar_t>(grad);
        const auto source = device_view<const scalar_t>(values);
        const auto f = device_view<const scalar_t>(flow);
        const auto to_values = device_view<scalar_t>(by_values);
        const auto to_flow = device_view<scalar_t>(by_flow);
        const int64_t pixels = values.size(0) * values.size(2) * values.size(3);
        for_each_element(pixels, [=] __device__(int64_t i) {
            const auto [n, c, y, x] = element_of(i, 1, source.height(), source.width());
            splat_gradient(g, source, splat_target(f, n, y, x), to_values, to_flow, n, y, x);
        });
    });
    return {by_values, by_flow};
}

void check_correlation(const Tensor& a, const Tensor& b) {
    TORCH_CHECK(
        a.dim() == 4 && a.sizes() == b.sizes() && a.scalar_type() == b.scalar_type(),
        "correlation: both inputs must be (N, C, H, W) of one shape and type"
    );
}

Tensor correlation(const Tensor& a, const Tensor& b) {
    check_correlation(a, b);
    const c10::cuda::CUDAGuard guard(a.device());
    Tensor out = at::empty({a.size(0), correlation_channels, a.size(2), a.size(3)}, a.options());
    AT_DISPATCH_FLOATING_TYPES(a.scalar_type(), "correlation", [&] {
        const auto left = device_view<const scalar_t>(a);
        const auto right = device_view<const scalar_t>(b);
        const auto result = device_view<scalar_t>(out);
        for_each_element(out.numel(), [=] __device__(int64_t i) {
            const auto [n, c, y, x] =
                element_of(i, result.channels(), result.height(), result.width());
            result.at(n, c, y, x) = correlation_pixel(left, right, n, c, y, x);
        });
    });
    return out;
}

template <typename T>
void correlation_gradients(const Tensor& grad, const Tensor& other, int sign, const Tensor& out) {
    const auto g = device_view<const T>(grad);
    const auto source = device_view<const T>(other);
    const auto result = device_view<T>(out);
    for_each_element(out.numel(), [=] __device__(int64_t i) {
        const auto [n, c, y, x] = element_of(i, result.channels(), result.height(), result.width());
        result.at(n, c, y, x) = correlation_gradient(g, source, sign, n, c, y, x);
    });
}

std::tuple<Tensor, Tensor> correlation_backward(
    const Tensor& grad, const Tensor& a, const Tensor& b
) {
    check_correlation(a, b);
    const c10::cuda::CUDAGuard guard(a.device());
    Tensor by_a = at::empty(a.sizes(), a.options());
    Tensor by_b = at::empty(b.sizes(), b.options());
    AT_DISPATCH_FLOATING_TYPES(a.scalar_type(), "correlation_backward", [&] {
        correlation_gradients<scalar_t>(grad, b, 1, by_a);
        correlation_gradients<scalar_t>(grad, a, -1, by_b);
    });
    return {by_a, by_b};
}

TORCH_LIBRARY_IMPL(nakawari, CUDA, library) {
    library.impl("splat", splat);
    library.impl("splat_backward", splat_backward);
    library.impl("correlation", correlation);
    library.impl("correlation_backward", correlation_backward);
}

}  // namespace
}  // namespace nakawari::kernels
