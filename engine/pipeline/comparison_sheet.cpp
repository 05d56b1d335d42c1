/// Tiles are enlarged by repetition and reduced by averaging: no filter adds or hides detail.
#include "pipeline/comparison_sheet.h"

#include <algorithm>
#include <stdexcept>

#include "io/text_overlay.h"

namespace nakawari {
namespace {

Size scaled(Size size, int scale) {
    return scale > 0 ? Size{size.width * scale, size.height * scale}
                     : Size{std::max(1, size.width / -scale), std::max(1, size.height / -scale)};
}

/// Mean of the square that a reduced pixel stands for.
float mean_of(const ConstPlane& plane, int x, int y, int divisor) {
    float sum = 0;
    int count = 0;
    for (int v = y * divisor; v < std::min((y + 1) * divisor, plane.size.height); ++v) {
        for (int u = x * divisor; u < std::min((x + 1) * divisor, plane.size.width); ++u) {
            sum += plane.row<float>(v)[u];
            ++count;
        }
    }
    return sum / static_cast<float>(count);
}

void draw(const Frame& picture, int scale, Size tile, int left, int top, int p, MutablePlane& to) {
    const ConstPlane plane = picture.plane(p);
    for (int y = 0; y < tile.height; ++y) {
        float* row = to.row<float>(top + y) + left;
        for (int x = 0; x < tile.width; ++x) {
            row[x] =
                scale > 0 ? plane.row<float>(y / scale)[x / scale] : mean_of(plane, x, y, -scale);
        }
    }
}

int even(int length) {
    return length + length % 2;
}

std::vector<TextLine> text_of(const std::vector<std::vector<SheetTile>>& rows, Size tile) {
    const int height = std::clamp(tile.height / 18, 12, 40);
    const int step = height * 3 / 2;
    std::vector<TextLine> lines;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            const std::vector<std::string>& texts = rows[r][c].lines;
            for (std::size_t i = 0; i < texts.size(); ++i) {
                lines.push_back(
                    {texts[i],
                     static_cast<int>(c) * tile.width + height / 2,
                     static_cast<int>(r) * tile.height + height / 2 + static_cast<int>(i) * step,
                     height}
                );
            }
        }
    }
    return lines;
}

}  // namespace

int sheet_scale(int tile_width, int columns, const SheetOptions& options) {
    const int whole = tile_width * columns;
    if (whole > options.most_width) {
        return -((whole + options.most_width - 1) / options.most_width);
    }
    const int wanted = (options.least_tile_width + tile_width - 1) / tile_width;
    return std::max(1, std::min(wanted, options.most_width / whole));
}

Frame make_sheet(const std::vector<std::vector<SheetTile>>& rows, const SheetOptions& options) {
    const Frame& first = rows.at(0).at(0).picture;
    const auto columns = static_cast<int>(rows[0].size());
    const int divided = sheet_scale(first.size().width, columns, options);
    const int scale = divided == -1 ? 1 : divided;
    const Size tile = scaled(first.size(), scale);
    const Size whole{even(tile.width * columns), even(tile.height * static_cast<int>(rows.size()))};
    const auto fill = [&](std::vector<MutablePlane> planes) {
        for (int p = 0; p < 3; ++p) {
            MutablePlane& plane = planes[static_cast<std::size_t>(p)];
            for (int y = 0; y < whole.height; ++y) {
                std::fill_n(plane.row<float>(y), whole.width, 0.0F);
            }
            for (std::size_t r = 0; r < rows.size(); ++r) {
                for (std::size_t c = 0; c < rows[r].size(); ++c) {
                    const Frame& picture = rows[r][c].picture;
                    if (picture.size() != first.size() || static_cast<int>(c) >= columns) {
                        throw std::invalid_argument("tiles of a sheet need one size");
                    }
                    draw(
                        picture,
                        scale,
                        tile,
                        static_cast<int>(c) * tile.width,
                        static_cast<int>(r) * tile.height,
                        p,
                        plane
                    );
                }
            }
        }
    };
    const Frame sheet = Frame::make(whole, rgb_float_format, first.color(), fill);
    return with_text(sheet, text_of(rows, tile)).with_time(first.pts(), first.duration());
}

}  // namespace nakawari
