/// Decoding times from presentation times.
#include "io/decode_times.h"

#include <algorithm>

namespace nakawari {

std::vector<int64_t> decode_times(const std::vector<int64_t>& pts) {
    std::vector<int64_t> sorted = pts;
    std::sort(sorted.begin(), sorted.end());
    // Packet i may carry the delay-th smaller pts at most: the distance between its place in time
    // and in decoding order.
    std::size_t delay = 0;
    for (std::size_t i = 0; i < pts.size(); ++i) {
        const auto place = static_cast<std::size_t>(
            std::lower_bound(sorted.begin(), sorted.end(), pts[i]) - sorted.begin()
        );
        delay = std::max(delay, i > place ? i - place : 0);
    }
    const int64_t step = sorted.size() > 1 ? sorted[1] - sorted[0] : 1;
    std::vector<int64_t> result(pts.size());
    for (std::size_t i = 0; i < pts.size(); ++i) {
        result[i] =
            i >= delay ? sorted[i - delay] : sorted[0] - static_cast<int64_t>(delay - i) * step;
    }
    return result;
}

}  // namespace nakawari
