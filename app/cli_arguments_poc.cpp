/// The options of training: poc, prune and distil.
#include "app/cli_arguments_poc.h"

#include <CLI/CLI.hpp>

namespace nakawari::cli {
namespace {

constexpr const char* target_help =
    "An evaluation item and its value, ITEM=VALUE[@WxH]; repeat it for several (default: from "
    "what the start scores on held-out footage). psnr_db, psnr_gain_db (above the start), ssim: at "
    "least; psnr_loss_db (below the teacher), high_frequency_error, parameters, file_bytes, "
    "frame_ms@WxH, peak_memory_bytes@WxH: at most";

void add_models(CLI::App& command, PlanArguments& to) {
    const std::string group = "Models and budget";
    command
        .add_option(
            "--start",
            to.start,
            "The network to begin with: an id, a .pth file, or none for new weights (default "
            "mini-flow)"
        )
        ->type_name("MODEL")
        ->group(group);
    command
        .add_option(
            "--teacher",
            to.teacher,
            "The network to learn from: an id or a .pth file (default none: the truth alone)"
        )
        ->type_name("MODEL")
        ->group(group);
    command
        .add_option(
            "--minutes", to.minutes, "For everything from data to report; a deadline (default 30)"
        )
        ->type_name("N")
        ->check(CLI::Range(0.1, 100'000.0).description(""))
        ->group(group);
    command.add_option("--target", to.targets, target_help)->type_name("TARGET")->group(group);
    command.add_option("--title", to.title, "Of the report (default: the first clip's name)")
        ->type_name("TEXT")
        ->group(group);
}

void add_pruning_targets(CLI::App& command, PlanArguments& to) {
    const std::string group = "Pruning";
    command.add_option("--max-parameters", to.max_parameters, "Prune until there are at most N")
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""))
        ->group(group);
    command.add_option("--min-speedup", to.min_speedup, "Prune until it is N times as fast")
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""))
        ->group(group);
}

void add_machine(CLI::App& command, PlanArguments& to) {
    const std::string group = "Machine";
    command.add_option("--seed", to.seed, "Of everything that is drawn by lot (default 1)")
        ->type_name("N")
        ->group(group);
    command.add_option("--precision", to.precision, "auto (default), fp32 or bf16")
        ->type_name("NAME")
        ->check(CLI::IsMember({"auto", "fp32", "bf16"}).description(""))
        ->group(group);
    command.add_option("--device", to.device, "auto (default) or cpu: training runs on the CPU")
        ->type_name("NAME")
        ->check(CLI::IsMember({"auto", "cpu"}).description(""))
        ->group(group);
    command.add_option("--threads", to.threads, "CPU threads (default: all cores)")
        ->type_name("N")
        ->check(CLI::Range(1, 1024).description(""))
        ->group(group);
}

void add_run_folder(CLI::App& command, std::string& run) {
    command.add_option("-o,--output", run, "The folder of the run; it must not hold one yet")
        ->type_name("RUN")
        ->required();
}

void add_result(CLI::App& command, ResultArguments& to) {
    command.add_option("--lang", to.language, "Language of the report: en (default) or ja")
        ->type_name("en|ja")
        ->check(CLI::IsMember({"en", "ja"}).description(""));
    command
        .add_option(
            "--register", to.register_as, "Afterwards put the best network among your models"
        )
        ->type_name("ID");
}

void add_json(CLI::App& command, bool& json) {
    command.add_flag("--json", json, "One JSON object per line on standard output");
}

void add_init(CLI::App& poc, PocArguments& to) {
    auto* init = poc.add_subcommand("init", "Look at clips and write a plan")->group("Commands");
    init->add_option("CLIPS", to.plan.inputs, "Videos, folders of pictures, or patterns")
        ->required();
    init->add_option("-o,--output", to.plan_output, "The plan to write (default plan.json)")
        ->type_name("PLAN");
    init->add_flag("--overwrite", to.overwrite, "Replace a plan that exists");
    add_models(*init, to.plan);
    init->add_flag("--prune", to.plan.prune, "Make the network smaller before it is trained")
        ->group("Pruning");
    add_pruning_targets(*init, to.plan);
    add_machine(*init, to.plan);
    add_json(*init, to.json);
    init->callback([&to] { to.action = "init"; });
}

