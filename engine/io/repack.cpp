/// Copies libav's pictures into our planes: exact, for packed, palette, semi-planar, bit-packed and
/// foreign-endian layouts alike.
#include <algorithm>
#include <cstring>
#include <vector>

#include "io/av_frame.h"

extern "C" {
#include <libavutil/bswap.h>
}

namespace nakawari::av {
namespace {

/// One component of a picture, and the plane it is copied to.
struct Component {
    const AVFrame& picture;
    const AVPixFmtDescriptor& descriptor;
    int index;

    [[nodiscard]] const AVComponentDescriptor& layout() const { return descriptor.comp[index]; }
    [[nodiscard]] const uint8_t* row(int y) const {
        const auto plane = static_cast<std::size_t>(layout().plane);
        return picture.data[plane] + static_cast<std::ptrdiff_t>(picture.linesize[plane]) * y +
               layout().offset;
    }
    [[nodiscard]] bool has(uint64_t flag) const { return (descriptor.flags & flag) != 0; }
    [[nodiscard]] bool is_foreign_endian() const {
        return has(AV_PIX_FMT_FLAG_BE) != (AV_HAVE_BIGENDIAN != 0);
    }
};

/// A constant step lets the compiler vectorise the usual layouts.
template <int step>
void gather_bytes(const uint8_t* source, uint8_t* target, int width) {
    for (int x = 0; x < width; ++x) {
        target[x] = source[x * step];
    }
}

void copy_bytes(const uint8_t* source, int step, uint8_t* target, int width) {
    switch (step) {
        case 1:
            std::memcpy(target, source, static_cast<std::size_t>(width));
            return;
        case 2:
            return gather_bytes<2>(source, target, width);
        case 3:
            return gather_bytes<3>(source, target, width);
        case 4:
            return gather_bytes<4>(source, target, width);
        default:
            for (int x = 0; x < width; ++x) {
                target[x] = source[static_cast<std::ptrdiff_t>(x) * step];
            }
    }
}

void copy_words(const Component& component, int y, uint16_t* target, int width) {
    const uint8_t* source = component.row(y);
    const AVComponentDescriptor& layout = component.layout();
    const auto mask = static_cast<uint16_t>((1U << layout.depth) - 1);
    const bool is_swapped = component.is_foreign_endian();
    if (layout.step == 2 && !is_swapped && layout.shift == 0) {
        std::memcpy(target, source, static_cast<std::size_t>(width) * 2);
        return;
    }
    for (int x = 0; x < width; ++x) {
        uint16_t value = 0;
        std::memcpy(&value, source + static_cast<std::ptrdiff_t>(x) * layout.step, sizeof value);
        value = is_swapped ? av_bswap16(value) : value;
        target[x] = static_cast<uint16_t>((value >> layout.shift) & mask);
    }
}

void copy_floats(const Component& component, int y, float* target, int width) {
    const uint8_t* source = component.row(y);
    for (int x = 0; x < width; ++x) {
        uint32_t value = 0;
        const int step = component.layout().step;
        std::memcpy(&value, source + static_cast<std::ptrdiff_t>(x) * step, sizeof value);
        value = component.is_foreign_endian() ? av_bswap32(value) : value;
        std::memcpy(&target[x], &value, sizeof value);
    }
}

/// Plane 1 holds 256 native-endian 0xAARRGGBB words.
void look_up_palette(const AVFrame& picture, int component, const MutablePlane& plane) {
    constexpr int shifts[] = {16, 8, 0, 24};
    uint8_t values[256];
    for (std::size_t i = 0; i < 256; ++i) {
        uint32_t color = 0;
        std::memcpy(&color, picture.data[1] + 4 * i, sizeof color);
        values[i] = static_cast<uint8_t>(color >> shifts[component]);
    }
    for (int y = 0; y < plane.size.height; ++y) {
        const uint8_t* indexes =
            picture.data[0] + static_cast<std::ptrdiff_t>(picture.linesize[0]) * y;
        std::transform(indexes, indexes + plane.size.width, plane.row<uint8_t>(y), [&](uint8_t i) {
            return values[i];
        });
    }
}

/// Every layout libav describes, slowly. Depths under 8 are stretched to 8 bits.
void read_rows(const Component& component, const MutablePlane& plane, int bits) {
    const AVFrame& picture = component.picture;
    const bool is_inverted = picture.format == AV_PIX_FMT_MONOWHITE;
    const int depth = component.layout().depth;
    const uint32_t source_peak = (1U << depth) - 1;
    const uint32_t target_peak = (1U << bits) - 1;
    const int width = plane.size.width;
    std::vector<uint32_t> values(static_cast<std::size_t>(width));
    const uint8_t* data[4] = {picture.data[0], picture.data[1], picture.data[2], picture.data[3]};
    for (int y = 0; y < plane.size.height; ++y) {
        av_read_image_line2(
            values.data(),
            data,
            picture.linesize,
            &component.descriptor,
            0,
            y,
            component.index,
            width,
            0,
            4
        );
        for (int x = 0; x < width; ++x) {
            uint32_t value = values[static_cast<std::size_t>(x)];
            value = is_inverted ? source_peak - value : value;
            value = (value * target_peak + source_peak / 2) / source_peak;
            if (bits > 8) {
                plane.row<uint16_t>(y)[x] = static_cast<uint16_t>(value);
            } else {
                plane.row<uint8_t>(y)[x] = static_cast<uint8_t>(value);
            }
        }
    }
}

void copy_component(const Component& component, const MutablePlane& plane, int bits) {
    if (component.has(AV_PIX_FMT_FLAG_PAL)) {
        look_up_palette(component.picture, component.index, plane);
        return;
    }
    const AVComponentDescriptor& layout = component.layout();
    const bool is_float = component.has(AV_PIX_FMT_FLAG_FLOAT);
    if (!is_float && (component.has(AV_PIX_FMT_FLAG_BITSTREAM) || layout.depth != bits ||
                      layout.shift + layout.depth > 16)) {
        read_rows(component, plane, bits);
        return;
    }
    for (int y = 0; y < plane.size.height; ++y) {
        if (is_float) {
            copy_floats(component, y, plane.row<float>(y), plane.size.width);
        } else if (bits > 8) {
            copy_words(component, y, plane.row<uint16_t>(y), plane.size.width);
        } else {
            copy_bytes(component.row(y), layout.step, plane.row<uint8_t>(y), plane.size.width);
        }
    }
}

}  // namespace

Frame to_frame(const AVFrame& picture, const PixelFormat& format, const Color& color) {
    const AVPixFmtDescriptor& descriptor =
        *av_pix_fmt_desc_get(static_cast<AVPixelFormat>(picture.format));
    const auto fill = [&](const std::vector<MutablePlane>& planes) {
        for (int i = 0; i < static_cast<int>(planes.size()); ++i) {
            copy_component(
                {picture, descriptor, i}, planes[static_cast<std::size_t>(i)], format.bits
            );
        }
    };
    return Frame::make({picture.width, picture.height}, format, color, fill);
}

bool has_transparency(const AVFrame& picture) {
    const auto source_format = static_cast<AVPixelFormat>(picture.format);
    const std::optional<PixelFormat> format = to_pixel_format(source_format);
    if (!format || !format->has_alpha || format->is_float) {
        return format && format->has_alpha;
    }
    const AVPixFmtDescriptor& descriptor = *av_pix_fmt_desc_get(source_format);
    const PixelFormat grey{SampleModel::grey, format->bits, 0, 0};
    const Frame alpha = Frame::make(
        {picture.width, picture.height},
        grey,
        {},
        [&](const std::vector<MutablePlane>& planes) {
            copy_component({picture, descriptor, format->plane_count() - 1}, planes[0], grey.bits);
        }
    );
    const ConstPlane plane = alpha.plane(0);
    const int opaque = (1 << grey.bits) - 1;
    for (int y = 0; y < plane.size.height; ++y) {
        const auto is_opaque = [&](auto sample) { return sample == opaque; };
        const int width = plane.size.width;
        const bool all_opaque =
            grey.bits > 8
                ? std::all_of(plane.row<uint16_t>(y), plane.row<uint16_t>(y) + width, is_opaque)
                : std::all_of(plane.row<uint8_t>(y), plane.row<uint8_t>(y) + width, is_opaque);
        if (!all_opaque) {
            return true;
        }
    }
    return false;
}

}  // namespace nakawari::av
