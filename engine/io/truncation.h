/// Tells whether a file ends before its own size fields say. Private to engine/io.
#pragma once

#include <string>

namespace nakawari {

/// Looks at the size fields of the outermost boxes of ISO files (mp4, mov), Matroska/WebM and
/// RIFF (AVI). False for other formats, for live files without sizes, and if the file cannot be
/// read.
[[nodiscard]] bool is_truncated(const std::string& path);

}  // namespace nakawari
