/// AdaCoF in blocks of sixteen pixels: first where all 400 taps read and how much each counts
/// (lanes are taps), then the reads (lanes are the channels of two neighbouring pixels).
#include "kernels/adacof_lanes.h"

#include <algorithm>
#include <cstring>

#include "kernels/adacof_block.h"
#include "kernels/parallel.h"

namespace nakawari::kernels {
namespace {

using namespace lanes;

bool is_by_pixel(const TensorView<const float>& view) {
    return view.strides[1] == 1 && view.strides[3] == adacof_taps;
}

Order order_of(const AdacofRows& rows) {
    return is_by_pixel(rows.weight) && is_by_pixel(rows.alpha) && is_by_pixel(rows.beta)
               ? Order::by_pixel
               : Order::by_channel;
}

NK_ALWAYS_INLINE const float* load(
    Order order,
    const TensorView<const float>& view,
    int64_t n,
    int64_t y,
    int64_t x,
    int pixels,
    float* copy
) {
    if (order == Order::by_pixel) {
        return &view.at(n, 0, y, x);
    }
    for (int tap = 0; tap < adacof_taps; ++tap) {
        const float* source = &view.at(n, tap, y, x);
        float* target = copy + tap * block_pixels;
        if (view.strides[3] == 1 && pixels == block_pixels) {
            std::memcpy(target, source, block_pixels * sizeof(float));
            continue;
        }
        for (int pixel = 0; pixel < block_pixels; ++pixel) {
            target[pixel] = pixel < pixels ? source[pixel * view.strides[3]] : 0.0F;
        }
    }
    return copy;
}

/// Loads and locates the taps of the pixels from (y, x); returns how many pixels.
NK_ALWAYS_INLINE int prepare(
    Order order, const AdacofRows& rows, int64_t y, int64_t x, Block& block
) {
    const int pixels = static_cast<int>(std::min<int64_t>(block_pixels, rows.picture.width - x));
    block.weight = load(order, rows.weight, rows.n, y, x, pixels, block.copies[0]);
    block.alpha = load(order, rows.alpha, rows.n, y, x, pixels, block.copies[1]);
    block.beta = load(order, rows.beta, rows.n, y, x, pixels, block.copies[2]);
    const auto& grid = order == Order::by_pixel ? grid_by_pixel : grid_by_channel;
    const int taps = order == Order::by_pixel ? pixels * adacof_taps : block_taps;
    locate(rows.picture, grid, static_cast<int32_t>(y), static_cast<int32_t>(x), taps, block);
    return pixels;
}

NK_ALWAYS_INLINE void forward_in(
    Order order, const AdacofRows& rows, const TensorView<float>& out
) {
    Block block;
    for (int64_t y = rows.first_row; y < rows.last_row; ++y) {
        for (int64_t x = 0; x < rows.picture.width; x += block_pixels) {
            const int pixels = prepare(order, rows, y, x, block);
            for (int pixel = 0; pixel < pixels; ++pixel) {
                float result[3];
                sample(rows.picture, order, block, pixel, result);
                for (int c = 0; c < 3; ++c) {
                    out.at(rows.n, c, y, x + pixel) = result[c];
                }
            }
        }
    }
}

/// Sums over the channels of gradient times sample: the four corners of every tap.
struct CornerSums {
    alignas(64) float top_left[block_taps], top_right[block_taps];
    alignas(64) float bottom_left[block_taps], bottom_right[block_taps];
};

NK_ALWAYS_INLINE void sum_corners(
    const PaddedPicture& picture,
    Order order,
    const Block& block,
    int pixel,
    const float grad[3],
    CornerSums& sums
) {
    const auto dot = [&](const float* corner) __attribute__((always_inline)) {
        return grad[0] * corner[0] + grad[1] * corner[1] + grad[2] * corner[2];
    };
    for (int tap = 0; tap < adacof_taps; ++tap) {
        const int i = element(order, pixel, tap);
        const float* top = picture.pixels + block.position[i];
        const float* bottom = top + picture.row_stride();
        sums.top_left[i] = dot(top);
        sums.top_right[i] = dot(top + 4);
        sums.bottom_left[i] = dot(bottom);
        sums.bottom_right[i] = dot(bottom + 4);
    }
}

/// Turns corner sums into the gradients of weight, alpha and beta, which take the copies' place.
NK_ALWAYS_INLINE void finish_gradients(const CornerSums& sums, int taps, Block& block) {
    for (int i = 0; i < taps; ++i) {
        const float fx = block.fx[i];
        const float fy = block.fy[i];
        const float top_step = sums.top_right[i] - sums.top_left[i];
        const float bottom_step = sums.bottom_right[i] - sums.bottom_left[i];
        const float left_step = sums.bottom_left[i] - sums.top_left[i];
        const float right_step = sums.bottom_right[i] - sums.top_right[i];
        const float down = left_step + (right_step - left_step) * fx;
        const float weight = block.weight[i];
        block.copies[0][i] = sums.top_left[i] + top_step * fx + down * fy;
        block.copies[1][i] = weight * down;
        block.copies[2][i] = weight * (top_step + (bottom_step - top_step) * fy);
    }
}

NK_ALWAYS_INLINE void store(
    Order order,
    const float* values,
    const TensorView<float>& out,
    int64_t n,
    int64_t y,
    int64_t x,
    int pixels
) {
    for (int pixel = 0; pixel < pixels; ++pixel) {
        for (int tap = 0; tap < adacof_taps; ++tap) {
            out.at(n, tap, y, x + pixel) = values[element(order, pixel, tap)];
        }
    }
}

NK_ALWAYS_INLINE void backward_in(
    Order order,
    const AdacofRows& rows,
    const TensorView<const float>& grad,
    const TensorView<float>& grad_weight,
    const TensorView<float>& grad_alpha,
    const TensorView<float>& grad_beta
) {
    Block block;
    CornerSums sums{};
    for (int64_t y = rows.first_row; y < rows.last_row; ++y) {
        for (int64_t x = 0; x < rows.picture.width; x += block_pixels) {
            const int pixels = prepare(order, rows, y, x, block);
            for (int pixel = 0; pixel < pixels; ++pixel) {
                const float g[3] = {
                    grad.at(rows.n, 0, y, x + pixel),
                    grad.at(rows.n, 1, y, x + pixel),
                    grad.at(rows.n, 2, y, x + pixel)};
                sum_corners(rows.picture, order, block, pixel, g, sums);
            }
            finish_gradients(
                sums, order == Order::by_pixel ? pixels * adacof_taps : block_taps, block
            );
            store(order, block.copies[0], grad_weight, rows.n, y, x, pixels);
            store(order, block.copies[1], grad_alpha, rows.n, y, x, pixels);
            store(order, block.copies[2], grad_beta, rows.n, y, x, pixels);
        }
    }
}

NK_ALWAYS_INLINE void forward_any(const AdacofRows& rows, const TensorView<float>& out) {
    if (order_of(rows) == Order::by_pixel) {
        forward_in(Order::by_pixel, rows, out);
    } else {
        forward_in(Order::by_channel, rows, out);
    }
}

NK_ALWAYS_INLINE void backward_any(
    const AdacofRows& rows,
    const TensorView<const float>& grad,
    const TensorView<float>& grad_weight,
    const TensorView<float>& grad_alpha,
    const TensorView<float>& grad_beta
) {
    if (order_of(rows) == Order::by_pixel) {
        backward_in(Order::by_pixel, rows, grad, grad_weight, grad_alpha, grad_beta);
    } else {
        backward_in(Order::by_channel, rows, grad, grad_weight, grad_alpha, grad_beta);
    }
}

// Each instruction set is the same code, inlined into functions that may use it.
#define NK_ADACOF_VARIANT(suffix, attribute)                                                \
    attribute void forward_##suffix(const AdacofRows& rows, const TensorView<float>& out) { \
        forward_any(rows, out);                                                             \
    }                                                                                       \
    attribute void backward_##suffix(                                                       \
        const AdacofRows& rows,                                                             \
        const TensorView<const float>& grad,                                                \
        const TensorView<float>& grad_weight,                                               \
        const TensorView<float>& grad_alpha,                                                \
        const TensorView<float>& grad_beta                                                  \
    ) {                                                                                     \
        backward_any(rows, grad, grad_weight, grad_alpha, grad_beta);                       \
    }

