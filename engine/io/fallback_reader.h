/// Reading that goes on in software where a graphics card fails. Private to engine/io.
#pragma once

#include <functional>

#include "io/picture_reader.h"

namespace nakawari {

/// Gives what the first reader gives until it has a hardware_fault() or cannot be opened, then
/// what the second one gives from that picture on: none is missing, none comes twice. The fault is
/// only logged. Both must read the same file.
[[nodiscard]] std::unique_ptr<PictureReader> open_with_fallback(
    const std::function<std::unique_ptr<PictureReader>()>& open_hardware,
    std::function<std::unique_ptr<PictureReader>()> open_software
);

}  // namespace nakawari
