/// Puts encoded segments and the source's other streams into one container. Private to engine/io.
#pragma once

#include <string>
#include <vector>

#include "io/segment_encoder.h"

namespace nakawari {

struct JoinSetup {
    const SinkSetup& sink;
    const OutputFormat& format;
    const EncodedVideo& video;
    const AVCodecParameters& parameters;
    Rational time_base;      ///< of the video's ticks
    Rational sample_aspect;  ///< as written
    std::string path;        ///< "-" for standard output
};

/// Returns what became of every stream, chapter and tag. Throws Error{output}.
[[nodiscard]] std::vector<StreamOutcome> join(const JoinSetup& setup);

}  // namespace nakawari