NK_ADACOF_VARIANT(portable, )
#if NK_HAS_X86_VARIANTS
NK_ADACOF_VARIANT(avx2, NK_AVX2)
NK_ADACOF_VARIANT(avx512, NK_AVX512)
#endif

}  // namespace

std::span<const AdacofVariant> adacof_variants() {
    static const AdacofVariant variants[] = {
#if NK_HAS_X86_VARIANTS
        {"avx512", has_avx512(), forward_avx512, backward_avx512},
        {"avx2", has_avx2(), forward_avx2, backward_avx2},
#endif
        {"portable", true, forward_portable, backward_portable},
    };
    return variants;
}

const AdacofVariant& best_adacof_variant() {
    const auto variants = adacof_variants();
    return *std::find_if(variants.begin(), variants.end(), [](const AdacofVariant& variant) {
        return variant.is_supported;
    });
}

void fill_padded_rows(
    const TensorView<const float>& image, int64_t n, int64_t first, int64_t last, float* pixels
) {
    const int64_t width = image.width();
    for (int64_t y = first; y < last; ++y) {
        const int64_t row = clamp_index(y, image.height());
        float* target = pixels + (y + 1) * (width + 2) * 4;
        for (int64_t x = -1; x <= width; ++x, target += 4) {
            const int64_t column = clamp_index(x, width);
            for (int64_t c = 0; c < 3; ++c) {
                target[c] = image.at(n, c, row, column);
            }
            target[3] = 0;
        }
    }
}

std::vector<float> padded_pixels(const TensorView<const float>& image, int64_t n) {
    std::vector<float> pixels(
        static_cast<std::size_t>((image.height() + 2) * (image.width() + 2) * 4)
    );
    parallel_rows(image.height() + 2, 16, [&](int64_t begin, int64_t end) {
        fill_padded_rows(image, n, begin - 1, end - 1, pixels.data());
    });
    return pixels;
}

}  // namespace nakawari::kernels
