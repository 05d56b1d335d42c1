/// Differences of 8-bit pictures, made visible.
#include "quality/difference_map.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>

#include "quality/eight_bit.h"
#include "quality/laplacian_bands.h"

namespace nakawari {
namespace {

constexpr float peak = 255;

float shown(float steps, float gain) {
    return std::clamp(steps / peak * gain, 0.0F, 1.0F);
}

/// Time and colour of the picture that is looked at.
Frame like(const Frame& picture, const Frame& map) {
    return map.with_time(picture.pts(), picture.duration());
}

}  // namespace

Frame difference_map(const Frame& reference, const Frame& picture, float gain) {
    require_comparable(reference, picture);
    const EightBitPicture a = make_eight_bit(reference);
    const EightBitPicture b = make_eight_bit(picture);
    const auto fill = [&](const std::vector<MutablePlane>& planes) {
        for (int plane = 0; plane < 3; ++plane) {
            for (int y = 0; y < a.size.height; ++y) {
                const uint8_t* left = a.row(plane, y);
                const uint8_t* right = b.row(plane, y);
                float* to = planes[static_cast<std::size_t>(plane)].row<float>(y);
                for (int x = 0; x < a.size.width; ++x) {
                    to[x] = shown(static_cast<float>(std::abs(left[x] - right[x])), gain);
                }
            }
        }
    };
    return like(picture, Frame::make(a.size, rgb_float_format, picture.color(), fill));
}

Frame high_frequency_map(const Frame& reference, const Frame& picture, float gain) {
    require_comparable(reference, picture);
    const EightBitPicture a = make_eight_bit(reference);
    const EightBitPicture b = make_eight_bit(picture);
    std::vector<float> energy(a.planes[0].size());
    for (std::size_t plane = 0; plane < 3; ++plane) {
        Channel difference{a.size, {a.planes[plane].begin(), a.planes[plane].end()}};
        for (std::size_t i = 0; i < energy.size(); ++i) {
            difference.samples[i] -= static_cast<float>(b.planes[plane][i]);
        }
        const std::vector<float> of_channel = band_energy(difference);
        std::transform(
            energy.begin(), energy.end(), of_channel.begin(), energy.begin(), std::plus<float>()
        );
    }
    const auto fill = [&](const std::vector<MutablePlane>& planes) {
        for (const MutablePlane& plane : planes) {
            for (int y = 0; y < a.size.height; ++y) {
                const float* from = energy.data() + static_cast<std::ptrdiff_t>(y) * a.size.width;
                float* to = plane.row<float>(y);
                std::transform(from, from + a.size.width, to, [gain](float sum) {
                    return shown(std::sqrt(sum / 3), gain);
                });
            }
        }
    };
    return like(picture, Frame::make(a.size, rgb_float_format, picture.color(), fill));
}

}  // namespace nakawari
