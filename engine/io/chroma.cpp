/// Chroma up and down: a pair whose round trip gives every chroma sample back.
#include "io/chroma.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace nakawari {
namespace {

/// One axis: `factor` luma samples per chroma sample, `length` luma samples in all.
struct Axis {
    int factor;
    int length;
    int chroma_length;
    Siting siting;

    /// The luma sample that shares chroma sample i's place (not for Siting::middle). The last one
    /// moves to the edge if the picture ends before it.
    [[nodiscard]] int place(int i) const {
        return siting == Siting::first ? i * factor : std::min(i * factor + factor - 1, length - 1);
    }
};

/// A luma position as a mix of two chroma samples.
struct Mix {
    int before;
    int after;
    float weight;  ///< of `after`
    friend bool operator==(const Mix&, const Mix&) = default;
};

Mix mix_at(const Axis& axis, int position) {
    const int own = position / axis.factor;
    if (axis.siting == Siting::middle || axis.factor == 1) {
        return {own, own, 0.0F};
    }
    const int before = axis.siting == Siting::first || position == axis.place(own) ? own : own - 1;
    const int after = before + 1;
    if (before < 0) {
        return {0, 0, 0.0F};
    }
    if (after >= axis.chroma_length || position == axis.place(before)) {
        return {before, before, 0.0F};
    }
    const auto distance = static_cast<float>(position - axis.place(before));
    return {before, after, distance / static_cast<float>(axis.place(after) - axis.place(before))};
}

/// Plain loops: the compiler vectorises them.
void mix_rows(const float* a, const float* b, float weight, float* result, int width) {
    for (int x = 0; x < width; ++x) {
        result[x] = a[x] + (b[x] - a[x]) * weight;
    }
}

void widen(const float* chroma, const Axis& axis, float* full) {
    if (axis.factor == 2 && axis.siting == Siting::first) {
        const int pairs = std::min(axis.chroma_length - 1, axis.length / 2);
        for (int i = 0; i < pairs; ++i) {
            full[2 * i] = chroma[i];
            full[2 * i + 1] = 0.5F * (chroma[i] + chroma[i + 1]);
        }
        std::fill(full + 2 * pairs, full + axis.length, chroma[axis.chroma_length - 1]);
        return;
    }
    if (axis.factor == 2 && axis.siting == Siting::middle) {
        const int pairs = axis.length / 2;
        for (int i = 0; i < pairs; ++i) {
            full[2 * i] = chroma[i];
            full[2 * i + 1] = chroma[i];
        }
        std::fill(full + 2 * pairs, full + axis.length, chroma[axis.chroma_length - 1]);
        return;
    }
    for (int x = 0; x < axis.length; ++x) {
        const Mix mix = mix_at(axis, x);
        full[x] = chroma[mix.before] + (chroma[mix.after] - chroma[mix.before]) * mix.weight;
    }
}

void narrow(const float* full, const Axis& axis, float* chroma) {
    if (axis.factor == 1) {
        std::copy_n(full, axis.length, chroma);
        return;
    }
    if (axis.siting != Siting::middle) {
        for (int i = 0; i < axis.chroma_length; ++i) {
            chroma[i] = full[axis.place(i)];
        }
        return;
    }
    for (int i = 0; i < axis.chroma_length; ++i) {
        const int end = std::min((i + 1) * axis.factor, axis.length);
        float sum = 0;
        for (int x = i * axis.factor; x < end; ++x) {
            sum += full[x];
        }
        chroma[i] = sum / static_cast<float>(end - i * axis.factor);
    }
}

/// The mean of the full rows that chroma row `i` stands for.
void mean_rows(const ConstPlane& full, const Axis& axis, int i, float* result) {
    const int begin = i * axis.factor;
    const int end = std::min(begin + axis.factor, axis.length);
    const float scale = 1.0F / static_cast<float>(end - begin);
    std::copy_n(full.row<float>(begin), full.size.width, result);
    for (int y = begin + 1; y < end; ++y) {
        const float* row = full.row<float>(y);
        for (int x = 0; x < full.size.width; ++x) {
            result[x] += row[x];
        }
    }
    for (int x = 0; x < full.size.width; ++x) {
        result[x] *= scale;
    }
}

Axis horizontal(Size full, Size chroma, const PixelFormat& format, ChromaSiting siting) {
    return {1 << format.chroma_shift_x, full.width, chroma.width, siting.x};
}

Axis vertical(Size full, Size chroma, const PixelFormat& format, ChromaSiting siting) {
    return {1 << format.chroma_shift_y, full.height, chroma.height, siting.y};
}

}  // namespace

ChromaSiting chroma_siting(ChromaLocation location) {
    switch (location) {
        case ChromaLocation::center:
            return {Siting::middle, Siting::middle};
        case ChromaLocation::top_left:
            return {Siting::first, Siting::first};
        case ChromaLocation::top:
            return {Siting::middle, Siting::first};
        case ChromaLocation::bottom_left:
            return {Siting::first, Siting::last};
        case ChromaLocation::bottom:
            return {Siting::middle, Siting::last};
        case ChromaLocation::unspecified:
        case ChromaLocation::left:
            break;
    }
    return {Siting::first, Siting::middle};
}

void upsample_chroma(
    const ConstPlane& chroma,
    const MutablePlane& full,
    const PixelFormat& format,
    ChromaSiting siting
) {
    const Axis x_axis = horizontal(full.size, chroma.size, format, siting);
    const Axis y_axis = vertical(full.size, chroma.size, format, siting);
    std::vector<float> mixed(static_cast<std::size_t>(chroma.size.width));
    Mix previous{-1, -1, 0.0F};
    for (int y = 0; y < full.size.height; ++y) {
        const Mix mix = mix_at(y_axis, y);
        if (mix == previous) {
            const auto bytes = static_cast<std::size_t>(full.size.width) * sizeof(float);
            std::memcpy(full.row<float>(y), full.row<float>(y - 1), bytes);
            continue;
        }
        previous = mix;
        const float* row = chroma.row<float>(mix.before);
        if (mix.weight > 0) {
            mix_rows(
                row, chroma.row<float>(mix.after), mix.weight, mixed.data(), chroma.size.width
            );
            row = mixed.data();
        }
        widen(row, x_axis, full.row<float>(y));
    }
}

void downsample_chroma(
    const ConstPlane& full,
    const MutablePlane& chroma,
    const PixelFormat& format,
    ChromaSiting siting
) {
    const Axis x_axis = horizontal(full.size, chroma.size, format, siting);
    const Axis y_axis = vertical(full.size, chroma.size, format, siting);
    std::vector<float> mean(static_cast<std::size_t>(full.size.width));
    for (int i = 0; i < chroma.size.height; ++i) {
        const float* row = nullptr;
        if (y_axis.factor == 1) {
            row = full.row<float>(i);
        } else if (y_axis.siting != Siting::middle) {
            row = full.row<float>(y_axis.place(i));
        } else {
            mean_rows(full, y_axis, i, mean.data());
            row = mean.data();
        }
        narrow(row, x_axis, chroma.row<float>(i));
    }
}

}  // namespace nakawari
