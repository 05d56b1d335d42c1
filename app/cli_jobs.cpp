/// From what was typed to the jobs that run.
#include "app/cli_jobs.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <system_error>

#include "app/cli_presets.h"
#include "app/cli_text.h"
#include "app/cli_values.h"
#include "core/error.h"
#include "pipeline/journal.h"

namespace nakawari::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* standard_stream = "-";

/// A factor that keeps slow motion as smooth as the source.
int factor_for_slow(const Rational& slow) {
    for (const int factor : {2, 4}) {
        if (slow <= Rational(factor)) {
            return factor;
        }
    }
    return 8;
}

void apply_time(const InterpolateArguments& arguments, Job& job) {
    if (arguments.factor) {
        job.retime.factor = *arguments.factor;
        job.retime.rate.reset();
    }
    if (arguments.fps) {
        job.retime.rate = parse_rate(*arguments.fps, "--fps");
    }
    if (arguments.slow) {
        job.retime.slow = parse_rate(*arguments.slow, "--slow");
        if (!arguments.factor && !job.retime.rate) {
            job.retime.factor = factor_for_slow(job.retime.slow);
        }
        job.output.audio = AudioMode::stretch;
    }
    if (arguments.from) {
        job.source.from = parse_time(*arguments.from, "--from");
    }
    if (arguments.to) {
        job.source.to = parse_time(*arguments.to, "--to");
    }
    if (job.source.to && *job.source.to <= job.source.from.value_or(Rational(0))) {
        throw Error(
            Category::usage, NK_TEXT("--to must be later than --from; nothing would be left.")
        );
    }
    if (arguments.input_fps) {
        job.source.sequence_rate = parse_rate(*arguments.input_fps, "--input-fps");
    }
}

void apply_cuts(const InterpolateArguments& arguments, Job& job) {
    if (!arguments.cuts) {
        return;
    }
    job.cuts = {};
    if (*arguments.cuts == "off") {
        job.cuts.mode = CutMode::off;
    } else if (*arguments.cuts != "auto") {
        job.cuts.mode = CutMode::list;
        job.cuts.first_frames = read_cut_list(*arguments.cuts);
    }
}

void apply_source(const InterpolateArguments& arguments, Job& job) {
    if (arguments.deinterlace) {
        job.source.deinterlace = *arguments.deinterlace == "auto";
    }
    if (arguments.hwaccel) {
        job.source.hardware_decoding = *arguments.hwaccel == "auto";
    }
    if (arguments.color_matrix) {
        job.source.color_matrix = parse_color_matrix(*arguments.color_matrix);
    }
    job.collapse_duplicates = job.collapse_duplicates || arguments.collapse_duplicates;
}

AudioMode parse_audio(const std::string& text) {
    return text == "keep"      ? AudioMode::keep
           : text == "stretch" ? AudioMode::stretch
                               : AudioMode::drop;
}

void apply_output(const InterpolateArguments& arguments, Job& job) {
    OutputOptions& output = job.output;
    output.container = arguments.container.value_or(output.container);
    output.codec = arguments.codec.value_or(output.codec);
    output.preset = arguments.preset.value_or(output.preset);
    output.pixel_format = arguments.pixel_format.value_or(output.pixel_format);
    if (arguments.crf) {
        output.crf = arguments.crf;
    }
    if (arguments.audio) {
        output.audio = parse_audio(*arguments.audio);
    }
    output.overwrite = arguments.overwrite;  // never from a file: it decides about other files
    output.write_job_metadata = output.write_job_metadata && !arguments.no_metadata;
}

void apply_model(const InterpolateArguments& arguments, Job& job) {
    ModelChoice& model = job.model;
    model.model = arguments.model.value_or(model.model);
    model.precision = arguments.precision.value_or(model.precision);
    model.device = arguments.device.value_or(model.device);
    model.threads = arguments.threads.value_or(model.threads);
    if (arguments.memory) {
        model.memory_mb = parse_memory_mb(*arguments.memory, "--memory");
    }
}

Job base_job(const InterpolateArguments& arguments) {
    Job job;
    if (!arguments.job.empty()) {
        job = job_from_json(read_text_file(arguments.job));
    }
    if (!arguments.use_preset.empty()) {
        job = with_preset(job, arguments.use_preset, standard_preset_folders());
    }
    apply_time(arguments, job);
    apply_cuts(arguments, job);
    apply_source(arguments, job);
    apply_output(arguments, job);
    apply_model(arguments, job);
    return job;
}

bool is_folder(const std::string& path) {
    std::error_code status;
    return path.ends_with('/') || fs::is_directory(path, status);
}

bool writes_pictures(const OutputOptions& output) {
    return output.container == "png" || output.container == "tiff" || output.codec == "png" ||
           output.codec == "tiff";
}

/// Without symbolic links and dots, so that two spellings of one place are equal.
fs::path place(const std::string& path) {
    std::error_code status;
    fs::path canonical = fs::weakly_canonical(path, status);
    return status ? fs::path(path) : canonical;
}

