/// HDR metadata of streams and pictures as plain values. Private to engine/io.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/av.h"
#include "io/media_info.h"

namespace nakawari {

[[nodiscard]] std::optional<MasteringDisplay> mastering_display(const AVFrame& frame);
[[nodiscard]] std::optional<ContentLight> content_light(const AVFrame& frame);
/// "Dolby Vision", "HDR10+" where the picture carries them.
[[nodiscard]] std::vector<std::string> dynamic_hdr(const AVFrame& frame);
/// Fills in what only the container knows.
void add_stream_hdr(const AVStream& stream, VideoInfo& video);

}  // namespace nakawari
