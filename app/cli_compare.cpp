/// nakawari-cli compare: the same frame by several models, with every number's reference named.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "app/cli_background.h"
#include "app/cli_commands.h"
#include "app/cli_compare_files.h"
#include "app/cli_json.h"
#include "app/cli_models_choice.h"
#include "app/cli_text.h"
#include "core/interruption.h"
#include "model/model_library.h"
#include "pipeline/benchmark.h"
#include "pipeline/evaluation_files.h"

namespace nakawari::cli {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

struct NamedModel {
    std::string name;
    std::unique_ptr<Interpolator> interpolator;
};

/// What one model came to over all points.
struct ModelTotal {
    ScoreSeries scores;
    std::vector<double> milliseconds;
    int64_t peak_memory_bytes = 0;
};

std::vector<NamedModel> make_models(
    const CompareArguments& arguments, const ModelRegistry& registry, Console& console
) {
    std::vector<std::string> names = arguments.models.models;
    if (names.empty()) {
        if (is_installed(registry, "teacher")) {
            names.emplace_back("teacher");
        } else {
            console.message("Note: " + how_to_import("teacher"));
        }
        names.insert(names.end(), {"mini-flow", "blend"});
    }
    std::vector<NamedModel> models;
    for (const std::string& name : names) {
        models.push_back(
            {name, make_any_interpolator(registry, inference_options(arguments.models, name))}
        );
    }
    return models;
}

Reference reference_of(const CompareArguments& arguments) {
    return arguments.reference == "agreement" ? Reference::agreement : Reference::held_out;
}

/// The whole clip is opened, so that the frames at the ends of a range keep their neighbours.
std::vector<ComparePoint> chosen_points(
    const CompareSource& source, const CompareArguments& arguments
) {
    const Reference reference = reference_of(arguments);
    const std::vector<ComparePoint>& all = source.points(reference);
    if (all.empty()) {
        throw Error(
            Category::input,
            NK_TEXT("“%1” has no frame with neighbours on both sides in its own shot."),
            {arguments.input}
        );
    }
    if (arguments.at || (!arguments.clip.from && !arguments.clip.to)) {
        const Rational middle = all[all.size() / 2].pts;
        const Rational at = arguments.at ? parse_time(*arguments.at, "--at") : middle;
        return {source.nearest(reference, at).value()};
    }
    const SourceOptions range = source_options(arguments.clip, arguments.input);
    std::vector<ComparePoint> points;
    std::copy_if(all.begin(), all.end(), std::back_inserter(points), [&](const auto& point) {
        return is_in_range(point.pts, range.from, range.to);
    });
    if (points.empty()) {
        throw Error(
            Category::usage,
            NK_TEXT("No frame of “%1” that can be predicted lies between --from and --to."),
            {arguments.input}
        );
    }
    return points;
}

ComparedPoint compare_point(const CompareInput& input, std::vector<NamedModel>& models) {
    std::vector<ComparedPicture> pictures;
    for (NamedModel& model : models) {
        pictures.push_back({model.name, make_picture(*model.interpolator, input), std::nullopt});
    }
    const bool is_new = input.point.reference == Reference::agreement;
    ComparedPoint result{
        input.point,
        Rational(0),
        is_new ? pictures.front().made.picture : input.truth.value(),
        is_new ? "agreement with " + models.front().name
               : format("source frame %lld, left out", static_cast<long long>(input.point.number)),
        is_new ? std::vector<Frame>{input.frames[1], input.frames[2]}
               : std::vector<Frame>{input.truth.value()},
        {}};
    for (std::size_t i = is_new ? 1 : 0; i < pictures.size(); ++i) {
        pictures[i].score = score_frame(
            input.point.number, input.point.pts, result.reference, pictures[i].made.picture
        );
    }
    result.pictures = std::move(pictures);
    return result;
}

/// Everything that lives while points are compared.
class Comparison {
 public:
    Comparison(
        const CompareArguments& arguments,
        std::vector<NamedModel> models,
        std::unique_ptr<CompareWriter> writer,
        Console& console
    )
        : arguments_(arguments),
          models_(std::move(models)),
          totals_(models_.size()),
          writer_(std::move(writer)),
          console_(console) {}

