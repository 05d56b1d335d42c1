/// Error in fine detail: textures and edges, where interpolators differ most.
#pragma once

#include <optional>

#include "core/frame.h"

namespace nakawari {

/// Energies are squared 8-bit steps per sample, in the two finest Laplacian bands together (what
/// varies within about four pixels), over all pixels and channels.
struct HighFrequency {
    double error_energy = 0;      ///< of the difference of the pictures
    double reference_energy = 0;  ///< of the reference
    double energy = 0;            ///< of the picture that is scored

    /// error / reference: 0 is perfect; a picture that lost all detail has 1, one with wrong detail
    /// more. Empty for a reference without detail.
    [[nodiscard]] std::optional<double> error() const;
    /// energy / reference: under 1 is blurred, over 1 too sharp or noisy. Empty as above.
    [[nodiscard]] std::optional<double> sharpness() const;
    friend bool operator==(const HighFrequency&, const HighFrequency&) = default;
};

/// Both rgb_float_format of one size, taken as psnr() does. Throws std::invalid_argument.
[[nodiscard]] HighFrequency high_frequency(const Frame& reference, const Frame& picture);

}  // namespace nakawari
