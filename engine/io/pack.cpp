/// Interleaving of planes.
#include "io/pack.h"

namespace nakawari::av {
namespace {

AVPixelFormat packed_format(const PixelFormat& format, ByteOrder order) {
    const bool is_wide = format.bits > 8;
    const bool is_big = order == ByteOrder::big;
    if (format.model == SampleModel::grey) {
        return !is_wide ? AV_PIX_FMT_GRAY8 : is_big ? AV_PIX_FMT_GRAY16BE : AV_PIX_FMT_GRAY16LE;
    }
    if (format.has_alpha) {
        return !is_wide ? AV_PIX_FMT_RGBA : is_big ? AV_PIX_FMT_RGBA64BE : AV_PIX_FMT_RGBA64LE;
    }
    return !is_wide ? AV_PIX_FMT_RGB24 : is_big ? AV_PIX_FMT_RGB48BE : AV_PIX_FMT_RGB48LE;
}

template <typename Sample, typename Convert>
void interleave(const Frame& frame, AVFrame& picture, const Convert& convert) {
    const int count = frame.format().plane_count();
    for (int plane = 0; plane < count; ++plane) {
        const ConstPlane source = frame.plane(plane);
        for (int y = 0; y < source.size.height; ++y) {
            const Sample* from = source.row<Sample>(y);
            auto* to = reinterpret_cast<Sample*>(
                picture.data[0] + static_cast<std::ptrdiff_t>(y) * picture.linesize[0]
            );
            for (int x = 0; x < source.size.width; ++x) {
                to[x * count + plane] = convert(from[x]);
            }
        }
    }
}

}  // namespace

FramePtr pack(const Frame& frame, ByteOrder order) {
    FramePtr picture = make_frame();
    picture->width = frame.size().width;
    picture->height = frame.size().height;
    picture->format = packed_format(frame.format(), order);
    check(
        av_frame_get_buffer(picture.get(), 0),
        Category::output,
        NK_TEXT("There is no memory for a picture: %1.")
    );
    if (frame.format().bits <= 8) {
        interleave<uint8_t>(frame, *picture, [](uint8_t sample) { return sample; });
    } else if (order == ByteOrder::big) {
        interleave<uint16_t>(frame, *picture, [](uint16_t sample) {
            return __builtin_bswap16(sample);
        });
    } else {
        interleave<uint16_t>(frame, *picture, [](uint16_t sample) { return sample; });
    }
    return picture;
}

}  // namespace nakawari::av