    void run(const std::stop_token& stop) {
        SourceOptions options = source_options(arguments_.clip, arguments_.input);
        options.from.reset();
        options.to.reset();
        CompareSource source(options, cut_options(arguments_.clip), stop);
        if (stop.stop_requested()) {
            return;
        }
        const std::vector<ComparePoint> points = chosen_points(source, arguments_);
        for (std::size_t i = 0; i < points.size(); ++i) {
            const auto input = source.load(points[i], stop);
            if (!input) {
                return;
            }
            auto compared = until_stopped(stop, [&] { return compare_point(*input, models_); });
            if (!compared || stop.stop_requested()) {
                return;
            }
            compared->duration = duration_of(source, points, i);
            writer_->write(*compared);
            take(*compared);
            if (console_.is_terminal()) {
                console_.status(format("compared %zu of %zu frames", i + 1, points.size()));
            }
        }
        writer_->finish();
    }

    [[nodiscard]] json to_json_value() const {
        json models = json::array();
        for (std::size_t i = 0; i < models_.size(); ++i) {
            models.push_back(model_json(i));
        }
        return {
            {"input", arguments_.input},
            {"reference", reference_text()},
            {"models", models},
            {"points", points_}};
    }

    void print() const {
        std::printf("Reference of every number: %s.\n", reference_text().c_str());
        std::printf(
            "%-20s %10s %8s %8s %10s %10s\n",
            "model",
            "PSNR dB",
            "SSIM",
            "detail",
            "ms/frame",
            "peak MiB"
        );
        for (std::size_t i = 0; i < models_.size(); ++i) {
            print_model(i);
        }
    }

 private:
    [[nodiscard]] std::string reference_text() const {
        return reference_of(arguments_) == Reference::agreement
                   ? "agreement with " + models_.front().name +
                         " on new frames, for which there is no truth"
                   : "held-out: the source frame that was left out and predicted (twice the "
                     "motion)";
    }

    static Rational duration_of(
        const CompareSource& source, const std::vector<ComparePoint>& points, std::size_t i
    ) {
        const Rational rate = source.info().video.value().average_rate;
        const Rational usual = rate > 0 ? Rational(1) / rate : Rational(1, 25);
        const Rational next = i + 1 < points.size() ? points[i + 1].pts - points[i].pts : usual;
        // Points part at cuts; a picture is not shown longer for that.
        return next > 0 && next < usual * Rational(2) ? next : usual;
    }

    void take(const ComparedPoint& compared) {
        json pictures = json::array();
        for (std::size_t i = 0; i < compared.pictures.size(); ++i) {
            const ComparedPicture& picture = compared.pictures[i];
            ModelTotal& total = totals_[i];
            total.milliseconds.push_back(picture.made.milliseconds);
            total.peak_memory_bytes =
                std::max(total.peak_memory_bytes, picture.made.peak_memory_bytes);
            json object{
                {"name", picture.name},
                {"ms", picture.made.milliseconds},
                {"peak_memory_bytes", picture.made.peak_memory_bytes}};
            if (picture.score) {
                total.scores.add(*picture.score);
                add_score(object, *picture.score);
            }
            pictures.push_back(object);
        }
        points_.push_back(
            {{"frame", compared.point.number},
             {"pts_s", compared.point.pts.to_double()},
             {"reference", compared.reference_name},
             {"pictures", pictures}}
        );
    }

