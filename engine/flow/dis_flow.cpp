/// DIS flow through OpenCV: quantise, grey, enlarge small pictures, run, crop.
#include "flow/dis_flow.h"

#include <algorithm>
#include <cmath>
#include <future>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>

#include "core/error.h"

namespace nakawari {

namespace {

/// The coarsest level of the pyramid needs a few 8×8 patches; below this OpenCV fails.
constexpr int smallest_side = 96;

/// Rounds to nearest even like the published evaluation; a NaN becomes 0.
uint8_t quantise(float value) {
    const float scaled = value * 255.0F;
    return scaled > 0.0F ? static_cast<uint8_t>(std::nearbyint(std::min(scaled, 255.0F)))
                         : uint8_t{0};
}

cv::Mat grey(const Frame& frame) {
    const Size size = frame.size();
    cv::Mat rgb(size.height, size.width, CV_8UC3);
    for (int channel = 0; channel < 3; ++channel) {
        const ConstPlane plane = frame.plane(channel);
        for (int y = 0; y < size.height; ++y) {
            const auto* source = plane.row<float>(y);
            auto* target = rgb.ptr<uint8_t>(y) + channel;
            for (int x = 0; x < size.width; ++x) {
                target[3 * static_cast<std::ptrdiff_t>(x)] = quantise(source[x]);
            }
        }
    }
    cv::Mat result;
    cv::cvtColor(rgb, result, cv::COLOR_RGB2GRAY);
    const int bottom = std::max(0, smallest_side - size.height);
    const int right = std::max(0, smallest_side - size.width);
    if (bottom > 0 || right > 0) {
        cv::copyMakeBorder(result, result, 0, bottom, 0, right, cv::BORDER_REPLICATE);
    }
    return result;
}

}  // namespace

struct DisFlow::Private {
    struct Direction {
        cv::Ptr<cv::DISOpticalFlow> algorithm;
        Size size;
    };
    Direction forth, back;
};

namespace {

void check(const Frame& from, const Frame& to) {
    if (from.format() != rgb_float_format || to.format() != rgb_float_format ||
        from.size() != to.size()) {
        throw Error(
            Category::failed,
            NK_TEXT("Optical flow needs two RGB float frames of one size, not %1 and %2."),
            {from.format().to_string(), to.format().to_string()}
        );
    }
}

/// `size`: of the pictures, without what grey() added.
template <typename Direction>
FlowField run(Direction& direction, const cv::Mat& from, const cv::Mat& to, Size size) {
    if (!direction.algorithm || direction.size != size) {
        // The object keeps buffers of the last size and misbehaves when it changes.
        direction.algorithm = cv::DISOpticalFlow::create(cv::DISOpticalFlow::PRESET_MEDIUM);
        direction.size = size;
    }
    cv::Mat flow;
    direction.algorithm->calc(from, to, flow);
    const auto area = static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
    FlowField field{size, {}, {}};
    field.x.reserve(area);
    field.y.reserve(area);
    for (int y = 0; y < size.height; ++y) {
        const auto* row = flow.ptr<cv::Vec2f>(y);
        for (int x = 0; x < size.width; ++x) {
            field.x.push_back(row[x][0]);
            field.y.push_back(row[x][1]);
        }
    }
    return field;
}

}  // namespace

DisFlow::DisFlow() : private_(std::make_unique<Private>()) {
    // DIS cuts the picture into one stripe per thread and does not propagate across their borders:
    // with one stripe the flow is the same on every machine.
    cv::setNumThreads(1);
}

DisFlow::~DisFlow() = default;

FlowField DisFlow::estimate(const Frame& from, const Frame& to) {
    check(from, to);
    return run(private_->forth, grey(from), grey(to), from.size());
}

std::pair<FlowField, FlowField> DisFlow::estimate_both(
    const Frame& first, const Frame& second, bool parallel
) {
    check(first, second);
    const cv::Mat from = grey(first);
    const cv::Mat to = grey(second);
    std::future<FlowField> back =
        std::async(parallel ? std::launch::async : std::launch::deferred, [&] {
            return run(private_->back, to, from, first.size());
        });
    FlowField forth = run(private_->forth, from, to, first.size());
    return {std::move(forth), back.get()};
}

}  // namespace nakawari
