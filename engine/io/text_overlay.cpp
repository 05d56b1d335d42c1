/// One drawtext per line.
#include "io/text_overlay.h"

#include "core/error.h"
#include "io/color_converter.h"
#include "io/picture_filter.h"

namespace nakawari {
namespace {

constexpr PixelFormat rgb8{SampleModel::rgb, 8, 0, 0, /*has_alpha=*/false, /*is_float=*/false};

/// Filter descriptions are taken apart twice; a backslash and a quote mean something each time.
std::string escaped(const std::string& text) {
    std::string once;
    for (const char c : text) {
        const bool is_special = std::string("\\':").find(c) != std::string::npos;
        once += is_special ? std::string("\\") + c : std::string(1, c);
    }
    std::string twice;
    for (const char c : once) {
        const bool is_special = std::string("\\'[],;").find(c) != std::string::npos;
        twice += is_special ? std::string("\\") + c : std::string(1, c);
    }
    return twice;
}

std::string drawtext(const TextLine& line) {
    return "drawtext=expansion=none:font=Sans:fontcolor=white:box=1:boxcolor=black@0.6:"
           "boxborderw=" +
           std::to_string(std::max(1, line.height / 6)) +
           ":fontsize=" + std::to_string(line.height) + ":x=" + std::to_string(line.x) +
           ":y=" + std::to_string(line.y) + ":text=" + escaped(line.text);
}

Color rgb_color(const Color& like) {
    Color color = like;
    color.matrix = ColorMatrix::rgb;
    color.range = ColorRange::full;
    return color;
}

}  // namespace

Frame with_text(const Frame& rgb, const std::vector<TextLine>& lines) {
    std::string chain;
    for (const TextLine& line : lines) {
        if (!line.text.empty()) {
            chain += (chain.empty() ? "" : ",") + drawtext(line);
        }
    }
    if (chain.empty()) {
        return rgb;
    }
    if (avfilter_get_by_name("drawtext") == nullptr) {
        throw Error(
            Category::failed,
            NK_TEXT("Text cannot be written on pictures: this FFmpeg has no drawtext.")
        );
    }
    ColorConverter converter;
    const Frame eight_bit = converter.from_rgb_float(rgb, rgb8, rgb_color(rgb.color()));
    PictureFilter filter(eight_bit, chain);
    filter.push(eight_bit, 0);
    filter.finish();
    const auto written = filter.pull();
    if (!written) {
        throw Error(
            Category::failed,
            NK_TEXT("Text cannot be written on pictures; install a font such as DejaVu Sans.")
        );
    }
    return converter.to_rgb_float(written->frame)
        .with_color(rgb.color())
        .with_time(rgb.pts(), rgb.duration());
}

}  // namespace nakawari
