/// Box averages, one pass over the rows of a plane.
#include "timeline/luma_picture.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace nakawari {
namespace {

constexpr double levels = 256;  // per 8-bit code value

/// Samples from `begin` to `end` (at least one) fall into a box.
struct Span {
    int begin = 0;
    int end = 0;
};

Span box_span(int box, int boxes, int length) {
    const auto edge = [&](int number) {
        return static_cast<int>(int64_t{number} * length / boxes);
    };
    const int begin = std::min(edge(box), length - 1);
    return {begin, std::max(edge(box + 1), begin + 1)};
}

/// Broken floats must not spread over the whole box.
template <typename Sample>
auto usable(Sample sample) {
    if constexpr (std::is_floating_point_v<Sample>) {
        return sample >= 0 ? std::min(sample, Sample{1}) : Sample{0};  // not a number: 0
    } else {
        return static_cast<uint32_t>(sample);
    }
}

/// Adds the plane's box averages times `weight`.
template <typename Sample>
void add_averages(const ConstPlane& plane, Size size, double weight, std::vector<double>& sums) {
    using Sum = std::conditional_t<std::is_floating_point_v<Sample>, float, uint32_t>;
    std::vector<Sum> columns(static_cast<std::size_t>(plane.size.width));
    for (int box_y = 0; box_y < size.height; ++box_y) {
        const Span rows = box_span(box_y, size.height, plane.size.height);
        std::fill(columns.begin(), columns.end(), Sum{0});
        for (int y = rows.begin; y < rows.end; ++y) {
            const Sample* row = plane.row<Sample>(y);
            for (std::size_t x = 0; x < columns.size(); ++x) {
                columns[x] += usable(row[x]);
            }
        }
        for (int box_x = 0; box_x < size.width; ++box_x) {
            const Span part = box_span(box_x, size.width, plane.size.width);
            double sum = 0;
            for (int x = part.begin; x < part.end; ++x) {
                sum += static_cast<double>(columns[static_cast<std::size_t>(x)]);
            }
            const double area =
                static_cast<double>(rows.end - rows.begin) * (part.end - part.begin);
            sums[static_cast<std::size_t>(box_y * size.width + box_x)] += weight * sum / area;
        }
    }
}

void add_plane(const Frame& frame, int plane, Size size, double weight, std::vector<double>& sums) {
    const PixelFormat& format = frame.format();
    if (format.is_float) {
        add_averages<float>(frame.plane(plane), size, 255 * weight, sums);
    } else if (format.bits > 8) {
        const double scale = std::ldexp(1.0, 8 - format.bits);
        add_averages<uint16_t>(frame.plane(plane), size, scale * weight, sums);
    } else {
        add_averages<uint8_t>(frame.plane(plane), size, weight, sums);
    }
}

}  // namespace

LumaPicture make_luma_picture(const Frame& frame, Size size) {
    std::vector<double> sums(static_cast<std::size_t>(size.width * size.height));
    if (frame.format().model == SampleModel::rgb) {
        constexpr std::array<double, 3> bt709{0.2126, 0.7152, 0.0722};
        for (int plane = 0; plane < 3; ++plane) {
            add_plane(frame, plane, size, bt709[static_cast<std::size_t>(plane)], sums);
        }
    } else {
        add_plane(frame, 0, size, 1, sums);
    }
    LumaPicture picture{size, std::vector<uint16_t>(sums.size())};
    std::transform(sums.begin(), sums.end(), picture.samples.begin(), [](double sum) {
        return static_cast<uint16_t>(std::clamp(std::lround(sum * levels), 0L, 65535L));
    });
    return picture;
}

}  // namespace nakawari
