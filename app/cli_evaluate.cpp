/// nakawari-cli evaluate: which models predict left-out frames how well.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "app/cli_background.h"
#include "app/cli_commands.h"
#include "app/cli_json.h"
#include "app/cli_models_choice.h"
#include "app/cli_text.h"
#include "io/minterpolate.h"
#include "model/model_library.h"
#include "pipeline/evaluation_files.h"

namespace nakawari::cli {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

constexpr const char* journal_name = "predictions.jsonl";

EvaluationLayout parse_layout(const std::string& text) {
    return text == "clip"          ? EvaluationLayout::clip
           : text == "quintuplets" ? EvaluationLayout::quintuplets
           : text == "sequences"   ? EvaluationLayout::sequences
           : text == "snu-film"    ? EvaluationLayout::snu_film
                                   : EvaluationLayout::automatic;
}

/// As asked for, then the baselines that are not among them.
std::vector<std::string> model_names(const EvaluateArguments& arguments) {
    std::vector<std::string> names = arguments.models.models;
    if (names.empty()) {
        names.emplace_back("mini-flow");
    }
    if (!arguments.no_baselines) {
        names.insert(names.end(), {"flow", "blend", "repeat", minterpolate_id});
    }
    std::vector<std::string> unique;
    for (const std::string& name : names) {
        if (std::find(unique.begin(), unique.end(), name) == unique.end()) {
            unique.push_back(name);
        }
    }
    return unique;
}

EvaluationOptions evaluation_options(const EvaluateArguments& arguments) {
    EvaluationOptions options;
    options.source = source_options(arguments.clip, "");
    options.cuts = cut_options(arguments.clip);
    options.max_frames = arguments.max_frames;
    options.stride = arguments.stride;
    if (arguments.crop) {
        options.crop = parse_size(*arguments.crop, "--crop");
    }
    options.clips = find_evaluation_clips(arguments.inputs, parse_layout(arguments.layout));
    return options;
}

/// Makes the folder; with --overwrite earlier results go.
std::string prepare_folder(const EvaluateArguments& arguments) {
    std::error_code status;
    fs::create_directories(arguments.output, status);
    if (status) {
        throw Error(
            Category::output,
            NK_TEXT("The folder “%1” cannot be made: %2."),
            {arguments.output, status.message()}
        );
    }
    const fs::path journal = fs::path(arguments.output) / journal_name;
    if (arguments.overwrite) {
        fs::remove(journal, status);
    }
    return journal.string();
}

/// What people or programs see while it runs.
class ProgressTeller {
 public:
    ProgressTeller(Console& console, bool as_json) : console_(console), as_json_(as_json) {}

    void operator()(const EvaluationProgress& progress) {
        const auto interval = as_json_                 ? std::chrono::milliseconds(500)
                              : console_.is_terminal() ? std::chrono::milliseconds(100)
                                                       : std::chrono::milliseconds(10000);
        if (Clock::now() < next_) {
            return;
        }
        next_ = Clock::now() + interval;
        if (as_json_) {
            print_json_line(event(progress), stdout);
        } else {
            console_.status(line(progress));
        }
    }

 private:
    static std::string line(const EvaluationProgress& progress) {
        std::string text = format(
            "clip %lld/%lld %s, %lld of about %lld predictions",
            static_cast<long long>(progress.clip_index + 1),
            static_cast<long long>(progress.clip_count),
            quoted(progress.clip).c_str(),
            static_cast<long long>(progress.frames_done),
            static_cast<long long>(progress.frames_expected)
        );
        if (progress.frames_resumed > 0) {
            text += format(
                " (%lld from an earlier run)", static_cast<long long>(progress.frames_resumed)
            );
        }
        if (progress.remaining_s >= 0) {
            text += ", " + short_duration(progress.remaining_s) + " left";
        }
        return text;
    }

    static json event(const EvaluationProgress& progress) {
        json value{
            {"event", "evaluating"},
            {"clip", progress.clip},
            {"clip_index", progress.clip_index},
            {"clip_count", progress.clip_count},
            {"predictions", progress.frames_done},
            {"expected_predictions", progress.frames_expected},
            {"resumed_predictions", progress.frames_resumed}};
        if (progress.remaining_s >= 0) {
            value["remaining_s"] = progress.remaining_s;
        }
        return value;
    }

