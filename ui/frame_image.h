/// Frames of any format as pictures for the screen.
#pragma once

#include <QImage>

#include "core/frame.h"
#include "io/color_converter.h"

namespace nakawari {

/// Converts through io's ColorConverter, so that the window shows the colours the network sees:
/// non-linear R'G'B', 8 bits, no colour management. Takes milliseconds to tens of them: belongs to
/// a worker thread, one thread at a time.
class FrameImages {
 public:
    /// Rounded as the scores round. Throws Error{input} for colours that cannot be converted.
    [[nodiscard]] QImage image(const Frame& frame);
    /// The same, turned clockwise by a multiple of 90 degrees.
    [[nodiscard]] QImage image(const Frame& frame, int rotation_degrees);

 private:
    ColorConverter converter_;
};

/// Of a frame that is rgb_float_format already. Any thread.
[[nodiscard]] QImage image_of_rgb_float(const Frame& frame);

}  // namespace nakawari
