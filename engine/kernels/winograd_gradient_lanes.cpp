/// For each of the 36 positions the gradient is a matrix product over tiles: transformed inputs
/// (tiles × in), transposed, times transformed gradients (tiles × out). Tiles of several rows and
/// pictures are gathered until a strip is full.
#include "kernels/winograd_gradient_lanes.h"

#include "kernels/winograd_block.h"

namespace nakawari::kernels {

using namespace winograd;

namespace {

constexpr int64_t strip_bytes = 256 * 1024;            ///< of transformed inputs and gradients
constexpr int64_t fewest_tiles = 16, most_tiles = 64;  ///< of a strip

/// How many rows of a sum are in registers at once.
int64_t group_of(int64_t out) {
    return whole_group / blocks_of(out).vectors;
}

/// Rows of a sum: whole groups.
int64_t in_rows(int64_t in, int64_t out) {
    const int64_t group = group_of(out);
    return (in + group - 1) / group * group;
}

int64_t out_stride(int64_t out) {
    const Blocks blocks = blocks_of(out);
    return blocks.count * blocks.vectors * lane;
}

/// A strip: transformed inputs and gradients of `filled` tiles.
struct Strip : StripInputs {
    int64_t capacity = 0, filled = 0;
    int64_t out_stride = 0;    ///< floats of a tile's gradients at one position
    int64_t out_position = 0;  ///< floats from one position to the next
    std::vector<float> inputs, gradients, ring;

