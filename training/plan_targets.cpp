/// A sample small enough for a minute, and the rule.
#include "training/plan_targets.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>

#include "core/error.h"
#include "model/baselines.h"
#include "report/report_numbers.h"
#include "training/evaluator.h"
#include "training/network_cost.h"
#include "training/run_files.h"
#include "training/stopwatch.h"

namespace nakawari {

namespace {

constexpr int64_t sampled_frames = 12;
/// For the pictures of the sample; a fifth of a short budget at most.
constexpr double sample_s = 40;
constexpr double sample_share = 0.2;
/// Decoding on the way to them can take long.
constexpr double longest_sample_s = 60;
constexpr Size trial_size{384, 256};
/// Smaller pictures say nothing about whole ones.
constexpr double least_pixels = 192.0 * 128;

constexpr double gain_db = 0.2;  ///< by fine-tuning
constexpr double loss_db = 0.3;  ///< of a smaller network
constexpr double teacher_loss_db = 0.5;

/// Twelve frames over all parts, or one of each of twelve parts.
void thin_out(FootageSplit& split) {
    std::vector<FootagePart*> held_out;
    for (FootagePart& part : split.parts) {
        if (part.is_held_out && !part.scored.empty()) {
            held_out.push_back(&part);
        }
    }
    const auto parts = static_cast<int64_t>(held_out.size());
    for (int64_t i = 0; i < parts; ++i) {
        // Of equal stretches of the list the first one each.
        const bool is_first = i * sampled_frames / parts != (i - 1) * sampled_frames / parts;
        if (parts > sampled_frames && i > 0 && !is_first) {
            held_out[static_cast<std::size_t>(i)]->is_held_out = false;
        }
    }
}

double rounded(double value, double step) {
    return std::round(value / step) * step;
}

std::string held_out_names(const TrainingPlan& plan, const FootageSplit& split) {
    constexpr int most_names = 3;
    std::vector<std::string> names;
    for (const FootagePart& part : split.parts) {
        const std::string name =
            std::filesystem::path(plan.footage.clips[part.clip].path).filename().string();
        if (part.is_held_out && std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(name);
        }
    }
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most_names; ++i) {
        text += (i > 0 ? ", " : "") + names[i];
    }
    return names.size() > most_names ? text + ", …" : text;
}

}  // namespace

std::optional<MeasuredStart> measure_start(
    const TrainingPlan& plan,
    const FootageScans& scans,
    FootageSplit split,
    const std::stop_token& stop,
    const std::function<void(double share)>& on_progress
) {
    const double begin = now_s();
    MeasuredStart start;
    start.model = plan.models.start == "none" ? "flow" : plan.models.start;
    const std::unique_ptr<Interpolator> interpolator =
        plan.models.start == "none" ? make_baseline("flow")
                                    : make_planned_interpolator(plan, plan.models.start);
    choose_scored(split, scans.scans);
    thin_out(split);
    const auto parts =
        std::count_if(split.parts.begin(), split.parts.end(), [](const FootagePart& part) {
            return part.is_held_out;
        });
    const double pixel_ms = measure_cost(*interpolator, trial_size, 1).frame_ms /
                            (static_cast<double>(trial_size.width) * trial_size.height);
    const double budget_s = plan.budget.minutes > 0
                                ? std::min(sample_s, sample_share * 60 * plan.budget.minutes)
                                : sample_s;
    EvaluationOptions options;
    options.worst = 0;
    options.seed = plan.seed;
    options.frames_per_part = std::max<int64_t>(1, sampled_frames / std::max<int64_t>(1, parts));
    options.most_pixels =
        std::max(least_pixels, 1000 * budget_s / pixel_ms / static_cast<double>(sampled_frames));

    std::stop_source enough;
    const std::stop_callback stopped(stop, [&] { enough.request_stop(); });
    const Evaluation evaluation = evaluate(
        plan,
        {std::move(split), {}, {}},
        {{"start", interpolator.get()}},
        options,
        enough.get_token(),
        [&](double share) {
            on_progress(share);
            if (now_s() - begin > longest_sample_s) {
                enough.request_stop();
            }
        }
    );
    if (stop.stop_requested()) {
        return std::nullopt;
    }
    const ClipScores* scores = find_scores(evaluation.scores, "", "start");
    if (scores != nullptr && scores->psnr_db && scores->ssim) {
        start.frames = scores->frames;
        start.psnr_db = *scores->psnr_db;
        start.ssim = *scores->ssim;
    }
    return start;
}

void suggest_targets(TrainingPlan& plan, const PlanRequest& request, int64_t parameters) {
    if (request.teacher != "none") {
        plan.targets.push_back({TargetItem::psnr_loss_db, teacher_loss_db, 0, 0});
    }
    const bool is_new = request.start == "none";
    if (request.prune) {
        plan.prune.max_parameters = request.max_parameters;
        plan.prune.min_speedup = request.min_speedup;
        if (!request.max_parameters && !request.min_speedup) {
            plan.prune.max_parameters = parameters / 2;
        }
        if (plan.prune.max_parameters) {
            plan.targets.push_back(
                {TargetItem::parameters, static_cast<double>(*plan.prune.max_parameters), 0, 0}
            );
        }
    }
    const MeasuredStart& start = plan.estimate.start;
    if (!is_new) {
        // A difference: the report need not score the frames of the sample to be comparable.
        plan.targets.push_back({TargetItem::psnr_gain_db, request.prune ? -loss_db : gain_db, 0, 0}
        );
    } else if (start.frames > 0) {
        plan.targets.push_back({TargetItem::psnr_db, rounded(start.psnr_db, 0.01), 0, 0});
        plan.targets.push_back({TargetItem::ssim, rounded(start.ssim, 0.001), 0, 0});
    }
}

std::string start_note(const TrainingPlan& plan, const FootageSplit& split) {
    const MeasuredStart& start = plan.estimate.start;
    const std::string model = start.model.ends_with(".pth")
                                  ? std::filesystem::path(start.model).filename().string()
                                  : start.model;
    std::vector<std::string> arguments{
        model,
        decimal(start.psnr_db, 2),
        decimal(start.ssim, 3),
        std::to_string(start.frames),
        held_out_names(plan, split)};
    if (plan.models.start == "none") {
        return substitute(
            NK_TEXT("“%1”, optical flow without a network, reaches %2 dB and an SSIM of %3 on %4 "
                    "held-out frames of %5. Suggested for new weights: no less."),
            arguments
        );
    }
    if (plan.prune.steps > 0) {
        arguments.push_back(decimal(loss_db, 2));
        return substitute(
            NK_TEXT("“%1” reaches %2 dB and an SSIM of %3 before training, on %4 held-out frames "
                    "of %5. Suggested for a smaller network: at most %6 dB less."),
            arguments
        );
    }
    arguments.push_back(decimal(gain_db, 2));
    return substitute(
        NK_TEXT("“%1” reaches %2 dB and an SSIM of %3 before training, on %4 held-out frames of "
                "%5. Suggested: %6 dB more."),
        arguments
    );
}

}  // namespace nakawari
