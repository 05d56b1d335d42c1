/// Scores, costs, verdicts and what else a reader needs to trust or repeat them.
#include "training/build_report.h"

#include <torch/version.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "core/error.h"
#include "model/baselines.h"
#include "model/model_card.h"
#include "model/precision_rule.h"
#include "model/sha256.h"
#include "training/evaluator.h"
#include "training/network_cost.h"
#include "training/pruner.h"
#include "training/stopwatch.h"

namespace nakawari {

namespace {

constexpr int64_t frames_without_limit = 24;
constexpr int64_t least_frames = 2;
/// Time and memory are measured at the footage's size, up to this.
constexpr Size largest_measured{1920, 1080};
constexpr Size largest_in_a_hurry{640, 360};
constexpr double hurry_s = 600;
constexpr int frames_at_leisure = 5;
/// Of the time that is left, at most, for the time per frame of all networks.
constexpr double measuring_share = 0.3;
/// Of what is left for scoring: reading up to the frames, pictures and pages take the rest.
constexpr double scoring_share = 0.8;

std::string now_utc() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    char text[32];
    (void)std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}

/// The networks that are compared, freshly loaded.
struct Contender {
    std::string name;
    std::string model;
    std::filesystem::path weights;
    std::unique_ptr<Interpolator> interpolator;
};

std::vector<Contender> load_contenders(const ReportInput& input) {
    std::vector<Contender> contenders;
    const auto add = [&](const std::string& name, const std::string& model) {
        const ModelEntry entry = ModelRegistry(standard_model_folders()).find(model);
        contenders.push_back(
            {name, entry.card.id, entry.weights, make_planned_interpolator(input.plan, model)}
        );
    };
    if (input.plan.models.teacher != "none") {
        add("teacher", input.plan.models.teacher);
    }
    if (!input.start_weights.empty()) {
        add("start", input.start_weights);
    }
    add("result", input.files.best().string());
    return contenders;
}

Size held_out_size(const ReportInput& input, Size limit) {
    for (const FootagePart& part : input.footage.split.parts) {
        if (part.is_held_out) {
            const Size size = input.footage.findings[part.clip].size;
            return {std::min(size.width, limit.width), std::min(size.height, limit.height)};
        }
    }
    return {640, 360};
}

/// The size at which time is measured: a target's if one names it.
Size measured_size(const ReportInput& input) {
    for (const Target& target : input.plan.targets) {
        if (target.width > 0 && target.height > 0) {
            return {target.width, target.height};
        }
    }
    const bool is_hurried = input.seconds_left > 0 && input.seconds_left < hurry_s;
    return held_out_size(input, is_hurried ? largest_in_a_hurry : largest_measured);
}

CostRow cost_row(const Contender& contender, Size size, const MeasuredCost& measured) {
    const StateDict state = read_state_dict(contender.weights);
    CostRow row;
    row.method = contender.name;
    row.model = contender.model;
    row.parameters = parameter_count(state);
    row.file_bytes = static_cast<int64_t>(std::filesystem::file_size(contender.weights));
    row.macs_per_pixel = macs_per_pixel(state).total();
    row.width = size.width;
    row.height = size.height;
    row.frame_ms = measured.frame_ms;
    row.peak_memory_bytes = measured.peak_memory_bytes;
    return row;
}

/// Of all networks in turn, so that they can be compared.
std::vector<CostRow> measured_costs(
    const std::vector<Contender>& contenders, Size size, double seconds_left
) {
    std::vector<Interpolator*> interpolators;
    for (const Contender& contender : contenders) {
        interpolators.push_back(contender.interpolator.get());
    }
    CostOptions options;
    const bool is_hurried = seconds_left > 0 && seconds_left < hurry_s;
    options.frames = is_hurried ? options.frames : frames_at_leisure;
    if (seconds_left > 0) {
        const double share_ms = 1000 * measuring_share * seconds_left;
        options.enough_ms =
            std::min(options.enough_ms, share_ms / static_cast<double>(contenders.size()));
    }
    const std::vector<MeasuredCost> measured = measure_costs(interpolators, size, options);
    std::vector<CostRow> rows;
    for (std::size_t i = 0; i < contenders.size(); ++i) {
        rows.push_back(cost_row(contenders[i], size, measured[i]));
    }
    return rows;
}

/// So many frames of each part that the evaluation fits into the time that is left.
int64_t affordable_frames(
    const ReportInput& input, const std::vector<CostRow>& costs, int64_t parts, double seconds
) {
    if (seconds <= 0) {
        return frames_without_limit;
    }
    const Size size = held_out_size(input, largest_measured);
    double frame_s = 0.2;  // decoding and scoring
    for (const CostRow& row : costs) {
        const double pixels = static_cast<double>(row.width) * row.height;
        frame_s += row.frame_ms / 1000 * size.width * size.height / pixels;
    }
    const double frames = seconds / frame_s / static_cast<double>(parts);
    return std::clamp(static_cast<int64_t>(frames), least_frames, 2 * frames_without_limit);
}

std::optional<double> measured_for(
    const Target& target, const PocReport& report, const std::vector<CostRow>& at_size
) {
    const ClipScores* result = find_scores(report.scores, "", "result");
    const ClipScores* teacher = find_scores(report.scores, "", "teacher");
    const ClipScores* start = find_scores(report.scores, "", "start");
    const auto cost = std::find_if(at_size.begin(), at_size.end(), [&](const CostRow& row) {
        return row.method == "result" &&
               (target.width == 0 || (row.width == target.width && row.height == target.height));
    });
    const auto of_cost = [&](auto member) {
        return cost == at_size.end() ? std::nullopt
                                     : std::optional(static_cast<double>((*cost).*member));
    };
    switch (target.item) {
        case TargetItem::psnr_db:
            return result != nullptr ? result->psnr_db : std::nullopt;
        case TargetItem::psnr_gain_db:
            return result != nullptr && start != nullptr && result->psnr_db && start->psnr_db
                       ? std::optional(*result->psnr_db - *start->psnr_db)
                       : std::nullopt;
        case TargetItem::psnr_loss_db:
            return result != nullptr && teacher != nullptr && result->psnr_db && teacher->psnr_db
                       ? std::optional(*teacher->psnr_db - *result->psnr_db)
                       : std::nullopt;
        case TargetItem::ssim:
            return result != nullptr ? result->ssim : std::nullopt;
        case TargetItem::high_frequency_error:
            return result != nullptr ? result->high_frequency_error : std::nullopt;
        case TargetItem::frame_ms:
            return of_cost(&CostRow::frame_ms);
        case TargetItem::parameters:
            return of_cost(&CostRow::parameters);
        case TargetItem::file_bytes:
            return of_cost(&CostRow::file_bytes);
        case TargetItem::peak_memory_bytes: {
            const std::optional<double> bytes = of_cost(&CostRow::peak_memory_bytes);
            return bytes && *bytes > 0 ? bytes : std::nullopt;
        }
    }
    return std::nullopt;
}

void add_verdicts(
    PocReport& report, const ReportInput& input, const std::vector<Contender>& contenders
) {
    std::vector<CostRow> at_size = report.costs;
    for (const Target& target : input.plan.targets) {
        const bool is_known = target.width == 0 ||
                              std::any_of(at_size.begin(), at_size.end(), [&](const CostRow& row) {
                                  return row.width == target.width && row.height == target.height;
                              });
        if (!is_known) {
            const Size size{target.width, target.height};
            const MeasuredCost measured = measure_cost(*contenders.back().interpolator, size);
            at_size.push_back(cost_row(contenders.back(), size, measured));
        }
        TargetVerdict verdict = judge(target, measured_for(target, report, at_size));
        if (!verdict.measured && target.item == TargetItem::psnr_loss_db) {
            verdict.reason = NK_TEXT("There is no teacher to compare with.");
        } else if (!verdict.measured && target.item == TargetItem::psnr_gain_db) {
            verdict.reason = NK_TEXT("There is no start to compare with: the weights were new.");
        }
        report.verdicts.push_back(verdict);
    }
}

void add_clips(PocReport& report, const ReportInput& input) {
    for (std::size_t i = 0; i < input.footage.findings.size(); ++i) {
        const FootageFinding& finding = input.footage.findings[i];
        ReportedClip clip;
        clip.name = std::filesystem::path(finding.path).filename().string();
        clip.sha256 = input.footage.clip_hashes[i];
        clip.frames = finding.frames;
        bool is_used = false;
        bool trains = false;
        for (const FootagePart& part : input.footage.split.parts) {
            if (part.clip != i) {
                continue;
            }
            is_used = true;
            trains = trains || !part.is_held_out;
            if (!part.is_whole_clip) {
                clip.shots.push_back(
                    std::to_string(part.first) + "–" + std::to_string(part.last) +
                    (part.is_held_out ? " held out" : "")
                );
            }
        }
        clip.is_held_out = is_used && !trains;
        clip.windows = std::count_if(
            input.windows.windows.begin(),
            input.windows.windows.end(),
            [&](const WindowPlace& place) { return place.clip == i; }
        );
        report.clips.push_back(std::move(clip));
        for (const std::string& problem : finding.problems) {
            report.notes.push_back(report.clips.back().name + ": " + problem);
        }
    }
}

void add_environment(PocReport& report, const ReportInput& input) {
    report.environment = {
        {"CPU", cpu_name()},
        {"threads", std::to_string(thread_count_of(input.plan.threads))},
        {"device", "CPU"},
        {"precision of measurements", report.environment.empty() ? "fp32" : ""},
        {"LibTorch", TORCH_VERSION},
        {"Nakawari", NK_VERSION},
        {"seed", std::to_string(input.plan.seed)},
        {"training pictures (SHA-256)", input.windows.sha256}};
}

void add_notes(PocReport& report, const ReportInput& input) {
    for (const std::string& note : input.plan.estimate.notes) {
        report.notes.push_back(note);
    }
    for (const std::string& note : input.state.notes) {
        report.notes.push_back(note);
    }
    for (const std::string& warning : input.footage.split.warnings) {
        report.notes.push_back(warning);
    }
    if (input.plan.models.teacher == "none") {
        report.notes.push_back(
            NK_TEXT("There was no teacher: the network was fine-tuned on the footage itself.")
        );
    }
    if (input.state.end == "deadline") {
        report.notes.push_back(substitute(
            NK_TEXT("Training was stopped by its deadline after %1 of %2 steps."),
            {std::to_string(report.steps_done), std::to_string(report.steps_planned)}
        ));
    }
    report.notes.push_back(
        NK_TEXT("Scores are on frames left out of held-out footage, made from their second "
                "neighbours: the network saw twice the motion it will see in earnest.")
    );
}

}  // namespace

