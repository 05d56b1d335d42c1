/// How sample values relate to colours: the tags of ITU-T H.273, and where chroma samples lie.
#pragma once

#include <cstdint>
#include <string>

namespace nakawari {

/// H.273 matrix coefficients; values not named here pass through as numbers.
enum class ColorMatrix : uint8_t {
    rgb = 0,
    bt709 = 1,
    unspecified = 2,
    fcc = 4,
    bt470bg = 5,
    smpte170m = 6,
    smpte240m = 7,
    ycgco = 8,
    bt2020_ncl = 9,
    bt2020_cl = 10,
    ictcp = 14,
};

/// H.273 colour primaries and transfer characteristics are only carried, so they stay numbers (2 =
/// unspecified).
enum class ColorPrimaries : uint8_t { unspecified = 2 };
enum class ColorTransfer : uint8_t { unspecified = 2, smpte2084 = 16, arib_std_b67 = 18 };

enum class ColorRange : uint8_t { unspecified, limited, full };

/// Position of the first chroma sample; the numbers are those of H.273 chroma_sample_loc_type + 1.
enum class ChromaLocation : uint8_t {
    unspecified,
    left,
    center,
    top_left,
    top,
    bottom_left,
    bottom
};

struct Color {
    ColorMatrix matrix = ColorMatrix::unspecified;
    ColorPrimaries primaries = ColorPrimaries::unspecified;
    ColorTransfer transfer = ColorTransfer::unspecified;
    ColorRange range = ColorRange::unspecified;
    ChromaLocation chroma_location = ChromaLocation::unspecified;

    friend bool operator==(const Color&, const Color&) = default;
};

}  // namespace nakawari
