/// Resampling on the CPU. Forward passes filter rows; backward passes scatter by the same
/// coefficients.
#include <torch/library.h>

#include <algorithm>
#include <array>
#include <vector>

#include "kernels/parallel.h"
#include "kernels/resample_math.h"
#include "kernels/torch_view.h"

namespace nakawari::kernels {
namespace {

/// Calls body(n, c, y) for every row, in parallel.
template <typename Body>
void for_each_row(int64_t batch, int64_t channels, int64_t height, const Body& body) {
    parallel_rows(batch * channels * height, 8, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
            body(i / height / channels, i / height % channels, i % height);
        }
    });
}

torch::Tensor checked_filter(
    const torch::Tensor& filter, const torch::Tensor& image, int64_t taps
) {
    TORCH_CHECK(image.dim() == 4, "resample: the image must be (N, C, H, W)");
    TORCH_CHECK(
        filter.numel() == image.size(1) * taps,
        "resample: the filter must have ",
        taps,
        " values per channel"
    );
    return filter.to(image.scalar_type()).contiguous();
}

constexpr int halving_side = gauss_side + 1;

/// Blur and 2×2 mean as one filter.
template <typename T>
std::array<T, halving_side * halving_side> halving_filter(const T* kernel) {
    std::array<T, halving_side * halving_side> filter{};
    for (int i = 0; i < 4 * gauss_side * gauss_side; ++i) {
        const int block = i / (gauss_side * gauss_side);
        const int tap = i % (gauss_side * gauss_side);
        const int row = block / 2 + tap / gauss_side;
        const int column = block % 2 + tap % gauss_side;
        filter[static_cast<std::size_t>(row * halving_side + column)] += kernel[tap] / 4;
    }
    return filter;
}

/// One row of the halved picture; where the filter reaches over the border, pixel by pixel.
template <typename T>
void halve_row(
    const TensorView<const T>& image,
    const T* kernel,
    const TensorView<T>& out,
    int64_t n,
    int64_t c,
    int64_t y
) {
    const auto filter = halving_filter(kernel);
    const int64_t top = 2 * y - gauss_pad;
    const bool rows_inside = top >= 0 && top + halving_side <= image.height();
    for (int64_t x = 0; x < out.width(); ++x) {
        const int64_t left = 2 * x - gauss_pad;
        if (!rows_inside || left < 0 || left + halving_side > image.width()) {
            out.at(n, c, y, x) = gaussian_downsample_pixel(image, kernel, n, c, y, x);
            continue;
        }
        T sum = 0;
        for (int k = 0; k < halving_side; ++k) {
            const T* row = &image.at(n, c, top + k, left);
            const T* taps = filter.data() + k * halving_side;
            for (int l = 0; l < halving_side; ++l) {
                sum += taps[l] * row[l * image.strides[3]];
            }
        }
        out.at(n, c, y, x) = sum;
    }
}

torch::Tensor gaussian_downsample(const torch::Tensor& image, const torch::Tensor& kernel) {
    const torch::Tensor filter = checked_filter(kernel, image, gauss_side * gauss_side);
    TORCH_CHECK(
        image.size(2) % 2 == 0 && image.size(3) % 2 == 0,
        "gaussian_downsample: height and width must be even"
    );
    torch::Tensor out = torch::empty(
        {image.size(0), image.size(1), image.size(2) / 2, image.size(3) / 2}, image.options()
    );
    AT_DISPATCH_FLOATING_TYPES(image.scalar_type(), "gaussian_downsample", [&] {
        const auto source = view_of<const scalar_t>(image);
        const auto result = view_of<scalar_t>(out);
        for_each_row(
            result.batch(),
            result.channels(),
            result.height(),
            [&](int64_t n, int64_t c, int64_t y) {
                const scalar_t* taps = filter.data_ptr<scalar_t>() + c * gauss_side * gauss_side;
                halve_row<scalar_t>(source, taps, result, n, c, y);
            }
        );
    });
    return out;
}

torch::Tensor gaussian_downsample_backward(
    const torch::Tensor& grad, const torch::Tensor& kernel, int64_t height, int64_t width
) {
    const torch::Tensor filter = checked_filter(kernel, grad, gauss_side * gauss_side);
    torch::Tensor out = torch::zeros({grad.size(0), grad.size(1), height, width}, grad.options());
    AT_DISPATCH_FLOATING_TYPES(grad.scalar_type(), "gaussian_downsample_backward", [&] {
        const auto source = view_of<const scalar_t>(grad);
        const auto result = view_of<scalar_t>(out);
        for_each_row(source.batch(), source.channels(), 1, [&](int64_t n, int64_t c, int64_t) {
            const scalar_t* taps = filter.data_ptr<scalar_t>() + c * gauss_side * gauss_side;
            for (int64_t i = 0; i < source.height() * source.width() * 4 * gauss_side * gauss_side;
                 ++i) {
                const int64_t tap = i % (gauss_side * gauss_side);
                const int64_t block = i / (gauss_side * gauss_side) % 4;
                const int64_t pixel = i / (4 * gauss_side * gauss_side);
                const int64_t y = pixel / source.width();
                const int64_t x = pixel % source.width();
                const int64_t row = 2 * y + block / 2 + tap / gauss_side - gauss_pad;
                const int64_t column = 2 * x + block % 2 + tap % gauss_side - gauss_pad;
                result.at(
                    n,
                    c,
                    reflect_index(row, height, gauss_pad),
                    reflect_index(column, width, gauss_pad)
                ) += taps[tap] * source.at(n, c, y, x) / 4;
            }
        });
    });
    return out;
}

