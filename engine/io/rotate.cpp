/// Quarter turns of planar pictures.
#include "io/rotate.h"

#include <utility>

namespace nakawari {
namespace {

template <typename Sample>
void rotate_plane(const ConstPlane& from, const MutablePlane& to, int degrees) {
    const int last_row = from.size.height - 1;
    const int last_column = from.size.width - 1;
    for (int y = 0; y < to.size.height; ++y) {
        Sample* row = to.row<Sample>(y);
        for (int x = 0; x < to.size.width; ++x) {
            row[x] = degrees == 90    ? from.row<Sample>(last_row - x)[y]
                     : degrees == 180 ? from.row<Sample>(last_row - y)[last_column - x]
                                      : from.row<Sample>(x)[last_column - y];
        }
    }
}

ChromaLocation rotated(ChromaLocation location, int degrees) {
    if (location == ChromaLocation::left) {
        return degrees == 90    ? ChromaLocation::top
               : degrees == 270 ? ChromaLocation::bottom
                                : ChromaLocation::unspecified;
    }
    return location == ChromaLocation::center ? location : ChromaLocation::unspecified;
}

}  // namespace

Size rotated_size(Size size, int degrees) {
    return degrees % 180 == 0 ? size : Size{size.height, size.width};
}

Frame rotate(const Frame& frame, int degrees) {
    if (degrees == 0) {
        return frame;
    }
    PixelFormat format = frame.format();
    if (degrees % 180 != 0) {
        std::swap(format.chroma_shift_x, format.chroma_shift_y);
    }
    Color color = frame.color();
    color.chroma_location = rotated(color.chroma_location, degrees);
    return Frame::make(
               rotated_size(frame.size(), degrees),
               format,
               color,
               [&](const std::vector<MutablePlane>& planes) {
                   for (int i = 0; i < format.plane_count(); ++i) {
                       const auto index = static_cast<std::size_t>(i);
                       switch (format.bytes_per_sample()) {
                           case 1:
                               rotate_plane<uint8_t>(frame.plane(i), planes[index], degrees);
                               break;
                           case 2:
                               rotate_plane<uint16_t>(frame.plane(i), planes[index], degrees);
                               break;
                           default:
                               rotate_plane<float>(frame.plane(i), planes[index], degrees);
                       }
                   }
               }
    ).with_time(frame.pts(), frame.duration());
}

}  // namespace nakawari
