/// A deque of seven frames; only those of chosen windows are converted to RGB.
#include "training/window_cutter.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <deque>
#include <optional>

#include "core/error.h"
#include "flow/dis_flow.h"
#include "io/color_converter.h"
#include "io/frame_source.h"
#include "training/footage_scan.h"
#include "training/random.h"

namespace nakawari {

namespace {

struct Corner {
    int x = 0;
    int y = 0;
    double motion = 0;
};

uint8_t quantise(float value) {
    const float scaled = value * 255.0F;
    return scaled > 0.0F ? static_cast<uint8_t>(std::nearbyint(std::min(scaled, 255.0F)))
                         : uint8_t{0};
}

int16_t quantise_flow(float pixels) {
    const float steps = std::nearbyint(pixels * flow_steps_per_pixel);
    return static_cast<int16_t>(std::clamp(steps, -32767.0F, 32767.0F));
}

/// Mean change of the green plane in the crop, in 8-bit code values; every fourth sample counts.
double motion_in(const Frame& before, const Frame& after, int left, int top, int side) {
    double sum = 0;
    int64_t count = 0;
    for (int y = top; y < top + side; y += 2) {
        const auto* a = before.plane(1).row<float>(y);
        const auto* b = after.plane(1).row<float>(y);
        for (int x = left; x < left + side; x += 2) {
            sum += std::abs(static_cast<double>(a[x]) - static_cast<double>(b[x]));
            ++count;
        }
    }
    return 255 * sum / static_cast<double>(count);
}

bool overlap(const Corner& a, const Corner& b, int side) {
    return std::abs(a.x - b.x) < side / 2 && std::abs(a.y - b.y) < side / 2;
}

/// Random corners; those with the most motion that do not cover each other.
std::vector<Corner> choose_corners(
    const Frame& before, const Frame& after, const CutRequest& request, Random& random
) {
    const Size size = before.size();
    const int candidates = request.crops * 4;
    std::vector<Corner> corners;
    for (int i = 0; i < candidates; ++i) {
        Corner corner;
        corner.x = static_cast<int>(random.below(size.width - request.side + 1));
        corner.y = static_cast<int>(random.below(size.height - request.side + 1));
        corner.motion = motion_in(before, after, corner.x, corner.y, request.side);
        corners.push_back(corner);
    }
    std::stable_sort(corners.begin(), corners.end(), [](const Corner& a, const Corner& b) {
        return a.motion > b.motion;
    });
    std::vector<Corner> chosen;
    for (const Corner& corner : corners) {
        const bool is_new = std::none_of(chosen.begin(), chosen.end(), [&](const Corner& other) {
            return overlap(corner, other, request.side);
        });
        if (is_new && chosen.size() < static_cast<std::size_t>(request.crops)) {
            chosen.push_back(corner);
        }
    }
    return chosen;
}

/// Everything that lives while one clip is cut.
class Cutter {
 public:
    Cutter(const CutRequest& request, const WindowSink& sink)
        : request_(request), sink_(sink), source_(FrameSource::open(request.source)) {}

    void run(const std::stop_token& stop) {
        auto center = request_.centers.begin();
        int64_t count = 0;
        while (center != request_.centers.end()) {
            const std::optional<Frame> frame = read(stop);
            if (!frame) {
                return;
            }
            start_ = start_.value_or(frame->pts());
            recent_.push_back(*frame);
            if (recent_.size() > static_cast<std::size_t>(window_frames)) {
                recent_.pop_front();
            }
            ++count;
            if (count == *center + window_reach + 1) {
                cut(*center);
                ++center;
            }
        }
    }

 private:
    /// A clip whose scan ended at a fault is cut up to there.
    std::optional<Frame> read(const std::stop_token& stop) {
        try {
            return source_->next(stop);
        } catch (const Error& error) {
            if (error.category() != Category::input || recent_.empty()) {
                throw;
            }
            return std::nullopt;
        }
    }

    void cut(int64_t center) {
        const std::array<Frame, stored_pictures> pictures{
            converter_.to_rgb_float(recent_.at(0)),
            converter_.to_rgb_float(recent_.at(2)),
            converter_.to_rgb_float(recent_.at(3)),
            converter_.to_rgb_float(recent_.at(4)),
            converter_.to_rgb_float(recent_.at(6))};
        Random random(request_.seed, static_cast<uint64_t>(center));
        const std::vector<Corner> corners =
            choose_corners(pictures[1], pictures[3], request_, random);
        const FlowField forth = flow_.estimate(pictures[1], pictures[3]);
        const FlowField back = flow_.estimate(pictures[3], pictures[1]);
        for (const Corner& corner : corners) {
            WindowPlace place;
            place.center = center;
            place.pts = pictures[2].pts() - *start_;
            place.x = corner.x;
            place.y = corner.y;
            place.motion = corner.motion;
            sink_(place, pixels(pictures, {&forth.x, &forth.y, &back.x, &back.y}, corner));
        }
    }

    [[nodiscard]] WindowPixels pixels(
        const std::array<Frame, stored_pictures>& pictures,
        const std::array<const std::vector<float>*, stored_flow_planes>& flow,
        const Corner& corner
    ) const {
        const int side = request_.side;
        WindowPixels pixels;
        for (const Frame& picture : pictures) {
            for (int plane = 0; plane < 3; ++plane) {
                for (int y = corner.y; y < corner.y + side; ++y) {
                    const auto* row = picture.plane(plane).row<float>(y) + corner.x;
                    std::transform(row, row + side, std::back_inserter(pixels.pictures), quantise);
                }
            }
        }
        const auto width = static_cast<std::ptrdiff_t>(pictures[0].size().width);
        for (const std::vector<float>* plane : flow) {
            for (int y = corner.y; y < corner.y + side; ++y) {
                const float* row = plane->data() + y * width + corner.x;
                std::transform(row, row + side, std::back_inserter(pixels.flow), quantise_flow);
            }
        }
        return pixels;
    }

    const CutRequest& request_;
    const WindowSink& sink_;
    const std::unique_ptr<FrameSource> source_;
    ColorConverter converter_;
    DisFlow flow_;
    std::deque<Frame> recent_;
    std::optional<Rational> start_;
};

}  // namespace

void cut_windows(const CutRequest& request, const WindowSink& sink, const std::stop_token& stop) {
    if (!request.centers.empty()) {
        Cutter(request, sink).run(stop);
    }
}

}  // namespace nakawari
