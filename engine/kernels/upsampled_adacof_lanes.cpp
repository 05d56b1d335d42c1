/// Kernels enlarged tile by tile: small map → nine projections → enlarged along rows → enlarged
/// along columns → softmax → AdaCoF, each step for one row of a tile at a time.
#include "kernels/upsampled_adacof_lanes.h"

#include <algorithm>
#include <bit>
#include <memory>

#include "kernels/adacof_block.h"
#include "kernels/lanes.h"

namespace nakawari::kernels {
namespace {

constexpr int columns = upsampled_tile_columns;
/// Rows of the small map under three rows of the large one, at most.
constexpr int kept_rows = 4;
/// Columns of the small map under the tile and one column on either side, at most.
constexpr int small_columns = columns + 4;
constexpr int group = 6;  ///< pixels whose projections are summed up in registers together
/// Taps of one pixel with what the last vector writes beyond them; the next pixel overwrites it.
constexpr int vectors = 4;
constexpr int row_length = columns * adacof_taps + vectors * lane;

/// Where a column of the tile (or one beside it) lies among the columns of the small map that the
/// scratch holds. Both weights are 0 outside the picture.
struct Between {
    int low = 0, high = 0;
    float low_weight = 0, high_weight = 0;
};

/// One head's rows: `wide[r % kept_rows][k]` is row r of the small map seen through weight row k,
/// enlarged along the row.
struct HeadRows {
    alignas(64) float wide[kept_rows][projection_side][row_length];
    alignas(64) float taps[row_length];  ///< of the current row of the tile, by pixel
    alignas(64) float bias[row_length];
};

struct Scratch {
    HeadRows weight, alpha, beta;
    alignas(64) float projected[small_columns + group][projected_stride];
    float small[small_columns + group][adacof_taps];
    alignas(64) float zeros[row_length];
    Between across[columns + 2];
    int64_t first_small = 0;  ///< column of the small map
    int small_count = 0;
    int64_t done[kept_rows];  ///< which row of the small map each slot holds
};

Between between(int64_t index, int64_t small, int64_t large, int64_t first) {
    if (index < 0 || index >= large) {
        return {};
    }
    const auto position = aligned_position<float>(index, small, large);
    return {
        static_cast<int>(position.low - first),
        static_cast<int>(position.high - first),
        1 - position.fraction,
        position.fraction};
}

void place_columns(const UpsampledTile& tile, int64_t small_width, Scratch& scratch) {
    const int64_t width = tile.picture.width;
    const auto low = [&](int64_t column) {
        return aligned_position<float>(clamp_index(column, width), small_width, width);
    };
    scratch.first_small = low(tile.first_column - 1).low;
    scratch.small_count = static_cast<int>(low(tile.last_column).high - scratch.first_small) + 1;
    for (int64_t column = tile.first_column - 1; column <= tile.last_column; ++column) {
        scratch.across[column - tile.first_column + 1] =
            between(column, small_width, width, scratch.first_small);
    }
}

void repeat_bias(const UpsampledHead& head, HeadRows& rows) {
    for (int i = 0; i < row_length; ++i) {
        rows.bias[i] = head.bias[i % adacof_taps];
    }
}

/// Nine projections of every pixel of one row of the small map: a matrix product.
NK_ALWAYS_INLINE void project(const UpsampledHead& head, int64_t n, int64_t row, Scratch& scratch) {
    for (int x = 0; x < scratch.small_count; ++x) {
        for (int t = 0; t < adacof_taps; ++t) {
            scratch.small[x][t] = head.map.at(n, t, row, scratch.first_small + x);
        }
    }
    for (int x = 0; x < scratch.small_count; x += group) {
        for (int c = 0; c < projected_stride; c += 2 * lane) {
            Lane sums[group][2] = {};
            const float* matrix = head.projection + c;
            for (int t = 0; t < adacof_taps; ++t, matrix += projected_stride) {
                const Lane left = load(matrix);
                const Lane right = load(matrix + lane);
                for (int i = 0; i < group; ++i) {
                    const float value = scratch.small[x + i][t];
                    sums[i][0] += left * value;
                    sums[i][1] += right * value;
                }
            }
            for (int i = 0; i < group; ++i) {
                store(scratch.projected[x + i] + c, sums[i][0]);
                store(scratch.projected[x + i] + c + lane, sums[i][1]);
            }
        }
    }
}

/// Enlarges the projected row along the row, once for each row of the weight.
NK_ALWAYS_INLINE void widen(const Scratch& scratch, int count, float wide[][row_length]) {
    for (int k = 0; k < projection_side; ++k) {
        for (int x = 0; x < count; ++x) {
            Lane sums[vectors] = {};
            for (int l = 0; l < projection_side; ++l) {
                const Between& at = scratch.across[x + l];
                const int channel = (k * projection_side + l) * adacof_taps;
                const float* low = scratch.projected[at.low] + channel;
                const float* high = scratch.projected[at.high] + channel;
                for (int v = 0; v < vectors; ++v) {
                    sums[v] += load(low + v * lane) * at.low_weight +
                               load(high + v * lane) * at.high_weight;
                }
            }
            for (int v = 0; v < vectors; ++v) {
                store(wide[k] + x * adacof_taps + v * lane, sums[v]);
            }
        }
    }
}

/// One row of the large map: six rows of `wide`, weighted.
NK_ALWAYS_INLINE void combine(
    const UpsampledTile& tile,
    int64_t small_height,
    int64_t y,
    int count,
    const Scratch& scratch,
    HeadRows& rows
) {
    const float* sources[2 * projection_side];
    float weights[2 * projection_side];
    for (int k = 0; k < projection_side; ++k) {
        const int64_t row = y + k - 1;
        const Between at = between(row, small_height, tile.picture.height, 0);
        const bool is_inside = row >= 0 && row < tile.picture.height;
        sources[2 * k] = is_inside ? rows.wide[at.low % kept_rows][k] : scratch.zeros;
        sources[2 * k + 1] = is_inside ? rows.wide[at.high % kept_rows][k] : scratch.zeros;
        weights[2 * k] = at.low_weight;
        weights[2 * k + 1] = at.high_weight;
    }
    for (int i = 0; i < count * adacof_taps; i += lane) {
        Lane sum = load(rows.bias + i);
        for (int s = 0; s < 2 * projection_side; ++s) {
            sum += load(sources[s] + i) * weights[s];
        }
        store(rows.taps + i, sum);
    }
}

/// e^x for x ≤ 0, to a unit or two of the last place; 0 where that is no normal number.
NK_ALWAYS_INLINE Lane exponential(Lane x) {
    const Lane least = Lane{} - 87.0F;
    const Lane bounded = x < least ? least : x;
    const Lane steps = bounded * 1.44269504F - 0.5F;
    const IntLane whole = __builtin_convertvector(steps, IntLane);
    const Lane exponent = __builtin_convertvector(whole, Lane);
    const Lane r = bounded - exponent * 0.693359375F + exponent * 2.12194440e-4F;
    Lane p = r * 1.9875691500e-4F + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * r * r + r + 1.0F;
    const IntLane bits = (whole + 127) << 23;
    return x < least ? Lane{} : p * std::bit_cast<Lane>(bits);
}

/// Softmax over each pixel's taps, in place.
NK_ALWAYS_INLINE void normalise(float* taps, int count) {
    constexpr int last = adacof_taps - (vectors - 1) * lane;
    for (int x = 0; x < count; ++x, taps += adacof_taps) {
        Lane values[vectors];
        for (int v = 0; v < vectors; ++v) {
            values[v] = load(taps + v * lane);
        }
        for (int i = last; i < lane; ++i) {
            values[vectors - 1][i] = values[vectors - 1][0];
        }
        Lane highest = values[0];
        for (int v = 1; v < vectors; ++v) {
            highest = values[v] > highest ? values[v] : highest;
        }
        float largest = highest[0];
        for (int i = 1; i < lane; ++i) {
            largest = highest[i] > largest ? highest[i] : largest;
        }
        Lane sums{};
        for (int v = 0; v < vectors; ++v) {
            values[v] = exponential(values[v] - largest);
            sums += v + 1 < vectors ? values[v] : Lane{};
        }
        float total = 0;
        for (int i = 0; i < lane; ++i) {
            total += sums[i];
        }
        for (int i = 0; i < last; ++i) {
            total += values[vectors - 1][i];
        }
        const float scale = 1 / total;
        for (int v = 0; v + 1 < vectors; ++v) {
            store(taps + v * lane, values[v] * scale);
        }
        for (int i = 0; i < last; ++i) {
            taps[(vectors - 1) * lane + i] = values[vectors - 1][i] * scale;
        }
    }
}

/// AdaCoF of one row of the tile from the rows of taps.
NK_ALWAYS_INLINE void sample_row(
    const UpsampledTile& tile, int64_t y, const Scratch& scratch, const TensorView<float>& out
) {
    using namespace lanes;
    Block block;
    for (int64_t x = tile.first_column; x < tile.last_column; x += block_pixels) {
        const int pixels = static_cast<int>(std::min<int64_t>(block_pixels, tile.last_column - x));
        const int64_t first = (x - tile.first_column) * adacof_taps;
        block.weight = scratch.weight.taps + first;
        block.alpha = scratch.alpha.taps + first;
        block.beta = scratch.beta.taps + first;
        locate(
            tile.picture,
            grid_by_pixel,
            static_cast<int32_t>(y),
            static_cast<int32_t>(x),
            pixels * adacof_taps,
            block
        );
        for (int pixel = 0; pixel < pixels; ++pixel) {
            float result[3];
            sample(tile.picture, Order::by_pixel, block, pixel, result);
            for (int c = 0; c < 3; ++c) {
                out.at(tile.n, c, y, x + pixel) = result[c];
            }
        }
    }
}

NK_ALWAYS_INLINE void forward_any(const UpsampledTile& tile, const TensorView<float>& out) {
    const int64_t small_height = tile.weight.map.height();
    const int count = static_cast<int>(tile.last_column - tile.first_column);
    const auto owner = std::make_unique<Scratch>();  // too large for a stack; all zeros
    Scratch& scratch = *owner;
    place_columns(tile, tile.weight.map.width(), scratch);
    std::fill_n(scratch.done, kept_rows, -1);
    const std::pair<const UpsampledHead*, HeadRows*> heads[] = {
        {&tile.weight, &scratch.weight},
        {&tile.alpha, &scratch.alpha},
        {&tile.beta, &scratch.beta}};
    for (const auto& [head, rows] : heads) {
        repeat_bias(*head, *rows);
    }
    for (int64_t y = tile.first_row; y < tile.last_row; ++y) {
        const int64_t height = tile.picture.height;
        const int64_t first =
            aligned_position<float>(clamp_index(y - 1, height), small_height, height).low;
        const int64_t last =
            aligned_position<float>(clamp_index(y + 1, height), small_height, height).high;
        for (int64_t row = first; row <= last; ++row) {
            if (scratch.done[row % kept_rows] == row) {
                continue;
            }
            scratch.done[row % kept_rows] = row;
            for (const auto& [head, rows] : heads) {
                project(*head, tile.n, row, scratch);
                widen(scratch, count, rows->wide[row % kept_rows]);
            }
        }
        for (const auto& [head, rows] : heads) {
            combine(tile, small_height, y, count, scratch, *rows);
        }
        normalise(scratch.weight.taps, count);
        sample_row(tile, y, scratch, out);
    }
}

// Each instruction set is the same code, inlined into functions that may use it.
void forward_portable(const UpsampledTile& tile, const TensorView<float>& out) {
    forward_any(tile, out);
}
#if NK_HAS_X86_VARIANTS
NK_AVX2 void forward_avx2(const UpsampledTile& tile, const TensorView<float>& out) {
    forward_any(tile, out);
}
NK_AVX512 void forward_avx512(const UpsampledTile& tile, const TensorView<float>& out) {
    forward_any(tile, out);
}
#endif

}  // namespace

std::vector<float> pack_projection(const TensorView<const float>& weight) {
    std::vector<float> matrix(static_cast<std::size_t>(adacof_taps * projected_stride));
    for (int out = 0; out < adacof_taps; ++out) {
        for (int in = 0; in < adacof_taps; ++in) {
            for (int tap = 0; tap < projection_taps; ++tap) {
                const int channel = tap * adacof_taps + out;
                matrix[static_cast<std::size_t>(in * projected_stride + channel)] =
                    weight.at(out, in, tap / projection_side, tap % projection_side);
            }
        }
    }
    return matrix;
}

std::span<const UpsampledAdacofVariant> upsampled_adacof_variants() {
    static const UpsampledAdacofVariant variants[] = {
#if NK_HAS_X86_VARIANTS
        {"avx512", has_avx512(), forward_avx512},
        {"avx2", has_avx2(), forward_avx2},
#endif
        {"portable", true, forward_portable},
    };
    return variants;
}

const UpsampledAdacofVariant& best_upsampled_adacof_variant() {
    const auto variants = upsampled_adacof_variants();
    return *std::find_if(variants.begin(), variants.end(), [](const auto& variant) {
        return variant.is_supported;
    });
}

}  // namespace nakawari::kernels