    Strip(int64_t in, int64_t out) {
        in_stride = vectors_of(in) * lane;
        out_stride = nakawari::kernels::out_stride(out);
        const int64_t floats = positions * (in_stride + out_stride);
        capacity = std::clamp<int64_t>(
            strip_bytes / static_cast<int64_t>(sizeof(float)) / floats, fewest_tiles, most_tiles
        );
        in_position = capacity * in_stride + room;
        out_position = capacity * out_stride + room;
        inputs.resize(static_cast<std::size_t>(positions * in_position));
        gradients.resize(static_cast<std::size_t>(positions * out_position));
        ring.resize(static_cast<std::size_t>(patch * ring_columns * in_stride));
    }
};

/// A of F(4, 3): the transform of results, transposed.
NK_ALWAYS_INLINE void transform_gradient(const Lane (&y)[tile], Lane (&m)[patch]) {
    const Lane even = y[0] + y[2];
    const Lane odd = y[1] + y[3];
    const Lane even2 = y[0] + 4 * y[2];
    const Lane odd2 = 2 * y[1] + 8 * y[3];
    m[0] = y[0];
    m[1] = even + odd;
    m[2] = even - odd;
    m[3] = even2 + odd2;
    m[4] = even2 - odd2;
    m[5] = y[3];
}

/// Eight channels of one tile's gradients, zeros outside of the picture: to the strip and the bias.
NK_ALWAYS_INLINE void gather_gradient(
    const float* picture,
    const ConstPixels& size,
    int64_t y,
    int64_t x,
    int64_t channel,
    const Strip& strip,
    float* target,
    float* bias
) {
    const int64_t height = std::min<int64_t>(tile, size.height - y);
    const int64_t width = std::min<int64_t>(tile, size.width - x);
    const int64_t left = size.channels - channel;
    Lane sum = load(bias + channel);
    Lane down[tile][patch] = {};  // [column]
    for (int64_t column = 0; column < width; ++column) {
        Lane values[tile] = {};
        for (int64_t row = 0; row < height; ++row) {
            const float* from =
                picture + ((y + row) * size.width + x + column) * size.channels + channel;
            // A whole vector may reach into the next pixel, but no further: its sums are never
            // looked at.
            const bool is_whole = size.channels >= lane && x + column + 1 < size.width;
            values[row] = is_whole ? load(from) : load_part(from, left);
            sum += values[row];
        }
        transform_gradient(values, down[column]);
    }
    store(bias + channel, sum);
    for (int row = 0; row < patch; ++row) {
        Lane values[tile];
        Lane m[patch];
        for (int column = 0; column < tile; ++column) {
            values[column] = down[column][row];
        }
        transform_gradient(values, m);
        for (int column = 0; column < patch; ++column) {
            store(target + (row * patch + column) * strip.out_position + channel, m[column]);
        }
    }
}

/// sums(in, out) += Σ over tiles inputs(tile, in)·gradients(tile, out), for a group of rows and one
/// block of columns.
template <int vectors>
NK_ALWAYS_INLINE void multiply_transposed(
    const float* inputs, const float* gradients, const Strip& strip, float* sums
) {
    constexpr int group = static_cast<int>(whole_group) / vectors;
    Lane held[group][vectors];
    for (int p = 0; p < group; ++p) {
        for (int v = 0; v < vectors; ++v) {
            held[p][v] = load(sums + p * strip.out_stride + v * lane);
        }
    }
    for (int64_t t = 0; t < strip.filled; ++t) {
        Lane row[vectors];
        for (int v = 0; v < vectors; ++v) {
            row[v] = load(gradients + t * strip.out_stride + v * lane);
        }
        for (int p = 0; p < group; ++p) {
            const float value = inputs[t * strip.in_stride + p];
            for (int v = 0; v < vectors; ++v) {
                held[p][v] += row[v] * value;
            }
        }
    }
    for (int p = 0; p < group; ++p) {
        for (int v = 0; v < vectors; ++v) {
            store(sums + p * strip.out_stride + v * lane, held[p][v]);
        }
    }
}

template <int vectors>
NK_ALWAYS_INLINE void flush(Strip& strip, WeightGradientSum& sum) {
    constexpr int group = static_cast<int>(whole_group) / vectors;
    const int64_t rows = in_rows(sum.in, sum.out);
    for (int position = 0; position < positions; ++position) {
        const float* inputs = strip.inputs.data() + position * strip.in_position;
        const float* gradients = strip.gradients.data() + position * strip.out_position;
        float* sums = sum.transformed.data() + position * rows * strip.out_stride;
        for (int64_t block = 0; block < strip.out_stride; block += vectors * lane) {
            for (int64_t i = 0; i < rows; i += group) {
                multiply_transposed<vectors>(
                    inputs + i, gradients + block, strip, sums + i * strip.out_stride + block
                );
            }
        }
    }
    strip.filled = 0;
}

NK_ALWAYS_INLINE void flush_any(Strip& strip, WeightGradientSum& sum) {
    switch (blocks_of(sum.out).vectors) {
        case 1:
            flush<1>(strip, sum);
            break;
        case 2:
            flush<2>(strip, sum);
            break;
        case 3:
            flush<3>(strip, sum);
            break;
        default:
            flush<4>(strip, sum);
            break;
    }
}

NK_ALWAYS_INLINE void add_any(
    const WeightGradientInputs& inputs, int64_t first, int64_t last, WeightGradientSum& sum
) {
    const ConstPixels& size = inputs.first;
    const std::vector<float> zeros(static_cast<std::size_t>(size.width * size.channels));
    Strip strip(sum.in, sum.out);
    const int64_t across = (size.width + tile - 1) / tile;
    for (int64_t row = first; row < last; ++row) {
        const int64_t picture = row / inputs.tile_rows();
        const int64_t y = row % inputs.tile_rows() * tile;
        ConstPixels input = size;
        input.data += picture * size.height * size.width * size.channels;
        const ConstPixels result{
            inputs.gradient + picture * size.height * size.width * inputs.out,
            size.height,
            size.width,
            inputs.out};
        const SourceRows source(input, /*input_slope=*/1, y - 1, zeros);
        for (int64_t done = 0; done < across;) {
            const int64_t tiles = std::min(across - done, strip.capacity - strip.filled);
            gather(
                source,
                done * tile,
                tiles,
                strip,
                strip.ring.data(),
                strip.inputs.data() + strip.filled * strip.in_stride
            );
            for (int64_t i = 0; i < tiles; ++i) {
                float* target = strip.gradients.data() + (strip.filled + i) * strip.out_stride;
                for (int64_t c = 0; c < inputs.out; c += lane) {
                    gather_gradient(
                        result.data, result, y, (done + i) * tile, c, strip, target, sum.bias.data()
                    );
                }
            }
            done += tiles;
            strip.filled += tiles;
            if (strip.filled == strip.capacity) {
                flush_any(strip, sum);
            }
        }
    }
    flush_any(strip, sum);
}

// Each instruction set is the same code, inlined into functions that may use it.
void add_portable(
    const WeightGradientInputs& inputs, int64_t first, int64_t last, WeightGradientSum& sum
) {
    add_any(inputs, first, last, sum);
}
#if NK_HAS_X86_VARIANTS
NK_AVX2 void add_avx2(
    const WeightGradientInputs& inputs, int64_t first, int64_t last, WeightGradientSum& sum
) {
    add_any(inputs, first, last, sum);
}
#endif

}  // namespace

WeightGradientSum::WeightGradientSum(int64_t in_channels, int64_t out_channels)
    : in(in_channels),
      out(out_channels),
      transformed(static_cast<std::size_t>(
          positions * in_rows(in_channels, out_channels) * out_stride(out_channels)
      )),
      bias(static_cast<std::size_t>(out_stride(out_channels))) {}

void WeightGradientSum::add_to(float* weight_gradient, float* bias_gradient) const {
    const int64_t rows = in_rows(in, out);
    const int64_t stride = out_stride(out);
    for (int64_t first = 0; first < out; first += lane) {
        const int64_t outs = std::min<int64_t>(lane, out - first);
        for (int64_t i = 0; i < in; ++i) {
            Lane taps[3][3] = {};
            for (int down = 0; down < patch; ++down) {
                Lane across[3] = {};
                for (int column = 0; column < patch; ++column) {
                    const Lane value = load(
                        transformed.data() + ((down * patch + column) * rows + i) * stride + first
                    );
                    for (std::size_t x = 0; x < 3; ++x) {
                        across[x] += value * weight_transform[static_cast<std::size_t>(column)][x];
                    }
                }
                for (std::size_t y = 0; y < 3; ++y) {
                    for (std::size_t x = 0; x < 3; ++x) {
                        taps[y][x] +=
                            across[x] * weight_transform[static_cast<std::size_t>(down)][y];
                    }
                }
            }
            for (int64_t o = 0; o < outs; ++o) {
                float* target = weight_gradient + ((first + o) * in + i) * 9;
                for (int tap = 0; tap < 9; ++tap) {
                    target[tap] += taps[tap / 3][tap % 3][o];
                }
            }
        }
    }
    for (int64_t o = 0; o < out; ++o) {
        bias_gradient[o] += bias[static_cast<std::size_t>(o)];
    }
}

std::span<const WeightGradientVariant> weight_gradient_variants() {
    static const WeightGradientVariant variants[] = {
#if NK_HAS_X86_VARIANTS
        {"avx2", has_avx2(), add_avx2},
#endif
        {"portable", true, add_portable},
    };
    return variants;
}

const WeightGradientVariant& best_weight_gradient_variant() {
    const auto variants = weight_gradient_variants();
    return *std::find_if(variants.begin(), variants.end(), [](const auto& variant) {
        return variant.is_supported;
    });
}

}  // namespace nakawari::kernels
