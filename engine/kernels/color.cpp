/// Colour conversion on the CPU, row by row.
#include <torch/library.h>

#include "kernels/color_shapes.h"
#include "kernels/parallel.h"
#include "kernels/torch_view.h"

namespace nakawari::kernels {
namespace {

using torch::Tensor;
using Numbers = at::ArrayRef<double>;

/// body(n, y) for every row of a picture.
template <typename Body>
void for_rows(const Tensor& picture, const Body& body) {
    const int64_t height = picture.size(2);
    parallel_rows(picture.size(0) * height, 8, [&](int64_t begin, int64_t end) {
        for (int64_t row = begin; row < end; ++row) {
            body(row / height, row % height);
        }
    });
}

template <typename T, typename S>
void to_rgb(const Tensor& luma, const Tensor& chroma, const ColorCoding& coding, Tensor& rgb) {
    const ChromaGrid grid =
        chroma_grid(coding, luma.size(2), luma.size(3), chroma.size(2), chroma.size(3));
    for_rows(luma, [&](int64_t n, int64_t y) {
        for (int64_t x = 0; x < luma.size(3); ++x) {
            yuv_to_rgb_pixel<T, S>(
                view_of<const S>(luma),
                view_of<const S>(chroma),
                grid,
                coding,
                view_of<T>(rgb),
                n,
                y,
                x
            );
        }
    });
}

Tensor yuv_to_rgb_forward(const Tensor& luma, const Tensor& chroma, Numbers numbers) {
    check_yuv(luma, chroma);
    const ColorCoding coding = coding_from(numbers);
    Tensor rgb = torch::empty(
        {luma.size(0), 3, luma.size(2), luma.size(3)}, luma.options().dtype(rgb_type(luma))
    );
    for_code_type(luma, [&]<typename T, typename S>() { to_rgb<T, S>(luma, chroma, coding, rgb); });
    return rgb;
}

std::tuple<Tensor, Tensor> yuv_to_rgb_backward(
    const Tensor& grad, int64_t chroma_height, int64_t chroma_width, Numbers numbers
) {
    check_rgb(grad);
    const ColorCoding coding = coding_from(numbers);
    const ChromaGrid grid =
        chroma_grid(coding, grad.size(2), grad.size(3), chroma_height, chroma_width);
    const Tensor luma = torch::empty({grad.size(0), 1, grad.size(2), grad.size(3)}, grad.options());
    const Tensor chroma =
        torch::empty({grad.size(0), 2, chroma_height, chroma_width}, grad.options());
    AT_DISPATCH_FLOATING_TYPES(grad.scalar_type(), "yuv_to_rgb_backward", [&] {
        const auto by_rgb = view_of<const scalar_t>(grad);
        const auto by_luma = view_of<scalar_t>(luma);
        const auto by_chroma = view_of<scalar_t>(chroma);
        for_rows(luma, [&](int64_t n, int64_t y) {
            for (int64_t x = 0; x < by_luma.width(); ++x) {
                by_luma.at(n, 0, y, x) = luma_gradient(by_rgb, coding, n, y, x);
            }
        });
        for_rows(chroma, [&](int64_t n, int64_t i) {
            for (int64_t j = 0; j < by_chroma.width(); ++j) {
                chroma_gradient(by_rgb, grid, coding, by_chroma, n, i, j);
            }
        });
    });
    return {luma, chroma};
}

std::tuple<Tensor, Tensor> rgb_to_yuv_forward(
    const Tensor& rgb, int64_t shift_x, int64_t shift_y, Numbers numbers
) {
    check_rgb(rgb);
    const ColorCoding coding = coding_from(numbers);
    const int64_t height = chroma_length(rgb.size(2), shift_y);
    const int64_t width = chroma_length(rgb.size(3), shift_x);
    const ChromaGrid grid = chroma_grid(coding, rgb.size(2), rgb.size(3), height, width);
    const Tensor luma = torch::empty({rgb.size(0), 1, rgb.size(2), rgb.size(3)}, rgb.options());
    const Tensor chroma = torch::empty({rgb.size(0), 2, height, width}, rgb.options());
    AT_DISPATCH_FLOATING_TYPES(rgb.scalar_type(), "rgb_to_yuv", [&] {
        const auto source = view_of<const scalar_t>(rgb);
        const auto to_luma = view_of<scalar_t>(luma);
        const auto to_chroma = view_of<scalar_t>(chroma);
        for_rows(luma, [&](int64_t n, int64_t y) {
            for (int64_t x = 0; x < to_luma.width(); ++x) {
                to_luma.at(n, 0, y, x) = luma_code(source, coding, n, y, x);
            }
        });
        for_rows(chroma, [&](int64_t n, int64_t i) {
            for (int64_t j = 0; j < to_chroma.width(); ++j) {
                chroma_codes(source, grid, coding, to_chroma, n, i, j);
            }
        });
    });
    return {luma, chroma};
}

Tensor rgb_to_yuv_backward(const Tensor& luma_grad, const Tensor& chroma_grad, Numbers numbers) {
    check_yuv(luma_grad, chroma_grad);
    const ColorCoding coding = coding_from(numbers);
    const ChromaGrid grid = chroma_grid(
        coding, luma_grad.size(2), luma_grad.size(3), chroma_grad.size(2), chroma_grad.size(3)
    );
    const Tensor rgb = torch::empty(
        {luma_grad.size(0), 3, luma_grad.size(2), luma_grad.size(3)}, luma_grad.options()
    );
    AT_DISPATCH_FLOATING_TYPES(luma_grad.scalar_type(), "rgb_to_yuv_backward", [&] {
        const auto by_luma = view_of<const scalar_t>(luma_grad);
        const auto by_chroma = view_of<const scalar_t>(chroma_grad);
        const auto by_rgb = view_of<scalar_t>(rgb);
        for_rows(rgb, [&](int64_t n, int64_t y) {
            for (int64_t x = 0; x < by_rgb.width(); ++x) {
                rgb_to_yuv_pixel_gradient(by_luma, by_chroma, grid, coding, by_rgb, n, y, x);
            }
        });
    });
    return rgb;
}

TORCH_LIBRARY_IMPL(nakawari, CPU, library) {
    library.impl("yuv_to_rgb", yuv_to_rgb_forward);
    library.impl("yuv_to_rgb_backward", yuv_to_rgb_backward);
    library.impl("rgb_to_yuv", rgb_to_yuv_forward);
    library.impl("rgb_to_yuv_backward", rgb_to_yuv_backward);
}

}  // namespace

void link_color() {}

}  // namespace nakawari::kernels
