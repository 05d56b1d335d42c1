/// The encoder of picture sequences, for one picture.
#include "io/png_file.h"

#include <string>

#include "io/color_converter.h"
#include "io/packet_file.h"
#include "io/picture_sink.h"

namespace nakawari {

void write_png(const Frame& rgb, const std::filesystem::path& file) {
    constexpr PixelFormat rgb8{SampleModel::rgb, 8, 0, 0, /*has_alpha=*/false, /*is_float=*/false};
    Color color = rgb.color();
    color.matrix = ColorMatrix::rgb;
    color.range = ColorRange::full;
    OutputFormat format;
    format.codec = "png";
    format.encoder = "png";
    ColorConverter converter;
    const av::PacketPtr packet = encode_picture(converter.from_rgb_float(rgb, rgb8, color), format);
    write_file_atomically(
        file,
        std::string(
            reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size)
        )
    );
}

}  // namespace nakawari
