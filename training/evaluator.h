/// Final scores on whole frames of the held-out footage.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/interpolator.h"
#include "report/poc_report.h"
#include "training/footage_dataset.h"

namespace nakawari {

struct EvaluatedMethod {
    std::string name;  ///< "teacher", "start", "result", "blend"
    Interpolator* interpolator = nullptr;
};

struct EvaluationOptions {
    int64_t frames_per_part = 24;   ///< at most
    std::size_t worst = 4;          ///< picture strips
    std::string ranked = "result";  ///< the method whose worst frames are shown
    /// Larger frames are cut to a part of the same shape at a place drawn by lot; 0: never.
    double most_pixels = 0;
    uint64_t seed = 1;
    /// For all parts together, as many for one as for another: where they do not suffice, frames
    /// are left out evenly, but never so many that a part keeps fewer than two; 0: no limit.
    double seconds = 0;
    std::function<double()> clock;  ///< in seconds; empty: the machine's
};

struct Evaluation {
    std::vector<ClipScores> scores;  ///< per part and method; an empty clip name: all together
    std::vector<PictureStrip> worst;
    int64_t frames_chosen = 0;
    int64_t frames_scored = 0;  ///< fewer if the time did not suffice
};

/// Decodes every clip with held-out parts once, in this thread. A stop returns what there is.
/// Throws Error.
[[nodiscard]] Evaluation evaluate(
    const TrainingPlan& plan,
    const PreparedFootage& footage,
    const std::vector<EvaluatedMethod>& methods,
    const EvaluationOptions& options,
    const std::stop_token& stop,
    const std::function<void(double share)>& on_progress = {}
);

/// The scores of a method on a clip, or null.
[[nodiscard]] const ClipScores* find_scores(
    const std::vector<ClipScores>& scores, const std::string& clip, const std::string& method
);

}  // namespace nakawari
