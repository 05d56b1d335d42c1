/// Separable binomial blur, rows then columns.
#include "quality/laplacian_bands.h"

#include <algorithm>
#include <array>

namespace nakawari {
namespace {

/// `spacing`: distance of the taps.
void blur_row(const float* row, float* result, int count, int spacing, std::vector<float>& padded) {
    const int reach = 2 * spacing;
    padded.resize(static_cast<std::size_t>(count + 2 * reach));
    std::fill_n(padded.begin(), reach, row[0]);
    std::copy_n(row, count, padded.begin() + reach);
    std::fill_n(padded.end() - reach, reach, row[count - 1]);
    const float* middle = padded.data() + reach;
    for (int x = 0; x < count; ++x) {
        result[x] = (middle[x - reach] + middle[x + reach] +
                     4 * (middle[x - spacing] + middle[x + spacing]) + 6 * middle[x]) /
                    16;
    }
}

Channel blurred(const Channel& channel, int spacing) {
    const auto [width, height] = channel.size;
    const auto row_of = [width = width](auto& samples, int y) {
        return samples.data() + static_cast<std::ptrdiff_t>(y) * width;
    };
    Channel along{channel.size, std::vector<float>(channel.samples.size())};
    std::vector<float> padded;
    for (int y = 0; y < height; ++y) {
        blur_row(row_of(channel.samples, y), row_of(along.samples, y), width, spacing, padded);
    }
    Channel result{channel.size, std::vector<float>(channel.samples.size())};
    for (int y = 0; y < height; ++y) {
        std::array<const float*, 5> rows{};
        for (int tap = 0; tap < 5; ++tap) {
            const int from = std::clamp(y + (tap - 2) * spacing, 0, height - 1);
            rows[static_cast<std::size_t>(tap)] = row_of(along.samples, from);
        }
        float* to = row_of(result.samples, y);
        for (int x = 0; x < width; ++x) {
            to[x] = (rows[0][x] + rows[4][x] + 4 * (rows[1][x] + rows[3][x]) + 6 * rows[2][x]) / 16;
        }
    }
    return result;
}

}  // namespace

std::vector<float> band_energy(const Channel& channel) {
    const Channel first = blurred(channel, 1);
    const Channel second = blurred(first, 2);
    std::vector<float> energy(channel.samples.size());
    for (std::size_t i = 0; i < energy.size(); ++i) {
        const float fine = channel.samples[i] - first.samples[i];
        const float coarse = first.samples[i] - second.samples[i];
        energy[i] = fine * fine + coarse * coarse;
    }
    return energy;
}

}  // namespace nakawari
