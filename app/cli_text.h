/// Small pieces of text that several commands print.
#pragma once

#include <cstdint>
#include <string>

#include "app/cli_values.h"
#include "core/interpolator.h"
#include "io/frame_sink.h"

namespace nakawari::cli {

/// printf into a string.
[[nodiscard]] [[gnu::format(printf, 1, 2)]] std::string format(const char* pattern, ...);

/// File names for people: “name”.
[[nodiscard]] std::string quoted(const std::string& file);
/// "0:07", "1:02:03".
[[nodiscard]] std::string short_duration(double seconds);
/// "312 MiB".
[[nodiscard]] std::string format_bytes(int64_t bytes);
/// Title, device and precision.
[[nodiscard]] std::string describe(const InterpolatorInfo& model);
/// "kept", "converted", "dropped".
[[nodiscard]] std::string name(StreamOutcome::Action action);
/// "video", "audio" …
[[nodiscard]] std::string name(StreamType type);
/// "limited", "full", "unspecified".
[[nodiscard]] std::string name(ColorRange range);
/// "BT.709", "BT.2020" …; the H.273 number for what has no name here.
[[nodiscard]] std::string name(ColorMatrix matrix);

}  // namespace nakawari::cli
