/// Peak signal-to-noise ratio: whole numbers until the last division.
#include "quality/psnr.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "quality/eight_bit.h"

namespace nakawari {
namespace {

constexpr double peak = 255.0;
/// The squared differences of so many samples fit 32 bits.
constexpr int part_length = 4096;

uint32_t squared_error(const float* a, const float* b, int count) {
    std::array<uint8_t, part_length> left;
    std::array<uint8_t, part_length> right;
    to_eight_bit(a, left.data(), count);
    to_eight_bit(b, right.data(), count);
    uint32_t sum = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        const int difference = left[i] - right[i];
        sum += static_cast<uint32_t>(difference * difference);
    }
    return sum;
}

double mean_squared_error(const Frame& a, const Frame& b) {
    require_comparable(a, b);
    uint64_t sum = 0;
    for (int plane = 0; plane < 3; ++plane) {
        for (int y = 0; y < a.size().height; ++y) {
            const float* left = a.plane(plane).row<float>(y);
            const float* right = b.plane(plane).row<float>(y);
            for (int x = 0; x < a.size().width; x += part_length) {
                const int count = std::min(part_length, a.size().width - x);
                sum += squared_error(left + x, right + x, count);
            }
        }
    }
    return static_cast<double>(sum) / (3.0 * a.size().width * a.size().height);
}

}  // namespace

std::optional<double> psnr_db(double mse) {
    return mse > 0 ? std::optional(10.0 * std::log10(peak * peak / mse)) : std::nullopt;
}

Psnr psnr(const Frame& a, const Frame& b) {
    const double mse = mean_squared_error(a, b);
    return {mse, psnr_db(mse)};
}

double psnr_paper(const Frame& a, const Frame& b) {
    constexpr double epsilon = 1e-8;
    return -10.0 * std::log10(mean_squared_error(a, b) / (peak * peak) + epsilon);
}

}  // namespace nakawari
