/// Which encoders of graphics cards this machine has.
#pragma once

#include <string>
#include <vector>

namespace nakawari {

/// An encoder that was tried. Without pixel formats it cannot be used here, and `fault` says why:
/// a sentence (English NK_TEXT) with the codec as %1, what encodes on the processor as %2, `detail`
/// as %3.
struct HardwareEncoder {
    std::string codec;                       ///< as OutputOptions::codec takes it: "h264_nvenc"
    std::string software;                    ///< the same coding without the card: "h264"
    std::vector<std::string> pixel_formats;  ///< planar ones that it takes, libav's names
    const char* fault = "";
    std::string detail;

    [[nodiscard]] bool is_usable() const { return !pixel_formats.empty(); }
};

/// Opens each encoder once per process, which may take a second: not for the interface thread. At
/// once where there is no driver. Any thread.
[[nodiscard]] const std::vector<HardwareEncoder>& hardware_encoders();
/// The one of that name; null for every other codec.
[[nodiscard]] const HardwareEncoder* find_hardware_encoder(const std::string& codec);
/// "h264" for "h264_nvenc"; every other name as it is. Opens nothing.
[[nodiscard]] std::string software_codec(const std::string& codec);

}  // namespace nakawari
