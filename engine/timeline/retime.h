/// When output frames are shown, and from which pair of source frames each is made. Pure functions
/// of timestamps.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/rational.h"

namespace nakawari {

/// What the user asked for: exactly one of factor and rate; slow stretches time.
struct RetimeOptions {
    int factor = 2;                ///< 2, 4, 8; ignored if rate is set
    std::optional<Rational> rate;  ///< target frames per second
    Rational slow = 1;             ///< output time / source time
    int max_depth = 3;             ///< dyadic depth for a target rate (4 on request)
    friend bool operator==(const RetimeOptions&, const RetimeOptions&) = default;
};

struct FrameTiming {
    Rational pts;       ///< seconds
    Rational duration;  ///< seconds, 0 = unknown: the interval before it
    friend bool operator==(const FrameTiming&, const FrameTiming&) = default;
};

/// One output frame: position `step / 2^depth` between source frames `index` and `index + 1`; step
/// 0 is the source frame.
struct OutputFrame {
    int64_t index = 0;
    int step = 0;
    int depth = 0;
    Rational pts;
    Rational duration;
    friend bool operator==(const OutputFrame&, const OutputFrame&) = default;
};

/// Streams: source timings in, output frames out as soon as they are certain. Memory is constant.
class Retimer {
 public:
    /// Throws Error{usage} for a factor, rate or slow value out of range.
    explicit Retimer(const RetimeOptions& options);

    /// Source frame number = count of calls before; pts must rise. Returns what is now certain, in
    /// order.
    [[nodiscard]] std::vector<OutputFrame> push(const FrameTiming& timing);
    /// The rest: the last source frame's display time.
    [[nodiscard]] std::vector<OutputFrame> finish();
    /// Dyadic depth that outputs can have: log2 of the factor, or max_depth for a rate.
    [[nodiscard]] int depth() const;

 private:
    RetimeOptions options_;
    std::optional<FrameTiming> previous_;
    Rational start_;
    Rational last_interval_;
    int64_t count_ = 0;
    int64_t emitted_ = 0;
};

/// Output frames for `count` source frames over `duration` seconds: 2N for ×2, round(duration ×
/// rate) for a rate.
[[nodiscard]] int64_t output_frame_count(
    const RetimeOptions& options, int64_t count, const Rational& duration
);

}  // namespace nakawari
