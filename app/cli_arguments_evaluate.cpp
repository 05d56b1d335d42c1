/// The options of `evaluate`, `compare` and `benchmark`.
#include <CLI/CLI.hpp>

#include "app/cli_arguments_parts.h"

namespace nakawari::cli {
namespace {

void add_models_option(CLI::App& command, std::vector<std::string>& to, const std::string& help) {
    command.add_option("--models", to, help)
        ->type_name("A,B,…")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->group("Models and machine");
}

void add_machine(CLI::App& command, ModelsChoice& to) {
    const std::string group = "Models and machine";
    command
        .add_option(
            "--precision", to.precision, "auto (default), fp32, bf16, or fp16 (graphics cards)"
        )
        ->type_name("NAME")
        ->check(CLI::IsMember({"auto", "fp32", "bf16", "fp16"}).description(""))
        ->group(group);
    command.add_option("--device", to.device, "auto (default), cpu, cuda or cuda:N")
        ->type_name("NAME")
        ->group(group);
    command.add_option("--threads", to.threads, "CPU threads (default: all cores)")
        ->type_name("N")
        ->check(CLI::Range(1, 1024).description(""))
        ->group(group);
    add_memory(command, to.memory)->group(group);
}

void add_clip(CLI::App& command, ClipChoice& to) {
    const std::string group = "Frames and time";
    command.add_option("--from", to.from, "Begin here, inclusive: [[h:]m:]s[.f]")
        ->type_name("TIME")
        ->group(group);
    command.add_option("--to", to.to, "End here, exclusive")->type_name("TIME")->group(group);
    command.add_option("--input-fps", to.input_fps, "Rate of a picture sequence (default 25)")
        ->type_name("N[/D]")
        ->group(group);
    command
        .add_option(
            "--cuts",
            to.cuts,
            "Scene cuts: auto (default), off, or a JSON list of the times of first frames after a "
            "cut. No frame is predicted across one"
        )
        ->type_name("auto|off|FILE")
        ->group(group);
}

}  // namespace

void add_evaluate(CLI::App& app, Arguments& arguments) {
    auto* command = app.add_subcommand(
        "evaluate", "Leave out known frames, predict them with every model, and score them"
    );
    auto& to = arguments.evaluate;
    const std::string frames = "Frames and time";
    command
        ->add_option(
            "IN",
            to.inputs,
            "Videos, folders of frames, folders of them, test sets as UCF101, VFITex or DAVIS, or "
            "lists as SNU-FILM's"
        )
        ->required();
    command
        ->add_option(
            "-o,--output",
            to.output,
            "Folder for results.json, frames.csv and clips.csv; run again with the same folder, a "
            "stopped evaluation goes on"
        )
        ->type_name("FOLDER")
        ->required();
    command->add_flag("--overwrite", to.overwrite, "Begin anew if the folder holds results");
    command->add_flag("--json", to.json, "One JSON object per line on standard output");
    add_models_option(
        *command, to.models.models, "Ids of models or .pth files (default mini-flow)"
    );
    command
        ->add_flag(
            "--no-baselines",
            to.no_baselines,
            "Leave out flow, blend, repeat and minterpolate unless they are named"
        )
        ->group("Models and machine");
    add_machine(*command, to.models);
    add_clip(*command, to.clip);
    command
        ->add_option(
            "--max-frames", to.max_frames, "Predict so many frames of each clip, from its start"
        )
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""))
        ->group(frames);
    command->add_option("--stride", to.stride, "Predict every N-th frame only (default 1)")
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""))
        ->group(frames);
    command->add_option("--crop", to.crop, "Only the middle of each picture, for example 512x256")
        ->type_name("WxH")
        ->group(frames);
    command
        ->add_option(
            "--layout",
            to.layout,
            "auto (default), clip, quintuplets (UCF101), sequences (DAVIS, VFITex) or snu-film"
        )
        ->type_name("NAME")
        ->check(
            CLI::IsMember({"auto", "clip", "quintuplets", "sequences", "snu-film"}).description("")
        )
        ->group(frames);
    command->footer(
        "Frame n is predicted from n-3, n-1, n+1 and n+3: twice the motion that a model sees when\n"
        "it makes new frames. Every frame with neighbours in its own shot is predicted once.\n"
        "Examples:\n"
        "  nakawari-cli evaluate clip.mp4 --models mini-flow -o results/\n"
        "  nakawari-cli evaluate ucf101/ davis90/ --models teacher,mini,mini-flow -o results/\n"
    );
}

