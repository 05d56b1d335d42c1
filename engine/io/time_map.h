/// From the source's time to the output's: trimming and slow motion as one linear map. Private to
/// engine/io.
#pragma once

#include <optional>

#include "io/frame_sink.h"

namespace nakawari {

struct TimeMap {
    Rational source_origin;
    Rational output_origin;
    Rational stretch = 1;
    std::optional<Rational> from;  ///< source seconds, inclusive
    std::optional<Rational> to;    ///< source seconds, exclusive

    [[nodiscard]] Rational operator()(const Rational& seconds) const {
        return output_origin + (seconds - source_origin) * stretch;
    }
    /// The same without slow motion: for sound that keeps its speed.
    [[nodiscard]] TimeMap unstretched() const {
        TimeMap copy = *this;
        copy.stretch = 1;
        return copy;
    }
    /// True if all of [start, end) is inside the range: whole packets are kept or left out.
    [[nodiscard]] bool holds(const Rational& start, const Rational& end) const {
        return (!from || start >= *from) && (!to || end <= *to);
    }
};

/// Untrimmed output keeps the source's start; trimmed output starts at 0.
[[nodiscard]] inline TimeMap make_time_map(const SinkSetup& setup) {
    const SourceOptions& options = setup.source_options;
    const Rational start = setup.source.video->start;
    TimeMap map;
    map.stretch = setup.time_stretch;
    map.source_origin = setup.trim_origin.value_or(start + options.from.value_or(Rational(0)));
    const bool is_trimmed = options.from || options.to;
    map.output_origin = is_trimmed ? Rational(0) : start;
    if (is_trimmed) {
        map.from = map.source_origin;
    }
    if (options.to) {
        map.to = start + *options.to;
    }
    return map;
}

}  // namespace nakawari
