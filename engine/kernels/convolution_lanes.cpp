/// For one row of the weight, what an output pixel needs of an input row is contiguous: `side`
/// pixels with all their channels. So a row of output is a few matrix products whose left rows
/// overlap.
#include "kernels/convolution_lanes.h"

#include <algorithm>
#include <cstring>

#include "kernels/instruction_sets.h"

namespace nakawari::kernels {
namespace {

constexpr int lane = 8;
constexpr int most_vectors = 4;      ///< of output channels in registers at once
constexpr int64_t columns = 120;     ///< of the output per tile: a multiple of every group below
constexpr int64_t whole_group = 12;  ///< pixels; smaller groups divide it

using Lane = float __attribute__((vector_size(32)));

NK_ALWAYS_INLINE Lane load(const float* source) {
    Lane value;
    std::memcpy(&value, source, sizeof(Lane));
    return value;
}

NK_ALWAYS_INLINE void store(float* target, const Lane& value) {
    std::memcpy(target, &value, sizeof(Lane));
}

int64_t vectors_of(int64_t channels) {
    return (channels + lane - 1) / lane;
}

/// Output channels go in blocks of up to four vectors, as even as possible.
struct Blocks {
    int64_t count = 0, vectors = 0;
};

Blocks blocks_of(int64_t out) {
    const int64_t vectors = vectors_of(out);
    const int64_t count = (vectors + most_vectors - 1) / most_vectors;
    return {count, (vectors + count - 1) / count};
}

/// acc(pixel, vector) += Σ_k input[pixel·step + k]·weight[k][vector], for `pixels` pixels.
template <int vectors, int group>
NK_ALWAYS_INLINE void multiply(
    const float* input, int64_t step, const float* weight, int64_t depth, float* acc
) {
    Lane sums[group][vectors];
    for (int p = 0; p < group; ++p) {
        for (int v = 0; v < vectors; ++v) {
            sums[p][v] = load(acc + (p * vectors + v) * lane);
        }
    }
    for (int64_t k = 0; k < depth; ++k) {
        Lane row[vectors];
        for (int v = 0; v < vectors; ++v) {
            row[v] = load(weight + (k * vectors + v) * lane);
        }
        for (int p = 0; p < group; ++p) {
            const float value = input[p * step + k];
            for (int v = 0; v < vectors; ++v) {
                sums[p][v] += row[v] * value;
            }
        }
    }
    for (int p = 0; p < group; ++p) {
        for (int v = 0; v < vectors; ++v) {
            store(acc + (p * vectors + v) * lane, sums[p][v]);
        }
    }
}

/// What one thread works with: input rows of a tile behind their PReLU, zeros around the picture,
/// and sums of one row of one block of output channels.
struct Scratch {
    std::vector<float> rows;  ///< a ring of `side` rows
    std::vector<int64_t> held;
    int64_t row_length = 0;
    alignas(64) float acc[columns * most_vectors * lane];
};

/// Puts row `y` of the input into its place in the ring.
NK_ALWAYS_INLINE void fetch(
    const PackedConvolution& convolution,
    const ConstPixels& input,
    int64_t y,
    int64_t first_column,
    Scratch& scratch
) {
    const int64_t slot = (y + convolution.side) % convolution.side;
    if (scratch.held[static_cast<std::size_t>(slot)] == y) {
        return;
    }
    scratch.held[static_cast<std::size_t>(slot)] = y;
    float* target = scratch.rows.data() + slot * scratch.row_length;
    if (y < 0 || y >= input.height) {
        std::fill_n(target, scratch.row_length, 0.0F);
        return;
    }
    const int64_t channels = input.channels;
    const int64_t pixels = scratch.row_length / channels;
    const int64_t left = std::clamp<int64_t>(-first_column, 0, pixels);
    const int64_t inside = std::clamp<int64_t>(input.width - first_column - left, 0, pixels - left);
    const float* source = input.data + (y * input.width + first_column + left) * channels;
    std::fill_n(target, left * channels, 0.0F);
    float* begin = target + left * channels;
    const float slope = convolution.input_slope;
    for (int64_t i = 0; i < inside * channels; ++i) {
        begin[i] = source[i] > 0 ? source[i] : slope * source[i];
    }
    std::fill(begin + inside * channels, target + scratch.row_length, 0.0F);
}

/// Adds what is to be added, activates, and stores `count` pixels of a block.
template <int vectors>
NK_ALWAYS_INLINE void finish(
    const PackedConvolution& convolution,
    const ConvolutionRows& rows,
    const Scratch& scratch,
    int64_t offset,
    int64_t first_channel,
    int64_t count
) {
    const int64_t channels = std::min<int64_t>(vectors * lane, convolution.out - first_channel);
    for (int64_t x = 0; x < count; ++x) {
        const float* sums = scratch.acc + x * vectors * lane;
        const int64_t at = (offset + x) * convolution.out + first_channel;
        float* target = rows.out + at;
        for (int v = 0; v < vectors; ++v) {
            const int64_t left = channels - v * lane;
            Lane value = load(sums + v * lane);
            if (left >= lane) {
                if (rows.add != nullptr) {
                    value += load(rows.add + at + v * lane);
                }
                value = value > 0 ? value : value * convolution.slope;
                store(target + v * lane, value);
                continue;
            }
            for (int i = 0; i < left; ++i) {
                const float sum =
                    value[i] + (rows.add != nullptr ? rows.add[at + v * lane + i] : 0);
                target[v * lane + i] = sum > 0 ? sum : sum * convolution.slope;
            }
        }
    }
}

/// One row of one tile: every block of output channels.
template <int vectors>
NK_ALWAYS_INLINE void convolve_row(
    const PackedConvolution& convolution,
    const ConvolutionRows& rows,
    int64_t width,
    int64_t y,
    int64_t first_column,
    int64_t blocks,
    Scratch& scratch
) {
    constexpr int group = static_cast<int>(whole_group) / vectors;
    const int64_t count = std::min(columns, width - first_column);
    const int64_t depth = convolution.side * convolution.in;
    const int64_t step = convolution.stride * convolution.in;
    const float* weight = convolution.weight.data();
    for (int64_t block = 0; block < blocks; ++block) {
        const int64_t first_channel = block * vectors * lane;
        for (int64_t x = 0; x < count; ++x) {
            for (int v = 0; v < vectors; ++v) {
                store(
                    scratch.acc + (x * vectors + v) * lane,
                    load(convolution.bias.data() + first_channel + v * lane)
                );
            }
        }
        for (int64_t k = 0; k < convolution.side; ++k) {
            const int64_t row = y * convolution.stride - convolution.padding + k;
            const int64_t slot = (row + convolution.side) % convolution.side;
            const float* input = scratch.rows.data() + slot * scratch.row_length;
            for (int64_t x = 0; x < count; x += group) {
                multiply<vectors, group>(
                    input + x * step, step, weight, depth, scratch.acc + x * vectors * lane
                );
            }
            weight += depth * vectors * lane;
        }
        finish<vectors>(convolution, rows, scratch, y * width + first_column, first_channel, count);
    }
}

NK_ALWAYS_INLINE void convolve(const PackedConvolution& convolution, const ConvolutionRows& rows) {
    const Blocks blocks = blocks_of(convolution.out);
    const int64_t width = convolution.out_size(rows.input.width);
    Scratch scratch;
    // The last group of a tile may read beyond it: room for that.
    const int64_t pixels = (columns + whole_group) * convolution.stride + convolution.side;
    scratch.row_length = pixels * convolution.in;
    scratch.rows.resize(static_cast<std::size_t>(convolution.side * scratch.row_length));
    scratch.held.resize(static_cast<std::size_t>(convolution.side));
    for (int64_t first = 0; first < width; first += columns) {
        std::fill(scratch.held.begin(), scratch.held.end(), INT64_MIN);
        for (int64_t y = rows.first_row; y < rows.last_row; ++y) {
            for (int64_t k = 0; k < convolution.side; ++k) {
                fetch(
                    convolution,
                    rows.input,
                    y * convolution.stride - convolution.padding + k,
                    first * convolution.stride - convolution.padding,
                    scratch
                );
            }
            switch (blocks.vectors) {
                case 1:
                    convolve_row<1>(convolution, rows, width, y, first, blocks.count, scratch);
                    break;
                case 2:
                    convolve_row<2>(convolution, rows, width, y, first, blocks.count, scratch);
                    break;
                case 3:
                    convolve_row<3>(convolution, rows, width, y, first, blocks.count, scratch);
                    break;
                default:
                    convolve_row<4>(convolution, rows, width, y, first, blocks.count, scratch);
                    break;
            }
        }
    }
}

// Each instruction set is the same code, inlined into functions that may use it.
void rows_portable(const PackedConvolution& convolution, const ConvolutionRows& rows) {
    convolve(convolution, rows);
}
#if NK_HAS_X86_VARIANTS
NK_AVX2 void rows_avx2(const PackedConvolution& convolution, const ConvolutionRows& rows) {
    convolve(convolution, rows);
}
#endif

}  // namespace

PackedConvolution pack_convolution(
    const float* weight, const float* bias, int64_t out, int64_t in, int64_t side
) {
    PackedConvolution packed;
    packed.out = out;
    packed.in = in;
    packed.side = side;
    const Blocks blocks = blocks_of(out);
    const int64_t block = blocks.vectors * lane;
    packed.bias.resize(static_cast<std::size_t>(blocks.count * block));
    std::copy_n(bias, out, packed.bias.begin());
    packed.weight.resize(static_cast<std::size_t>(blocks.count * side * side * in * block));
    for (int64_t o = 0; o < out; ++o) {
        for (int64_t i = 0; i < in; ++i) {
            for (int64_t tap = 0; tap < side * side; ++tap) {
                const int64_t row = o / block * side * side * in + tap * in + i;
                packed.weight[static_cast<std::size_t>(row * block + o % block)] =
                    weight[(o * in + i) * side * side + tap];
            }
        }
    }
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
