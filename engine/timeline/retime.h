/// When output frames are shown, and from which pair of source frames each is made. Pure functions
/// of timestamps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/rational.h"

namespace nakawari {

/// What the user asked for: exactly one of factor and rate; slow stretches time.
struct RetimeOptions {
    int factor = 2;                ///< 2, 4, 8; ignored if rate is set
    std::optional<Rational> rate;  ///< target frames per second
    Rational slow = 1;             ///< output time / source time, 1 … 100
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
    /// The last source frame shown again (step is 0): there is no frame after it to go towards.
    bool is_hold = false;
    friend bool operator==(const OutputFrame&, const OutputFrame&) = default;
};

/// Streams: source timings in, output frames out as soon as they are certain. Output frames start
/// where the source starts and end where it ends, without gaps. With a factor each interval is
/// divided evenly, and so is the last frame's display time. With a rate, output frame k is shown at
/// start + k / rate and made at the nearest dyadic position (of two equally near ones, the one with
/// the even step: it costs less). Memory is constant.
class Retimer {
 public:
    /// `single_duration`: how long a clip of one frame lasts if it does not say. Throws
    /// Error{usage} for a factor, rate, slow or depth value out of range.
    explicit Retimer(const RetimeOptions& options, const Rational& single_duration = {1, 25});

    /// Source frame number = count of calls before. Returns what is now certain, in order. Throws
    /// std::invalid_argument if the pts does not rise, Error{input} for a gap that would take
    /// millions of frames to fill.
    [[nodiscard]] std::vector<OutputFrame> push(const FrameTiming& timing);
    /// The rest: the last source frame's display time.
    [[nodiscard]] std::vector<OutputFrame> finish();
    /// Dyadic depth that outputs can have: log2 of the factor, or max_depth for a rate.
    [[nodiscard]] int depth() const;

 private:
    [[nodiscard]] Rational output_time(const Rational& source_time) const;
    [[nodiscard]] Rational last_duration() const;
    [[nodiscard]] std::vector<OutputFrame> divided(const Rational& interval, bool is_last) const;
    void place_until(const Rational& end, const std::optional<Rational>& interval);
    [[nodiscard]] std::vector<OutputFrame> take_placed(std::size_t count);

    RetimeOptions options_;
    Rational single_duration_;
    std::optional<FrameTiming> previous_;
    Rational start_;
    Rational last_interval_;
    int64_t count_ = 0;                ///< source frames so far
    int64_t emitted_ = 0;              ///< output frames placed on a rate's grid
    std::vector<OutputFrame> placed_;  ///< of these the ones whose duration is not certain yet
};

/// Output frames for `count` source frames over `duration` seconds: 2N for ×2, round(duration ×
/// slow × rate), but at least one, for a rate.
[[nodiscard]] int64_t output_frame_count(
    const RetimeOptions& options, int64_t count, const Rational& duration
);

}  // namespace nakawari
