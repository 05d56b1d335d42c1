/// Pictures to network colours and back.
#include "io/color_converter.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <deque>
#include <new>
#include <utility>
#include <vector>

#include "io/chroma.h"
#include "io/color_assumptions.h"
#include "io/zimg_graph.h"

namespace nakawari {
namespace {

constexpr std::align_val_t alignment{64};

ConstPlane read_only(const MutablePlane& plane) {
    return {plane.data, plane.stride, plane.size};
}

SampleLayout float_layout(SampleModel model) {
    return {model, 32, true, ColorRange::full};
}

SampleLayout layout_of(const PixelFormat& format, SampleModel model, ColorRange range) {
    return {
        model,
        format.bits,
        format.is_float,
        range == ColorRange::limited ? ColorRange::limited : ColorRange::full};
}

bool is_subsampled(const PixelFormat& format) {
    return format.model == SampleModel::yuv &&
           (format.chroma_shift_x > 0 || format.chroma_shift_y > 0);
}

/// Float planes that live as long as the converter.
class Scratch {
 public:
    MutablePlane plane(std::size_t index, Size size) {
        const auto row_bytes =
            (static_cast<std::size_t>(size.width) * sizeof(float) + 63) / 64 * 64;
        const std::size_t bytes = row_bytes * static_cast<std::size_t>(size.height);
        Block& block = blocks_.at(index);
        if (block.bytes < bytes) {
            block.data.reset(static_cast<std::byte*>(::operator new(bytes, alignment)));
            block.bytes = bytes;
        }
        return {block.data.get(), static_cast<std::ptrdiff_t>(row_bytes), size};
    }

 private:
    struct Free {
        void operator()(std::byte* data) const { ::operator delete(data, alignment); }
    };
    struct Block {
        std::unique_ptr<std::byte, Free> data;
        std::size_t bytes = 0;
    };
    std::array<Block, 6> blocks_;
};

void copy_plane(const ConstPlane& from, const MutablePlane& to, std::size_t bytes_per_sample) {
    const std::size_t bytes = static_cast<std::size_t>(from.size.width) * bytes_per_sample;
    for (int y = 0; y < from.size.height; ++y) {
        std::memcpy(to.row<std::byte>(y), from.row<std::byte>(y), bytes);
    }
}

void fill_opaque(const MutablePlane& plane, const PixelFormat& format) {
    for (int y = 0; y < plane.size.height; ++y) {
        if (format.is_float) {
            std::fill_n(plane.row<float>(y), plane.size.width, 1.0F);
        } else if (format.bits > 8) {
            const auto opaque = static_cast<uint16_t>((1U << format.bits) - 1);
            std::fill_n(plane.row<uint16_t>(y), plane.size.width, opaque);
        } else {
            std::fill_n(plane.row<uint8_t>(y), plane.size.width, uint8_t{255});
        }
    }
}

std::vector<ConstPlane> color_planes(const Frame& frame) {
    std::vector<ConstPlane> planes;
    for (int i = 0; i < (frame.format().model == SampleModel::grey ? 1 : 3); ++i) {
        planes.push_back(frame.plane(i));
    }
    return planes;
}

}  // namespace

struct ColorConverter::Private {
    void run(
        const Conversion& conversion,
        const std::vector<ConstPlane>& from,
        const std::vector<MutablePlane>& to
    );
    void yuv_to_rgb(const Frame& frame, const std::vector<MutablePlane>& rgb);
    void rgb_to_yuv(
        const Frame& rgb,
        const PixelFormat& format,
        const Color& color,
        const std::vector<MutablePlane>& yuv
    );
    void rgb_to_grey(
        const Frame& rgb, const PixelFormat& format, const Color& color, const MutablePlane& grey
    );

