/// SSIM in one pass over the rows. For s = a + b and d = a − b, μa² + μb² = (μs² + μd²)/2, 2μaμb =
/// (μs² − μd²)/2, and the same for variances and covariance: four filtered maps instead of five,
/// and the covariance of similar pictures loses no digits.
#include "quality/ssim.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "quality/eight_bit.h"

namespace nakawari {
namespace {

constexpr int radius = 5;
constexpr int taps = 2 * radius + 1;
constexpr float middle = 255;  ///< of s, taken away before squaring to keep digits
constexpr float c1 = (0.01F * 255) * (0.01F * 255);
constexpr float c2 = (0.03F * 255) * (0.03F * 255);

enum class Border { cropped, repeated };
enum class Channels { separate, mixed };

/// Of s − middle, d, and their squares.
constexpr std::size_t map_count = 4;
using Maps = std::array<std::vector<float>, map_count>;

/// Normalised Gaussian of σ 1.5; [0] is the middle tap, [5] the outermost.
std::array<float, radius + 1> make_half_window() {
    std::array<double, radius + 1> weights{};
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto distance = static_cast<double>(i);
        weights[i] = std::exp(-distance * distance / (2 * 1.5 * 1.5));
        sum += i == 0 ? weights[i] : 2 * weights[i];
    }
    std::array<float, radius + 1> window{};
    std::transform(weights.begin(), weights.end(), window.begin(), [sum](double weight) {
        return static_cast<float>(weight / sum);
    });
    return window;
}

const std::array<float, radius + 1> half_window = make_half_window();

/// `at(i, offset)`: sample i of the source moved by −5 … 5 taps.
template <typename At>
void filter(float* result, int count, const At& at) {
    const std::array<float, radius + 1> w = half_window;
    for (int i = 0; i < count; ++i) {
        result[i] = w[0] * at(i, 0) + w[1] * (at(i, -1) + at(i, 1)) +
                    w[2] * (at(i, -2) + at(i, 2)) + w[3] * (at(i, -3) + at(i, 3)) +
                    w[4] * (at(i, -4) + at(i, 4)) + w[5] * (at(i, -5) + at(i, 5));
    }
}

/// One channel of both pictures, filtered row by row.
class FilteredChannel {
 public:
    FilteredChannel(const EightBitPicture& a, const EightBitPicture& b, int plane, Border border)
        : a_(a), b_(b), plane_(plane), padding_(border == Border::repeated ? radius : 0) {
        const auto padded = static_cast<std::size_t>(a.size.width + 2 * padding_);
        for (std::size_t map = 0; map < map_count; ++map) {
            source_[map].resize(padded);
            result_[map].resize(padded - 2 * radius);
            for (std::vector<float>& row : ring_[map]) {
                row.resize(padded - 2 * radius);
            }
        }
    }

    /// Rows must be asked for from 0 on, one after the other.
    const Maps& row(int y) {
        for (; next_ < y + taps; ++next_) {
            add_row(next_);
        }
        for (std::size_t map = 0; map < map_count; ++map) {
            std::array<const float*, taps> rows{};
            for (int tap = 0; tap < taps; ++tap) {
                rows[static_cast<std::size_t>(tap)] = ring_[map][slot(y + tap)].data();
            }
            filter(
                result_[map].data(),
                static_cast<int>(result_[map].size()),
                [&rows](int x, int tap) { return rows[static_cast<std::size_t>(tap + radius)][x]; }
            );
        }
        return result_;
    }

 private:
    static std::size_t slot(int row) { return static_cast<std::size_t>(row % taps); }

    /// Row `y` of the padded picture: differences and sums, filtered along the row.
    void add_row(int y) {
        const int from = std::clamp(y - padding_, 0, a_.size.height - 1);
        const uint8_t* left = a_.row(plane_, from);
        const uint8_t* right = b_.row(plane_, from);
        const int width = a_.size.width;
        float* sums = source_[0].data() + padding_;
        float* differences = source_[1].data() + padding_;
        for (int x = 0; x < width; ++x) {
            sums[x] = static_cast<float>(left[x] + right[x]) - middle;
            differences[x] = static_cast<float>(left[x] - right[x]);
        }
        for (int i = 1; i <= padding_; ++i) {
            sums[-i] = sums[0];
            sums[width - 1 + i] = sums[width - 1];
            differences[-i] = differences[0];
            differences[width - 1 + i] = differences[width - 1];
        }
        for (std::size_t i = 0; i < source_[0].size(); ++i) {
            source_[2][i] = source_[0][i] * source_[0][i];
            source_[3][i] = source_[1][i] * source_[1][i];
        }
        for (std::size_t map = 0; map < map_count; ++map) {
            std::vector<float>& filtered = ring_[map][slot(y)];
            const float* centre = source_[map].data() + radius;
            filter(filtered.data(), static_cast<int>(filtered.size()), [centre](int x, int tap) {
                return centre[x + tap];
            });
        }
    }

