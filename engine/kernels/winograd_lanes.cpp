/// Four by four results from six by six inputs at a time. The transformed inputs of a strip of
/// tiles are, for each of the 36 positions, a matrix of tiles × channels; so are the results.
#include "kernels/winograd_lanes.h"

#include "kernels/winograd_block.h"

namespace nakawari::kernels {

using namespace winograd;

namespace {

constexpr int64_t most_tiles = 24;           ///< of a strip; every group of pixels divides it
constexpr int64_t strip_bytes = 192 * 1024;  ///< of transformed inputs and results, for the cache

/// How a strip lies in memory.
struct Strip : StripInputs {
    int64_t tiles = 0;  ///< a whole number of groups
    int64_t out_position = 0;

    Strip(const PackedConvolution& convolution, const Blocks& blocks, int64_t all_tiles) {
        in_stride = vectors_of(convolution.in) * lane;
        const int64_t out_stride = blocks.vectors * lane;
        const int64_t group = whole_group / blocks.vectors;
        const int64_t floats = positions * (in_stride + out_stride);
        const int64_t fitting = std::clamp<int64_t>(
            strip_bytes / static_cast<int64_t>(sizeof(float)) / floats, group, most_tiles
        );
        const int64_t strips = (all_tiles + fitting - 1) / fitting;
        const int64_t even = (all_tiles + strips - 1) / strips;
        tiles = (even + group - 1) / group * group;
        in_position = tiles * in_stride + room;
        out_position = tiles * out_stride + room;
    }
};

/// One strip of one row of tiles: a block of output channels from its transformed inputs.
template <int vectors>
NK_ALWAYS_INLINE void products(
    const PackedConvolution& convolution,
    const Strip& strip,
    const float* transformed,
    const float* weight,
    int64_t tiles,
    float* results
) {
    constexpr int group = static_cast<int>(whole_group) / vectors;
    for (int position = 0; position < positions; ++position) {
        for (int64_t first = 0; first < tiles; first += group) {
            multiply<vectors, group, Start::from_zero>(
                transformed + first * strip.in_stride,
                strip.in_stride,
                weight,
                convolution.in,
                results + first * vectors * lane
            );
        }
        transformed += strip.in_position;
        results += strip.out_position;
        weight += convolution.in * vectors * lane;
    }
}

/// Where eight channels of the result lie: of the picture, or of one of the four pictures that are
/// woven into one of twice the size.
struct Place {
    int64_t first = 0;  ///< float of pixel (0, 0)
    int64_t row_step = 0, column_step = 0;
    int64_t channels = 0;  ///< to store, more than eight counts as eight