    Console& console_;
    const bool as_json_;
    Clock::time_point next_;
};

std::string cell(const std::optional<double>& value, int width, int digits) {
    return value ? format("%*.*f", width, digits, *value) : format("%*s", width, "-");
}

void print_table(const EvaluationResult& result) {
    std::size_t width = 12;
    for (const std::string& name : result.names) {
        width = std::max(width, name.size());
    }
    const int name_width = static_cast<int>(width);
    std::printf(
        "%-*s %9s %9s %8s %9s %9s %8s %10s\n",
        name_width,
        "model",
        "PSNR dB",
        "(of MSE)",
        "SSIM",
        "paper dB",
        "SSIM 3-D",
        "detail",
        "ms/frame"
    );
    for (std::size_t i = 0; i < result.names.size(); ++i) {
        const EvaluationTotal total = total_of(result, i);
        const bool all_identical = total.frames > 0 && total.identical == total.frames;
        std::printf(
            "%-*s %s %s %s %s %s %s %s\n",
            name_width,
            result.names[i].c_str(),
            all_identical ? "identical" : cell(total.psnr, 9, 3).c_str(),
            cell(total.psnr_mse, 9, 3).c_str(),
            cell(total.ssim, 8, 5).c_str(),
            cell(total.psnr_paper, 9, 3).c_str(),
            cell(total.ssim_paper, 9, 5).c_str(),
            cell(total.high_frequency_error, 8, 4).c_str(),
            cell(total.milliseconds, 10, 1).c_str()
        );
        if (total.identical > 0 && !all_identical) {
            std::printf(
                "%-*s   %lld of its %lld frames are identical to the source and have no dB\n",
                name_width,
                "",
                static_cast<long long>(total.identical),
                static_cast<long long>(total.frames)
            );
        }
    }
}

void print_worst(const EvaluationResult& result) {
    std::printf("Worst frames:\n");
    for (std::size_t i = 0; i < result.names.size(); ++i) {
        std::string line;
        for (const WorstFrame& frame : worst_frames(result, i, 3)) {
            line += (line.empty() ? " " : ", ") + quoted(frame.clip) +
                    format(
                        " frame %lld (%s) %.2f dB",
                        static_cast<long long>(frame.score.number),
                        format_time(frame.score.pts).c_str(),
                        frame.score.psnr.db.value_or(0)
                    );
        }
        std::printf("  %s:%s\n", result.names[i].c_str(), line.empty() ? " none" : line.c_str());
    }
}

void print_summary(const EvaluationResult& result, const std::string& folder) {
    std::size_t frames = 0;
    for (const EvaluatedClip& clip : result.clips) {
        frames += clip.models.empty() ? 0 : clip.models.front().frames.size();
    }
    std::printf(
        "Held-out: %zu source frames of %zu clips, left out and predicted from their neighbours "
        "(twice the motion).\n"
        "Reference of every number: the left-out frame. PSNR and SSIM on 8-bit RGB, means of the "
        "clips' means;\n"
        "paper dB and SSIM 3-D as published with ST-MFNet; detail: error in fine detail, 0 is "
        "perfect, 1 as if it were missing.\n",
        frames,
        result.clips.size()
    );
    print_table(result);
    print_worst(result);
    for (const EvaluatedClip& clip : result.clips) {
        if (clip.skipped > 0) {
            std::printf(
                "%s: %lld lines were skipped, because pictures they need do not exist.\n",
                quoted(clip.name).c_str(),
                static_cast<long long>(clip.skipped)
            );
        }
    }
    std::printf("Written: results.json, frames.csv and clips.csv in %s\n", quoted(folder).c_str());
}

json summary_event(const EvaluationResult& result, const std::string& folder) {
    json models = json::array();
    const auto value = [](const std::optional<double>& number) {
        return number ? json(*number) : json();
    };
    for (std::size_t i = 0; i < result.names.size(); ++i) {
        const EvaluationTotal total = total_of(result, i);
        models.push_back(
            {{"name", result.names[i]},
             {"model", to_json_value(result.models[i])},
             {"frames", total.frames},
             {"identical_frames", total.identical},
             {"psnr_db", value(total.psnr)},
             {"psnr_db_of_mean_mse", value(total.psnr_mse)},
             {"ssim", value(total.ssim)},
             {"psnr_paper_db", value(total.psnr_paper)},
             {"ssim_paper", value(total.ssim_paper)},
             {"high_frequency_error", value(total.high_frequency_error)},
             {"ms_median", value(total.milliseconds)}}
        );
    }
    return {
        {"event", "evaluated"},
        {"reference", "held-out"},
        {"complete", result.is_complete},
        {"folder", folder},
        {"models", models}};
}

/// The teacher is what the others are held against; say so where it is missing.
void tell_about_teacher(
    const ModelRegistry& registry, const std::vector<std::string>& names, Console& console
) {
    const bool is_asked = std::find(names.begin(), names.end(), "teacher") != names.end();
    if (!is_asked && !is_installed(registry, "teacher")) {
        console.message("Note: " + how_to_import("teacher"));
    }
}

ExitCode tell_faults(const EvaluationResult& result, Console& console) {
    ExitCode code = ExitCode::ok;
    for (const EvaluatedClip& clip : result.clips) {
        if (!clip.fault.empty()) {
            console.message("nakawari-cli: " + quoted(clip.name) + ": " + clip.fault);
            code = ExitCode::input;
        }
    }
    return code;
}

}  // namespace

ExitCode run_evaluate(const EvaluateArguments& arguments, Console& console, StopSignals& signals) {
    const EvaluationOptions options = evaluation_options(arguments);
    const std::vector<std::string> names = model_names(arguments);
    const ModelRegistry registry(standard_model_folders());
    tell_about_teacher(registry, names, console);
    std::vector<std::unique_ptr<Interpolator>> owned;
    std::vector<EvaluatedModel> models;
    for (const std::string& name : names) {
        owned.push_back(make_any_interpolator(registry, inference_options(arguments.models, name)));
        models.push_back({name, owned.back().get()});
    }
    const std::string journal = prepare_folder(arguments);
    EvaluationResult result;
    ProgressTeller tell(console, arguments.json);
    const bool is_finished = run_stoppable(console, signals, [&](const std::stop_token& stop) {
        result = evaluate(options, models, journal, stop, std::ref(tell));
    });
    console.clear_status();
    write_evaluation(result, arguments.output);
    if (arguments.json) {
        print_json_line(summary_event(result, arguments.output), stdout);
    } else if (!result.clips.empty()) {
        print_summary(result, arguments.output);
    }
    std::fflush(stdout);
    const ExitCode code = tell_faults(result, console);
    if (!is_finished && !result.is_complete) {
        console.message("Stopped; the same command goes on from here.");
        return ExitCode::cancelled;
    }
    return code;
}

}  // namespace nakawari::cli
