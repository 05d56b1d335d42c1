/// Between libav's pictures and ours: pixel formats, colour tags, copies. Private to engine/io.
#pragma once

#include <optional>

#include "core/frame.h"
#include "io/av.h"

extern "C" {
#include <libavutil/pixdesc.h>
#include <libavutil/pixfmt.h>
}

namespace nakawari::av {

/// libav's planar native-endian format with exactly these planes; AV_PIX_FMT_NONE if it has none.
[[nodiscard]] AVPixelFormat to_av_format(const PixelFormat& format);
/// The format that frames of `format` get after repacking (packed, palette, semi-planar, big-endian
/// → planar native; under 8 bits → 8); empty for formats that are not pictures of our models
/// (hardware, Bayer, XYZ).
[[nodiscard]] std::optional<PixelFormat> to_pixel_format(AVPixelFormat format);
/// True if libav's planes are ours: planar, native-endian, one component each, in the low bits.
[[nodiscard]] bool is_planar_native(AVPixelFormat format);
/// "yuv420p10le", or "none".
[[nodiscard]] std::string format_name(AVPixelFormat format);

/// The tags of a picture or stream; the "j" formats are full range.
[[nodiscard]] Color to_color(const AVFrame& frame);
[[nodiscard]] Color to_color(const AVCodecParameters& parameters);
[[nodiscard]] AVColorSpace to_av(ColorMatrix matrix);
[[nodiscard]] AVColorPrimaries to_av(ColorPrimaries primaries);
[[nodiscard]] AVColorTransferCharacteristic to_av(ColorTransfer transfer);
[[nodiscard]] AVColorRange to_av(ColorRange range);
[[nodiscard]] AVChromaLocation to_av(ChromaLocation location);

/// Copies the samples, exactly, into planes of `format` (to_pixel_format of the source's format,
/// with or without its alpha). The picture must have been checked for its format. No time.
[[nodiscard]] Frame to_frame(const AVFrame& picture, const PixelFormat& format, const Color& color);
/// False if every pixel is opaque.
[[nodiscard]] bool has_transparency(const AVFrame& picture);
/// Shares the planes (read-only) and carries the colour tags; throws std::invalid_argument where
/// libav has no such format. Time is left to the caller.
[[nodiscard]] FramePtr to_av_frame(const Frame& frame);

}  // namespace nakawari::av
