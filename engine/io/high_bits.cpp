/// Shifts and interleaves.
#include "io/high_bits.h"

namespace nakawari::av {
namespace {

constexpr int unused_bits = 6;

/// Every `step`-th word of the target, from `offset` on.
struct Target {
    int plane;
    int step;
    int offset;
};

void shift_plane(const AVFrame& from, int plane, AVFrame& to, const Target& target, int height) {
    const AVPixFmtDescriptor& layout =
        *av_pix_fmt_desc_get(static_cast<AVPixelFormat>(from.format));
    const int width = plane == 0 ? from.width : AV_CEIL_RSHIFT(from.width, layout.log2_chroma_w);
    for (int y = 0; y < height; ++y) {
        const auto* source =
            reinterpret_cast<const uint16_t*>(from.data[plane] + from.linesize[plane] * y);
        auto* row =
            reinterpret_cast<uint16_t*>(to.data[target.plane] + to.linesize[target.plane] * y);
        for (int x = 0; x < width; ++x) {
            row[x * target.step + target.offset] = static_cast<uint16_t>(source[x] << unused_bits);
        }
    }
}

}  // namespace

AVPixelFormat high_bits_format(AVPixelFormat planar) {
    return planar == AV_PIX_FMT_YUV420P10   ? AV_PIX_FMT_P010
           : planar == AV_PIX_FMT_YUV444P10 ? AV_PIX_FMT_YUV444P16
                                            : planar;
}

FramePtr to_high_bits(const AVFrame& picture) {
    const auto planar = static_cast<AVPixelFormat>(picture.format);
    const AVPixelFormat wanted = high_bits_format(planar);
    if (wanted == planar) {
        return clone(picture);
    }
    FramePtr result = make_frame();
    result->format = wanted;
    result->width = picture.width;
    result->height = picture.height;
    if (av_frame_get_buffer(result.get(), 0) < 0 ||
        av_frame_copy_props(result.get(), &picture) < 0) {
        throw std::bad_alloc();
    }
    const bool is_interleaved = wanted == AV_PIX_FMT_P010;
    const int chroma_height = is_interleaved ? AV_CEIL_RSHIFT(picture.height, 1) : picture.height;
    shift_plane(picture, 0, *result, {0, 1, 0}, picture.height);
    for (int plane = 1; plane < 3; ++plane) {
        const Target target = is_interleaved ? Target{1, 2, plane - 1} : Target{plane, 1, 0};
        shift_plane(picture, plane, *result, target, chroma_height);
    }
    return result;
}

}  // namespace nakawari::av
