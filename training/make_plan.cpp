/// Looks at footage, at a measured step and at the start; turns minutes into steps.
#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "model/width_table.h"
#include "training/footage_dataset.h"
#include "training/laplacian_loss.h"
#include "training/new_network.h"
#include "training/plan_targets.h"
#include "training/pruner.h"
#include "training/run_files.h"
#include "training/stopwatch.h"
#include "training/trainer.h"

namespace nakawari {

namespace {

using torch::Tensor;

/// Below this a larger crop would leave too few steps.
constexpr double minutes_for_large_crops = 240;
constexpr double training_share = 0.7;  ///< of a budget; the rest is data, validation and report
constexpr double pruning_share = 0.4;   ///< of the steps, if it prunes
constexpr int64_t least_steps = 10;
/// Of the progress: footage, then a training step, then the start.
constexpr double scan_share = 0.5;
constexpr double step_share = 0.6;
/// Measured on four clips: 24 steps of two windows raised held-out PSNR by 0.4 dB at this rate, not
/// at three times as much.
constexpr double fine_tuning_rate = 1e-4;
constexpr double published_rate = 1e-3;

Batch random_batch(int64_t batch, int64_t crop) {
    const auto picture = [&] { return torch::rand({batch, 3, crop, crop}); };
    const Tensor flow = torch::zeros({batch, 2, crop, crop});
    return {{picture(), picture(), picture(), picture()}, picture(), {flow, flow}};
}

struct StepTimes {
    double step_ms = 0;
    double forward_ms = 0;  ///< of one window without gradients
};

/// The second of two steps: the first one pays for memory and plans.
StepTimes measure_step(StMfNet& network, Teacher* teacher, int64_t batch, int64_t crop) {
    StepTimes times;
    for (int i = 0; i < 2; ++i) {
        const Batch input = random_batch(batch, crop);
        const double start = now_s();
        network->train();
        network->zero_grad();
        std::optional<Tensor> taught;
        if (teacher != nullptr) {
            taught = teacher->answer(input);
        }
        distillation_loss(Trainer::answer(network, input), input.truth, taught, 0.1).backward();
        times.step_ms = 1000 * (now_s() - start);
    }
    network->eval();
    const torch::NoGradGuard no_grad;
    const Batch one = random_batch(1, crop);
    const double start = now_s();
    (void)Trainer::answer(network, one);
    times.forward_ms = 1000 * (now_s() - start);
    return times;
}

void set_steps(TrainingPlan& plan, const PlanRequest& request, const StepTimes& times) {
    const double seconds = request.minutes * 60 * training_share;
    const auto steps = std::max<int64_t>(
        request.prune ? 2 * least_steps : least_steps,
        static_cast<int64_t>(seconds * 1000 / times.step_ms)
    );
    plan.prune.steps =
        request.prune ? std::max<int64_t>(
                            least_steps, std::llround(pruning_share * static_cast<double>(steps))
                        )
                      : 0;
    plan.distil.steps = std::max<int64_t>(least_steps, steps - plan.prune.steps);
    // Validation gets a tenth of the time: fewer windows first, then fewer rounds.
    const double validation_ms = request.minutes * 60'000 * 0.1;
    const double windows = validation_ms / std::max(1.0, times.forward_ms) / 6;
    plan.budget.validation_windows = std::clamp<int64_t>(static_cast<int64_t>(windows), 6, 32);
    const double rounds = validation_ms / std::max(1.0, times.forward_ms) /
                          static_cast<double>(plan.budget.validation_windows);
    const auto count = std::clamp<int64_t>(static_cast<int64_t>(rounds), 3, 20);
    plan.budget.validate_every = std::max<int64_t>(1, plan.distil.steps / count);
}

std::vector<FootageFinding> findings_of(const FootageScans& scans) {
    std::vector<FootageFinding> findings;
    for (const FootageScan& scan : scans.scans) {
        findings.push_back(scan.finding);
    }
    return findings;
}

[[noreturn]] void fail_unusable(const std::vector<FootageFinding>& findings) {
    throw Error(
        Category::input,
        NK_TEXT("None of the footage can be used: %1"),
        {findings.empty() || findings.front().problems.empty()
             ? std::string(NK_TEXT("there are no clips."))
             : findings.front().problems.front()}
    );
}

/// A plan has to mean the same wherever it is run or resumed; ids of models stay as they are.
std::string absolute_if_file(const std::string& path) {
    std::error_code ignored;
    const bool is_pattern = path.find('%') != std::string::npos;
    return is_pattern || std::filesystem::exists(path, ignored)
               ? std::filesystem::absolute(path).lexically_normal().string()
               : path;
}

FootagePlan footage_plan(const std::vector<std::string>& clips, int crop) {
    FootagePlan footage;
    footage.crop = crop;
    for (const std::string& clip : clips) {
        footage.clips.push_back({clip, 25, false});
    }
    return footage;
}

[[noreturn]] void fail_stopped() {
    throw Error(Category::failed, NK_TEXT("Looking at the footage was stopped."));
}

/// What the request says by itself.
TrainingPlan plan_of(const PlanRequest& request) {
    TrainingPlan plan;
    if (!request.clips.empty()) {
        plan.title = std::filesystem::path(request.clips.front()).stem().string();
    }
    plan.footage =
        footage_plan(request.clips, request.minutes >= minutes_for_large_crops ? 256 : 128);
    plan.footage.split = request.split;
    plan.footage.held_out_share = request.held_out_share;
    for (PlannedClip& clip : plan.footage.clips) {
        clip.is_held_out = request.split == SplitMode::listed &&
                           std::ranges::find(request.held_out, clip.path) != request.held_out.end();
        clip.path = absolute_if_file(clip.path);
    }
    plan.models = {request.start, request.teacher};
    for (std::string* model : {&plan.models.start, &plan.models.teacher}) {
        *model = model->ends_with(".pth") ? absolute_if_file(*model) : *model;
    }
    plan.seed = request.seed;
    plan.threads = request.threads;
    plan.device = request.device;
    plan.precision = request.precision;
    plan.budget.minutes = request.minutes;
    return plan;
}

/// Of a training step, with the teacher's pictures, which are made once per window.
StepTimes measure_plan(StMfNet& network, const PlanRequest& request, const TrainingPlan& plan) {
    StepTimes times = measure_step(network, nullptr, plan.distil.batch, plan.footage.crop);
    if (request.teacher != "none") {
        StMfNet teacher = make_network(load_planned_model(request.teacher).state, request.teacher);
        const torch::NoGradGuard no_grad;
        const Batch one = random_batch(1, plan.footage.crop);
        const double start = now_s();
        (void)Trainer::answer(teacher, one);
        times.step_ms += 1000 * (now_s() - start) * static_cast<double>(plan.distil.batch);
    }
    return times;
}

void add_warnings(
    TrainingPlan& plan,
    const FootageSplit& split,
    const std::vector<FootageFinding>& findings,
    double scan_s
) {
    std::vector<std::string>& warnings = plan.estimate.warnings;
    warnings = split.warnings;
    for (const FootageFinding& finding : findings) {
        for (const std::string& problem : finding.problems) {
            warnings.push_back(
                std::filesystem::path(finding.path).filename().string() + ": " + problem
            );
        }
    }
    if (plan.distil.steps < 50) {
        warnings.push_back(substitute(
            NK_TEXT("The budget allows only %1 steps, which change little. More minutes or threads "
                    "would help."),
            {std::to_string(plan.distil.steps)}
        ));
    }
    if (scan_s > plan.budget.minutes * 60 * 0.1) {
        warnings.push_back(
            NK_TEXT("Reading the footage takes a good part of the budget: it is long.")
        );
    }
}

}  // namespace

std::vector<FootageFinding> check_footage(
    const std::vector<std::string>& clips,
    const std::stop_token& stop,
    const std::function<void(double share)>& on_progress
) {
    const auto scans = scan_clips(footage_plan(clips, 128), stop, on_progress);
    if (!scans) {
        return {};
    }
    std::vector<FootageFinding> findings = findings_of(*scans);
    if (std::all_of(findings.begin(), findings.end(), [](const FootageFinding& finding) {
            return finding.usable_windows == 0;
        })) {
        fail_unusable(findings);
    }
    return findings;
}

TrainingPlan make_plan(
    const PlanRequest& request,
    const std::stop_token& stop,
    const std::function<void(double share)>& on_progress
) {
    const auto report = [&](double from, double to, double share) {
        if (on_progress) {
            on_progress(from + share * (to - from));
        }
    };
    const double scan_start = now_s();
    TrainingPlan plan = plan_of(request);
    const auto scans =
        scan_clips(plan.footage, stop, [&](double share) { report(0, scan_share, share); });
    if (!scans) {
        fail_stopped();
    }
    const double scan_s = now_s() - scan_start;
    const std::vector<FootageFinding> findings = findings_of(*scans);
    const FootageSplit split = split_footage(plan, findings);

    at::set_num_threads(thread_count_of(request.threads));
    const bool is_new = request.start == "none";
    StMfNet network = is_new ? new_network(network_options(mini_flow_widths()), plan.seed)
                             : make_network(load_planned_model(request.start).state, request.start);
    const StepTimes times = measure_plan(network, request, plan);
    plan.distil.learning_rate = is_new || request.prune ? published_rate : fine_tuning_rate;
    set_steps(plan, request, times);
    plan.estimate.step_ms = times.step_ms;
    plan.estimate.minutes = request.minutes;
    DatasetOptions dataset;
    dataset.most_training_windows = (plan.prune.steps + plan.distil.steps) * plan.distil.batch;
    plan.estimate.disk_bytes = expected_bytes(plan, dataset, split);
    add_warnings(plan, split, findings, scan_s);

    plan.estimate.start = request.known_start;
    if (request.known_start.frames == 0) {
        report(step_share, 1, 0);
        const auto start = measure_start(plan, *scans, split, stop, [&](double share) {
            report(step_share, 1, share);
        });
        if (!start) {
            fail_stopped();
        }
        plan.estimate.start = *start;
    }
    suggest_targets(plan, request, parameter_count(state_dict_of(*network)));
    if (plan.estimate.start.frames > 0) {
        plan.estimate.notes.push_back(start_note(plan, split));
    }
    report(0, 1, 1);
    return plan;
}

}  // namespace nakawari
