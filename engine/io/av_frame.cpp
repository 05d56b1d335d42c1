/// Between libav's pictures and ours: pixel formats, colour tags, shared planes.
#include "io/av_frame.h"

#include <algorithm>
#include <memory>
#include <new>
#include <span>
#include <stdexcept>

namespace nakawari::av {
namespace {

/// The "j" formats are the plain ones with a full-range tag.
bool is_full_range_format(AVPixelFormat format) {
    return format == AV_PIX_FMT_YUVJ420P || format == AV_PIX_FMT_YUVJ422P ||
           format == AV_PIX_FMT_YUVJ444P || format == AV_PIX_FMT_YUVJ440P ||
           format == AV_PIX_FMT_YUVJ411P;
}

bool is_unsupported(AVPixelFormat format, const AVPixFmtDescriptor& descriptor) {
    const std::span components(descriptor.comp, descriptor.nb_components);
    const bool is_float = (descriptor.flags & AV_PIX_FMT_FLAG_FLOAT) != 0;
    const int deepest = std::ranges::max(components, {}, &AVComponentDescriptor::depth).depth;
    return (descriptor.flags & (AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_BAYER)) != 0 ||
           format == AV_PIX_FMT_XYZ12LE || format == AV_PIX_FMT_XYZ12BE ||
           format == AV_PIX_FMT_UYYVYY411 || (is_float ? deepest != 32 : deepest > 16);
}

Color to_color(
    AVColorSpace matrix,
    AVColorPrimaries primaries,
    AVColorTransferCharacteristic transfer,
    AVColorRange range,
    AVChromaLocation location,
    AVPixelFormat format
) {
    Color color;
    color.matrix = static_cast<ColorMatrix>(matrix);
    color.primaries = static_cast<ColorPrimaries>(primaries);
    color.transfer = static_cast<ColorTransfer>(transfer);
    color.chroma_location = static_cast<ChromaLocation>(location);
    if (is_full_range_format(format) || range == AVCOL_RANGE_JPEG) {
        color.range = ColorRange::full;
    } else if (range == AVCOL_RANGE_MPEG) {
        color.range = ColorRange::limited;
    }
    return color;
}

}  // namespace

std::optional<PixelFormat> to_pixel_format(AVPixelFormat format) {
    const AVPixFmtDescriptor* descriptor = av_pix_fmt_desc_get(format);
    if (descriptor == nullptr || descriptor->nb_components == 0 ||
        is_unsupported(format, *descriptor)) {
        return std::nullopt;
    }
    const std::span components(descriptor->comp, descriptor->nb_components);
    PixelFormat result;
    result.has_alpha = (descriptor->flags & AV_PIX_FMT_FLAG_ALPHA) != 0;
    result.is_float = (descriptor->flags & AV_PIX_FMT_FLAG_FLOAT) != 0;
    result.bits =
        std::max(8, std::ranges::max(components, {}, &AVComponentDescriptor::depth).depth);
    const int color_components = descriptor->nb_components - (result.has_alpha ? 1 : 0);
    if ((descriptor->flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) != 0) {
        result.model = SampleModel::rgb;
    } else {
        result.model = color_components == 1 ? SampleModel::grey : SampleModel::yuv;
    }
    const bool is_yuv = result.model == SampleModel::yuv;
    result.chroma_shift_x = is_yuv ? descriptor->log2_chroma_w : 0;
    result.chroma_shift_y = is_yuv ? descriptor->log2_chroma_h : 0;
    return result;
}

bool is_planar_native(AVPixelFormat format) {
    const AVPixFmtDescriptor* descriptor = av_pix_fmt_desc_get(format);
    const std::optional<PixelFormat> repacked = to_pixel_format(format);
    if (!repacked || (descriptor->flags & (AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_PAL)) != 0) {
        return false;
    }
    const bool is_foreign_endian =
        repacked->bits > 8 &&
        ((descriptor->flags & AV_PIX_FMT_FLAG_BE) != 0) != (AV_HAVE_BIGENDIAN != 0);
    unsigned planes_seen = 0;
    for (const AVComponentDescriptor& component :
         std::span(descriptor->comp, descriptor->nb_components)) {
        const unsigned plane = 1U << component.plane;
        if ((planes_seen & plane) != 0 || component.step != repacked->bytes_per_sample() ||
            component.offset != 0 || component.shift != 0 || component.depth != repacked->bits) {
            return false;
        }
        planes_seen |= plane;
    }
    return !is_foreign_endian;
}

AVPixelFormat to_av_format(const PixelFormat& format) {
    PixelFormat wanted = format;
    if (wanted.model != SampleModel::yuv) {
        wanted.chroma_shift_x = wanted.chroma_shift_y = 0;
    }
    const AVPixFmtDescriptor* descriptor = nullptr;
    while ((descriptor = av_pix_fmt_desc_next(descriptor)) != nullptr) {
        const AVPixelFormat candidate = av_pix_fmt_desc_get_id(descriptor);
        if (!is_full_range_format(candidate) && is_planar_native(candidate) &&
            to_pixel_format(candidate) == wanted) {
            return candidate;
        }
    }
    return AV_PIX_FMT_NONE;
}

std::string format_name(AVPixelFormat format) {
    const char* name = av_get_pix_fmt_name(format);
    return name == nullptr ? "none" : name;
}

Color to_color(const AVFrame& frame) {
    return to_color(
        frame.colorspace,
        frame.color_primaries,
        frame.color_trc,
        frame.color_range,
        frame.chroma_location,
        static_cast<AVPixelFormat>(frame.format)
    );
}

Color to_color(const AVCodecParameters& parameters) {
    return to_color(
        parameters.color_space,
        parameters.color_primaries,
        parameters.color_trc,
        parameters.color_range,
        parameters.chroma_location,
        static_cast<AVPixelFormat>(parameters.format)
    );
}

AVColorSpace to_av(ColorMatrix matrix) {
    return static_cast<AVColorSpace>(matrix);
}

AVColorPrimaries to_av(ColorPrimaries primaries) {
    return static_cast<AVColorPrimaries>(primaries);
}

AVColorTransferCharacteristic to_av(ColorTransfer transfer) {
    return static_cast<AVColorTransferCharacteristic>(transfer);
}

AVColorRange to_av(ColorRange range) {
    return range == ColorRange::full      ? AVCOL_RANGE_JPEG
           : range == ColorRange::limited ? AVCOL_RANGE_MPEG
                                          : AVCOL_RANGE_UNSPECIFIED;
}

AVChromaLocation to_av(ChromaLocation location) {
    return static_cast<AVChromaLocation>(location);
}

FramePtr to_av_frame(const Frame& frame) {
    const AVPixelFormat format = to_av_format(frame.format());
    if (format == AV_PIX_FMT_NONE) {
        throw std::invalid_argument("no libav format for " + frame.format().to_string());
    }
    auto owner = std::make_unique<Frame>(frame);
    const auto release = [](void* opaque, uint8_t*) { delete static_cast<Frame*>(opaque); };
    // libav's pictures are not const; the read-only flag makes every writer copy first.
    auto* data = reinterpret_cast<uint8_t*>(const_cast<std::byte*>(frame.plane(0).data));
    FramePtr picture = make_frame();
    picture->buf[0] =
        av_buffer_create(data, frame.size_bytes(), release, owner.get(), AV_BUFFER_FLAG_READONLY);
    if (picture->buf[0] == nullptr) {
        throw std::bad_alloc();
    }
    static_cast<void>(owner.release());  // the buffer owns it now
    const AVPixFmtDescriptor* descriptor = av_pix_fmt_desc_get(format);
    for (int i = 0; i < frame.format().plane_count(); ++i) {
        const ConstPlane plane = frame.plane(i);
        const int target = descriptor->comp[i].plane;
        picture->data[target] = reinterpret_cast<uint8_t*>(const_cast<std::byte*>(plane.data));
        picture->linesize[target] = static_cast<int>(plane.stride);
    }
    picture->format = format;
    picture->width = frame.size().width;
    picture->height = frame.size().height;
    picture->colorspace = to_av(frame.color().matrix);
    picture->color_primaries = to_av(frame.color().primaries);
    picture->color_trc = to_av(frame.color().transfer);
    picture->color_range = to_av(frame.color().range);
    picture->chroma_location = to_av(frame.color().chroma_location);
    return picture;
}

}  // namespace nakawari::av
