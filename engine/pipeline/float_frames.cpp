/// Small operations on float pictures.
#include "pipeline/float_frames.h"

#include <algorithm>

namespace nakawari {
namespace {

constexpr PixelFormat grey_float_format{
    SampleModel::grey, 32, 0, 0, /*has_alpha=*/false, /*is_float=*/true};

/// Grey pictures have no matrix and no siting; floats are full range.
Color grey_color(const Color& like) {
    Color color = like;
    color.range = ColorRange::full;
    return color;
}

}  // namespace

bool is_finite(const Frame& frame) {
    for (int p = 0; p < frame.format().plane_count(); ++p) {
        const ConstPlane plane = frame.plane(p);
        for (int y = 0; y < plane.size.height; ++y) {
            const auto* row = plane.row<float>(y);
            // x·0 is 0, but not a number for infinities and NaN: no branch, so that it vectorises.
            float sum = 0;
            for (int x = 0; x < plane.size.width; ++x) {
                sum += row[x] * 0.0F;
            }
            if (sum != 0.0F) {
                return false;
            }
        }
    }
    return true;
}

Frame grey_mean(const Frame& rgb) {
    const auto fill = [&rgb](const std::vector<MutablePlane>& planes) {
        for (int y = 0; y < rgb.size().height; ++y) {
            const auto* red = rgb.plane(0).row<float>(y);
            const auto* green = rgb.plane(1).row<float>(y);
            const auto* blue = rgb.plane(2).row<float>(y);
            auto* grey = planes[0].row<float>(y);
            for (int x = 0; x < rgb.size().width; ++x) {
                grey[x] = (red[x] + green[x] + blue[x]) / 3;
            }
        }
    };
    return Frame::make(rgb.size(), grey_float_format, grey_color(rgb.color()), fill);
}

Frame grey_constant(Size size, float value) {
    const auto fill = [value](const std::vector<MutablePlane>& planes) {
        for (int y = 0; y < planes[0].size.height; ++y) {
            std::fill_n(planes[0].row<float>(y), planes[0].size.width, value);
        }
    };
    return Frame::make(size, grey_float_format, grey_color({}), fill);
}

Frame crop_middle(const Frame& rgb, Size size) {
    const Size whole = rgb.size();
    const Size cropped{std::min(size.width, whole.width), std::min(size.height, whole.height)};
    if (cropped == whole) {
        return rgb;
    }
    const int left = (whole.width - cropped.width) / 2;
    const int top = (whole.height - cropped.height) / 2;
    const auto fill = [&](const std::vector<MutablePlane>& planes) {
        for (int p = 0; p < rgb.format().plane_count(); ++p) {
            for (int y = 0; y < cropped.height; ++y) {
                std::copy_n(
                    rgb.plane(p).row<float>(top + y) + left,
                    cropped.width,
                    planes[static_cast<std::size_t>(p)].row<float>(y)
                );
            }
        }
    };
    return Frame::make(cropped, rgb.format(), rgb.color(), fill)
        .with_time(rgb.pts(), rgb.duration());
}

}  // namespace nakawari