PocReport build_report(
    const ReportInput& input,
    const std::stop_token& stop,
    const std::function<void(double share)>& on_progress
) {
    const double started = now_s();
    std::vector<Contender> contenders = load_contenders(input);
    PocReport report;
    report.title = input.plan.title;
    report.date = now_utc();
    report.start_model = input.plan.models.start;
    report.teacher_model = input.plan.models.teacher;
    report.result_model = "best.pth";
    report.result_sha256 = sha256_of_file(input.files.best());
    report.split = split_name(input.footage.split.mode);
    report.reference_db = input.state.reference_db;
    report.log = input.state.log;
    report.widths = input.state.widths;
    report.lambda_path = input.state.lambda_path;
    report.end = input.state.end;
    report.steps_planned = input.plan.prune.steps + input.plan.distil.steps;
    report.steps_done = input.state.steps_done;
    report.plan_json = to_json(input.plan);

    report.costs = measured_costs(contenders, measured_size(input), input.seconds_left);
    std::vector<EvaluatedMethod> methods;
    for (const Contender& contender : contenders) {
        methods.push_back({contender.name, contender.interpolator.get()});
    }
    const std::unique_ptr<Interpolator> blend = make_baseline("blend");
    methods.push_back({"blend", blend.get()});
    const auto parts = std::count_if(
        input.footage.split.parts.begin(),
        input.footage.split.parts.end(),
        [](const FootagePart& part) { return part.is_held_out; }
    );
    EvaluationOptions options;
    if (input.seconds_left > 0) {
        options.seconds = scoring_share * std::max(1.0, input.seconds_left + started - now_s());
    }
    options.frames_per_part = affordable_frames(input, report.costs, parts, options.seconds);
    Evaluation evaluation =
        evaluate(input.plan, input.footage, methods, options, stop, on_progress);
    report.scores = std::move(evaluation.scores);
    report.worst = std::move(evaluation.worst);
    if (evaluation.frames_scored < evaluation.frames_chosen && !stop.stop_requested()) {
        report.notes.push_back(substitute(
            NK_TEXT("The time was short: of %1 held-out frames that were chosen, %2 were scored."),
            {std::to_string(evaluation.frames_chosen), std::to_string(evaluation.frames_scored)}
        ));
    }
    const ClipScores* result = find_scores(report.scores, "", "result");
    const ClipScores* start = find_scores(report.scores, "", "start");
    report.has_helped = result != nullptr && result->psnr_db &&
                        (start == nullptr || !start->psnr_db || *result->psnr_db > *start->psnr_db);
    add_clips(report, input);
    add_environment(report, input);
    report.environment[3].second = contenders.back().interpolator->info().precision;
    add_verdicts(report, input, contenders);
    add_notes(report, input);
    return report;
}

