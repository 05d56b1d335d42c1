/// Peak signal-to-noise ratio on 8-bit RGB (RULES, Scores).
#pragma once

#include <optional>

#include "core/frame.h"

namespace nakawari {

struct Psnr {
    double mse = 0;            ///< over all pixels and channels, in squared 8-bit steps
    std::optional<double> db;  ///< empty if the pictures are identical
};

/// dB of a mean squared error in squared 8-bit steps; empty for 0.
[[nodiscard]] std::optional<double> psnr_db(double mse);

/// Both rgb_float_format of one size; each is clamped and rounded (half to even) to 8 bits first,
/// samples that are not numbers count as 0. Throws std::invalid_argument.
[[nodiscard]] Psnr psnr(const Frame& a, const Frame& b);
/// The published definition: saturates at 80 dB (spec §11).
[[nodiscard]] double psnr_paper(const Frame& a, const Frame& b);

}  // namespace nakawari