    static void add_score(json& object, const FrameScore& score) {
        const auto value = [](const std::optional<double>& number) {
            return number ? json(*number) : json();
        };
        object["psnr_db"] = value(score.psnr.db);
        object["identical"] = !score.psnr.db.has_value();
        object["ssim"] = value(score.ssim);
        object["high_frequency_error"] =
            value(score.high_frequency ? score.high_frequency->error() : std::nullopt);
        object["sharpness"] =
            value(score.high_frequency ? score.high_frequency->sharpness() : std::nullopt);
    }

    [[nodiscard]] json model_json(std::size_t i) const {
        const ModelTotal& total = totals_[i];
        const auto value = [](const std::optional<double>& number) {
            return number ? json(*number) : json();
        };
        return {
            {"name", models_[i].name},
            {"model", cli::to_json_value(models_[i].interpolator->info())},
            {"scored_frames", total.scores.frames().size()},
            {"identical_frames", total.scores.identical_count()},
            {"psnr_db", value(total.scores.mean_db())},
            {"psnr_db_of_mean_mse", value(total.scores.db_of_mean_mse())},
            {"ssim", value(total.scores.mean_ssim())},
            {"high_frequency_error", value(total.scores.high_frequency_error())},
            {"ms_median",
             total.milliseconds.empty() ? json() : json(quantile(total.milliseconds, 0.5))},
            {"peak_memory_bytes", total.peak_memory_bytes}};
    }

    void print_model(std::size_t i) const {
        const ModelTotal& total = totals_[i];
        const auto cell = [](const std::optional<double>& value, int width, int digits) {
            return value ? format("%*.*f", width, digits, *value) : format("%*s", width, "-");
        };
        const auto& scores = total.scores;
        const bool is_identical =
            !scores.frames().empty() && scores.identical_count() == scores.frames().size();
        const std::string psnr = scores.frames().empty() ? " reference"
                                 : is_identical          ? " identical"
                                                         : cell(scores.mean_db(), 10, 3);
        std::printf(
            "%-20s %s %s %s %s %10.0f\n",
            models_[i].name.c_str(),
            psnr.c_str(),
            cell(scores.mean_ssim(), 8, 5).c_str(),
            cell(scores.high_frequency_error(), 8, 4).c_str(),
            total.milliseconds.empty()
                ? format("%10s", "-").c_str()
                : format("%10.1f", quantile(total.milliseconds, 0.5)).c_str(),
            static_cast<double>(total.peak_memory_bytes) / (1024.0 * 1024.0)
        );
    }

    const CompareArguments& arguments_;
    std::vector<NamedModel> models_;
    std::vector<ModelTotal> totals_;
    std::unique_ptr<CompareWriter> writer_;
    Console& console_;
    json points_ = json::array();
};

void prepare_folder(const std::string& folder) {
    std::error_code status;
    fs::create_directories(folder, status);
    if (status) {
        throw Error(
            Category::output,
            NK_TEXT("The folder “%1” cannot be made: %2."),
            {folder, status.message()}
        );
    }
}

}  // namespace

ExitCode run_compare(const CompareArguments& arguments, Console& console, StopSignals& signals) {
    const ModelRegistry registry(standard_model_folders());
    std::vector<NamedModel> models = make_models(arguments, registry, console);
    prepare_folder(arguments.output);
    const CompareFilesOptions files{
        arguments.output, static_cast<float>(arguments.gain), arguments.overwrite};
    Comparison comparison(
        arguments,
        std::move(models),
        arguments.video ? make_video_writer(files, *arguments.video) : make_picture_writer(files),
        console
    );
    const bool is_finished =
        run_stoppable(console, signals, [&](const std::stop_token& stop) { comparison.run(stop); });
    console.clear_status();
    if (!is_finished) {
        return ExitCode::cancelled;
    }
    const json scores = comparison.to_json_value();
    write_results_file(fs::path(arguments.output) / "scores.json", scores.dump(1) + "\n");
    if (arguments.json) {
        print_json(scores, stdout);
    } else {
        comparison.print();
    }
    return ExitCode::ok;
}

}  // namespace nakawari::cli
