/// Scores of a comparison as files for other programs.
#pragma once

#include <string>
#include <vector>

#include "ui/compare_scores.h"

namespace nakawari {

/// What the numbers are of; texts and ids as they go into the file.
struct ScoreOrigin {
    std::string clip;  ///< file name without folders
    CompareState state;
    std::string title_a;
    std::string title_b;
};

/// One line per frame and model: frame, time_s, reference, model, against, mse, psnr_db, ssim,
/// high_frequency_error. Empty cells where there is no value (psnr_db of identical pictures). C
/// locale.
[[nodiscard]] std::string scores_as_csv(
    const ScoreOrigin& origin, const std::vector<ScoreRow>& rows
);
/// The same with exact times as "N/D" and the means of each curve.
[[nodiscard]] std::string scores_as_json(
    const ScoreOrigin& origin, const std::vector<ScoreRow>& rows
);

}  // namespace nakawari