    Place(const PackedConvolution& convolution, int64_t width, int64_t channel) {
        const int64_t scale = convolution.woven ? 2 : 1;
        const int64_t depth = convolution.out / (scale * scale);
        const int64_t phase = channel / depth;
        const int64_t row_length = scale * width * depth;
        first = phase / scale * row_length + phase % scale * depth + channel % depth;
        row_step = scale * row_length;
        column_step = scale * depth;
        channels = depth - channel % depth;
    }
};

/// Results of one tile and eight channels: back from the transformed domain, bias, and the end.
template <int vectors>
NK_ALWAYS_INLINE void scatter(
    const PackedConvolution& convolution,
    const ConvolutionRows& rows,
    const Strip& strip,
    const float* results,
    int64_t y,
    int64_t x,
    int64_t channel
) {
    const int64_t height = std::min<int64_t>(tile, rows.last_row - y);
    const int64_t width = std::min<int64_t>(tile, rows.input.width - x);
    Lane columns[tile][patch];
    for (int column = 0; column < patch; ++column) {
        Lane m[patch];
        Lane t[tile];
        for (int row = 0; row < patch; ++row) {
            m[row] = load(results + (row * patch + column) * strip.out_position);
        }
        transform_output(m, t);
        for (int row = 0; row < tile; ++row) {
            columns[row][column] = t[row];
        }
    }
    const Place place(convolution, rows.input.width, channel);
    for (int64_t row = 0; row < height; ++row) {
        Lane t[tile];
        transform_output(columns[row], t);
        int64_t at = place.first + (y + row) * place.row_step + x * place.column_step;
        for (int64_t column = 0; column < width; ++column) {
            finish(convolution, rows, channel, place.channels, at, t[column]);
            at += place.column_step;
        }
    }
}

template <int vectors>
NK_ALWAYS_INLINE void convolve_strip(
    const PackedConvolution& convolution,
    const ConvolutionRows& rows,
    const Strip& strip,
    const float* transformed,
    int64_t tiles,
    int64_t y,
    int64_t x,
    float* results
) {
    const int64_t block_floats = positions * convolution.in * vectors * lane;
    const int64_t blocks = blocks_of(convolution.out).count;
    for (int64_t block = 0; block < blocks; ++block) {
        const float* weight = convolution.weight->data() + block * block_floats;
        products<vectors>(convolution, strip, transformed, weight, tiles, results);
        for (int64_t i = 0; i < tiles; ++i) {
            for (int v = 0; v < vectors; ++v) {
                const int64_t channel = (block * vectors + v) * lane;
                if (channel < convolution.out) {
                    const float* from = results + (i * vectors + v) * lane;
                    scatter<vectors>(convolution, rows, strip, from, y, x + i * tile, channel);
                }
            }
        }
    }
}

NK_ALWAYS_INLINE void convolve(const PackedConvolution& convolution, const ConvolutionRows& rows) {
    const Blocks blocks = blocks_of(convolution.out);
    const int64_t all_tiles = (rows.input.width + tile - 1) / tile;
    const Strip strip(convolution, blocks, all_tiles);
    const std::vector<float> zeros(static_cast<std::size_t>(rows.input.width * rows.input.channels)
    );
    std::vector<float> ring(static_cast<std::size_t>(patch * ring_columns * strip.in_stride));
    std::vector<float> transformed(static_cast<std::size_t>(positions * strip.in_position));
    std::vector<float> results(static_cast<std::size_t>(positions * strip.out_position));
    for (int64_t first = 0; first < all_tiles; first += strip.tiles) {
        const int64_t tiles = std::min(strip.tiles, all_tiles - first);
        const int64_t x = first * tile;
        for (int64_t y = rows.first_row; y < rows.last_row; y += tile) {
            const SourceRows source(rows.input, convolution.input_slope, y - 1, zeros);
            gather(source, x, tiles, strip, ring.data(), transformed.data());
            switch (blocks.vectors) {
                case 1:
                    convolve_strip<1>(
                        convolution, rows, strip, transformed.data(), tiles, y, x, results.data()
                    );
                    break;
                case 2:
                    convolve_strip<2>(
                        convolution, rows, strip, transformed.data(), tiles, y, x, results.data()
                    );
                    break;
                case 3:
                    convolve_strip<3>(
                        convolution, rows, strip, transformed.data(), tiles, y, x, results.data()
                    );
                    break;
                default:
                    convolve_strip<4>(
                        convolution, rows, strip, transformed.data(), tiles, y, x, results.data()
                    );
                    break;
            }
        }
    }
}

}  // namespace

void winograd_rows_portable(const PackedConvolution& convolution, const ConvolutionRows& rows) {
    convolve(convolution, rows);
}
#if NK_HAS_X86_VARIANTS
NK_AVX2 void winograd_rows_avx2(const PackedConvolution& convolution, const ConvolutionRows& rows) {
    convolve(convolution, rows);
}
#endif

std::vector<float> pack_winograd_weight(const float* weight, int64_t out, int64_t in) {
    const Blocks blocks = blocks_of(out);
    const int64_t block = blocks.vectors * lane;
    std::vector<float> packed(static_cast<std::size_t>(blocks.count * positions * in * block));
    for (int64_t first = 0; first < out; first += lane) {
        const int64_t outs = std::min<int64_t>(lane, out - first);
        for (int64_t i = 0; i < in; ++i) {
            Lane taps[3][3] = {};
            for (int64_t o = 0; o < outs; ++o) {
                const float* source = weight + ((first + o) * in + i) * 9;
                for (int tap = 0; tap < 9; ++tap) {
                    taps[tap / 3][tap % 3][o] = source[tap];
                }
            }
            for (int position = 0; position < positions; ++position) {
                const auto& down = weight_transform[static_cast<std::size_t>(position / patch)];
                const auto& across = weight_transform[static_cast<std::size_t>(position % patch)];
                Lane sum{};
                for (std::size_t x = 0; x < 3; ++x) {
                    Lane column{};
                    for (std::size_t y = 0; y < 3; ++y) {
                        column += taps[y][x] * down[y];
                    }
                    sum += column * across[x];
                }
                const int64_t row = (first / block * positions + position) * in + i;
                store(packed.data() + row * block + first % block, sum);
            }
        }
    }
    return packed;
}

}  // namespace nakawari::kernels
