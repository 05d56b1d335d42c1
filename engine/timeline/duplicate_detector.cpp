/// Mean and greatest change of box averages.
#include "timeline/duplicate_detector.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace nakawari {
namespace {

constexpr Size most_boxes{160, 90};
constexpr int least_box = 8;  // pixels on a side; smaller ones would not average noise out
constexpr double levels = 256;

bool is_within(const LumaPicture& a, const LumaPicture& b, const DuplicateThresholds& limits) {
    int64_t sum = 0;
    int most = 0;
    for (std::size_t i = 0; i < a.samples.size(); ++i) {
        const int change = std::abs(int{a.samples[i]} - int{b.samples[i]});
        sum += change;
        most = std::max(most, change);
    }
    const double mean = static_cast<double>(sum) / static_cast<double>(a.samples.size());
    return mean <= limits.mean_change * levels && most <= limits.most_change * levels;
}

}  // namespace

bool DuplicateDetector::push(const Frame& frame) {
    const Size size{
        std::clamp(frame.size().width / least_box, 1, most_boxes.width),
        std::clamp(frame.size().height / least_box, 1, most_boxes.height)};
    LumaPicture picture = make_luma_picture(frame, size);
    if (distinct_ && frame_size_ == frame.size() && is_within(*distinct_, picture, thresholds_)) {
        return true;
    }
    distinct_ = std::move(picture);
    frame_size_ = frame.size();
    return false;
}

}  // namespace nakawari
