/// Resampling on a GPU: forward a thread per output pixel; backward each gradient is added to the
/// pixels it came from.
#include <ATen/Dispatch.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <torch/library.h>
#include <ATen/cuda/Atomic.cuh>

#include "kernels/cuda/device_view.h"
#include "kernels/resample_math.h"

namespace nakawari::kernels {
namespace {

using at::Tensor;

constexpr int gauss_taps = gauss_side * gauss_side;

Tensor checked_filter(const Tensor& filter, const Tensor& image, int64_t taps) {
    TORCH_CHECK(
        image.dim() == 4 && filter.numel() == image.size(1) * taps,
        "resample: the image must be (N, C, H, W), the filter have ",
        taps,
        " values per channel"
    );
    return filter.to(image.options()).contiguous();
}

Tensor gaussian_downsample(const Tensor& image, const Tensor& kernel) {
    const c10::cuda::CUDAGuard guard(image.device());
    const Tensor filter = checked_filter(kernel, image, gauss_taps);
    TORCH_CHECK(
        image.size(2) % 2 == 0 && image.size(3) % 2 == 0,
        "gaussian_downsample: height and width must be even"
    );
    Tensor out = at::empty(
        {image.size(0), image.size(1), image.size(2) / 2, image.size(3) / 2}, image.options()
    );
    AT_DISPATCH_FLOATING_TYPES(image.scalar_type(), "gaussian_downsample", [&] {
        const auto source = device_view<const scalar_t>(image);
        const auto result = device_view<scalar_t>(out);
        const scalar_t* taps = filter.data_ptr<scalar_t>();
        for_each_element(out.numel(), [=] __device__(int64_t i) {
            const auto [n, c, y, x] =
                element_of(i, result.channels(), result.height(), result.width());
            result.at(n, c, y, x) =
                gaussian_downsample_pixel(source, taps + c * gauss_taps, n, c, y, x);
        });
    });
    return out;
}

Tensor gaussian_downsample_backward(
    const Tensor& grad, const Tensor& kernel, int64_t height, int64_t width
) {
    const c10::cuda::CUDAGuard guard(grad.device());
    const Tensor filter = checked_filter(kernel, grad, gauss_taps);
    Tensor out = at::zeros({grad.size(0), grad.size(1), height, width}, grad.options());
    AT_DISPATCH_FLOATING_TYPES(grad.scalar_type(), "gaussian_downsample_backward", [&] {
        const auto source = device_view<const scalar_t>(grad);
        const auto result = device_view<scalar_t>(out);
        const scalar_t* taps = filter.data_ptr<scalar_t>();
        for_each_element(grad.numel(), [=] __device__(int64_t i) {
            const auto [n, c, y, x] =
                element_of(i, source.channels(), source.height(), source.width());
            const scalar_t g = source.at(n, c, y, x) / 4;
            for (int64_t k = 0; k < 4 * gauss_taps; ++k) {
                const int64_t block = k / gauss_taps;
                const int64_t tap = k % gauss_taps;
                const int64_t row = 2 * y + block / 2 + tap / gauss_side - gauss_pad;
                const int64_t column = 2 * x + block % 2 + tap % gauss_side - gauss_pad;
                gpuAtomicAddNoReturn(
                    &result.at(
                        n,
                        c,
                        reflect_index(row, height, gauss_pad),
                        reflect_index(column, width, gauss_pad)
                    ),
                    taps[c * gauss_taps + tap] * g
                );
            }
        });
    });
    return out;
}

Tensor upsample_8tap(const Tensor& image, const Tensor& filter) {
    const c10::cuda::CUDAGuard guard(image.device());
    const Tensor checked = checked_filter(filter, image, upsample_taps);
    Tensor out = at::empty(
        {image.size(0), image.size(1), image.size(2) * 2, image.size(3) * 2}, image.options()
    );
    AT_DISPATCH_FLOATING_TYPES(image.scalar_type(), "upsample_8tap", [&] {
        const auto source = device_view<const scalar_t>(image);
        const auto result = device_view<scalar_t>(out);
        const scalar_t* taps = checked.data_ptr<scalar_t>();
        for_each_element(out.numel(), [=] __device__(int64_t i) {
            const auto [n, c, y, x] =
                element_of(i, result.channels(), result.height(), result.width());
            result.at(n, c, y, x) =
                upsample_8tap_pixel(source, taps + c * upsample_taps, n, c, y, x);
        });
    });
    return out;
}

/// The transpose of upsample_8tap_pixel().
template <typename T>
__device__ void add_upsample_gradient(
    const TensorView<T>& out, const T* taps, T grad, int64_t n, int64_t c, int64_t y, int64_t x
) {
    const bool odd_row = y % 2 != 0;
    const bool odd_column = x % 2 != 0;
    for (int l = 0; l < (odd_column ? upsample_taps : 1); ++l) {
        const int64_t column = odd_column ? upsample_source(x / 2, l, out.width()) : x / 2;
        const T across = odd_column ? taps[l] * grad : grad;
        for (int k = 0; k < (odd_row ? upsample_taps : 1); ++k) {
            const int64_t row = odd_row ? upsample_source(y / 2, k, out.height()) : y / 2;
            gpuAtomicAddNoReturn(&out.at(n, c, row, column), odd_row ? taps[k] * across : across);
        }
    }
}

Tensor upsample_8tap_backward(const Tensor& grad, const Tensor& filter) {
    const c10::cuda::CUDAGuard guard(grad.device());
    const Tensor checked = checked_filter(filter, grad, upsample_taps);
    Tensor out =
        at::zeros({grad.size(0), grad.size(1), grad.size(2) / 2, grad.size(3) / 2}, grad.options());
    AT_DISPATCH_FLOATING_TYPES(grad.scalar_type(), "upsample_8tap_backward", [&] {
        const auto source = device_view<const scalar_t>(grad);
        const auto result = device_view<scalar_t>(out);
        const scalar_t* taps = checked.data_ptr<scalar_t>();
        for_each_element(grad.numel(), [=] __device__(int64_t i) {
            const auto [n, c, y, x] =
                element_of(i, source.channels(), source.height(), source.width());
            add_upsample_gradient(
                result, taps + c * upsample_taps, source.at(n, c, y, x), n, c, y, x
            );
        });
    });
    return out;
}

TORCH_LIBRARY_IMPL(nakawari, CUDA, library) {
    library.impl("gaussian_downsample", gaussian_downsample);
    library.impl("gaussian_downsample_backward", gaussian_downsample_backward);
    library.impl("upsample_8tap", upsample_8tap);
    library.impl("upsample_8tap_backward", upsample_8tap_backward);
}

}  // namespace
}  // namespace nakawari::kernels