/// Filters one row into its ×2 row: even columns copied, odd ones by eight taps. `row` has
/// `upsample_pad` samples of room on either side.
template <typename T>
void upsample_row(T* row, int64_t width, const T* taps, T* out) {
    for (int64_t i = 1; i <= upsample_pad; ++i) {
        row[-i] = row[reflect_index(-i, width, upsample_pad)];
        row[width - 1 + i] = row[reflect_index(width - 1 + i, width, upsample_pad)];
    }
    for (int64_t x = 0; x < width; ++x) {
        T sum = 0;
        for (int l = 0; l < upsample_taps; ++l) {
            sum += taps[l] * row[x - 3 + l];
        }
        out[2 * x] = row[x];
        out[2 * x + 1] = sum;
    }
}

/// Rows 2y and 2y + 1 of a plane whose rows are dense, as are the result's.
template <typename T>
void upsample_row_pair(
    const T* plane, int64_t height, int64_t width, const T* taps, T* out, int64_t y
) {
    const auto length = static_cast<std::size_t>(width + 2 * upsample_pad);
    std::vector<T> even(length);
    std::vector<T> odd(length, T(0));
    std::copy_n(plane + y * width, width, even.data() + upsample_pad);
    for (int k = 0; k < upsample_taps; ++k) {
        const T* row = plane + upsample_source(y, k, height) * width;
        T* sums = odd.data() + upsample_pad;
        for (int64_t x = 0; x < width; ++x) {
            sums[x] += taps[k] * row[x];
        }
    }
    upsample_row(even.data() + upsample_pad, width, taps, out + 4 * y * width);
    upsample_row(odd.data() + upsample_pad, width, taps, out + (4 * y + 2) * width);
}

torch::Tensor upsample_8tap(const torch::Tensor& image, const torch::Tensor& filter) {
    const torch::Tensor checked = checked_filter(filter, image, upsample_taps);
    const torch::Tensor dense = image.contiguous();
    torch::Tensor out = torch::empty(
        {image.size(0), image.size(1), image.size(2) * 2, image.size(3) * 2}, image.options()
    );
    AT_DISPATCH_FLOATING_TYPES(image.scalar_type(), "upsample_8tap", [&] {
        const int64_t height = image.size(2);
        const int64_t width = image.size(3);
        const scalar_t* source = dense.data_ptr<scalar_t>();
        scalar_t* result = out.data_ptr<scalar_t>();
        for_each_row(image.size(0), image.size(1), height, [&](int64_t n, int64_t c, int64_t y) {
            const int64_t plane = (n * image.size(1) + c) * height * width;
            upsample_row_pair(
                source + plane,
                height,
                width,
                checked.data_ptr<scalar_t>() + c * upsample_taps,
                result + 4 * plane,
                y
            );
        });
    });
    return out;
}

/// Adds the gradient of one output row to the row it was filtered from: the transpose of
/// upsample_row.
template <typename T, typename Add>
void upsample_row_backward(
    const TensorView<const T>& grad, const T* taps, int64_t n, int64_t c, int64_t y, const Add& add
) {
    const int64_t width = grad.width() / 2;
    for (int64_t x = 0; x < width; ++x) {
        add(x, grad.at(n, c, y, 2 * x));
        for (int l = 0; l < upsample_taps; ++l) {
            add(upsample_source(x, l, width), taps[l] * grad.at(n, c, y, 2 * x + 1));
        }
    }
}

template <typename T>
void upsample_plane_backward(
    const TensorView<const T>& grad, const T* taps, const TensorView<T>& out, int64_t n, int64_t c
) {
    std::vector<T> odd(static_cast<std::size_t>(out.width()));
    for (int64_t y = 0; y < out.height(); ++y) {
        upsample_row_backward<T>(grad, taps, n, c, 2 * y, [&](int64_t x, T value) {
            out.at(n, c, y, x) += value;
        });
        std::fill(odd.begin(), odd.end(), T(0));
        upsample_row_backward<T>(grad, taps, n, c, 2 * y + 1, [&](int64_t x, T value) {
            odd[static_cast<std::size_t>(x)] += value;
        });
        for (int k = 0; k < upsample_taps; ++k) {
            const int64_t row = upsample_source(y, k, out.height());
            for (int64_t x = 0; x < out.width(); ++x) {
                out.at(n, c, row, x) += taps[k] * odd[static_cast<std::size_t>(x)];
            }
        }
    }
}

torch::Tensor upsample_8tap_backward(const torch::Tensor& grad, const torch::Tensor& filter) {
    const torch::Tensor checked = checked_filter(filter, grad, upsample_taps);
    torch::Tensor out = torch::zeros(
        {grad.size(0), grad.size(1), grad.size(2) / 2, grad.size(3) / 2}, grad.options()
    );
    AT_DISPATCH_FLOATING_TYPES(grad.scalar_type(), "upsample_8tap_backward", [&] {
        const auto result = view_of<scalar_t>(out);
        for_each_row(result.batch(), result.channels(), 1, [&](int64_t n, int64_t c, int64_t) {
            upsample_plane_backward(
                view_of<const scalar_t>(grad),
                checked.data_ptr<scalar_t>() + c * upsample_taps,
                result,
                n,
                c
            );
        });
    });
    return out;
}

TORCH_LIBRARY_IMPL(nakawari, CPU, library) {
    library.impl("gaussian_downsample", gaussian_downsample);
    library.impl("gaussian_downsample_backward", gaussian_downsample_backward);
    library.impl("upsample_8tap", upsample_8tap);
    library.impl("upsample_8tap_backward", upsample_8tap_backward);
}

}  // namespace

void link_resample() {}

}  // namespace nakawari::kernels
