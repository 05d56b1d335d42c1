/// Exhaustive block matching on 64×36 samples, one displacement of the whole picture at a time.
#include "timeline/picture_mismatch.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace nakawari {
namespace {

constexpr int width = mismatch_size.width;
constexpr int height = mismatch_size.height;
constexpr int block_width = 8;
constexpr int block_height = 6;
constexpr int blocks_x = width / block_width;
constexpr int blocks_y = height / block_height;
constexpr int reach_x = 10;
constexpr int reach_y = 6;
constexpr int padded_width = width + 2 * reach_x;
constexpr int padded_height = height + 2 * reach_y;

using Padded = std::array<int16_t, static_cast<std::size_t>(padded_width) * padded_height>;
using BlockSums = std::array<int32_t, static_cast<std::size_t>(blocks_x) * blocks_y>;

Padded with_repeated_edges(const CenteredPicture& picture) {
    Padded padded;
    for (int y = 0; y < padded_height; ++y) {
        const int from_y = std::clamp(y - reach_y, 0, height - 1);
        for (int x = 0; x < padded_width; ++x) {
            const int from_x = std::clamp(x - reach_x, 0, width - 1);
            padded[static_cast<std::size_t>(y * padded_width + x)] =
                picture.samples[static_cast<std::size_t>(from_y * width + from_x)];
        }
    }
    return padded;
}

/// Absolute differences at one displacement, summed over blocks; `best` keeps the smallest.
void compare_displaced(const int16_t* displaced, const CenteredPicture& b, BlockSums& best) {
    for (int block_y = 0; block_y < blocks_y; ++block_y) {
        std::array<int16_t, width> columns{};
        for (int row = 0; row < block_height; ++row) {
            const int y = block_y * block_height + row;
            const int16_t* left = displaced + y * padded_width;
            const int16_t* right = b.samples.data() + y * width;
            for (std::size_t x = 0; x < width; ++x) {
                columns[x] = static_cast<int16_t>(columns[x] + std::abs(left[x] - right[x]));
            }
        }
        for (int block_x = 0; block_x < blocks_x; ++block_x) {
            const auto first = columns.begin() + block_x * block_width;
            int32_t& least = best[static_cast<std::size_t>(block_y * blocks_x + block_x)];
            least = std::min(least, std::accumulate(first, first + block_width, int32_t{0}));
        }
    }
}

double one_way(const CenteredPicture& a, const CenteredPicture& b) {
    const Padded padded = with_repeated_edges(a);
    BlockSums best;
    best.fill(std::numeric_limits<int32_t>::max());
    for (int y = 0; y <= 2 * reach_y; ++y) {
        for (int x = 0; x <= 2 * reach_x; ++x) {
            compare_displaced(padded.data() + y * padded_width + x, b, best);
        }
    }
    return std::accumulate(best.begin(), best.end(), 0.0) / (width * height);
}

}  // namespace

CenteredPicture make_centered(const LumaPicture& picture) {
    CenteredPicture result;
    if (picture.size != mismatch_size || picture.samples.size() != result.samples.size()) {
        throw std::invalid_argument("cuts are looked for on 64×36 pictures");
    }
    constexpr double count = width * height;
    constexpr double levels = 256;
    result.mean = std::accumulate(picture.samples.begin(), picture.samples.end(), 0.0) / count;
    double squares = 0;
    for (std::size_t i = 0; i < result.samples.size(); ++i) {
        const double centered = (picture.samples[i] - result.mean) / levels;
        squares += centered * centered;
        result.samples[i] = static_cast<int16_t>(std::lround(centered));
    }
    result.mean /= levels;
    result.deviation = std::sqrt(squares / count);
    return result;
}

double mismatch(const CenteredPicture& a, const CenteredPicture& b) {
    return (one_way(a, b) + one_way(b, a)) / 2;
}

}  // namespace nakawari
