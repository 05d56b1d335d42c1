/// Planes of floats to packed bytes.
#include "ui/frame_image.h"

#include <QTransform>
#include <vector>

#include "quality/eight_bit.h"

namespace nakawari {

QImage image_of_rgb_float(const Frame& frame) {
    const Size size = frame.size();
    QImage image(size.width, size.height, QImage::Format_RGB32);
    std::vector<uint8_t> rows[3];
    for (auto& row : rows) {
        row.resize(static_cast<std::size_t>(size.width));
    }
    for (int y = 0; y < size.height; ++y) {
        for (int plane = 0; plane < 3; ++plane) {
            to_eight_bit(frame.plane(plane).row<float>(y), rows[plane].data(), size.width);
        }
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (std::size_t x = 0; x < rows[0].size(); ++x) {
            line[x] = 0xFF000000U | (QRgb{rows[0][x]} << 16U) | (QRgb{rows[1][x]} << 8U) |
                      QRgb{rows[2][x]};
        }
    }
    return image;
}

QImage FrameImages::image(const Frame& frame) {
    return image_of_rgb_float(
        frame.format() == rgb_float_format ? frame : converter_.to_rgb_float(frame)
    );
}

QImage FrameImages::image(const Frame& frame, int rotation_degrees) {
    QImage upright = image(frame);
    return rotation_degrees == 0 ? upright
                                 : upright.transformed(QTransform().rotate(rotation_degrees));
}

}  // namespace nakawari
