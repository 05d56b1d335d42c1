/// Training plans from files and from the command line.
#pragma once

#include <optional>
#include <string>

#include "app/cli_arguments_poc.h"
#include "app/cli_console.h"
#include "app/cli_signals.h"
#include "training/plan.h"
#include "training/recipe.h"

namespace nakawari::cli {

/// Paths made absolute, so that a run can be resumed from any folder. Throws Error{input} if the
/// file cannot be read, Error{usage} if it is no plan.
[[nodiscard]] TrainingPlan read_plan_file(const std::string& path);

/// The same of the plan inside a recipe; clips take the place of the recipe's if there are any.
[[nodiscard]] Recipe read_recipe_file(
    const std::string& path, const std::vector<std::string>& clips
);

/// Looks at the clips and measures a step, with a status line; nothing if a signal came. Throws.
[[nodiscard]] std::optional<TrainingPlan> make_plan_of_clips(
    const PlanArguments& arguments, bool prune, Console& console, StopSignals& signals
);

/// Puts in what was typed. Throws Error{usage}.
void apply(const PlanArguments& arguments, TrainingPlan& plan);

/// Complete or not at all. Throws Error{output}, also if the file exists and is not to be replaced.
void write_plan_file(const TrainingPlan& plan, const std::string& path, bool overwrite);

}  // namespace nakawari::cli