void add_compare(CLI::App& app, Arguments& arguments) {
    auto* command = app.add_subcommand(
        "compare", "Pictures of several models of the same frame, side by side, with scores"
    );
    auto& to = arguments.compare;
    command->add_option("IN", to.input, "A video, a folder of pictures, or a pattern")->required();
    command->add_option("-o,--output", to.output, "Folder for the pictures or the video")
        ->type_name("FOLDER")
        ->required();
    command
        ->add_option(
            "--video",
            to.video,
            "Write one side-by-side video of that name into the folder instead of pictures"
        )
        ->type_name("NAME");
    command
        ->add_option(
            "--gain", to.gain, "How much differences are amplified in the maps (default 8)"
        )
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""));
    command->add_flag("--overwrite", to.overwrite, "Replace files that exist");
    command->add_flag("--json", to.json, "The scores as one JSON object on standard output");
    add_models_option(
        *command,
        to.models.models,
        "Ids of models or .pth files; the first is what others are held against where there is no "
        "truth (default teacher if installed, mini-flow, blend)"
    );
    add_machine(*command, to.models);
    command->add_option("--at", to.at, "The frame nearest to this time: [[h:]m:]s[.f]")
        ->type_name("TIME")
        ->group("Frames and time");
    add_clip(*command, to.clip);
    command
        ->add_option(
            "--reference",
            to.reference,
            "held-out (default): known frames, left out and predicted; agreement: new frames, "
            "against the first model's"
        )
        ->type_name("NAME")
        ->check(CLI::IsMember({"auto", "held-out", "agreement"}).description(""))
        ->group("Frames and time");
    command->footer(
        "Examples:\n"
        "  nakawari-cli compare clip.mp4 --models teacher,mini-flow,blend --at 1.5 -o pictures/\n"
        "  nakawari-cli compare clip.mp4 --from 1 --to 3 --video side.mp4 -o pictures/\n"
    );
}

void add_benchmark(CLI::App& app, Arguments& arguments) {
    auto* command = app.add_subcommand(
        "benchmark", "Time and memory of one new frame, for every combination asked for"
    );
    auto& to = arguments.benchmark;
    add_models_option(
        *command,
        to.models,
        "Ids of models or .pth files (default mini-flow, and the teacher if installed)"
    );
    command->add_option("--sizes", to.sizes, "Sizes of the frames (default 256x256)")
        ->type_name("WxH,…")
        ->delimiter(',')
        ->allow_extra_args(false);
    command
        ->add_option(
            "--precisions", to.precisions, "fp32, bf16, fp16 (graphics cards), auto (default fp32)"
        )
        ->type_name("NAME,…")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::IsMember({"auto", "fp32", "bf16", "fp16"}).description(""));
    command->add_option("--threads", to.threads, "CPU threads; 0 = all cores (default)")
        ->type_name("N,…")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->check(CLI::Range(0, 1024).description(""));
    command->add_option("--device", to.device, "auto (default), cpu, cuda or cuda:N")
        ->type_name("NAME");
    add_memory(*command, to.memory);
    command->add_option("--runs", to.runs, "Timed runs after one warm-up (default 5)")
        ->type_name("N")
        ->check(CLI::PositiveNumber.description(""));
    command->add_flag("--json", to.json, "As one JSON object on standard output");
    // How the program starts itself for each combination: no option for people.
    command->add_flag("--single", to.single)->group("");
    command->footer(
        "Each combination runs in a process of its own, so that its peak memory is its own.\n"
        "Example:\n"
        "  nakawari-cli benchmark --models teacher,mini --sizes 256x256,854x480 --threads 1,2\n"
    );
}

}  // namespace nakawari::cli
