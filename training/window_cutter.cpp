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

/// Motion that enters a crop is taken to come from no farther.
constexpr int flow_margin = 128;

struct Region {
    int x = 0;
    int y = 0;
    Size size;
};

/// The part of a picture whose flow is estimated for a crop; all parts of a clip have one size.
Region flow_region(const Corner& corner, int side, Size picture) {
    const int length = side + 2 * flow_margin;
    const Size size{std::min(picture.width, length), std::min(picture.height, length)};
    return {
        std::clamp(corner.x - flow_margin, 0, picture.width - size.width),
        std::clamp(corner.y - flow_margin, 0, picture.height - size.height),
        size};
}

Frame part_of(const Frame& frame, const Region& region) {
    return Frame::make(
        region.size,
        frame.format(),
        frame.color(),
        [&](const std::vector<MutablePlane>& planes) {
            for (std::size_t i = 0; i < planes.size(); ++i) {
                for (int y = 0; y < region.size.height; ++y) {
                    const float* row =
                        frame.plane(static_cast<int>(i)).row<float>(region.y + y) + region.x;
                    std::copy(row, row + region.size.width, planes[i].row<float>(y));
                }
            }
        }
    );
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
        for (const Corner& corner : corners) {
            const Region region = flow_region(corner, request_.side, pictures[2].size());
            const Frame before = part_of(pictures[1], region);
            const Frame after = part_of(pictures[3], region);
            WindowPlace place;
            place.center = center;
            place.pts = pictures[2].pts() - *start_;
            place.x = corner.x;
            place.y = corner.y;
            place.motion = corner.motion;
            const auto [forth, back] = flow_.estimate_both(before, after, /*parallel=*/true);
            WindowPixels window;
            add_pictures(pictures, corner, window);
            for (const auto* plane : {&forth.x, &forth.y, &back.x, &back.y}) {
                add_flow(*plane, region, corner, window);
            }
            sink_(place, window);
        }
    }

    void add_pictures(
        const std::array<Frame, stored_pictures>& pictures,
        const Corner& corner,
        WindowPixels& window
    ) const {
        const int side = request_.side;
        for (const Frame& picture : pictures) {
            for (int plane = 0; plane < 3; ++plane) {
                for (int y = corner.y; y < corner.y + side; ++y) {
                    const auto* row = picture.plane(plane).row<float>(y) + corner.x;
                    std::transform(row, row + side, std::back_inserter(window.pictures), quantise);
                }
            }
        }
    }

    void add_flow(
        const std::vector<float>& plane,
        const Region& region,
        const Corner& corner,
        WindowPixels& window
    ) const {
        const std::ptrdiff_t width = region.size.width;
        for (int y = corner.y - region.y; y < corner.y - region.y + request_.side; ++y) {
            const float* row = plane.data() + y * width + corner.x - region.x;
            std::transform(
                row, row + request_.side, std::back_inserter(window.flow), quantise_flow
            );
        }
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