    const EightBitPicture& a_;
    const EightBitPicture& b_;
    const int plane_;
    const int padding_;
    Maps source_;
    std::array<std::array<std::vector<float>, taps>, map_count> ring_;
    Maps result_;
    int next_ = 0;
};

/// Sum of the SSIM map over a row of filtered maps.
double row_sum(const Maps& maps) {
    double sum = 0;
    float part = 0;
    for (std::size_t x = 0; x < maps[0].size(); ++x) {
        const float mean_s = maps[0][x] + middle;
        const float mean_d = maps[1][x];
        const float variance_s = maps[2][x] - maps[0][x] * maps[0][x];
        const float variance_d = maps[3][x] - mean_d * mean_d;
        const float s2 = mean_s * mean_s / 2;
        const float d2 = mean_d * mean_d / 2;
        const float likeness = (s2 - d2 + c1) * ((variance_s - variance_d) / 2 + c2);
        const float scale = (s2 + d2 + c1) * ((variance_s + variance_d) / 2 + c2);
        part += likeness / scale;
        if (x % 64 == 63) {
            sum += static_cast<double>(part);
            part = 0;
        }
    }
    return sum + static_cast<double>(part);
}

/// Window over the three channels with repeated ends: weight of channel j in the result for i.
using Mixing = std::array<std::array<float, 3>, 3>;

Mixing make_mixing() {
    Mixing mixing{};
    for (int i = 0; i < 3; ++i) {
        for (int tap = -radius; tap <= radius; ++tap) {
            const auto j = static_cast<std::size_t>(std::clamp(i + tap, 0, 2));
            mixing[static_cast<std::size_t>(i)][j] +=
                half_window[static_cast<std::size_t>(std::abs(tap))];
        }
    }
    return mixing;
}

void mix(
    const std::array<const Maps*, 3>& channels, const std::array<float, 3>& weights, Maps& to
) {
    for (std::size_t map = 0; map < map_count; ++map) {
        const float* r = (*channels[0])[map].data();
        const float* g = (*channels[1])[map].data();
        const float* b = (*channels[2])[map].data();
        float* mixed = to[map].data();
        for (std::size_t x = 0; x < to[map].size(); ++x) {
            mixed[x] = weights[0] * r[x] + weights[1] * g[x] + weights[2] * b[x];
        }
    }
}

std::optional<double> mean_ssim(const Frame& a, const Frame& b, Border border, Channels channels) {
    require_comparable(a, b);
    if (std::min(a.size().width, a.size().height) < taps) {
        return std::nullopt;
    }
    const EightBitPicture left = make_eight_bit(a);
    const EightBitPicture right = make_eight_bit(b);
    std::vector<FilteredChannel> filtered;
    for (int plane = 0; plane < 3; ++plane) {
        filtered.emplace_back(left, right, plane, border);
    }
    const int cropped = border == Border::cropped ? 2 * radius : 0;
    const int height = a.size().height - cropped;
    const int width = a.size().width - cropped;
    const Mixing mixing = make_mixing();
    Maps mixed;
    for (std::vector<float>& map : mixed) {
        map.resize(static_cast<std::size_t>(width));
    }
    double sum = 0;
    for (int y = 0; y < height; ++y) {
        const std::array<const Maps*, 3> rows{
            &filtered[0].row(y), &filtered[1].row(y), &filtered[2].row(y)};
        for (std::size_t channel = 0; channel < 3; ++channel) {
            if (channels == Channels::mixed) {
                mix(rows, mixing[channel], mixed);
            }
            sum += row_sum(channels == Channels::mixed ? mixed : *rows[channel]);
        }
    }
    return sum / (3.0 * width * height);
}

}  // namespace

std::optional<double> ssim(const Frame& a, const Frame& b) {
    return mean_ssim(a, b, Border::cropped, Channels::separate);
}

std::optional<double> ssim_paper(const Frame& a, const Frame& b) {
    return mean_ssim(a, b, Border::repeated, Channels::mixed);
}

}  // namespace nakawari
