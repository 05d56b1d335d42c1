/// Results of an evaluation as files: JSON is the truth, CSV for spreadsheets.
#pragma once

#include <filesystem>
#include <string>

#include "pipeline/evaluation.h"

namespace nakawari {

/// How many frames are listed as the worst of each model.
inline constexpr std::size_t worst_frames_listed = 5;

/// The model on all clips: means of the clips' means, as the published protocols have it.
struct EvaluationTotal {
    std::optional<double> psnr;      ///< mean of the clips' mean dB
    std::optional<double> psnr_mse;  ///< dB of the mean squared error of all frames
    std::optional<double> ssim;
    std::optional<double> psnr_paper;
    std::optional<double> ssim_paper;
    std::optional<double> high_frequency_error;  ///< of all frames, weighted by energy
    std::optional<double> milliseconds;          ///< median of all frames
    int64_t frames = 0;
    int64_t identical = 0;  ///< predictions equal to their reference, which have no dB
};

[[nodiscard]] EvaluationTotal total_of(const EvaluationResult& result, std::size_t model);

/// A frame to look at.
struct WorstFrame {
    std::string clip;
    FrameScore score;
};
/// Greatest error first, over all clips.
[[nodiscard]] std::vector<WorstFrame> worst_frames(
    const EvaluationResult& result, std::size_t model, std::size_t count = worst_frames_listed
);

/// Pretty-printed; says what every number means and what it is measured against.
[[nodiscard]] std::string to_json(const EvaluationResult& result);
/// One line per clip, model and frame. Identical pictures have the word instead of a number.
[[nodiscard]] std::string frames_csv(const EvaluationResult& result);
/// One line per clip and model.
[[nodiscard]] std::string clips_csv(const EvaluationResult& result);

/// A small text file, complete or not at all, replacing what was. Throws Error{output}.
void write_results_file(const std::filesystem::path& file, const std::string& text);

/// Writes results.json, frames.csv and clips.csv, each complete or not at all. Throws
/// Error{output}.
void write_evaluation(const EvaluationResult& result, const std::string& folder);

}  // namespace nakawari