void check_files(const Job& job) {
    const OutputOptions& output = job.output;
    if (job.source.path == standard_stream) {
        throw Error(
            Category::usage,
            NK_TEXT(
                "Standard input cannot be interpolated, because a video is read twice (pictures "
                "first, the other streams at the end); save it to a file."
            )
        );
    }
    if (output.path == standard_stream && output.container != "mkv" && output.container != "webm") {
        throw Error(
            Category::usage,
            NK_TEXT("Standard output needs --container mkv or webm: other containers must be able "
                    "to seek.")
        );
    }
    if (output.path != standard_stream && place(output.path) == place(job.source.path)) {
        throw Error(
            Category::usage,
            NK_TEXT("The output would replace the input “%1”; give it another name."),
            {job.source.path}
        );
    }
}

std::string output_of(const Job& job, const InterpolateArguments& arguments, bool is_only_one) {
    if (arguments.output.empty()) {
        return is_only_one ? job.output.path : "";
    }
    // One sequence of pictures fills the folder itself.
    const bool is_whole_folder = is_only_one && writes_pictures(job.output);
    if (arguments.output == standard_stream || is_whole_folder || !is_folder(arguments.output)) {
        return arguments.output;
    }
    return default_output(job, arguments.output);
}

void check_several(const InterpolateArguments& arguments, const std::vector<std::string>& inputs) {
    if (inputs.size() > 1 && !is_folder(arguments.output)) {
        throw Error(
            Category::usage,
            NK_TEXT(
                "Several inputs need a folder as -o; end its name with / if it does not exist yet."
            )
        );
    }
    if (inputs.size() > 1 && !arguments.save_job.empty()) {
        throw Error(Category::usage, NK_TEXT("--save-job takes one input: a job has one."));
    }
}

}  // namespace

std::vector<Job> make_jobs(const InterpolateArguments& arguments) {
    const Job base = base_job(arguments);
    std::vector<std::string> inputs = arguments.inputs;
    if (inputs.empty() && !base.source.path.empty()) {
        inputs.push_back(base.source.path);
    }
    if (inputs.empty()) {
        throw Error(
            Category::usage,
            NK_TEXT("Name a video to interpolate; nakawari-cli interpolate --help tells more.")
        );
    }
    check_several(arguments, inputs);
    std::map<fs::path, std::string> made_from;
    std::vector<Job> jobs;
    for (const std::string& input : inputs) {
        Job job = base;
        job.source.path = input;
        job.output.path = output_of(job, arguments, inputs.size() == 1);
        if (job.output.path.empty()) {
            throw Error(Category::usage, NK_TEXT("Say with -o where the result goes."));
        }
        check_files(job);
        const auto [first, is_new] = made_from.emplace(place(job.output.path), input);
        if (!is_new) {
            throw Error(
                Category::usage,
                NK_TEXT("“%1” and “%2” would both be written to “%3”; run them one after the other."
                ),
                {first->second, input, job.output.path}
            );
        }
        jobs.push_back(std::move(job));
    }
    return jobs;
}

std::string default_output(const Job& job, const std::string& folder) {
    fs::path source(job.source.path);
    if (!source.has_filename()) {
        source = source.parent_path();  // "frames/"
    }
    std::string stem = source.stem().string();
    if (const auto pattern = stem.find('%'); pattern != std::string::npos && !fs::exists(source)) {
        stem = stem.substr(0, pattern);
        while (stem.ends_with('_') || stem.ends_with('-') || stem.ends_with('.')) {
            stem.pop_back();
        }
    }
    stem = stem.empty() ? "video" : stem;
    std::string suffix = "_x" + std::to_string(job.retime.factor);
    if (job.retime.rate) {
        suffix = format("_%gfps", job.retime.rate->to_double());
    }
    if (job.retime.slow != Rational(1)) {
        suffix = format("_slow%g", job.retime.slow.to_double());
    }
    const fs::path file = fs::path(folder) / (stem + suffix);
    if (writes_pictures(job.output)) {
        return file.string();
    }
    static const std::map<std::string, std::string> by_codec{
        {"ffv1", "mkv"}, {"prores", "mov"}, {"vp9", "webm"}, {"gif", "gif"}};
    std::string extension = source.extension().string();
    extension = extension.empty() ? extension : extension.substr(1);
    const bool is_writable = extension == "mp4" || extension == "mkv" || extension == "mov" ||
                             extension == "webm" || extension == "gif";
    extension = is_writable ? extension : "mp4";
    if (const auto known = by_codec.find(job.output.codec); known != by_codec.end()) {
        extension = known->second;
    }
    return file.string() + "." + (job.output.container.empty() ? extension : job.output.container);
}

void save_job(const Job& job, const std::string& path, bool overwrite) {
    std::error_code status;
    if (!overwrite && fs::exists(path, status)) {
        throw Error(Category::output, NK_TEXT("“%1” exists; --overwrite replaces it."), {path});
    }
    const fs::path part = path + ".part";
    std::ofstream stream(part, std::ios::binary);
    stream << to_json(with_absolute_paths(job)) << '\n';
    stream.close();
    if (!stream.fail()) {
        fs::rename(part, path, status);
    }
    if (stream.fail() || status) {
        fs::remove(part, status);
        throw Error(
            Category::output,
            NK_TEXT("The job cannot be written to “%1”; check the folder, its permissions and the "
                    "free space."),
            {path}
        );
    }
}

}  // namespace nakawari::cli
