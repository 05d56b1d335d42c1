/// The shares that the plan's steps and the phases' deadlines are made for.
#include "training/planned_times.h"

#include <algorithm>

namespace nakawari {

namespace {

constexpr double seconds_per_minute = 60;
constexpr double data_share = 0.04;
constexpr double baselines_share = 0.01;
constexpr double phases_share = 0.8;  ///< steps and validations
constexpr double derive_share = 0.02;
constexpr double evaluation_share = 0.14;
constexpr double writing_share = 0.01;

}  // namespace

std::vector<DurationRow> planned_times(const TrainingPlan& plan) {
    const double limit_s = plan.budget.minutes * seconds_per_minute;
    if (limit_s <= 0) {
        return {};
    }
    const bool prunes = plan.prune.steps > 0;
    const auto prune_steps = static_cast<double>(plan.prune.steps);
    const auto all_steps = std::max(1.0, prune_steps + static_cast<double>(plan.distil.steps));
    const double steps_share = phases_share - (prunes ? derive_share : 0);
    const double prune_share = steps_share * prune_steps / all_steps;
    std::vector<DurationRow> rows;
    const auto add = [&](const char* part, double share) {
        rows.push_back({part, 0, limit_s * share});
    };
    add("data", data_share);
    add("baselines", baselines_share);
    if (prunes) {
        add("prune", prune_share);
        add("derive", derive_share);
    }
    add("distil", steps_share - prune_share);
    add("evaluation", evaluation_share);
    add("report", writing_share);
    return rows;
}

std::vector<DurationRow> with_planned_times(
    const TrainingPlan& plan, std::vector<DurationRow> durations
) {
    const std::vector<DurationRow> planned = planned_times(plan);
    for (DurationRow& row : durations) {
        const auto found = std::ranges::find(planned, row.part, &DurationRow::part);
        row.planned_s = found == planned.end() ? 0 : found->planned_s;
    }
    return durations;
}

}  // namespace nakawari
