/// YCbCr code values ↔ non-linear RGB, one pixel at a time: range, matrix, and the chroma pair of
/// RULES, Colour (linear between samples that share a luma sample's place, repeated and averaged
/// otherwise). Linear throughout: rounding and clamping are the caller's.
#pragma once

#include "kernels/tensor_view.h"

namespace nakawari::kernels {

/// Where a chroma sample lies among the luma samples that it stands for, along one axis.
enum class ChromaPlace { first = 0, middle, last };

/// How code values are meant: value = (code − offset) / scale; kr and kb are the matrix's.
struct ColorCoding {
    double luma_offset = 0;
    double luma_scale = 1;
    double chroma_offset = 0;
    double chroma_scale = 1;
    double kr = 0.2126;
    double kb = 0.0722;
    ChromaPlace place_x = ChromaPlace::first;
    ChromaPlace place_y = ChromaPlace::middle;
};

/// One axis: `factor` luma samples per chroma sample.
struct ChromaAxis {
    int64_t factor = 1;
    int64_t length = 0;  ///< luma samples
    int64_t chroma_length = 0;
    ChromaPlace place = ChromaPlace::middle;

    /// The luma sample that shares chroma sample i's place (not for middle); the last one moves to
    /// the edge if the picture ends before it.
    NK_HD int64_t place_of(int64_t i) const {
        if (place == ChromaPlace::first) {
            return i * factor;
        }
        const int64_t last = i * factor + factor - 1;
        return last < length ? last : length - 1;
    }
    NK_HD bool is_repeated() const { return place == ChromaPlace::middle || factor == 1; }
};

/// A luma position as a mix of two chroma samples.
template <typename T>
struct ChromaMix {
    int64_t before, after;
    T weight;  ///< of `after`

