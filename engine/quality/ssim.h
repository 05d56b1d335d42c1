/// Structural similarity on 8-bit RGB (RULES, Scores).
#pragma once

#include <optional>

#include "core/frame.h"

namespace nakawari {

/// Per channel, Gaussian window 11×11 of σ 1.5, population covariance, K1 0.01, K2 0.03, L 255;
/// mean over channels and over the map without its 5-pixel border (scikit-image's
/// gaussian_weights=True, use_sample_covariance=False). 1 for identical pictures; empty if a side
/// is under 11 pixels. Both rgb_float_format of one size, taken as psnr() does. Throws
/// std::invalid_argument.
[[nodiscard]] std::optional<double> ssim(const Frame& a, const Frame& b);

/// The published definition (spec §11): a window of 11×11×11 over the picture as a volume of three
/// channels, edges repeated in all three directions, mean over everything.
[[nodiscard]] std::optional<double> ssim_paper(const Frame& a, const Frame& b);

}  // namespace nakawari
