/// The only place where a picture changes its format: exact, tagged, the same both ways.
#pragma once

#include <memory>

#include "core/frame.h"

namespace nakawari {

/// YUV/grey/RGB of any depth → rgb_float_format (non-linear, unclamped) and back, with zimg for
/// matrix, range and depth and an exactly reversible chroma pair (RULES, Colour). Keeps its plan
/// while size and format stay. One thread at a time.
class ColorConverter {
 public:
    ColorConverter();
    ~ColorConverter();
    ColorConverter(const ColorConverter&) = delete;
    ColorConverter& operator=(const ColorConverter&) = delete;

    /// Colours only: alpha is dropped here (see alpha_plane). Time is kept.
    [[nodiscard]] Frame to_rgb_float(const Frame& frame);
    /// From rgb_float_format to `format`/`color`, clamped and rounded once. `alpha`, if the format
    /// has it, is a grey float frame.
    [[nodiscard]] Frame from_rgb_float(
        const Frame& rgb,
        const PixelFormat& format,
        const Color& color,
        const Frame* alpha = nullptr
    );
    /// The alpha plane as rgb_float_format with three equal planes, so that the network can
    /// interpolate it.
    [[nodiscard]] Frame alpha_as_rgb_float(const Frame& frame);
    /// Between integer formats where the encoder cannot take the source's (depth, subsampling,
    /// matrix, range).
    [[nodiscard]] Frame convert(const Frame& frame, const PixelFormat& format, const Color& color);

 private:
    struct Private;
    std::unique_ptr<Private> private_;
};

}  // namespace nakawari
