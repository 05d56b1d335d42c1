/// Training plans from files and from the command line.
#include "app/cli_plan.h"

#include <filesystem>
#include <span>
#include <stop_token>
#include <system_error>

#include "app/cli_target.h"
#include "app/cli_text.h"
#include "core/error.h"
#include "model/atomic_file.h"
#include "training/training.h"

namespace nakawari::cli {
namespace {

namespace fs = std::filesystem;

/// A model given as a file is a path; an id is not.
std::string absolute_model(const std::string& model) {
    std::error_code status;
    return fs::is_regular_file(model, status) ? fs::absolute(model).string() : model;
}

void make_absolute(TrainingPlan& plan) {
    for (PlannedClip& clip : plan.footage.clips) {
        // An empty path stays one, so that the plan's check can say so.
        clip.path = clip.path.empty() ? "" : fs::absolute(clip.path).lexically_normal().string();
    }
    plan.models.start = absolute_model(plan.models.start);
    plan.models.teacher = absolute_model(plan.models.teacher);
}

PlanRequest request_of(const PlanArguments& arguments, bool prune) {
    PlanRequest request;
    for (const std::string& clip : arguments.inputs) {
        request.clips.push_back(fs::absolute(clip).lexically_normal().string());
    }
    request.minutes = arguments.minutes.value_or(request.minutes);
    request.start = absolute_model(arguments.start.value_or(request.start));
    request.teacher = absolute_model(arguments.teacher.value_or(request.teacher));
    request.prune = prune;
    request.max_parameters = arguments.max_parameters;
    request.min_speedup = arguments.min_speedup;
    request.seed = arguments.seed.value_or(request.seed);
    request.threads = arguments.threads.value_or(request.threads);
    request.device = arguments.device.value_or(request.device);
    request.precision = arguments.precision.value_or(request.precision);
    return request;
}

template <typename T, typename Value>
void put(const std::optional<T>& from, Value& to) {
    if (from) {
        to = *from;
    }
}

}  // namespace

TrainingPlan read_plan_file(const std::string& path) {
    TrainingPlan plan = plan_from_json(read_text_file(path));
    make_absolute(plan);
    return plan;
}

Recipe read_recipe_file(const std::string& path, const std::vector<std::string>& clips) {
    Recipe recipe = recipe_from_json(read_text_file(path));
    if (!clips.empty()) {
        recipe.plan.footage.clips.clear();
        for (const std::string& clip : clips) {
            recipe.plan.footage.clips.push_back({clip, 25, false});
        }
    }
    make_absolute(recipe.plan);
    for (Stage& stage : recipe.stages) {
        for (StageInput& input : stage.inputs) {
            input.model = absolute_model(input.model);
        }
    }
    return recipe;
}

std::optional<TrainingPlan> make_plan_of_clips(
    const PlanArguments& arguments, bool prune, Console& console, StopSignals& signals
) {
    for (const std::string& target : arguments.targets) {
        (void)parse_target(target);  // a typing error is told before minutes of looking
    }
    std::stop_source stop;
    double shown = -1;
    const auto on_progress = [&](double share) {
        constexpr double tenth = 0.1;
        // A log file wants few lines, a terminal a line that lives.
        if (console.is_terminal() || share >= shown + tenth) {
            shown = share;
            console.status(format("looking at the footage and measuring: %.0f %%", 100 * share));
        }
        if (signals.wait_for(std::chrono::milliseconds(0))) {
            stop.request_stop();
        }
    };
    try {
        TrainingPlan plan = make_plan(request_of(arguments, prune), stop.get_token(), on_progress);
        console.clear_status();
        if (stop.stop_requested()) {
            return std::nullopt;
        }
        apply(arguments, plan);
        return plan;
    } catch (const Error&) {
        console.clear_status();
        if (stop.stop_requested()) {
            return std::nullopt;
        }
        throw;
    }
}

void apply(const PlanArguments& arguments, TrainingPlan& plan) {
    if (!arguments.targets.empty()) {
        plan.targets.clear();
        for (const std::string& target : arguments.targets) {
            plan.targets.push_back(parse_target(target));
        }
    }
    put(arguments.title, plan.title);
    put(arguments.minutes, plan.budget.minutes);
    put(arguments.seed, plan.seed);
    put(arguments.device, plan.device);
    put(arguments.precision, plan.precision);
    put(arguments.threads, plan.threads);
    if (arguments.start) {
        plan.models.start = absolute_model(*arguments.start);
    }
    if (arguments.teacher) {
        plan.models.teacher = absolute_model(*arguments.teacher);
    }
    put(arguments.lambda, plan.prune.lambda);
    put(arguments.max_parameters, plan.prune.max_parameters);
    put(arguments.min_speedup, plan.prune.min_speedup);
    put(arguments.alpha, plan.distil.alpha);
    put(arguments.learning_rate, plan.distil.learning_rate);
    put(arguments.batch, plan.distil.batch);
}

void write_plan_file(const TrainingPlan& plan, const std::string& path, bool overwrite) {
    std::error_code status;
    if (!overwrite && fs::exists(path, status)) {
        throw Error(Category::output, NK_TEXT("“%1” exists; --overwrite replaces it."), {path});
    }
    const std::string text = to_json(plan);
    AtomicFile file{fs::path(path)};
    file.write(std::as_bytes(std::span(text)));
    file.commit();
}

}  // namespace nakawari::cli
