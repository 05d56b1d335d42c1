/// Numbers with a point whatever the locale, names quoted as RFC 4180 wants them.
#include "pipeline/evaluation_files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "core/error.h"

namespace nakawari {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

/// Adds values that are there.
class Mean {
 public:
    void add(const std::optional<double>& value) {
        sum_ += value.value_or(0);
        count_ += value ? 1 : 0;
    }
    [[nodiscard]] std::optional<double> value() const {
        return count_ > 0 ? std::optional(sum_ / count_) : std::nullopt;
    }

 private:
    double sum_ = 0;
    int count_ = 0;
};

std::string number(double value) {
    std::array<char, 32> text{};
    constexpr int digits = 6;
    const auto end = std::to_chars(
        text.data(), text.data() + text.size(), value, std::chars_format::fixed, digits
    );
    return {text.data(), end.ptr};
}

std::string number(const std::optional<double>& value) {
    return value ? number(*value) : "";
}

/// A PSNR column: identical pictures have no number.
std::string decibel(const Psnr& psnr) {
    return psnr.db ? number(*psnr.db) : "identical";
}

std::string cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + '"';
}

template <typename... Cells>
std::string row(const Cells&... cells) {
    std::string line;
    ((line += line.empty() ? cells : "," + cells), ...);
    return line + "\n";
}

Json value_of(const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json frame_json(const EvaluatedFrame& frame) {
    const auto& detail = frame.score.high_frequency;
    return {
        {"number", frame.score.number},
        {"pts_s", frame.score.pts.to_double()},
        {"psnr_db", value_of(frame.score.psnr.db)},
        {"identical", !frame.score.psnr.db.has_value()},
        {"mse", frame.score.psnr.mse},
        {"ssim", value_of(frame.score.ssim)},
        {"psnr_paper_db", frame.psnr_paper},
        {"ssim_paper", value_of(frame.ssim_paper)},
        {"high_frequency_error", value_of(detail ? detail->error() : std::nullopt)},
        {"sharpness", value_of(detail ? detail->sharpness() : std::nullopt)},
        {"ms", frame.milliseconds}};
}

Json series_json(const EvaluatedSeries& series) {
    const ScoreSeries scores = series.scores();
    Json frames = Json::array();
    for (const EvaluatedFrame& frame : series.frames) {
        frames.push_back(frame_json(frame));
    }
    return {
        {"frame_count", series.frames.size()},
        {"identical_count", scores.identical_count()},
        {"psnr_db_mean", value_of(scores.mean_db())},
        {"psnr_db_of_mean_mse", value_of(scores.db_of_mean_mse())},
        {"ssim_mean", value_of(scores.mean_ssim())},
        {"psnr_paper_db_mean", value_of(series.mean_psnr_paper())},
        {"ssim_paper_mean", value_of(series.mean_ssim_paper())},
        {"high_frequency_error", value_of(scores.high_frequency_error())},
        {"ms_median", value_of(series.median_milliseconds())},
        {"frames", frames}};
}

Json clip_json(const EvaluationResult& result, const EvaluatedClip& clip) {
    Json models;
    for (std::size_t i = 0; i < clip.models.size(); ++i) {
        models[result.names[i]] = series_json(clip.models[i]);
    }
    Json object{{"name", clip.name}, {"width", clip.size.width}, {"height", clip.size.height}};
    if (!clip.fault.empty()) {
        object["fault"] = clip.fault;
    }
    if (clip.skipped > 0) {
        object["skipped_windows"] = clip.skipped;
    }
    object["models"] = models;
    return object;
}

Json model_json(const EvaluationResult& result, std::size_t model) {
    const InterpolatorInfo& info = result.models[model];
    const EvaluationTotal total = total_of(result, model);
    Json worst = Json::array();
    for (const WorstFrame& frame : worst_frames(result, model)) {
        worst.push_back(
            {{"clip", frame.clip},
             {"number", frame.score.number},
             {"pts_s", frame.score.pts.to_double()},
             {"psnr_db", value_of(frame.score.psnr.db)},
             {"ssim", value_of(frame.score.ssim)}}
        );
    }
    return {
        {"name", result.names[model]},
        {"id", info.id},
        {"title", info.title},
        {"device", info.device},
        {"precision", info.precision},
        {"sha256", info.sha256},
        {"frame_count", total.frames},
        {"identical_count", total.identical},
        {"psnr_db_mean", value_of(total.psnr)},
        {"psnr_db_of_mean_mse", value_of(total.psnr_mse)},
        {"ssim_mean", value_of(total.ssim)},
        {"psnr_paper_db_mean", value_of(total.psnr_paper)},
        {"ssim_paper_mean", value_of(total.ssim_paper)},
        {"high_frequency_error", value_of(total.high_frequency_error)},
        {"ms_median", value_of(total.milliseconds)},
        {"worst_frames", worst}};
}

}  // namespace

EvaluationTotal total_of(const EvaluationResult& result, std::size_t model) {
    EvaluationTotal total;
    Mean psnr;
    Mean ssim;
    Mean psnr_paper;
    Mean ssim_paper;
    EvaluatedSeries all;
    for (const EvaluatedClip& clip : result.clips) {
        const EvaluatedSeries& series = clip.models.at(model);
        const ScoreSeries scores = series.scores();
        psnr.add(scores.mean_db());
        ssim.add(scores.mean_ssim());
        psnr_paper.add(series.mean_psnr_paper());
        ssim_paper.add(series.mean_ssim_paper());
        all.frames.insert(all.frames.end(), series.frames.begin(), series.frames.end());
    }
    const ScoreSeries scores = all.scores();
    total.psnr = psnr.value();
    total.psnr_mse = scores.db_of_mean_mse();
    total.ssim = ssim.value();
    total.psnr_paper = psnr_paper.value();
    total.ssim_paper = ssim_paper.value();
    total.high_frequency_error = scores.high_frequency_error();
    total.milliseconds = all.median_milliseconds();
    total.frames = std::ssize(all.frames);
    total.identical = static_cast<int64_t>(scores.identical_count());
    return total;
}