    struct Plan {
        Conversion conversion;
        ZimgGraph graph;
    };
    std::deque<Plan> plans;
    Scratch scratch;
};

void ColorConverter::Private::run(
    const Conversion& conversion,
    const std::vector<ConstPlane>& from,
    const std::vector<MutablePlane>& to
) {
    auto plan = std::ranges::find(plans, conversion, &Plan::conversion);
    if (plan == plans.end()) {
        constexpr std::size_t most_plans = 12;
        if (plans.size() >= most_plans) {
            plans.pop_front();
        }
        plans.push_back({conversion, ZimgGraph(conversion)});
        plan = std::prev(plans.end());
    }
    plan->graph.run(from, to);
}

/// Depth and range at chroma's own size, chroma to full size, then the matrix.
void ColorConverter::Private::yuv_to_rgb(const Frame& frame, const std::vector<MutablePlane>& rgb) {
    const Size size = frame.size();
    const PixelFormat& format = frame.format();
    const Color& color = frame.color();
    const SampleLayout stored = layout_of(format, SampleModel::yuv, color.range);
    const SampleLayout network = float_layout(SampleModel::rgb);
    if (!is_subsampled(format)) {
        run({size, stored, network, color.matrix}, color_planes(frame), rgb);
        return;
    }
    const MutablePlane luma = scratch.plane(0, size);
    run({size,
         layout_of(format, SampleModel::grey, color.range),
         float_layout(SampleModel::grey),
         ColorMatrix::unspecified},
        {frame.plane(0)},
        {luma});
    // zimg knows chroma only beside a luma plane of the same size: U stands in, the result is not
    // used.
    const Size chroma_size = frame.plane(1).size;
    const MutablePlane unused = scratch.plane(1, chroma_size);
    const MutablePlane small_u = scratch.plane(2, chroma_size);
    const MutablePlane small_v = scratch.plane(3, chroma_size);
    run({chroma_size, stored, float_layout(SampleModel::yuv), color.matrix},
        {frame.plane(1), frame.plane(1), frame.plane(2)},
        {unused, small_u, small_v});
    const MutablePlane full_u = scratch.plane(4, size);
    const MutablePlane full_v = scratch.plane(5, size);
    const ChromaSiting siting = chroma_siting(color.chroma_location);
    upsample_chroma(read_only(small_u), full_u, format, siting);
    upsample_chroma(read_only(small_v), full_v, format, siting);
    run({size, float_layout(SampleModel::yuv), network, color.matrix},
        {read_only(luma), read_only(full_u), read_only(full_v)},
        rgb);
}

void ColorConverter::Private::rgb_to_yuv(
    const Frame& rgb,
    const PixelFormat& format,
    const Color& color,
    const std::vector<MutablePlane>& yuv
) {
    const Size size = rgb.size();
    const SampleLayout stored = layout_of(format, SampleModel::yuv, color.range);
    const SampleLayout network = float_layout(SampleModel::rgb);
    if (!is_subsampled(format)) {
        run({size, network, stored, color.matrix}, color_planes(rgb), {yuv[0], yuv[1], yuv[2]});
        return;
    }
    const MutablePlane luma = scratch.plane(0, size);
    const MutablePlane full_u = scratch.plane(4, size);
    const MutablePlane full_v = scratch.plane(5, size);
    run({size, network, float_layout(SampleModel::yuv), color.matrix},
        color_planes(rgb),
        {luma, full_u, full_v});
    run({size,
         float_layout(SampleModel::grey),
         layout_of(format, SampleModel::grey, color.range),
         ColorMatrix::unspecified},
        {read_only(luma)},
        {yuv[0]});
    const Size chroma_size = yuv[1].size;
    const MutablePlane unused = scratch.plane(1, chroma_size);
    const MutablePlane small_u = scratch.plane(2, chroma_size);
    const MutablePlane small_v = scratch.plane(3, chroma_size);
    const ChromaSiting siting = chroma_siting(color.chroma_location);
    downsample_chroma(read_only(full_u), small_u, format, siting);
    downsample_chroma(read_only(full_v), small_v, format, siting);
    run({chroma_size, float_layout(SampleModel::yuv), stored, color.matrix},
        {read_only(small_u), read_only(small_u), read_only(small_v)},
        {unused, yuv[1], yuv[2]});
}

/// Grey is the luma of the picture; three equal planes give themselves back.
void ColorConverter::Private::rgb_to_grey(
    const Frame& rgb, const PixelFormat& format, const Color& color, const MutablePlane& grey
) {
    const Size size = rgb.size();
    const bool has_matrix =
        color.matrix != ColorMatrix::unspecified && color.matrix != ColorMatrix::rgb;
    const ColorMatrix matrix = has_matrix ? color.matrix : ColorMatrix::bt709;
    const MutablePlane luma = scratch.plane(0, size);
    run({size, float_layout(SampleModel::rgb), float_layout(SampleModel::yuv), matrix},
        color_planes(rgb),
        {luma, scratch.plane(4, size), scratch.plane(5, size)});
    run({size,
         float_layout(SampleModel::grey),
         layout_of(format, SampleModel::grey, color.range),
         ColorMatrix::unspecified},
        {read_only(luma)},
        {grey});
}

ColorConverter::ColorConverter() : private_(std::make_unique<Private>()) {}
ColorConverter::~ColorConverter() = default;

Frame ColorConverter::to_rgb_float(const Frame& frame) {
    if (frame.format() == rgb_float_format) {
        return frame;
    }
    const Frame source =
        frame.with_color(assume_color(frame.color(), frame.format(), frame.size()).color);
    const PixelFormat& format = source.format();
    Color color = source.color();
    color.matrix = ColorMatrix::rgb;
    color.range = ColorRange::full;
    color.chroma_location = ChromaLocation::unspecified;
    const auto fill = [&](const std::vector<MutablePlane>& rgb) {
        if (format.model == SampleModel::yuv) {
            private_->yuv_to_rgb(source, rgb);
            return;
        }
        const SampleLayout stored = layout_of(format, format.model, source.color().range);
        const bool is_grey = format.model == SampleModel::grey;
        private_->run(
            {source.size(), stored, float_layout(format.model), ColorMatrix::unspecified},
            color_planes(source),
            is_grey ? std::vector{rgb[0]} : rgb
        );
        if (is_grey) {
            copy_plane(read_only(rgb[0]), rgb[1], sizeof(float));
            copy_plane(read_only(rgb[0]), rgb[2], sizeof(float));
        }
    };
    return Frame::make(source.size(), rgb_float_format, color, fill)
        .with_time(frame.pts(), frame.duration());
}

Frame ColorConverter::from_rgb_float(
    const Frame& rgb, const PixelFormat& format, const Color& color, const Frame* alpha
) {
    const Color target = assume_color(color, format, rgb.size()).color;
    const auto fill = [&](const std::vector<MutablePlane>& planes) {
        if (format.model == SampleModel::yuv) {
            private_->rgb_to_yuv(rgb, format, target, planes);
        } else if (format.model == SampleModel::grey) {
            private_->rgb_to_grey(rgb, format, target, planes[0]);
        } else {
            private_->run(
                {rgb.size(),
                 float_layout(SampleModel::rgb),
                 layout_of(format, SampleModel::rgb, target.range),
                 ColorMatrix::unspecified},
                color_planes(rgb),
                {planes[0], planes[1], planes[2]}
            );
        }
        if (format.has_alpha && alpha != nullptr) {
            private_->run(
                {rgb.size(),
                 float_layout(SampleModel::grey),
                 layout_of(format, SampleModel::grey, ColorRange::full),
                 ColorMatrix::unspecified},
                {alpha->plane(0)},
                {planes.back()}
            );
        } else if (format.has_alpha) {
            fill_opaque(planes.back(), format);
        }
    };
    return Frame::make(rgb.size(), format, color, fill).with_time(rgb.pts(), rgb.duration());
}

Frame ColorConverter::alpha_as_rgb_float(const Frame& frame) {
    const int alpha = frame.format().plane_count() - 1;
    const Color color{ColorMatrix::rgb, {}, {}, ColorRange::full, {}};
    const auto fill = [&](const std::vector<MutablePlane>& rgb) {
        if (!frame.format().has_alpha) {
            for (const MutablePlane& plane : rgb) {
                fill_opaque(plane, rgb_float_format);
            }
            return;
        }
        private_->run(
            {frame.size(),
             layout_of(frame.format(), SampleModel::grey, ColorRange::full),
             float_layout(SampleModel::grey),
             ColorMatrix::unspecified},
            {frame.plane(alpha)},
            {rgb[0]}
        );
        copy_plane(read_only(rgb[0]), rgb[1], sizeof(float));
        copy_plane(read_only(rgb[0]), rgb[2], sizeof(float));
    };
    return Frame::make(frame.size(), rgb_float_format, color, fill)
        .with_time(frame.pts(), frame.duration());
}

Frame ColorConverter::convert(const Frame& frame, const PixelFormat& format, const Color& color) {
    if (frame.format() == format && frame.color() == color) {
        return frame;
    }
    const Frame rgb = to_rgb_float(frame);
    if (!format.has_alpha || !frame.format().has_alpha) {
        return from_rgb_float(rgb, format, color);
    }
    const Frame alpha = alpha_as_rgb_float(frame);
    return from_rgb_float(rgb, format, color, &alpha);
}

}  // namespace nakawari
