/// The subcommands and their options, with the help that people read.
#include "app/cli_arguments.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "app/cli_arguments_parts.h"
#include "app/cli_formatter.h"

namespace nakawari::cli {
namespace {

constexpr const char* exit_codes =
    "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 input cannot be used, 4 model cannot be used,\n"
    "5 output cannot be written, 130 cancelled.";

void add_files(CLI::App& command, InterpolateArguments& to) {
    const std::string group = "Files";
    command
        .add_option("IN", to.inputs, "Videos, folders of pictures, or patterns such as f_%04d.png")
        ->group(group);
    command
        .add_option(
            "-o,--output",
            to.output,
            "The new file, a folder (needed for several inputs), a pattern such as f_%04d.png, or "
            "- for standard output "
            "(needs --container mkv or webm)"
        )
        ->type_name("OUT")
        ->group(group);
    command.add_flag("--overwrite", to.overwrite, "Replace files that exist")->group(group);
    command.add_option("--job", to.job, "Repeat a saved job; other options change it")
        ->type_name("FILE")
        ->group(group);
    command.add_option("--save-job", to.save_job, "Write the job as JSON, then run it")
        ->type_name("FILE")
        ->group(group);
    command
        .add_option(
            "--use-preset",
            to.use_preset,
            "Begin with a preset: web, small, master, edit, smooth-60, slow-motion, animation"
        )
        ->type_name("NAME")
        ->group(group);
}

void add_time(CLI::App& command, InterpolateArguments& to) {
    const std::string group = "Frames and time";
    auto* factor =
        command
            .add_option(
                "--factor", to.factor, "How many frames each frame becomes: 2 (default), 4 or 8"
            )
            ->type_name("N")
            ->check(CLI::IsMember({2, 4, 8}).description(""))
            ->group(group);
    command
        .add_option(
            "--fps", to.fps, "Target rate instead of a factor, for example 60 or 60000/1001"
        )
        ->type_name("N[/D]")
        ->excludes(factor)
        ->group(group);
    command
        .add_option(
            "--slow",
            to.slow,
            "Slow motion: stretch time by N. Without --factor or --fps the factor follows: 2, 4 or "
            "8"
        )
        ->type_name("N")
        ->group(group);
    command.add_option("--from", to.from, "Begin here, inclusive: [[h:]m:]s[.f]")
        ->type_name("TIME")
        ->group(group);
    command.add_option("--to", to.to, "End here, exclusive; trimmed output starts at 0")
        ->type_name("TIME")
        ->group(group);
    command.add_option("--input-fps", to.input_fps, "Rate of a picture sequence (default 25)")
        ->type_name("N[/D]")
        ->group(group);
    command
        .add_option(
            "--cuts",
            to.cuts,
            "Scene cuts: auto (default), off, or a JSON list of the times of first frames after a "
            "cut"
        )
        ->type_name("auto|off|FILE")
        ->group(group);
    command
        .add_flag(
            "--collapse-duplicates",
            to.collapse_duplicates,
            "Interpolate between distinct frames (animation)"
        )
        ->group(group);
    command
        .add_option("--deinterlace", to.deinterlace, "Interlaced pictures: auto (default) or off")
        ->type_name("auto|off")
        ->check(CLI::IsMember({"auto", "off"}).description(""))
        ->group(group);
}

void add_output(CLI::App& command, InterpolateArguments& to) {
    const std::string group = "Output format";
    command
        .add_option(
            "--container",
            to.container,
            "mp4, mkv, mov, webm, gif, png, tiff (default: from the name)"
        )
        ->type_name("NAME")
        ->group(group);
    command
        .add_option(
            "--codec",
            to.codec,
            "h264, hevc, av1, vp9, ffv1, prores, png, tiff, gif (default: from the container); on "
            "NVIDIA cards that have them h264_nvenc, hevc_nvenc, av1_nvenc (see version)"
        )
        ->type_name("NAME")
        ->group(group);
    command.add_option("--crf", to.crf, "Constant quality; lower is better and larger")
        ->type_name("N")
        ->group(group);
    command
        .add_option(
            "--preset",
            to.preset,
            "Encoder speed, in x264's words for every encoder: ultrafast, superfast, veryfast, "
            "faster, fast, medium, slow, slower, veryslow, placebo; or a value of the encoder's "
            "own scale, for example 8"
        )
        ->type_name("NAME")
        ->group(group);
    command
        .add_option(
            "--pixel-format", to.pixel_format, "For example yuv420p10le (default: the source's)"
        )
        ->type_name("NAME")
        ->group(group);
    command
        .add_option(
            "--color-matrix",
            to.color_matrix,
            "Overrides the source's tag: bt601, bt470bg, bt709, bt2020, smpte240m, fcc, rgb"
        )
        ->type_name("NAME")
        ->group(group);
    command
        .add_option(
            "--audio", to.audio, "keep, stretch or drop (default: keep; stretch with --slow)"
        )
        ->type_name("MODE")
        ->check(CLI::IsMember({"keep", "stretch", "drop"}).description(""))
        ->group(group);
    command
        .add_flag("--no-metadata", to.no_metadata, "Do not write the job into the file's metadata")
        ->group(group);
}

void add_model(CLI::App& command, InterpolateArguments& to) {
    const std::string group = "Model and machine";
    command
        .add_option(
            "--model",
            to.model,
            "Id of a model (see models list) or a .pth file (default mini-flow)"
        )
        ->type_name("ID|FILE")
        ->group(group);
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
    command
        .add_option(
            "--hwaccel",
            to.hwaccel,
            "Decoding on the graphics card: auto (default; where it gives the same pictures) or "
            "none"
        )
        ->type_name("auto|none")
        ->check(CLI::IsMember({"auto", "none"}).description(""))
        ->group(group);
    command.add_option("--threads", to.threads, "CPU threads (default: all cores)")
        ->type_name("N")
        ->check(CLI::Range(1, 1024).description(""))
        ->group(group);
    add_memory(command, to.memory)->group(group);
}

void add_interpolate(CLI::App& app, Arguments& arguments) {
    auto* command =
        app.add_subcommand("interpolate", "Put new frames between the frames of videos");
    auto& to = arguments.interpolate;
    add_files(*command, to);
    add_time(*command, to);
    add_output(*command, to);
    add_model(*command, to);
    const std::string group = "Messages";
    command
        ->add_flag(
            "--check",
            to.check,
            "Afterwards leave out source frames (24 at most), predict them, and print the PSNR of "
            "the "
            "model and of the baselines"
        )
        ->group(group);
    command->add_flag("--json", to.json, "One JSON object per line on standard output")
        ->group(group);
    command->footer(
        std::string(
            "Examples:\n"
            "  nakawari-cli interpolate clip.mp4 -o smooth.mp4\n"
            "  nakawari-cli interpolate clip.mov --fps 60 --codec hevc --crf 18 -o clip_60.mp4\n"
            "  nakawari-cli interpolate a.mp4 b.mp4 --factor 4 -o folder/\n"
            "  nakawari-cli interpolate clip.mp4 --from 1:05 --to 1:10.5 --slow 2 -o slow.mkv\n"
            "  nakawari-cli interpolate frames/f_%04d.png --input-fps 24 -o new/f_%04d.png\n"
            "A file whose name begins with - is written after -- or as ./-name.\n"
        ) +
        exit_codes
    );
}

void add_resume(CLI::App& app, Arguments& arguments) {
    auto* command = app.add_subcommand("resume", "Go on with a job that was killed or paused");
    command
        ->add_option(
            "JOURNAL",
            arguments.resume.journal,
            "The name of the output that was being written, or the journal beside it "
            "(.NAME.part/journal.json)"
        )
        ->required();
    command->add_flag("--json", arguments.resume.json, "One JSON object per line");
    command->footer(
        std::string(
            "Frames that an earlier run has closed, in segments of about ten seconds, are not made "
            "again; the\nresult is the same as that of an undisturbed run. Starting the same job "
            "with interpolate begins anew.\n"
        ) +
        exit_codes
    );
}

void add_probe(CLI::App& app, Arguments& arguments) {
    auto* command = app.add_subcommand("probe", "Show what the program sees in a file");
    command->add_option("IN", arguments.probe.input, "A video, a folder of pictures, or a pattern")
        ->required();
    command
        ->add_option(
            "--input-fps", arguments.probe.input_fps, "Rate of a picture sequence (default 25)"
        )
        ->type_name("N[/D]");
    command->add_flag("--json", arguments.probe.json, "As one JSON object");
}

}  // namespace

CLI::Option* add_memory(CLI::App& command, std::optional<std::string>& to) {
    return command
        .add_option(
            "--memory",
            to,
            "Memory limit such as 2G or 1500M: large pictures are computed in strips (default: "
            "three quarters of what is free)"
        )
        ->type_name("SIZE");
}

void define_arguments(CLI::App& app, Arguments& arguments) {
    app.description("Nakawari puts new frames between the frames of a video, with ST-MFNet Mini.");
    app.footer(
        std::string("nakawari-cli COMMAND --help explains the options of a command.\n") + exit_codes
    );
    app.formatter(std::make_shared<HelpFormatter>());
    app.require_subcommand(0, 1);  // none: main shows the help
    app.add_flag("-v,--verbose", arguments.verbose, "Tell more on standard error");
    add_interpolate(app, arguments);
    add_resume(app, arguments);
    add_probe(app, arguments);
    add_models(app, arguments);
    add_evaluate(app, arguments);
    add_compare(app, arguments);
    add_benchmark(app, arguments);
    add_poc(app, arguments.poc);
    add_train(app, arguments.train);
    add_prune(app, arguments.prune);
    add_distil(app, arguments.distil);
    auto* version = app.add_subcommand(
        "version", "Versions of the program and its libraries, device, CPU features"
    );
    version->add_flag("--json", arguments.version.json, "As one JSON object");
    for (CLI::App* command : app.get_subcommands({})) {
        command->group("Commands");
        command->callback([&arguments, command] { arguments.command = command->get_name(); });
    }
}

}  // namespace nakawari::cli
