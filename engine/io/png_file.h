/// One picture as a PNG file.
#pragma once

#include <filesystem>

#include "core/frame.h"

namespace nakawari {

/// An rgb_float_format frame, clamped and rounded to 8 bits; complete or not there at all,
/// replacing what was. Throws Error{output}.
void write_png(const Frame& rgb, const std::filesystem::path& file);

}  // namespace nakawari