void add_runs(CLI::App& poc, PocArguments& to) {
    auto* run = poc.add_subcommand("run", "Train, measure and report")->group("Commands");
    run->add_option("PLAN", to.plan_file, "A plan written by poc init")->required();
    add_run_folder(*run, to.run);
    add_result(*run, to.result);
    add_json(*run, to.json);
    run->callback([&to] { to.action = "run"; });
    auto* resume =
        poc.add_subcommand("resume", "Go on with a run that was stopped")->group("Commands");
    resume->add_option("RUN", to.run, "The folder of the run")->required();
    add_result(*resume, to.result);
    add_json(*resume, to.json);
    resume->callback([&to] { to.action = "resume"; });
}

void add_looks(CLI::App& poc, PocArguments& to) {
    auto* status = poc.add_subcommand("status", "How far a run is")->group("Commands");
    status->add_option("RUN", to.run, "The folder of the run")->required();
    add_json(*status, to.json);
    status->callback([&to] { to.action = "status"; });
    auto* report = poc.add_subcommand("report", "Draw the report of a finished run: HTML and PDF")
                       ->group("Commands");
    report->add_option("RUN", to.run, "The folder of the run")->required();
    report->add_option("-o,--output", to.output, "Another folder for the report (default: RUN)")
        ->type_name("FOLDER");
    add_result(*report, to.result);
    add_json(*report, to.json);
    report->callback([&to] { to.action = "report"; });
}

/// What `prune` and `distil` share.
CLI::App* add_phase(CLI::App& app, const char* name, const char* text, PhaseArguments& to) {
    auto* command = app.add_subcommand(name, text);
    command
        ->add_option(
            "IN", to.plan.inputs, "Clips, or one plan (.json) of which only this phase is run"
        )
        ->required();
    add_run_folder(*command, to.run);
    add_models(*command, to.plan);
    add_machine(*command, to.plan);
    add_result(*command, to.result);
    add_json(*command, to.json);
    return command;
}

}  // namespace

void add_poc(CLI::App& app, PocArguments& to) {
    auto* command = app.add_subcommand("poc", "Fit a network to your own footage, and report");
    command->require_subcommand(1);
    add_init(*command, to);
    add_runs(*command, to);
    add_looks(*command, to);
    command->footer(
        "Examples:\n"
        "  nakawari-cli poc init a.mp4 b.mp4 c.mp4 --minutes 60 --target psnr_db=31 -o plan.json\n"
        "  nakawari-cli poc run plan.json -o run/\n"
        "  nakawari-cli poc resume run/\n"
        "  nakawari-cli poc report run/ --lang ja\n"
        "Ctrl-C writes a checkpoint and ends with 130; resume goes on as if nothing had happened.\n"
        "A run that ends without meeting its targets ends with 0: the report says what was met."
    );
}

void add_train(CLI::App& app, TrainArguments& to) {
    auto* command = app.add_subcommand("train", "Train a new network in stages, from a recipe");
    command->add_option("RECIPE", to.recipe, "A JSON file: stages, widths and a plan")->required();
    command->add_option(
        "CLIPS", to.clips, "Videos, folders of pictures, or patterns, instead of the recipe's"
    );
    add_run_folder(*command, to.run);
    add_result(*command, to.result);
    add_json(*command, to.json);
}

void add_prune(CLI::App& app, PhaseArguments& to) {
    auto* command =
        add_phase(app, "prune", "Phase 1 alone: sparsify a network, derive a smaller one", to);
    add_pruning_targets(*command, to.plan);
    command->add_option("--steps", to.plan.steps, "Training steps")
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""))
        ->group("Pruning");
    command->add_option("--lambda", to.plan.lambda, "Weight of the sparsity (default 0.0001)")
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""))
        ->group("Pruning");
}

void add_distil(CLI::App& app, PhaseArguments& to) {
    auto* command = add_phase(
        app, "distil", "Phase 2 alone: train a network with a teacher, or on the truth", to
    );
    const std::string group = "Distillation";
    command->add_option("--steps", to.plan.steps, "Training steps")
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""))
        ->group(group);
    command
        ->add_option(
            "--alpha", to.plan.alpha, "Weight of the truth beside the teacher (default 0.1)"
        )
        ->type_name("N")
        ->check(CLI::NonNegativeNumber.description(""))
        ->group(group);
    command->add_option("--learning-rate", to.plan.learning_rate, "At the first step")
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""))
        ->group(group);
    command->add_option("--batch", to.plan.batch, "Windows of each step")
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""))
        ->group(group);
}

}  // namespace nakawari::cli
