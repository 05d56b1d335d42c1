/// First along the rows, once for each row of the weight; then along the columns. Gradients go the
/// same steps backwards.
#include "kernels/enlarged_lanes.h"

#include <algorithm>
#include <vector>

#include "kernels/lanes.h"

namespace nakawari::kernels {
namespace {

constexpr int64_t taps = adacof_taps;
constexpr int64_t stride = enlarged_projected_stride;
constexpr int side = projection_side;
constexpr int vectors = 4;            ///< of a pixel's taps; the last one holds a single tap
constexpr int64_t tile_columns = 64;  ///< so that the rows of a tile stay in the cache
constexpr int64_t kept_rows = 4;      ///< of the small map under three rows of the large one
/// What a pixel's last vector writes beyond it is overwritten by the next pixel.
constexpr int64_t row_length = tile_columns * taps + vectors * lane;

/// Where a row or column of the large map lies in the small one. Both weights are 0 outside.
struct Between {
    int64_t low = 0, high = 0;
    float low_weight = 0, high_weight = 0;
};

Between between(int64_t index, int64_t small, int64_t large) {
    if (index < 0 || index >= large) {
        return {};
    }
    const auto position = aligned_position<float>(index, small, large);
    return {position.low, position.high, 1 - position.fraction, position.fraction};
}

/// From one left of the picture to one right of it.
std::vector<Between> all_between(int64_t small, int64_t large) {
    std::vector<Between> places(static_cast<std::size_t>(large + 2));
    for (int64_t i = 0; i < large + 2; ++i) {
        places[static_cast<std::size_t>(i)] = between(i - 1, small, large);
    }
    return places;
}

/// One row of the small map, enlarged along the row for `count` pixels.
NK_ALWAYS_INLINE void widen(
    const float* projected, const Between* across, int64_t count, float (*wide)[row_length]
) {
    for (int k = 0; k < side; ++k) {
        for (int64_t x = 0; x < count; ++x) {
            Lane sums[vectors] = {};
            for (int l = 0; l < side; ++l) {
                const Between& at = across[x + l];
                const int64_t channel = (k * side + l) * taps;
                const float* low = projected + at.low * stride + channel;
                const float* high = projected + at.high * stride + channel;
                for (int v = 0; v < vectors; ++v) {
                    sums[v] += load(low + v * lane) * at.low_weight +
                               load(high + v * lane) * at.high_weight;
                }
            }
            for (int v = 0; v < vectors; ++v) {
                store(wide[k] + x * taps + v * lane, sums[v]);
            }
        }
    }
}

struct Source {
    const float* values;
    float weight;
};

/// target = start + Σ sources, `count` floats.
template <int sources>
NK_ALWAYS_INLINE void combine(
    const float* start, const Source (&from)[sources], int64_t count, float* target
) {
    int64_t i = 0;
    for (; i + lane <= count; i += lane) {
        Lane sum = load(start + i);
        for (const Source& source : from) {
            sum += load(source.values + i) * source.weight;
        }
        store(target + i, sum);
    }
    for (; i < count; ++i) {
        float sum = start[i];
        for (const Source& source : from) {
            sum += source.values[i] * source.weight;
        }
        target[i] = sum;
    }
}

struct Scratch {
    alignas(64) float wide[kept_rows][side][row_length];
    alignas(64) float bias[row_length];
    alignas(64) float zeros[row_length];
    int64_t done[kept_rows];  ///< which row of the small map each slot holds
};

NK_ALWAYS_INLINE void forward_any(
    const EnlargedSizes& sizes,
    const float* projected,
    const float* bias,
    int64_t first,
    int64_t last,
    float* large
) {
    const std::vector<Between> across = all_between(sizes.small_width, sizes.width);
    const std::vector<Between> down = all_between(sizes.small_height, sizes.height);
    std::vector<Scratch> owner(1);  // too large for a stack; all zeros
    Scratch& scratch = owner.front();
    for (int64_t i = 0; i < row_length; ++i) {
        scratch.bias[i] = bias[i % taps];
    }
    for (int64_t column = 0; column < sizes.width; column += tile_columns) {
        const int64_t count = std::min(tile_columns, sizes.width - column);
        std::fill_n(scratch.done, kept_rows, -1);
        for (int64_t y = first; y < last; ++y) {
            Source sources[2 * side];
            for (int k = 0; k < side; ++k) {
                const Between& at = down[static_cast<std::size_t>(y + k)];
                const bool is_inside = y + k >= 1 && y + k <= sizes.height;
                for (const int64_t row : {at.low, at.high}) {
                    int64_t& done = scratch.done[row % kept_rows];
                    if (is_inside && done != row) {
                        done = row;
                        const float* from = projected + row * sizes.small_width * stride;
                        widen(from, across.data() + column, count, scratch.wide[row % kept_rows]);
                    }
                }
                const auto row_of = [&](int64_t row) {
                    return is_inside ? scratch.wide[row % kept_rows][k] : scratch.zeros;
                };
                sources[2 * k] = {row_of(at.low), at.low_weight};
                sources[2 * k + 1] = {row_of(at.high), at.high_weight};
            }
            combine(scratch.bias, sources, count * taps, large + (y * sizes.width + column) * taps);
        }
    }
}

/// Adds what `count` pixels of one row of the large map give to the small row they were made from.
NK_ALWAYS_INLINE void narrow(
    const float (*wide)[row_length], const Between* across, int64_t count, float* projected
) {
    IntLane first_only{};
    first_only[0] = -1;
    for (int64_t x = 0; x < count; ++x) {
        for (int k = 0; k < side; ++k) {
            Lane values[vectors];
            for (int v = 0; v < vectors; ++v) {
                values[v] = load(wide[k] + x * taps + v * lane);
            }
            values[vectors - 1] = (Lane)((IntLane)values[vectors - 1] & first_only);
            for (int l = 0; l < side; ++l) {
                const Between& at = across[x + l];
                const int64_t channel = (k * side + l) * taps;
                float* low = projected + at.low * stride + channel;
                float* high = projected + at.high * stride + channel;
                for (int v = 0; v < vectors; ++v) {
                    store(low + v * lane, load(low + v * lane) + values[v] * at.low_weight);
                }
                for (int v = 0; v < vectors; ++v) {
                    store(high + v * lane, load(high + v * lane) + values[v] * at.high_weight);
                }
            }
        }
    }
}

/// Rows of the large map in whose enlargement a small row takes part: [first, last).
struct Touching {
    int64_t first = 0, last = 0;
};

std::vector<Touching> all_touching(const std::vector<Between>& down, int64_t small) {
    std::vector<Touching> rows(static_cast<std::size_t>(small));
    for (int64_t y = 0; y + 2 < static_cast<int64_t>(down.size()); ++y) {
        const Between& at = down[static_cast<std::size_t>(y + 1)];
        for (const int64_t row : {at.low, at.high}) {
            Touching& touching = rows[static_cast<std::size_t>(row)];
            touching.first = touching.last == 0 ? y : touching.first;
            touching.last = y + 1;
        }
    }
    return rows;
}

NK_ALWAYS_INLINE void backward_any(
    const EnlargedSizes& sizes,
    const float* large_gradient,
    int64_t first,
    int64_t last,
    float* projected_gradient
) {
    const std::vector<Between> across = all_between(sizes.small_width, sizes.width);
    const std::vector<Between> down = all_between(sizes.small_height, sizes.height);
    const std::vector<Touching> touching = all_touching(down, sizes.small_height);
    std::vector<Scratch> owner(1);
    auto& wide = owner.front().wide[0];
    for (int64_t row = first; row < last; ++row) {
        float* target = projected_gradient + row * sizes.small_width * stride;
        std::fill_n(target, sizes.small_width * stride, 0.0F);
        const auto [from, to] = touching[static_cast<std::size_t>(row)];
        for (int64_t column = 0; column < sizes.width; column += tile_columns) {
            const int64_t count = std::min(tile_columns, sizes.width - column);
            for (int k = 0; k < side; ++k) {
                std::fill_n(wide[k], count * taps, 0.0F);
                // Row y of the result saw row y + k − 1 of the enlarged map.
                for (int64_t r = std::max<int64_t>(from, k - 1);
                     r < std::min(to, sizes.height + k - 1);
                     ++r) {
                    const Between& at = down[static_cast<std::size_t>(r + 1)];
                    const float weight =
                        (at.low == row ? at.low_weight : 0) + (at.high == row ? at.high_weight : 0);
                    const int64_t y = r - k + 1;
                    const Source source[1]{
                        {large_gradient + (y * sizes.width + column) * taps, weight}};
                    combine(wide[k], source, count * taps, wide[k]);
                }
            }
            narrow(wide, across.data() + column, count, target);
        }
    }
}

// Each instruction set is the same code, inlined into functions that may use it.
#define NK_ENLARGED_VARIANT(suffix, attribute)                                \
    attribute void forward_##suffix(                                          \
        const EnlargedSizes& sizes,                                           \
        const float* projected,                                               \
        const float* bias,                                                    \
        int64_t first,                                                        \
        int64_t last,                                                         \
        float* large                                                          \
    ) {                                                                       \
        forward_any(sizes, projected, bias, first, last, large);              \
    }                                                                         \
    attribute void backward_##suffix(                                         \
        const EnlargedSizes& sizes,                                           \
        const float* large_gradient,                                          \
        int64_t first,                                                        \
        int64_t last,                                                         \
        float* projected_gradient                                             \
    ) {                                                                       \
        backward_any(sizes, large_gradient, first, last, projected_gradient); \
    }

NK_ENLARGED_VARIANT(portable, )
#if NK_HAS_X86_VARIANTS
NK_ENLARGED_VARIANT(avx2, NK_AVX2)
#endif

}  // namespace

std::span<const EnlargedVariant> enlarged_variants() {
    static const EnlargedVariant variants[] = {
#if NK_HAS_X86_VARIANTS
        {"avx2", has_avx2(), forward_avx2, backward_avx2},
#endif
        {"portable", true, forward_portable, backward_portable},
    };
    return variants;
}

const EnlargedVariant& best_enlarged_variant() {
    const auto variants = enlarged_variants();
    return *std::find_if(variants.begin(), variants.end(), [](const auto& variant) {
        return variant.is_supported;
    });
}

}  // namespace nakawari::kernels