std::vector<WorstFrame> worst_frames(
    const EvaluationResult& result, std::size_t model, std::size_t count
) {
    ScoreSeries all;
    std::vector<const EvaluatedClip*> clips;
    for (const EvaluatedClip& clip : result.clips) {
        for (const EvaluatedFrame& frame : clip.models.at(model).frames) {
            all.add(frame.score);
            clips.push_back(&clip);
        }
    }
    std::vector<WorstFrame> worst;
    for (const std::size_t i : all.worst(count)) {
        if (all.frames()[i].psnr.db) {
            worst.push_back({clips[i]->name, all.frames()[i]});
        }
    }
    return worst;
}

std::string to_json(const EvaluationResult& result) {
    Json models = Json::array();
    for (std::size_t i = 0; i < result.models.size(); ++i) {
        models.push_back(model_json(result, i));
    }
    Json clips = Json::array();
    for (const EvaluatedClip& clip : result.clips) {
        clips.push_back(clip_json(result, clip));
    }
    const Json object{
        {"reference",
         "held-out: a source frame that was left out and predicted from its neighbours, so that "
         "each model sees twice the motion between source frames"},
        {"complete", result.is_complete},
        {"definitions",
         {{"psnr_db",
           "8-bit RGB; means over frames, then over clips; identical pictures have none"},
          {"ssim",
           "per channel of 8-bit RGB, Gaussian 11x11 sigma 1.5, population covariance, without a "
           "5-pixel border"},
          {"psnr_paper_db", "as published with ST-MFNet: saturates at 80 dB"},
          {"ssim_paper", "as published with ST-MFNet: window of 11x11x11 over the three channels"},
          {"high_frequency_error",
           "energy of the difference in the two finest Laplacian bands relative to the "
           "reference's: "
           "0 is perfect, 1 as if all detail were missing"}}},
        {"models", models},
        {"clips", clips}};
    return object.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string frames_csv(const EvaluationResult& result) {
    std::string text =
        "clip,model,frame,pts_s,psnr_db,mse,ssim,psnr_paper_db,ssim_paper,high_frequency_error,"
        "sharpness,ms\n";
    for (const EvaluatedClip& clip : result.clips) {
        for (std::size_t i = 0; i < clip.models.size(); ++i) {
            for (const EvaluatedFrame& frame : clip.models[i].frames) {
                const auto& detail = frame.score.high_frequency;
                text +=
                    row(cell(clip.name),
                        cell(result.names[i]),
                        std::to_string(frame.score.number),
                        number(frame.score.pts.to_double()),
                        decibel(frame.score.psnr),
                        number(frame.score.psnr.mse),
                        number(frame.score.ssim),
                        number(frame.psnr_paper),
                        number(frame.ssim_paper),
                        number(detail ? detail->error() : std::nullopt),
                        number(detail ? detail->sharpness() : std::nullopt),
                        number(frame.milliseconds));
            }
        }
    }
    return text;
}

std::string clips_csv(const EvaluationResult& result) {
    std::string text =
        "clip,width,height,model,frames,identical,psnr_db_mean,psnr_db_of_mean_mse,ssim_mean,"
        "psnr_paper_db_mean,ssim_paper_mean,high_frequency_error,ms_median,fault\n";
    for (const EvaluatedClip& clip : result.clips) {
        for (std::size_t i = 0; i < clip.models.size(); ++i) {
            const EvaluatedSeries& series = clip.models[i];
            const ScoreSeries scores = series.scores();
            text +=
                row(cell(clip.name),
                    std::to_string(clip.size.width),
                    std::to_string(clip.size.height),
                    cell(result.names[i]),
                    std::to_string(series.frames.size()),
                    std::to_string(scores.identical_count()),
                    number(scores.mean_db()),
                    number(scores.db_of_mean_mse()),
                    number(scores.mean_ssim()),
                    number(series.mean_psnr_paper()),
                    number(series.mean_ssim_paper()),
                    number(scores.high_frequency_error()),
                    number(series.median_milliseconds()),
                    cell(clip.fault));
        }
    }
    return text;
}

void write_results_file(const std::filesystem::path& file, const std::string& text) {
    fs::path part = file;
    part += ".part";
    std::ofstream stream(part, std::ios::binary);
    stream << text;
    stream.close();
    std::error_code status;
    if (!stream.fail()) {
        fs::rename(part, file, status);
    }
    if (stream.fail() || status) {
        std::error_code ignored;
        fs::remove(part, ignored);
        throw Error(
            Category::output,
            NK_TEXT("The results cannot be written to “%1”; check the folder, its permissions and "
                    "the free space."),
            {file.string()}
        );
    }
}

void write_evaluation(const EvaluationResult& result, const std::string& folder) {
    write_results_file(fs::path(folder) / "results.json", to_json(result));
    write_results_file(fs::path(folder) / "frames.csv", frames_csv(result));
    write_results_file(fs::path(folder) / "clips.csv", clips_csv(result));
}

}  // namespace nakawari
