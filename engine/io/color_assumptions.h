/// What the tags of a file leave open, and what is then assumed. Private to engine/io; pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/frame.h"

namespace nakawari {

struct AssumedColor {
    Color color;                           ///< matrix, range and chroma location are known
    std::vector<std::string> assumptions;  ///< one English sentence per assumed tag
};

/// The tags with the gaps filled: matrix by size (720 lines and more BT.709, 576 BT.601 with
/// 625 lines, else BT.601 with 525 lines), limited range for YUV, full range for RGB and grey,
/// chroma on the left. `matrix` overrides the tag of YUV pictures.
[[nodiscard]] AssumedColor assume_color(
    const Color& tagged,
    const PixelFormat& format,
    Size size,
    const std::optional<ColorMatrix>& matrix = std::nullopt
);

}  // namespace nakawari
