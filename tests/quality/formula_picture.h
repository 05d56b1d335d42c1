/// Pictures made by formula from whole numbers, the same bits as tests/golden/quality/generate.py
/// makes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/frame.h"

namespace nakawari::test {

/// A float picture from the value at (channel, y, x).
inline Frame make_picture(Size size, const std::function<float(int, int, int)>& value) {
    const auto fill = [&](const std::vector<MutablePlane>& planes) {
        for (int c = 0; c < 3; ++c) {
            for (int y = 0; y < size.height; ++y) {
                float* row = planes[static_cast<std::size_t>(c)].row<float>(y);
                for (int x = 0; x < size.width; ++x) {
                    row[x] = value(c, y, x);
                }
            }
        }
    };
    return Frame::make(size, rgb_float_format, {}, fill);
}

inline uint64_t hashed(uint64_t i) {
    constexpr uint64_t low = 0xFFFFFFFF;
    i = (i ^ (i >> 15U)) * 0x2C1B3C6DU & low;
    i = (i ^ (i >> 12U)) * 0x297A2D39U & low;
    return i ^ (i >> 15U);
}

/// The values of generate.py in 1/1024.
class FormulaPicture {
 public:
    explicit FormulaPicture(Size size) : size_(size) {}

    [[nodiscard]] int reference(int c, int y, int x) const {
        const int triangle = std::abs((x * (7 + c) + y * (3 + 2 * c)) % 128 - 64) * 12;
        const int ramp = (x * 5 + y * 9 + c * 100) % 400;
        return triangle + ramp + static_cast<int>(hashed(index(c, y, x) + 1) % 64) - 100;
    }
    /// One of the degraded pictures: "noisy", "shifted", "mixed", "plain"; else the reference.
    [[nodiscard]] int value(const std::string& name, int c, int y, int x) const {
        const int base = reference(c, y, x);
        const int shifted = reference(c, y, std::max(x - 1, 0));
        if (name == "noisy") {
            return base + static_cast<int>(hashed(index(c, y, x) + 777777) % 128) - 64;
        }
        if (name == "mixed") {
            const int sum = base + shifted;
            return sum / 2 - (sum % 2 < 0 ? 1 : 0);  // rounded down, as Python does
        }
        return name == "shifted" ? shifted : name == "plain" ? 512 : base;
    }
    [[nodiscard]] Frame picture(const std::string& name) const {
        return make_picture(size_, [&](int c, int y, int x) {
            return static_cast<float>(value(name, c, y, x)) / 1024.0F;
        });
    }

 private:
    [[nodiscard]] uint64_t index(int c, int y, int x) const {
        return static_cast<uint64_t>((c * size_.height + y) * size_.width + x);
    }
    Size size_;
};

/// A line of scores.txt.
struct GoldenScore {
    std::string name;
    Size size;
    double psnr = 0;
    double ssim = 0;
    double psnr_paper = 0;
    double ssim_paper = 0;
    double high_frequency_error = 0;
    double sharpness = 0;
    double reference_energy = 0;
};

inline std::vector<GoldenScore> read_golden_scores(const std::string& file) {
    std::ifstream stream(file);
    std::vector<GoldenScore> scores;
    for (std::string line; std::getline(stream, line);) {
        std::istringstream words(line);
        GoldenScore s;
        words >> s.name >> s.size.width >> s.size.height >> s.psnr >> s.ssim >> s.psnr_paper >>
            s.ssim_paper >> s.high_frequency_error >> s.sharpness >> s.reference_energy;
        if (!words) {
            throw std::runtime_error(file + ": " + line);
        }
        scores.push_back(s);
    }
    if (scores.size() < 16) {
        throw std::runtime_error(file + " is missing or short");
    }
    return scores;
}

/// An 8-bit binary PPM.
inline Frame read_ppm(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string magic;
    Size size;
    int peak = 0;
    stream >> magic >> size.width >> size.height >> peak;
    stream.get();
    std::vector<char> samples(static_cast<std::size_t>(size.width * size.height) * 3);
    stream.read(samples.data(), static_cast<std::streamsize>(samples.size()));
    if (!stream || magic != "P6" || peak != 255) {
        throw std::runtime_error(file + " cannot be read");
    }
    return make_picture(size, [&](int c, int y, int x) {
        const auto at = static_cast<std::size_t>((y * size.width + x) * 3 + c);
        return static_cast<float>(static_cast<unsigned char>(samples[at])) / 255.0F;
    });
}

}  // namespace nakawari::test