void write_result_card(const ReportInput& input, const PocReport& report) {
    ModelCard card;
    card.id = "best";
    card.title = input.plan.title.empty() ? "Result of a training run" : input.plan.title;
    card.family = "ST-MFNet Mini, compressed or fine-tuned";
    card.sha256 = report.result_sha256;
    card.licence = "as the starting model and the footage";
    std::size_t training = 0;
    std::set<std::size_t> clips;
    for (const WindowPlace& place : input.windows.windows) {
        if (!place.is_held_out) {
            ++training;
            clips.insert(place.clip);
        }
    }
    card.trained_on = std::to_string(training) + " windows of seven frames from " +
                      std::to_string(clips.size()) + " clips, crops of " +
                      std::to_string(input.plan.footage.crop) + " pixels";
    card.recipe = "start " + report.start_model + ", teacher " + report.teacher_model + ", " +
                  std::to_string(report.steps_done) + " steps, seed " +
                  std::to_string(input.plan.seed);
    nlohmann::ordered_json measured;
    for (const char* method : {"blend", "start", "result", "teacher"}) {
        const ClipScores* scores = find_scores(report.scores, "", method);
        if (scores != nullptr && scores->psnr_db) {
            measured["held_out_psnr_db"][method] = *scores->psnr_db;
        }
    }
    card.measured_json = measured.dump();
    card.limits = report.has_helped ? "Fitted to its footage; other footage was not tested."
                                    : "Training did not raise the held-out PSNR above the start.";
    write_model_card(input.files.best_card(), card);
}

}  // namespace nakawari
