/// nakawari-cli poc, train, prune and distil.
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "app/cli_commands.h"
#include "app/cli_json.h"
#include "app/cli_plan.h"
#include "app/cli_target.h"
#include "app/cli_text.h"
#include "app/cli_training.h"
#include "app/cli_training_json.h"
#include "core/error.h"

namespace nakawari::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

void print(const std::string& line) {
    std::printf("%s\n", line.c_str());
}

void print_plan(const TrainingPlan& plan, const std::string& path) {
    print("Plan written: " + quoted(path));
    print(format("  clips:   %zu", plan.footage.clips.size()));
    print("  models:  start " + plan.models.start + ", teacher " + plan.models.teacher);
    print(format(
        "  steps:   %lld of pruning, %lld of distillation, %.0f ms each as measured",
        static_cast<long long>(plan.prune.steps),
        static_cast<long long>(plan.distil.steps),
        plan.estimate.step_ms
    ));
    print(
        format("  needs:   about %.1f minutes, ", plan.estimate.minutes) +
        format_bytes(plan.estimate.disk_bytes) + " of disk"
    );
    for (const Target& target : plan.targets) {
        print("  target:  " + describe(target));
    }
    for (const std::string& note : plan.estimate.notes) {
        print("  note:    " + note);
    }
    for (const std::string& warning : plan.estimate.warnings) {
        print("  warning: " + warning);
    }
    print("Change it as you like, then: nakawari-cli poc run " + path + " -o RUN");
}

ExitCode run_init(const PocArguments& arguments, Console& console, StopSignals& signals) {
    std::error_code status;
    if (!arguments.overwrite && fs::exists(arguments.plan_output, status)) {
        // Said before minutes of looking at footage.
        throw Error(
            Category::output,
            NK_TEXT("“%1” exists; --overwrite replaces it."),
            {arguments.plan_output}
        );
    }
    const bool prunes = arguments.plan.prune || arguments.plan.max_parameters.has_value() ||
                        arguments.plan.min_speedup.has_value();
    const auto plan = make_plan_of_clips(arguments.plan, prunes, console, signals);
    if (!plan) {
        console.message("Cancelled; no plan was written.");
        return ExitCode::cancelled;
    }
    write_plan_file(*plan, arguments.plan_output, arguments.overwrite);
    if (arguments.json) {
        print_json_line(
            {{"event", "plan"},
             {"file", arguments.plan_output},
             {"plan", json::parse(to_json(*plan))}},
            stdout
        );
    } else {
        print_plan(*plan, arguments.plan_output);
    }
    return ExitCode::ok;
}

ExitCode run_status(const PocArguments& arguments) {
    const RunStatus status = read_status(arguments.run);
    const char* state = status.is_finished ? "finished" : status.is_running ? "running" : "stopped";
    if (arguments.json) {
        json value = to_json_value(status.progress);
        value["run"] = arguments.run;
        value["title"] = status.plan.title;
        value["state"] = state;
        print_json(value, stdout);
        return ExitCode::ok;
    }
    print(quoted(status.plan.title) + " in " + quoted(arguments.run) + ": " + state);
    print("  " + describe(status.progress));
    for (const auto& [method, db] : status.progress.reference_db) {
        print(format("  held-out PSNR of %s: %.2f dB", method.c_str(), db));
    }
    if (!status.is_finished && !status.is_running) {
        print("Go on with: nakawari-cli poc resume " + arguments.run);
    }
    return ExitCode::ok;
}

ExitCode run_report(const PocArguments& arguments, Console& console) {
    const PocReport report = read_report(arguments.run);
    const fs::path folder = arguments.output.empty() ? arguments.run : arguments.output;
    const ResultFiles files = write_result(report, arguments.run, folder, arguments.result);
    make_training_reporter(console, arguments.json)->finished(report, files);
    return files.code;
}

bool is_plan_file(const std::vector<std::string>& inputs) {
    return inputs.size() == 1 && fs::path(inputs.front()).extension() == ".json";
}

enum class Phase { prune = 1, distil };

/// Only one phase of the plan stays. What was measured for both goes to the one.
void keep_only(
    Phase phase, bool share_is_moved, const PlanArguments& arguments, TrainingPlan& plan
) {
    int64_t& kept = phase == Phase::prune ? plan.prune.steps : plan.distil.steps;
    int64_t& dropped = phase == Phase::prune ? plan.distil.steps : plan.prune.steps;
    kept += share_is_moved ? dropped : 0;
    dropped = 0;
    kept = arguments.steps.value_or(kept);
}

ExitCode run_phase(
    Phase phase, const PhaseArguments& arguments, Console& console, StopSignals& signals
) {
    const bool has_plan = is_plan_file(arguments.plan.inputs);
    std::optional<TrainingPlan> plan;
    if (has_plan) {
        plan = read_plan_file(arguments.plan.inputs.front());
        apply(arguments.plan, *plan);
    } else {
        plan = make_plan_of_clips(arguments.plan, phase == Phase::prune, console, signals);
    }
    if (!plan) {
        console.message("Cancelled; nothing was trained.");
        return ExitCode::cancelled;
    }
    keep_only(phase, !has_plan, arguments.plan, *plan);
    const auto reporter = make_training_reporter(console, arguments.json);
    return run_training(*plan, arguments.run, arguments.result, *reporter, signals);
}

}  // namespace

ExitCode run_poc(const PocArguments& arguments, Console& console, StopSignals& signals) {
    if (arguments.action == "init") {
        return run_init(arguments, console, signals);
    }
    if (arguments.action == "status") {
        return run_status(arguments);
    }
    if (arguments.action == "report") {
        return run_report(arguments, console);
    }
    const auto reporter = make_training_reporter(console, arguments.json);
    if (arguments.action == "resume") {
        return resume_training(arguments.run, arguments.result, *reporter, signals);
    }
    return run_training(
        read_plan_file(arguments.plan_file), arguments.run, arguments.result, *reporter, signals
    );
}

ExitCode run_train(const TrainArguments& arguments, Console& console, StopSignals& signals) {
    const auto reporter = make_training_reporter(console, arguments.json);
    return run_recipe(
        read_recipe_file(arguments.recipe, arguments.clips),
        arguments.run,
        arguments.result,
        *reporter,
        signals
    );
}

ExitCode run_prune(const PhaseArguments& arguments, Console& console, StopSignals& signals) {
    return run_phase(Phase::prune, arguments, console, signals);
}

ExitCode run_distil(const PhaseArguments& arguments, Console& console, StopSignals& signals) {
    return run_phase(Phase::distil, arguments, console, signals);
}

}  // namespace nakawari::cli
