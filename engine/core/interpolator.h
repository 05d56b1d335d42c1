/// The interface of everything that invents a frame: four frames in, the frame midway between the
/// inner two out.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/frame.h"

namespace nakawari {

/// What is running, for reports: every number shown to people names these.
struct InterpolatorInfo {
    std::string id;         ///< "mini-flow"
    std::string title;      ///< "Mini-flow (first weights)"
    std::string device;     ///< "CPU", "cuda:0 (NVIDIA …)"
    std::string precision;  ///< "fp32", "bf16", "fp16", or "exact" for methods without a network
    std::string sha256;     ///< of the weights; empty for methods without weights
    friend bool operator==(const InterpolatorInfo&, const InterpolatorInfo&) = default;
};

/// Where the time of one call went.
struct PartTime {
    std::string part;  ///< "flow", "features", "kernels", "resampling", "sampling",
                       ///< "grid", "texture", "other"
    double milliseconds = 0;
    friend bool operator==(const PartTime&, const PartTime&) = default;
};

/// Used by one thread at a time; may itself use all cores. Frames are rgb_float_format of one size.
class Interpolator {
 public:
    Interpolator() = default;
    Interpolator(const Interpolator&) = delete;
    Interpolator& operator=(const Interpolator&) = delete;
    virtual ~Interpolator() = default;

    [[nodiscard]] virtual InterpolatorInfo info() const = 0;
    /// The new frame at t = 1/2 between quadruplet[1] and quadruplet[2], unclamped, without a time.
    /// Throws Error. Networks can be interrupted (core/interruption.h).
    [[nodiscard]] virtual Frame interpolate(const Quadruplet& quadruplet) = 0;
    /// Whether expect() is of use: then callers get the next source frame before they need it.
    [[nodiscard]] virtual bool looks_ahead() const { return false; }
    /// The frame will soon be in a quadruplet: the next call may bring it to where networks run
    /// while it computes.
    virtual void expect(const Frame& /*frame*/) {}
    /// Of the last call, in the order of the computation; empty where that is not measured.
    [[nodiscard]] virtual std::vector<PartTime> part_times() const { return {}; }
    /// Peak memory of a process that makes frames of that size with this; 0 = unknown.
    [[nodiscard]] virtual int64_t estimated_memory_bytes(Size /*size*/) const { return 0; }
    /// Tells what the rest of the process will need, so that its limit holds for all together; the
    /// estimate then counts it too.
    virtual void reserve_memory(int64_t /*bytes*/) {}
    /// Predictions so far that were not finite and were made again in fp32, for the report.
    [[nodiscard]] virtual int64_t redone_count() const { return 0; }
};

}  // namespace nakawari
