/// Text on pictures, for comparisons that are looked at without the program.
#pragma once

#include <string>
#include <vector>

#include "core/frame.h"

namespace nakawari {

struct TextLine {
    std::string text;  ///< UTF-8; characters that the font lacks are left to it
    int x = 0;         ///< of the line's left upper corner, in pixels
    int y = 0;
    int height = 16;  ///< of the letters, about
    friend bool operator==(const TextLine&, const TextLine&) = default;
};

/// White letters on a dark box, by libavfilter's drawtext; the picture becomes 8-bit on the way.
/// rgb_float_format in and out. Throws Error{failed} where there is no font.
[[nodiscard]] Frame with_text(const Frame& rgb, const std::vector<TextLine>& lines);

}  // namespace nakawari
