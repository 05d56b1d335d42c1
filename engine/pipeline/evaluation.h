/// Scores of any number of models on the left-out frames of any number of clips.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/interpolator.h"
#include "pipeline/evaluation_set.h"
#include "pipeline/job.h"
#include "quality/score_series.h"

namespace nakawari {

struct EvaluationOptions {
    std::vector<EvaluationClip> clips;
    SourceOptions source;  ///< how clips are opened; its path is not used
    CutOptions cuts;
    int64_t max_frames = 0;    ///< predicted frames of each clip, from its start; 0 = all
    int64_t stride = 1;        ///< every so manieth frame that can be predicted
    std::optional<Size> crop;  ///< the middle of every picture, before it is shown to a model
    friend bool operator==(const EvaluationOptions&, const EvaluationOptions&) = default;
};

/// A model under the name it was asked for by.
struct EvaluatedModel {
    std::string name;
    Interpolator* interpolator = nullptr;  ///< borrowed
};

/// One model's prediction of one left-out frame.
struct EvaluatedFrame {
    FrameScore score;
    double psnr_paper = 0;             ///< published definitions (spec §11)
    std::optional<double> ssim_paper;  ///< empty if the picture is too small
    double milliseconds = 0;
    Size size;  ///< of the pictures, as evaluated
};

/// One model on one clip.
struct EvaluatedSeries {
    std::vector<EvaluatedFrame> frames;  ///< in rising order of their numbers

    [[nodiscard]] ScoreSeries scores() const;
    [[nodiscard]] std::optional<double> mean_psnr_paper() const;
    [[nodiscard]] std::optional<double> mean_ssim_paper() const;
    [[nodiscard]] std::optional<double> median_milliseconds() const;
};

struct EvaluatedClip {
    std::string name;
    Size size;            ///< of its first frame, as evaluated; 0×0 if nothing could be read
    int64_t skipped = 0;  ///< windows of a list whose pictures do not exist
    std::string fault;    ///< why the clip was not evaluated, or not to its end
    std::vector<EvaluatedSeries> models;  ///< in the order of EvaluationResult::models
};

struct EvaluationResult {
    std::vector<std::string> names;        ///< as asked for
    std::vector<InterpolatorInfo> models;  ///< in the same order
    std::vector<EvaluatedClip> clips;
    bool is_complete = false;  ///< false after a stop
};

struct EvaluationProgress {
    std::string clip;
    int64_t clip_index = 0;
    int64_t clip_count = 0;
    int64_t frames_done = 0;      ///< predictions of all models and clips, resumed ones included
    int64_t frames_expected = 0;  ///< exact once every clip has been opened
    int64_t frames_resumed = 0;   ///< taken from an earlier run
    double remaining_s = -1;      ///< < 0 = unknown
};

/// Runs in this thread. Each prediction is appended to `journal` as soon as it is scored; what the
/// file holds already is not computed again, so that a run that was stopped or killed goes on. A
/// clip that cannot be read is left with its fault, the others are evaluated. Throws Error{usage}
/// for a journal of other options, models or clips, Error{output} if it cannot be written,
/// Error{model}.
[[nodiscard]] EvaluationResult evaluate(
    const EvaluationOptions& options,
    const std::vector<EvaluatedModel>& models,
    const std::string& journal,
    const std::stop_token& stop = {},
    const std::function<void(const EvaluationProgress&)>& on_progress = {}
);

}  // namespace nakawari
