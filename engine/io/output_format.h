/// Container, codec, encoder and pixel format of a job: chosen from the options, the output's name
/// and the source. Private to engine/io.
#pragma once

#include <string>
#include <vector>

#include "io/av_frame.h"
#include "io/frame_sink.h"

namespace nakawari {

enum class OutputKind { video = 1, gif, pictures };

struct OutputFormat {
    OutputKind kind = OutputKind::video;
    std::string container;                         ///< mp4, mkv, mov, webm, gif, png, tiff
    std::string muxer;                             ///< libav's name of it
    std::string codec;                             ///< h264, hevc, …
    std::string encoder;                           ///< libav's name: libx264
    AVPixelFormat pixel_format = AV_PIX_FMT_NONE;  ///< that the encoder gets
    PixelFormat format;                            ///< of the frames to be written
    Color color;
    std::vector<StreamOutcome> outcomes;  ///< what the choice costs: depth, subsampling, alpha
};

/// Throws Error{usage} for a name, codec or pixel format that does not fit, Error{output} where no
/// encoder is built in.
[[nodiscard]] OutputFormat choose_output_format(
    const OutputOptions& options, const VideoInfo& video
);

/// True if the container stores a rotation; otherwise the pictures themselves have to be turned.
[[nodiscard]] bool holds_rotation(const OutputFormat& format);

}  // namespace nakawari
