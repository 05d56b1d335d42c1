/// Peak signal-to-noise ratio.
#include "quality/psnr.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace nakawari {
namespace {

constexpr double peak = 255.0;

/// 8-bit step of a sample: clamped, rounded half to even (the default rounding mode).
float quantised(float value) {
    return std::nearbyint(std::clamp(value, 0.0F, 1.0F) * static_cast<float>(peak));
}

double mean_squared_error(const Frame& a, const Frame& b) {
    if (a.size() != b.size() || a.format() != rgb_float_format || b.format() != rgb_float_format) {
        throw std::invalid_argument("psnr needs two float RGB pictures of one size");
    }
    double sum = 0;
    for (int plane = 0; plane < 3; ++plane) {
        for (int y = 0; y < a.size().height; ++y) {
            const float* left = a.plane(plane).row<float>(y);
            const float* right = b.plane(plane).row<float>(y);
            double row = 0;
            for (int x = 0; x < a.size().width; ++x) {
                const double difference = quantised(left[x]) - quantised(right[x]);
                row += difference * difference;
            }
            sum += row;
        }
    }
    return sum / (3.0 * a.size().width * a.size().height);
}

}  // namespace

Psnr psnr(const Frame& a, const Frame& b) {
    Psnr result;
    result.mse = mean_squared_error(a, b);
    if (result.mse > 0) {
        result.db = 10.0 * std::log10(peak * peak / result.mse);
    }
    return result;
}

double psnr_paper(const Frame& a, const Frame& b) {
    constexpr double epsilon = 1e-8;
    return -10.0 * std::log10(mean_squared_error(a, b) / (peak * peak) + epsilon);
}

}  // namespace nakawari
