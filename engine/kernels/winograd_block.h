/// What Winograd's convolution and its weight gradient share: the transforms, and how a strip of
/// tiles is gathered from a picture. Private to engine/kernels.
#pragma once

#include <array>

#include "kernels/convolution_block.h"

namespace nakawari::kernels::winograd {

using namespace convolution;

inline constexpr int tile = 4;   ///< side of what a tile gives
inline constexpr int patch = 6;  ///< side of what it needs
inline constexpr int positions = patch * patch;
inline constexpr int64_t ring_columns = 8;
inline constexpr int64_t room = 16;  ///< floats, so that positions differ in cache sets

/// Bᵀ of F(4, 3) with the points 0, ±1, ±2, ∞.
NK_ALWAYS_INLINE void transform_input(const Lane (&d)[patch], Lane (&t)[patch]) {
    const Lane even = d[4] - 4 * d[2];
    const Lane odd = d[3] - 4 * d[1];
    const Lane even2 = d[4] - d[2];
    const Lane odd2 = 2 * (d[3] - d[1]);
    t[0] = 4 * d[0] - 5 * d[2] + d[4];
    t[1] = even + odd;
    t[2] = even - odd;
    t[3] = even2 + odd2;
    t[4] = even2 - odd2;
    t[5] = 4 * d[1] - 5 * d[3] + d[5];
}

/// Aᵀ of the same.
NK_ALWAYS_INLINE void transform_output(const Lane (&m)[patch], Lane (&y)[tile]) {
    const Lane sum = m[1] + m[2];
    const Lane difference = m[1] - m[2];
    const Lane sum2 = m[3] + m[4];
    const Lane difference2 = m[3] - m[4];
    y[0] = m[0] + sum + sum2;
    y[1] = difference + 2 * difference2;
    y[2] = sum + 4 * sum2;
    y[3] = difference + 8 * difference2 + m[5];
}

/// How the transformed inputs of a strip of tiles lie in memory.
struct StripInputs {
    int64_t in_stride = 0;    ///< floats of a tile at one position
    int64_t in_position = 0;  ///< floats from one position to the next
};

/// The six rows that a row of tiles needs.
struct SourceRows {
    std::array<const float*, patch> rows{};  ///< whole ones; zeros outside of the picture
    int64_t width = 0, channels = 0;
    float slope = 1;
    IntLane tail{};  ///< which floats of the last vector are the pixel's own

    SourceRows(
        const ConstPixels& input,
        float input_slope,
        int64_t first_row,
        const std::vector<float>& zeros
    )
        : width(input.width), channels(input.channels), slope(input_slope) {
        for (int64_t k = 0; k < patch; ++k) {
            const int64_t y = first_row + k;
            rows[static_cast<std::size_t>(k)] =
                y < 0 || y >= input.height ? zeros.data() : input.data + y * width * channels;
        }
        for (int i = 0; i < lane; ++i) {
            tail[i] = i < channels % lane ? -1 : 0;
        }
    }
};

/// How eight channels of a pixel are read.
enum class Read {
    whole,
    masked,  ///< a whole vector, which reaches into the next pixel
    part,    ///< where there is no next pixel
};

template <Read read>
NK_ALWAYS_INLINE Lane read_lane(const SourceRows& source, const float* from) {
    if constexpr (read == Read::whole) {
        return load(from);
    } else if constexpr (read == Read::masked) {
        return (Lane)((IntLane)load(from) & source.tail);
    } else {
        return load_part(from, source.channels % lane);
    }
}

/// Eight channels of six rows: transformed downwards into the ring at `target`.
template <Read read>
NK_ALWAYS_INLINE void transform_down(
    const SourceRows& source, int64_t at, int64_t row_length, float* target
) {
    Lane d[patch];
    for (std::size_t k = 0; k < patch; ++k) {
        d[k] = read_lane<read>(source, source.rows[k] + at);
    }
    if (source.slope != 1) {
        for (Lane& value : d) {
            value = activate(value, source.slope);
        }
    }
    Lane t[patch];
    transform_input(d, t);
    for (int k = 0; k < patch; ++k) {
        store(target + k * row_length, t[k]);
    }
}

/// Column `x` of the picture into a slot of the ring of eight columns: (row, column, channel).
NK_ALWAYS_INLINE void transform_column(
    const SourceRows& source, int64_t x, int64_t slot, const StripInputs& strip, float* ring
) {
    const int64_t row_length = ring_columns * strip.in_stride;
    float* target = ring + slot * strip.in_stride;
    if (x < 0 || x >= source.width) {
        for (int k = 0; k < patch; ++k) {
            std::fill_n(target + k * row_length, strip.in_stride, 0.0F);
        }
        return;
    }
    const int64_t whole = source.channels / lane * lane;
    const int64_t at = x * source.channels;
    for (int64_t c = 0; c < whole; c += lane) {
        transform_down<Read::whole>(source, at + c, row_length, target + c);
    }
    if (whole == source.channels) {
        return;
    }
    if (whole > 0 && x + 1 < source.width) {
        transform_down<Read::masked>(source, at + whole, row_length, target + whole);
    } else {
        transform_down<Read::part>(source, at + whole, row_length, target + whole);
    }
}

/// Transforms the ring's six columns from `first_slot` on along the rows: one tile.
NK_ALWAYS_INLINE void transform_rows(
    const float* ring, int64_t first_slot, const StripInputs& strip, float* target
) {
    const int64_t row_length = ring_columns * strip.in_stride;
    for (int64_t c = 0; c < strip.in_stride; c += lane) {
        for (int k = 0; k < patch; ++k) {
            Lane d[patch];
            for (int x = 0; x < patch; ++x) {
                const int64_t slot = (first_slot + x) % ring_columns;
                d[x] = load(ring + k * row_length + slot * strip.in_stride + c);
            }
            Lane t[patch];
            transform_input(d, t);
            for (int x = 0; x < patch; ++x) {
                store(target + (k * patch + x) * strip.in_position + c, t[x]);
            }
        }
    }
}

/// Transformed inputs of `tiles` tiles from picture column `first` on; neighbours share columns.
NK_ALWAYS_INLINE void gather(
    const SourceRows& source,
    int64_t first,
    int64_t tiles,
    const StripInputs& strip,
    float* ring,
    float* target
) {
    int64_t done = 0;
    for (int64_t i = 0; i < tiles; ++i) {
        for (; done < i * tile + patch; ++done) {
            transform_column(source, first - 1 + done, done % ring_columns, strip, ring);
        }
        transform_rows(ring, i * tile % ring_columns, strip, target + i * strip.in_stride);
    }
}

/// G of F(4, 3): from three taps to six.
inline constexpr std::array<std::array<float, 3>, patch> weight_transform{
    {{1.0F / 4, 0, 0},
     {-1.0F / 6, -1.0F / 6, -1.0F / 6},
     {-1.0F / 6, 1.0F / 6, -1.0F / 6},
     {1.0F / 24, 1.0F / 12, 1.0F / 6},
     {1.0F / 24, -1.0F / 12, 1.0F / 6},
     {0, 0, 1}}};

}  // namespace nakawari::kernels::winograd
