/// From libav's structures to the plain values of media_info.h. Private to engine/io.
#pragma once

#include "io/av.h"
#include "io/media_info.h"

namespace nakawari {

/// Container, streams, chapters and metadata; `video` stays empty.
[[nodiscard]] MediaInfo describe_container(const AVFormatContext& context, const std::string& path);
/// What the first decoded picture tells: size, format, colour, HDR10.
[[nodiscard]] VideoInfo describe_picture(const AVFrame& first, const SourceOptions& options);
/// The same with what the stream's header adds. `start` is left to the caller, who repairs times.
[[nodiscard]] VideoInfo describe_video(
    AVFormatContext& context, int stream_index, const AVFrame& first, const SourceOptions& options
);

/// To be called once `codec` is known: says so in `assumptions` where the decoder turns linear
/// light into the colours the network knows.
void note_linear_light(VideoInfo& video);

}  // namespace nakawari
