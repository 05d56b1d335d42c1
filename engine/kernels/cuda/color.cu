/// Colour conversion on a GPU: a thread per pixel, or per chroma sample.
#include <ATen/Dispatch.h>
#include <ATen/ops/empty.h>
#include <torch/library.h>

#include "kernels/color_shapes.h"
#include "kernels/cuda/device_view.h"

namespace nakawari::kernels {
namespace {

using at::Tensor;
using Numbers = at::ArrayRef<double>;

template <typename T, typename S>
void to_rgb(const Tensor& luma, const Tensor& chroma, const ColorCoding& coding, Tensor& rgb) {
    const ChromaGrid grid =
        chroma_grid(coding, luma.size(2), luma.size(3), chroma.size(2), chroma.size(3));
    const auto y_codes = device_view<const S>(luma);
    const auto uv_codes = device_view<const S>(chroma);
    const auto result = device_view<T>(rgb);
    for_each_element(luma.numel(), [=] __device__(int64_t i) {
        const auto [n, c, y, x] = element_of(i, 1, result.height(), result.width());
        yuv_to_rgb_pixel<T, S>(y_codes, uv_codes, grid, coding, result, n, y, x);
    });
}

Tensor yuv_to_rgb_forward(const Tensor& luma, const Tensor& chroma, Numbers numbers) {
    check_yuv(luma, chroma);
    const c10::cuda::CUDAGuard guard(luma.device());
    const ColorCoding coding = coding_from(numbers);
    Tensor rgb = at::empty(
        {luma.size(0), 3, luma.size(2), luma.size(3)}, luma.options().dtype(rgb_type(luma))
    );
    for_code_type(luma, [&]<typename T, typename S>() { to_rgb<T, S>(luma, chroma, coding, rgb); });
    return rgb;
}

std::tuple<Tensor, Tensor> yuv_to_rgb_backward(
    const Tensor& grad, int64_t chroma_height, int64_t chroma_width, Numbers numbers
) {
    check_rgb(grad);
    const c10::cuda::CUDAGuard guard(grad.device());
    const ColorCoding coding = coding_from(numbers);
    const ChromaGrid grid =
        chroma_grid(coding, grad.size(2), grad.size(3), chroma_height, chroma_width);
    Tensor luma = at::empty({grad.size(0), 1, grad.size(2), grad.size(3)}, grad.options());
    Tensor chroma = at::empty({grad.size(0), 2, chroma_height, chroma_width}, grad.options());
    AT_DISPATCH_FLOATING_TYPES(grad.scalar_type(), "yuv_to_rgb_backward", [&] {
        const auto by_rgb = device_view<const scalar_t>(grad);
        const auto by_luma = device_view<scalar_t>(luma);
        const auto by_chroma = device_view<scalar_t>(chroma);
        for_each_element(luma.numel(), [=] __device__(int64_t i) {
            const auto [n, c, y, x] = element_of(i, 1, by_luma.height(), by_luma.width());
            by_luma.at(n, 0, y, x) = luma_gradient(by_rgb, coding, n, y, x);
        });
        for_each_element(chroma.numel() / 2, [=] __device__(int64_t i) {
            const auto [n, c, y, x] = element_of(i, 1, by_chroma.height(), by_chroma.width());
            chroma_gradient(by_rgb, grid, coding, by_chroma, n, y, x);
        });
    });
    return {luma, chroma};
}

std::tuple<Tensor, Tensor> rgb_to_yuv_forward(
    const Tensor& rgb, int64_t shift_x, int64_t shift_y, Numbers numbers
) {
    check_rgb(rgb);
    const c10::cuda::CUDAGuard guard(rgb.device());
    const ColorCoding coding = coding_from(numbers);
    const int64_t height = chroma_length(rgb.size(2), shift_y);
    const int64_t width = chroma_length(rgb.size(3), shift_x);
    const ChromaGrid grid = chroma_grid(coding, rgb.size(2), rgb.size(3), height, width);
    Tensor luma = at::empty({rgb.size(0), 1, rgb.size(2), rgb.size(3)}, rgb.options());
    Tensor chroma = at::empty({rgb.size(0), 2, height, width}, rgb.options());
    AT_DISPATCH_FLOATING_TYPES(rgb.scalar_type(), "rgb_to_yuv", [&] {
        const auto source = device_view<const scalar_t>(rgb);
        const auto to_luma = device_view<scalar_t>(luma);
        const auto to_chroma = device_view<scalar_t>(chroma);
        for_each_element(luma.numel(), [=] __device__(int64_t i) {
            const auto [n, c, y, x] = element_of(i, 1, to_luma.height(), to_luma.width());
            to_luma.at(n, 0, y, x) = luma_code(source, coding, n, y, x);
        });
        for_each_element(chroma.numel() / 2, [=] __device__(int64_t i) {
            const auto [n, c, y, x] = element_of(i, 1, to_chroma.height(), to_chroma.width());
            chroma_codes(source, grid, coding, to_chroma, n, y, x);
        });
    });
    return {luma, chroma};
}

Tensor rgb_to_yuv_backward(const Tensor& luma_grad, const Tensor& chroma_grad, Numbers numbers) {
    check_yuv(luma_grad, chroma_grad);
    const c10::cuda::CUDAGuard guard(luma_grad.device());
    const ColorCoding coding = coding_from(numbers);
    const ChromaGrid grid = chroma_grid(
        coding, luma_grad.size(2), luma_grad.size(3), chroma_grad.size(2), chroma_grad.size(3)
    );
    Tensor rgb = at::empty(
        {luma_grad.size(0), 3, luma_grad.size(2), luma_grad.size(3)}, luma_grad.options()
    );
    AT_DISPATCH_FLOATING_TYPES(luma_grad.scalar_type(), "rgb_to_yuv_backward", [&] {
        const auto by_luma = device_view<const scalar_t>(luma_grad);
        const auto by_chroma = device_view<const scalar_t>(chroma_grad);
        const auto by_rgb = device_view<scalar_t>(rgb);
        for_each_element(luma_grad.numel(), [=] __device__(int64_t i) {
            const auto [n, c, y, x] = element_of(i, 1, by_rgb.height(), by_rgb.width());
            rgb_to_yuv_pixel_gradient(by_luma, by_chroma, grid, coding, by_rgb, n, y, x);
        });
    });
    return rgb;
}

TORCH_LIBRARY_IMPL(nakawari, CUDA, library) {
    library.impl("yuv_to_rgb", yuv_to_rgb_forward);
    library.impl("yuv_to_rgb_backward", yuv_to_rgb_backward);
    library.impl("rgb_to_yuv", rgb_to_yuv_forward);
    library.impl("rgb_to_yuv_backward", rgb_to_yuv_backward);
}

}  // namespace
}  // namespace nakawari::kernels
