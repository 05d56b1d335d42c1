/// Classical optical flow (OpenCV DIS): the flow branch of Mini-flow and the "flow" baseline.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "core/frame.h"

namespace nakawari {

/// Displacements in pixels of the frame: two row-major planes of width × height.
struct FlowField {
    Size size;
    std::vector<float> x;  ///< right positive
    std::vector<float> y;  ///< down positive
};

/// DIS, preset MEDIUM, on the 8-bit grey of quantised RGB (spec §15). One thread at a time; new
/// OpenCV objects whenever the size changes.
class DisFlow {
 public:
    DisFlow();
    ~DisFlow();
    DisFlow(const DisFlow&) = delete;
    DisFlow& operator=(const DisFlow&) = delete;

    /// Flow from `from` to `to`, both rgb_float_format of one size (any size ≥ 1; sides under 96 px
    /// are edge-repeated).
    [[nodiscard]] FlowField estimate(const Frame& from, const Frame& to);
    /// There and back, the way back on a thread of its own if `parallel`: the same flows.
    [[nodiscard]] std::pair<FlowField, FlowField> estimate_both(
        const Frame& first, const Frame& second, bool parallel
    );

 private:
    struct Private;
    std::unique_ptr<Private> private_;
};

}  // namespace nakawari
