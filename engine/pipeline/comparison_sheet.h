/// Several pictures of one moment as one picture, with text over each.
#pragma once

#include <string>
#include <vector>

#include "core/frame.h"

namespace nakawari {

struct SheetTile {
    Frame picture;                   ///< rgb_float_format
    std::vector<std::string> lines;  ///< over its left upper corner, top first
};

struct SheetOptions {
    int most_width = 3840;       ///< wider sheets are scaled down by a whole number
    int least_tile_width = 320;  ///< narrower pictures are scaled up by a whole number
    friend bool operator==(const SheetOptions&, const SheetOptions&) = default;
};

/// By how much make_sheet() scales tiles of that width: n, or −n for a division.
[[nodiscard]] int sheet_scale(int tile_width, int columns, const SheetOptions& options);

/// Rows of tiles of one size, without gaps; rows may be shorter than the first. Even width and
/// height; the time of the first tile. Throws std::invalid_argument for tiles of several sizes.
[[nodiscard]] Frame make_sheet(
    const std::vector<std::vector<SheetTile>>& rows, const SheetOptions& options = {}
);

}  // namespace nakawari