    NK_HD T weight_of(int64_t i) const {
        return (i == before ? 1 - weight : T(0)) + (i == after ? weight : T(0));
    }
};

template <typename T>
NK_HD ChromaMix<T> chroma_mix(const ChromaAxis& axis, int64_t position) {
    const int64_t own = position / axis.factor;
    if (axis.is_repeated()) {
        return {own, own, T(0)};
    }
    const bool starts_here = axis.place == ChromaPlace::first || position == axis.place_of(own);
    const int64_t before = starts_here ? own : own - 1;
    if (before < 0) {
        return {0, 0, T(0)};
    }
    const int64_t start = axis.place_of(before);
    if (before + 1 >= axis.chroma_length || position == start) {
        return {before, before, T(0)};
    }
    const int64_t distance = axis.place_of(before + 1) - start;
    return {before, before + 1, static_cast<T>(position - start) / static_cast<T>(distance)};
}

/// How much of luma position `position` goes into chroma sample i, on the way down.
template <typename T>
NK_HD T chroma_share(const ChromaAxis& axis, int64_t position, int64_t i) {
    if (position / axis.factor != i) {
        return T(0);
    }
    if (!axis.is_repeated()) {
        return position == axis.place_of(i) ? T(1) : T(0);
    }
    const int64_t begin = i * axis.factor;
    const int64_t end = begin + axis.factor < axis.length ? begin + axis.factor : axis.length;
    return T(1) / static_cast<T>(end - begin);
}

/// Luma positions that chroma sample i can have to do with, either way.
struct ChromaReach {
    int64_t begin, end;
};

NK_HD ChromaReach chroma_reach(const ChromaAxis& axis, int64_t i) {
    const int64_t around = axis.is_repeated() ? 0 : axis.factor;
    const int64_t begin = i * axis.factor - around;
    const int64_t end = (i + 1) * axis.factor + around;
    return {begin < 0 ? 0 : begin, end < axis.length ? end : axis.length};
}

template <typename T>
struct Triple {
    T a, b, c;
};

/// (Y, U, V) → (R, G, B), Y in [0, 1], U and V in [−½, ½] inside the gamut.
template <typename T>
NK_HD Triple<T> yuv_to_rgb(const ColorCoding& coding, const Triple<T>& yuv) {
    const T kr = static_cast<T>(coding.kr);
    const T kb = static_cast<T>(coding.kb);
    const T red = yuv.a + 2 * (1 - kr) * yuv.c;
    const T blue = yuv.a + 2 * (1 - kb) * yuv.b;
    return {red, (yuv.a - kr * red - kb * blue) / (1 - kr - kb), blue};
}

template <typename T>
NK_HD Triple<T> rgb_to_yuv(const ColorCoding& coding, const Triple<T>& rgb) {
    const T kr = static_cast<T>(coding.kr);
    const T kb = static_cast<T>(coding.kb);
    const T luma = kr * rgb.a + (1 - kr - kb) * rgb.b + kb * rgb.c;
    return {luma, (rgb.c - luma) / (2 * (1 - kb)), (rgb.a - luma) / (2 * (1 - kr))};
}

/// The transpose of yuv_to_rgb(): gradients by R, G, B → by Y, U, V.
template <typename T>
NK_HD Triple<T> yuv_to_rgb_gradient(const ColorCoding& coding, const Triple<T>& by_rgb) {
    const T kr = static_cast<T>(coding.kr);
    const T kb = static_cast<T>(coding.kb);
    const T green = by_rgb.b / (1 - kr - kb);
    return {
        by_rgb.a + by_rgb.b + by_rgb.c,
        2 * (1 - kb) * (by_rgb.c - kb * green),
        2 * (1 - kr) * (by_rgb.a - kr * green)};
}

/// The transpose of rgb_to_yuv().
template <typename T>
NK_HD Triple<T> rgb_to_yuv_gradient(const ColorCoding& coding, const Triple<T>& by_yuv) {
    const T kr = static_cast<T>(coding.kr);
    const T kb = static_cast<T>(coding.kb);
    const T by_u = by_yuv.b / (2 * (1 - kb));
    const T by_v = by_yuv.c / (2 * (1 - kr));
    const T by_luma = by_yuv.a - by_u - by_v;
    return {kr * by_luma + by_v, (1 - kr - kb) * by_luma, kb * by_luma + by_u};
}

/// The two axes of a picture.
struct ChromaGrid {
    ChromaAxis x, y;
};

/// `S` is the type of code values, `T` of the result.
template <typename T, typename S>
NK_HD void yuv_to_rgb_pixel(
    const TensorView<const S>& luma,
    const TensorView<const S>& chroma,
    const ChromaGrid& grid,
    const ColorCoding& coding,
    const TensorView<T>& rgb,
    int64_t n,
    int64_t y,
    int64_t x
) {
    const auto across = chroma_mix<T>(grid.x, x);
    const auto down = chroma_mix<T>(grid.y, y);
    T values[2];
    for (int64_t c = 0; c < 2; ++c) {
        const auto at = [&](int64_t row, int64_t column) {
            return static_cast<T>(chroma.at(n, c, row, column));
        };
        const T left =
            at(down.before, across.before) +
            (at(down.after, across.before) - at(down.before, across.before)) * down.weight;
        const T right =
            at(down.before, across.after) +
            (at(down.after, across.after) - at(down.before, across.after)) * down.weight;
        const T code = left + (right - left) * across.weight;
        values[c] =
            (code - static_cast<T>(coding.chroma_offset)) / static_cast<T>(coding.chroma_scale);
    }
    const T brightness =
        (static_cast<T>(luma.at(n, 0, y, x)) - static_cast<T>(coding.luma_offset)) /
        static_cast<T>(coding.luma_scale);
    const Triple<T> result = yuv_to_rgb<T>(coding, {brightness, values[0], values[1]});
    rgb.at(n, 0, y, x) = result.a;
    rgb.at(n, 1, y, x) = result.b;
    rgb.at(n, 2, y, x) = result.c;
}

template <typename T>
NK_HD Triple<T> triple_at(const TensorView<const T>& values, int64_t n, int64_t y, int64_t x) {
    return {values.at(n, 0, y, x), values.at(n, 1, y, x), values.at(n, 2, y, x)};
}

/// Gradient by the luma code at a pixel.
template <typename T>
NK_HD T luma_gradient(
    const TensorView<const T>& grad, const ColorCoding& coding, int64_t n, int64_t y, int64_t x
) {
    return yuv_to_rgb_gradient<T>(coding, triple_at(grad, n, y, x)).a /
           static_cast<T>(coding.luma_scale);
}

/// Gradients by both chroma codes of a sample.
template <typename T>
NK_HD void chroma_gradient(
    const TensorView<const T>& grad,
    const ChromaGrid& grid,
    const ColorCoding& coding,
    const TensorView<T>& by_chroma,
    int64_t n,
    int64_t i,
    int64_t j
) {
    const ChromaReach rows = chroma_reach(grid.y, i);
    const ChromaReach columns = chroma_reach(grid.x, j);
    T by_u = 0;
    T by_v = 0;
    for (int64_t y = rows.begin; y < rows.end; ++y) {
        const T down = chroma_mix<T>(grid.y, y).weight_of(i);
        for (int64_t x = columns.begin; x < columns.end; ++x) {
            const T weight = down * chroma_mix<T>(grid.x, x).weight_of(j);
            const Triple<T> by_yuv = yuv_to_rgb_gradient<T>(coding, triple_at(grad, n, y, x));
            by_u += weight * by_yuv.b;
            by_v += weight * by_yuv.c;
        }
    }
    by_chroma.at(n, 0, i, j) = by_u / static_cast<T>(coding.chroma_scale);
    by_chroma.at(n, 1, i, j) = by_v / static_cast<T>(coding.chroma_scale);
}

template <typename T>
NK_HD T luma_code(
    const TensorView<const T>& rgb, const ColorCoding& coding, int64_t n, int64_t y, int64_t x
) {
    return rgb_to_yuv<T>(coding, triple_at(rgb, n, y, x)).a * static_cast<T>(coding.luma_scale) +
           static_cast<T>(coding.luma_offset);
}

/// Both chroma codes of a sample.
template <typename T>
NK_HD void chroma_codes(
    const TensorView<const T>& rgb,
    const ChromaGrid& grid,
    const ColorCoding& coding,
    const TensorView<T>& chroma,
    int64_t n,
    int64_t i,
    int64_t j
) {
    const ChromaReach rows = chroma_reach(grid.y, i);
    const ChromaReach columns = chroma_reach(grid.x, j);
    T u = 0;
    T v = 0;
    for (int64_t y = rows.begin; y < rows.end; ++y) {
        for (int64_t x = columns.begin; x < columns.end; ++x) {
            const T share = chroma_share<T>(grid.y, y, i) * chroma_share<T>(grid.x, x, j);
            const Triple<T> yuv = rgb_to_yuv<T>(coding, triple_at(rgb, n, y, x));
            u += share * yuv.b;
            v += share * yuv.c;
        }
    }
    const T scale = static_cast<T>(coding.chroma_scale);
    const T offset = static_cast<T>(coding.chroma_offset);
    chroma.at(n, 0, i, j) = u * scale + offset;
    chroma.at(n, 1, i, j) = v * scale + offset;
}

/// Gradients by R, G, B of a pixel.
template <typename T>
NK_HD void rgb_to_yuv_pixel_gradient(
    const TensorView<const T>& by_luma,
    const TensorView<const T>& by_chroma,
    const ChromaGrid& grid,
    const ColorCoding& coding,
    const TensorView<T>& by_rgb,
    int64_t n,
    int64_t y,
    int64_t x
) {
    const int64_t i = y / grid.y.factor;
    const int64_t j = x / grid.x.factor;
    const T share = chroma_share<T>(grid.y, y, i) * chroma_share<T>(grid.x, x, j) *
                    static_cast<T>(coding.chroma_scale);
    const Triple<T> result = rgb_to_yuv_gradient<T>(
        coding,
        {by_luma.at(n, 0, y, x) * static_cast<T>(coding.luma_scale),
         by_chroma.at(n, 0, i, j) * share,
         by_chroma.at(n, 1, i, j) * share}
    );
    by_rgb.at(n, 0, y, x) = result.a;
    by_rgb.at(n, 1, y, x) = result.b;
    by_rgb.at(n, 2, y, x) = result.c;
}

}  // namespace nakawari::kernels
