/// For one row of the weight, what an output pixel needs of an input row is contiguous: `side`
/// pixels with all their channels. So a row of output is a few matrix products whose left rows
/// overlap.
#include "kernels/convolution_lanes.h"

#include "kernels/convolution_block.h"
#include "kernels/winograd_lanes.h"

namespace nakawari::kernels {

using namespace convolution;

namespace {

constexpr int64_t columns = 120;  ///< of the output per tile: a multiple of every group

/// One row of one tile: every block of output channels.
template <int vectors>
NK_ALWAYS_INLINE void convolve_row(
    const PackedConvolution& convolution,
    const ConvolutionRows& rows,
    int64_t width,
    int64_t y,
    int64_t first_column,
    int64_t blocks,
    const InputRows& input,
    float* sums
) {
    constexpr int group = static_cast<int>(whole_group) / vectors;
    const int64_t count = std::min(columns, width - first_column);
    const int64_t depth = convolution.side * convolution.in;
    const int64_t step = convolution.stride * convolution.in;
    const float* weight = convolution.weight->data();
    for (int64_t block = 0; block < blocks; ++block) {
        const int64_t first_channel = block * vectors * lane;
        std::fill_n(sums, count * vectors * lane, 0.0F);
        for (int64_t k = 0; k < convolution.side; ++k) {
            const float* row = input.row(y * convolution.stride - convolution.padding + k);
            for (int64_t x = 0; x < count; x += group) {
                multiply<vectors, group, Start::from_sums>(
                    row + x * step, step, weight, depth, sums + x * vectors * lane
                );
            }
            weight += depth * vectors * lane;
        }
        const int64_t used =
            std::min<int64_t>(vectors, vectors_of(convolution.out - first_channel));
        for (int64_t x = 0; x < count; ++x) {
            for (int64_t v = 0; v < used; ++v) {
                const int64_t channel = first_channel + v * lane;
                finish(
                    convolution,
                    rows,
                    channel,
                    convolution.out - channel,
                    (y * width + first_column + x) * convolution.out + channel,
                    load(sums + (x * vectors + v) * lane)
                );
            }
        }
    }
}

NK_ALWAYS_INLINE void convolve(const PackedConvolution& convolution, const ConvolutionRows& rows) {
    const Blocks blocks = blocks_of(convolution.out);
    const int64_t width = convolution.out_size(rows.input.width);
    // The last group of a tile may read beyond it: room for that.
    const int64_t pixels = (columns + whole_group) * convolution.stride + convolution.side;
    InputRows input(convolution.side, pixels, convolution.in);
    alignas(64) float sums[columns * most_vectors * lane];
    for (int64_t first = 0; first < width; first += columns) {
        input.forget();
        for (int64_t y = rows.first_row; y < rows.last_row; ++y) {
            for (int64_t k = 0; k < convolution.side; ++k) {
                fetch(
                    rows.input,
                    convolution.input_slope,
                    y * convolution.stride - convolution.padding + k,
                    first * convolution.stride - convolution.padding,
                    input
                );
            }
            const int64_t count = blocks.count;
            switch (blocks.vectors) {
                case 1:
                    convolve_row<1>(convolution, rows, width, y, first, count, input, sums);
                    break;
                case 2:
                    convolve_row<2>(convolution, rows, width, y, first, count, input, sums);
                    break;
                case 3:
                    convolve_row<3>(convolution, rows, width, y, first, count, input, sums);
                    break;
                default:
                    convolve_row<4>(convolution, rows, width, y, first, count, input, sums);
                    break;
            }
        }
    }
}

// Each instruction set is the same code, inlined into functions that may use it.
void rows_portable(const PackedConvolution& convolution, const ConvolutionRows& rows) {
    if (convolution.method == ConvolutionMethod::winograd) {
        winograd_rows_portable(convolution, rows);
    } else {
        convolve(convolution, rows);
    }
}
#if NK_HAS_X86_VARIANTS
NK_AVX2 void direct_avx2(const PackedConvolution& convolution, const ConvolutionRows& rows) {
    convolve(convolution, rows);
}
void rows_avx2(const PackedConvolution& convolution, const ConvolutionRows& rows) {
    if (convolution.method == ConvolutionMethod::winograd) {
        winograd_rows_avx2(convolution, rows);
    } else {
        direct_avx2(convolution, rows);
    }
}
#endif

std::vector<float> pack_direct_weight(const float* weight, int64_t out, int64_t in, int64_t taps) {
    const Blocks blocks = blocks_of(out);
    const int64_t block = blocks.vectors * lane;
    std::vector<float> packed(static_cast<std::size_t>(blocks.count * taps * in * block));
    for (int64_t o = 0; o < out; ++o) {
        for (int64_t i = 0; i < in; ++i) {
            for (int64_t tap = 0; tap < taps; ++tap) {
                const int64_t row = o / block * taps * in + tap * in + i;
                packed[static_cast<std::size_t>(row * block + o % block)] =
                    weight[(o * in + i) * taps + tap];
            }
        }
    }
    return packed;
}

}  // namespace

PackedConvolution pack_convolution(
    const float* weight,
    const float* bias,
    int64_t out,
    int64_t in,
    int64_t side,
    ConvolutionMethod method
) {
    PackedConvolution packed;
    packed.out = out;
    packed.in = in;
    packed.side = side;
    packed.method = method;
    packed.weight = std::make_shared<const std::vector<float>>(
        method == ConvolutionMethod::winograd ? pack_winograd_weight(weight, out, in)
                                              : pack_direct_weight(weight, out, in, side * side)
    );
    const Blocks blocks = blocks_of(out);
    const auto whole = static_cast<std::size_t>(blocks.count * blocks.vectors * lane);
    packed.scale.resize(whole, 1.0F);
    packed.bias.resize(whole);
    std::copy_n(bias, out, packed.bias.begin());
    return packed;
}

bool prefers_direct_convolution() {
#if NK_HAS_X86_VARIANTS
    return has_avx2() && !has_avx512();
#else
    return false;
#endif
}

std::span<const ConvolutionVariant> convolution_variants() {
    static const ConvolutionVariant variants[] = {
#if NK_HAS_X86_VARIANTS
        {"avx2", has_avx2(), rows_avx2},
#endif
        {"portable", true, rows_portable},
    };
    return variants;
}

const ConvolutionVariant& best_convolution_variant() {
    const auto variants = convolution_variants();
    return *std::find_if(variants.begin(), variants.end(), [](const auto& variant) {
        return variant.is_supported;
    });
}

}  // namespace nakawari::kernels
