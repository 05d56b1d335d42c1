/// What direct and Winograd convolutions share: vectors, input rows behind their PReLU, the matrix
/// product, and what follows it. Private to engine/kernels.
#pragma once

#include <algorithm>
#include <cstring>

#include "kernels/convolution_lanes.h"
#include "kernels/lanes.h"

namespace nakawari::kernels::convolution {

inline constexpr int most_vectors = 4;  ///< of output channels in registers at once
/// Pixels times vectors of them in registers; a group of pixels is this divided by the vectors.
inline constexpr int64_t whole_group = 12;

/// Copies 1 to 7 floats in pieces of constant size: a call would cost more than the copy.
NK_ALWAYS_INLINE void copy_part(const float* source, int64_t count, float* target) {
    for (int64_t piece : {4, 2, 1}) {
        if ((count & piece) != 0) {
            std::memcpy(target, source, static_cast<std::size_t>(piece) * sizeof(float));
            source += piece;
            target += piece;
        }
    }
}

/// The first `count` of eight, then zeros.
NK_ALWAYS_INLINE Lane load_part(const float* source, int64_t count) {
    if (count >= lane) {
        return load(source);
    }
    alignas(Lane) float values[lane] = {};
    copy_part(source, count, values);
    return load(values);
}

NK_ALWAYS_INLINE void store_part(float* target, int64_t count, const Lane& value) {
    if (count >= lane) {
        store(target, value);
        return;
    }
    alignas(Lane) float values[lane];
    store(values, value);
    copy_part(values, count, target);
}

/// max(x, slope·x) for slopes up to 1, without a branch.
NK_ALWAYS_INLINE Lane activate(const Lane& value, float slope) {
    return value > 0 ? value : value * slope;
}

inline int64_t vectors_of(int64_t channels) {
    return (channels + lane - 1) / lane;
}

/// Output channels go in blocks of up to four vectors, as even as possible.
struct Blocks {
    int64_t count = 0, vectors = 0;
};

inline Blocks blocks_of(int64_t out) {
    const int64_t vectors = vectors_of(out);
    const int64_t count = (vectors + most_vectors - 1) / most_vectors;
    return {count, (vectors + count - 1) / count};
}

enum class Start { from_sums, from_zero };

/// sums(pixel, vector) (+)= Σ_k input[pixel·step + k]·weight[k][vector], for `group` pixels.
template <int vectors, int group, Start start>
NK_ALWAYS_INLINE void multiply(
    const float* input, int64_t step, const float* weight, int64_t depth, float* sums
) {
    Lane held[group][vectors];
    for (int p = 0; p < group; ++p) {
        for (int v = 0; v < vectors; ++v) {
            held[p][v] = start == Start::from_zero ? Lane{} : load(sums + (p * vectors + v) * lane);
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
                held[p][v] += row[v] * value;
            }
        }
    }
    for (int p = 0; p < group; ++p) {
        for (int v = 0; v < vectors; ++v) {
            store(sums + (p * vectors + v) * lane, held[p][v]);
        }
    }
}

/// A ring of input rows of one tile of columns behind their PReLU, with zeros around the picture.
struct InputRows {
    int64_t slots = 0;
    int64_t pixels = 0;        ///< of a row
    int64_t pixel_length = 0;  ///< floats: the input's channels
    std::vector<float> values;
    std::vector<int64_t> held;

    InputRows(int64_t slot_count, int64_t row_pixels, int64_t pixel_floats)
        : slots(slot_count),
          pixels(row_pixels),
          pixel_length(pixel_floats),
          values(static_cast<std::size_t>(slot_count * row_pixels * pixel_floats)),
          held(static_cast<std::size_t>(slot_count)) {}

    void forget() { std::fill(held.begin(), held.end(), INT64_MIN); }
    /// `y` from −slots on.
    [[nodiscard]] int64_t slot(int64_t y) const { return (y + slots) % slots; }
    [[nodiscard]] const float* row(int64_t y) const {
        return values.data() + slot(y) * pixels * pixel_length;
    }
};

NK_ALWAYS_INLINE void copy_activated(
    const float* source, float slope, int64_t count, float* target
) {
    int64_t i = 0;
    for (; i + lane <= count; i += lane) {
        store(target + i, activate(load(source + i), slope));
    }
    if (i < count) {
        store_part(target + i, count - i, activate(load_part(source + i, count - i), slope));
    }
}

/// Puts row `y` of the input, from `first_column` on, into its place in the ring.
NK_ALWAYS_INLINE void fetch(
    const ConstPixels& input, float slope, int64_t y, int64_t first_column, InputRows& rows
) {
    int64_t& held = rows.held[static_cast<std::size_t>(rows.slot(y))];
    if (held == y) {
        return;
    }
    held = y;
    float* target = rows.values.data() + rows.slot(y) * rows.pixels * rows.pixel_length;
    if (y < 0 || y >= input.height) {
        std::fill_n(target, rows.pixels * rows.pixel_length, 0.0F);
        return;
    }
    const int64_t channels = input.channels;
    const int64_t left = std::clamp<int64_t>(-first_column, 0, rows.pixels);
    const int64_t inside =
        std::clamp<int64_t>(input.width - first_column - left, 0, rows.pixels - left);
    const float* source = input.data + (y * input.width + first_column + left) * channels;
    std::fill_n(target, left * rows.pixel_length, 0.0F);
    float* begin = target + left * rows.pixel_length;
    copy_activated(source, slope, inside * channels, begin);
    std::fill(begin + inside * rows.pixel_length, target + rows.pixels * rows.pixel_length, 0.0F);
}

/// Scales and moves sums of up to eight channels from `channel` on, adds what is to be added at
/// `at` of the result, activates, stores.
NK_ALWAYS_INLINE void finish(
    const PackedConvolution& convolution,
    const ConvolutionRows& rows,
    int64_t channel,
    int64_t channels,
    int64_t at,
    const Lane& sum
) {
    Lane value =
        sum * load(convolution.scale.data() + channel) + load(convolution.bias.data() + channel);
    if (rows.add != nullptr) {
        value += load_part(rows.add + at, channels);
    }
    store_part(rows.out + at, channels, activate(value, convolution.slope));
}

}  // namespace nakawari::kernels::convolution
