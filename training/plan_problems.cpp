/// What in a training plan does not fit together, said before anything is opened.
#include <algorithm>
#include <cmath>
#include <set>

#include "core/error.h"
#include "training/plan.h"

namespace nakawari {
namespace {

using Problems = std::vector<std::string>;

void require(Problems& problems, bool is_right, const char* sentence) {
    if (!is_right) {
        problems.emplace_back(sentence);
    }
}

bool is_positive(double value) {
    return std::isfinite(value) && value > 0;
}

bool is_share(double value) {
    return value > 0 && value < 1;
}

void check_footage_plan(const FootagePlan& footage, Problems& problems) {
    require(problems, !footage.clips.empty(), NK_TEXT("The plan names no clip to train on."));
    std::set<std::string> paths;
    for (const PlannedClip& clip : footage.clips) {
        require(problems, !clip.path.empty(), NK_TEXT("A clip of the plan has no path."));
        if (!paths.insert(clip.path).second) {
            problems.push_back(substitute(
                NK_TEXT("“%1” is in the plan twice: a held-out clip could be trained on."),
                {clip.path}
            ));
        }
        if (clip.sequence_rate <= Rational(0)) {
            problems.push_back(
                substitute(NK_TEXT("The frame rate of “%1” must be above zero."), {clip.path})
            );
        }
    }
    require(
        problems,
        is_share(footage.held_out_share),
        NK_TEXT("The held-out share must lie between 0 and 1, for example 0.2.")
    );
    require(
        problems,
        footage.crop == 128 || footage.crop == 256,
        NK_TEXT("The side of the stored windows must be 128 or 256 pixels.")
    );
    require(
        problems, footage.max_bytes > 0, NK_TEXT("The stored windows need a size above zero bytes.")
    );
}

void check_split(const FootagePlan& footage, Problems& problems) {
    const auto held_out =
        std::count_if(footage.clips.begin(), footage.clips.end(), [](const auto& clip) {
            return clip.is_held_out;
        });
    const auto clips = static_cast<std::ptrdiff_t>(footage.clips.size());
    if (footage.split == SplitMode::by_clip && clips == 1) {
        problems.emplace_back(
            NK_TEXT("One clip cannot be split by clip: add another one, or split it by shot.")
        );
    }
    if (footage.split == SplitMode::listed && clips > 0) {
        require(
            problems,
            held_out > 0,
            NK_TEXT("The split is listed, but no clip is marked as held out: nothing could be "
                    "measured.")
        );
        require(
            problems,
            held_out < clips,
            NK_TEXT("The split is listed, and every clip is held out: nothing is left to train on.")
        );
    }
}

void check_phases(const TrainingPlan& plan, Problems& problems) {
    const PrunePlan& prune = plan.prune;
    const DistilPlan& distil = plan.distil;
    require(
        problems,
        prune.steps >= 0 && distil.steps >= 0 && distil.halve_every >= 0,
        NK_TEXT("Numbers of steps cannot be negative.")
    );
    require(
        problems,
        prune.steps > 0 || distil.steps > 0,
        NK_TEXT("The plan has no steps, neither of pruning nor of distillation.")
    );
    require(
        problems,
        !(prune.steps > 0 && plan.models.start == "none"),
        NK_TEXT("Pruning needs a trained network to start from; new weights have nothing to prune.")
    );
    require(
        problems,
        is_positive(prune.learning_rate) && is_positive(distil.learning_rate),
        NK_TEXT("Learning rates must be above zero.")
    );
    require(
        problems,
        is_positive(prune.lambda) && std::isfinite(prune.epsilon) && prune.epsilon >= 0,
        NK_TEXT("λ of the pruning must be above zero and ε must not be negative.")
    );
    require(
        problems,
        is_share(prune.prox_share),
        NK_TEXT("The share of proximal steps must lie between 0 and 1, for example 0.1.")
    );
    require(
        problems,
        prune.max_parameters.value_or(1) > 0 && is_positive(prune.min_speedup.value_or(1)),
        NK_TEXT("The targets of the pruning must be above zero.")
    );
    require(
        problems,
        prune.width_floor > 0 && prune.width_multiple > 0,
        NK_TEXT("The least width and the multiple of widths must be above zero.")
    );
    require(
        problems,
        std::isfinite(distil.alpha) && distil.alpha >= 0,
        NK_TEXT("α of the distillation must not be negative.")
    );
    require(
        problems,
        !(distil.steps > 0 && distil.alpha == 0 && plan.models.teacher == "none"),
        NK_TEXT("Without a teacher and with α = 0 there is nothing to learn from.")
    );
    require(problems, distil.batch > 0, NK_TEXT("A batch needs at least one window."));
}

void check_machine(const TrainingPlan& plan, Problems& problems) {
    const BudgetPlan& budget = plan.budget;
    require(
        problems,
        std::isfinite(budget.minutes) && budget.minutes >= 0 && budget.validate_every >= 0 &&
            budget.patience >= 0,
        NK_TEXT("Minutes, validation steps and patience cannot be negative.")
    );
    require(
        problems,
        budget.validation_windows > 0,
        NK_TEXT("The validation needs at least one held-out window.")
    );
    require(
        problems,
        plan.precision == "auto" || plan.precision == "fp32" || plan.precision == "bf16",
        NK_TEXT("The precision must be auto, fp32 or bf16.")
    );
    require(
        problems,
        plan.device == "auto" || plan.device == "cpu",
        NK_TEXT("Training runs on the CPU: the device must be auto or cpu.")
    );
    constexpr int most_threads = 1024;
    require(
        problems,
        plan.threads >= 0 && plan.threads <= most_threads,
        NK_TEXT("Threads must lie between 1 and 1024, or be 0 for all cores.")
    );
    require(
        problems,
        !plan.models.start.empty() && !plan.models.teacher.empty(),
        NK_TEXT("The starting model and the teacher need a name; “none” stands for no model.")
    );
}

void check_targets(const TrainingPlan& plan, Problems& problems) {
    for (const Target& target : plan.targets) {
        const bool needs_teacher = target.item == TargetItem::psnr_loss_db;
        const bool needs_start = target.item == TargetItem::psnr_gain_db;
        const bool is_difference = needs_teacher || needs_start;  // may well be negative
        require(
            problems,
            std::isfinite(target.value) && (is_difference || target.value > 0),
            NK_TEXT("Every target needs a value above zero.")
        );
        const bool has_size = target.width > 0 && target.height > 0;
        const bool needs_size =
            target.item == TargetItem::frame_ms || target.item == TargetItem::peak_memory_bytes;
        require(
            problems,
            has_size || !needs_size,
            NK_TEXT("Targets of time and memory need the width and height they are measured at.")
        );
        require(
            problems,
            !(needs_teacher && plan.models.teacher == "none"),
            NK_TEXT("A target relative to the teacher needs a teacher.")
        );
        require(
            problems,
            !(needs_start && plan.models.start == "none"),
            NK_TEXT("A target relative to the start needs a network to start from.")
        );
    }
}

}  // namespace

std::vector<std::string> problems_of(const TrainingPlan& plan) {
    Problems problems;
    check_footage_plan(plan.footage, problems);
    check_split(plan.footage, problems);
    check_phases(plan, problems);
    check_machine(plan, problems);
    check_targets(plan, problems);
    return problems;
}

}  // namespace nakawari
