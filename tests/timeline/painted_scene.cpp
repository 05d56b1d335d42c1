/// Value noise on three grids.
#include "painted_scene.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "timeline/cut_detector.h"

namespace nakawari::test {
namespace {

/// A fixed random number, −1 … 1, at each grid point.
double random_at(uint32_t seed, int x, int y) {
    uint32_t hash = seed * 0x9E3779B9U ^ static_cast<uint32_t>(x) * 0x85EBCA6BU ^
                    static_cast<uint32_t>(y) * 0xC2B2AE35U;
    hash ^= hash >> 15;
    hash *= 0x2C1B3C6DU;
    hash ^= hash >> 12;
    hash *= 0x297A2D39U;
    hash ^= hash >> 15;
    return hash / 2147483648.0 - 1;
}

double smooth_noise(uint32_t seed, double x, double y) {
    const double left = std::floor(x);
    const double top = std::floor(y);
    const auto eased = [](double t) { return t * t * (3 - 2 * t); };
    const double across = eased(x - left);
    const double down = eased(y - top);
    const auto at = [&](int dx, int dy) {
        return random_at(seed, static_cast<int>(left) + dx, static_cast<int>(top) + dy);
    };
    const double upper = at(0, 0) + (at(1, 0) - at(0, 0)) * across;
    const double lower = at(0, 1) + (at(1, 1) - at(0, 1)) * across;
    return upper + (lower - upper) * down;
}

uint16_t to_sample(double value) {
    return static_cast<uint16_t>(std::lround(std::clamp(value, 0.0, 255.0) * 256));
}

}  // namespace

double PaintedScene::value(double x, double y) const {
    const double coarse = smooth_noise(seed_, x / 30, y / 30);
    const double middle = smooth_noise(seed_ + 1000, x / 12, y / 12);
    const double fine = smooth_noise(seed_ + 2000, x / 4, y / 4);
    return brightness_ + contrast_ * (1.4 * coarse + 0.7 * middle + 0.6 * fine);
}

LumaPicture PaintedScene::seen_from(double x, double y) const {
    LumaPicture picture{CutDetector::picture_size, {}};
    for (int row = 0; row < picture.size.height; ++row) {
        for (int column = 0; column < picture.size.width; ++column) {
            picture.samples.push_back(to_sample(value(x + column, y + row)));
        }
    }
    return picture;
}

LumaPicture blend(const LumaPicture& from, const LumaPicture& to, double part, double noise) {
    static thread_local std::mt19937 random(11);
    std::normal_distribution<double> deviate(0, std::max(noise, 1e-9));
    LumaPicture picture = from;
    for (std::size_t i = 0; i < picture.samples.size(); ++i) {
        const double mixed = from.samples[i] + (to.samples[i] - from.samples[i]) * part;
        picture.samples[i] = to_sample(mixed / 256 + (noise > 0 ? deviate(random) : 0));
    }
    return picture;
}

LumaPicture plain(double value) {
    const Size size = CutDetector::picture_size;
    return {
        size,
        std::vector<uint16_t>(
            static_cast<std::size_t>(size.width * size.height), to_sample(value)
        )};
}

}  // namespace nakawari::test
