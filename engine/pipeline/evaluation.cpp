/// Clip by clip, frame by frame, model by model; everything that is done is in the journal.
#include "pipeline/evaluation.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/error.h"
#include "core/interruption.h"
#include "pipeline/evaluation_journal.h"
#include "pipeline/evaluation_windows.h"
#include "pipeline/float_frames.h"
#include "quality/ssim.h"

namespace nakawari {
namespace {

using Clock = std::chrono::steady_clock;
using nlohmann::json;

/// Size and time of the files behind a clip: a changed clip is another one.
json stamp_of(const EvaluationClip& clip) {
    std::error_code unknown;
    const std::filesystem::path path =
        clip.windows.empty() ? clip.path : clip.windows.front().truth;
    const bool is_file = std::filesystem::is_regular_file(path, unknown);
    const auto size = is_file ? std::filesystem::file_size(path, unknown) : 0;
    const auto time = std::filesystem::last_write_time(path, unknown);
    return {
        {"name", clip.name},
        {"layout", static_cast<int>(clip.layout)},
        {"windows", clip.windows.size()},
        {"bytes", size},
        {"changed", is_file && !unknown ? time.time_since_epoch().count() : 0}};
}

json cuts_of(const CutOptions& cuts) {
    json frames = json::array();
    for (const Rational& pts : cuts.first_frames) {
        frames.push_back(pts.to_string());
    }
    return {{"mode", static_cast<int>(cuts.mode)}, {"first_frames", frames}};
}

json optional_time(const std::optional<Rational>& time) {
    return time ? json(time->to_string()) : json(nullptr);
}

/// Everything that a score depends on, as one line.
std::string settings_json(
    const EvaluationOptions& options, const std::vector<EvaluatedModel>& models
) {
    json settings{
        {"nakawari_evaluation", 1},
        {"max_frames", options.max_frames},
        {"stride", options.stride},
        {"cuts", cuts_of(options.cuts)},
        {"from", optional_time(options.source.from)},
        {"to", optional_time(options.source.to)},
        {"sequence_rate", options.source.sequence_rate.to_string()},
        {"deinterlace", options.source.deinterlace},
        {"matrix", static_cast<int>(options.source.color_matrix.value_or(ColorMatrix{}))}};
    if (options.crop) {
        settings["crop"] = {options.crop->width, options.crop->height};
    }
    for (const EvaluationClip& clip : options.clips) {
        settings["clips"].push_back(stamp_of(clip));
    }
    for (const EvaluatedModel& model : models) {
        const InterpolatorInfo info = model.interpolator->info();
        settings["models"].push_back(
            {{"name", model.name},
             {"id", info.id},
             {"sha256", info.sha256},
             {"precision", info.precision}}
        );
    }
    return settings.dump(-1, ' ', false, json::error_handler_t::replace);
}

CompareInput cropped(const CompareInput& input, const std::optional<Size>& crop, bool is_halved) {
    CompareInput result = input;
    const auto apply = [&](Frame& frame) {
        if (is_halved) {
            frame = crop_middle(
                frame, {std::max(1, frame.size().width / 2), std::max(1, frame.size().height / 2)}
            );
        }
        if (crop) {
            frame = crop_middle(frame, *crop);
        }
    };
    std::for_each(result.frames.begin(), result.frames.end(), apply);
    apply(*result.truth);
    return result;
}

EvaluatedFrame score(Interpolator& interpolator, const CompareInput& input) {
    const Frame& truth = input.truth.value();
    const Clock::time_point start = Clock::now();
    const Frame picture = interpolator.interpolate(input.frames);
    const double milliseconds =
        std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    return {
        score_frame(input.point.number, input.point.pts, truth, picture),
        psnr_paper(truth, picture),
        ssim_paper(truth, picture),
        milliseconds,
        truth.size()};
}

/// How much is done and left; predictions of large pictures count for more.
class Estimate {
 public:
    Estimate(const EvaluationOptions& options, std::size_t models)
        : models_(static_cast<int64_t>(models)) {
        for (const EvaluationClip& clip : options.clips) {
            clips_.push_back(estimate_clip(clip, options));
        }
        progress_.clip_count = std::ssize(clips_);
        count();
    }

    [[nodiscard]] int64_t windows(std::size_t clip) const { return clips_[clip].windows; }
    void begin(std::size_t clip, const std::string& name, int64_t windows) {
        progress_.clip = name;
        progress_.clip_index = static_cast<int64_t>(clip);
        clip_ = clip;
        clips_[clip].windows = windows;
        done_in_clip_ = 0;
        count();
    }
    void add_resumed() {
        ++progress_.frames_resumed;
        add();
    }
    void add_made(double seconds) {
        seconds_ += seconds;
        cost_ += clips_[clip_].pixels;
        add();
    }

    [[nodiscard]] EvaluationProgress progress() const {
        EvaluationProgress progress = progress_;
        if (cost_ > 0) {
            const ClipEstimate& current = clips_[clip_];
            double left =
                static_cast<double>(current.windows * models_ - done_in_clip_) * current.pixels;
            for (std::size_t i = clip_ + 1; i < clips_.size(); ++i) {
                left += static_cast<double>(clips_[i].windows * models_) * clips_[i].pixels;
            }
            progress.remaining_s = left * seconds_ / cost_;
        }
        return progress;
    }

 private:
    void add() {
        ++progress_.frames_done;
        ++done_in_clip_;
    }
    void count() {
        progress_.frames_expected = 0;
        for (const ClipEstimate& clip : clips_) {
            progress_.frames_expected += clip.windows * models_;
        }
    }

    const int64_t models_;
    std::vector<ClipEstimate> clips_;
    EvaluationProgress progress_;
    std::size_t clip_ = 0;
    int64_t done_in_clip_ = 0;
    double seconds_ = 0;
    double cost_ = 0;
};

/// Everything that lives while clips are evaluated.
class Evaluation {
 public:
    Evaluation(
        const EvaluationOptions& options,
        const std::vector<EvaluatedModel>& models,
        const std::string& journal,
        const std::stop_token& stop,
        const std::function<void(const EvaluationProgress&)>& on_progress
    )
        : options_(options),
          models_(models),
          journal_(journal, settings_json(options, models)),
          stop_(stop),
          on_progress_(on_progress),
          estimate_(options, models.size()) {}

    EvaluationResult run() {
        EvaluationResult result;
        for (const EvaluatedModel& model : models_) {
            result.names.push_back(model.name);
            result.models.push_back(model.interpolator->info());
        }
        for (std::size_t i = 0; i < options_.clips.size() && !stop_.stop_requested(); ++i) {
            result.clips.push_back(run_clip(i));
        }
        result.is_complete = !stop_.stop_requested();
        return result;
    }

 private:
    EvaluatedClip run_clip(std::size_t index) {
        const EvaluationClip& clip = options_.clips[index];
        EvaluatedClip result;
        result.name = clip.name;
        result.skipped = clip.skipped;
        result.models.resize(models_.size());
        estimate_.begin(index, clip.name, estimate_.windows(index));
        if (on_progress_) {
            on_progress_(estimate_.progress());
        }
        try {
            const auto windows = open_windows(clip, options_, stop_);
            const auto numbers = chosen_numbers(windows->numbers(), options_);
            estimate_.begin(index, clip.name, std::ssize(numbers));
            for (const int64_t number : numbers) {
                if (!run_window(clip, number, *windows, result)) {
                    break;
                }
            }
            if (numbers.empty() && !stop_.stop_requested()) {
                result.fault =
                    NK_TEXT("No frame of it has neighbours on both sides in its own shot.");
            }
        } catch (const Error& error) {
            if (error.category() != Category::input) {
                throw;
            }
            result.fault = error.what();
            estimate_.begin(index, clip.name, std::ssize(result.models.front().frames));
        }
        if (!result.models.front().frames.empty()) {
            result.size = result.models.front().frames.front().size;
        }
        return result;
    }

    /// False after a stop.
    bool run_window(
        const EvaluationClip& clip,
        int64_t number,
        EvaluationWindows& windows,
        EvaluatedClip& result
    ) {
        std::optional<CompareInput> input;
        for (std::size_t i = 0; i < models_.size(); ++i) {
            const EvaluatedFrame* known = journal_.find(clip.name, models_[i].name, number);
            if (known != nullptr) {
                result.models[i].frames.push_back(*known);
                estimate_.add_resumed();
                continue;
            }
            const Clock::time_point start = Clock::now();
            if (!input && !stop_.stop_requested()) {
                input = windows.load(number, stop_);
                input =
                    input ? std::optional(cropped(*input, options_.crop, clip.is_halved)) : input;
            }
            if (!input || stop_.stop_requested()) {
                return false;
            }
            const auto frame =
                until_stopped(stop_, [&] { return score(*models_[i].interpolator, *input); });
            if (!frame) {
                return false;
            }
            journal_.add(clip.name, models_[i].name, *frame);
            result.models[i].frames.push_back(*frame);
            estimate_.add_made(std::chrono::duration<double>(Clock::now() - start).count());
            if (on_progress_) {
                on_progress_(estimate_.progress());
            }
        }
        return true;
    }

    const EvaluationOptions& options_;
    const std::vector<EvaluatedModel>& models_;
    EvaluationJournal journal_;
    const std::stop_token stop_;
    const std::function<void(const EvaluationProgress&)>& on_progress_;
    Estimate estimate_;
};

template <typename Get>
std::optional<double> mean_of(const std::vector<EvaluatedFrame>& frames, const Get& get) {
    double sum = 0;
    int64_t count = 0;
    for (const EvaluatedFrame& frame : frames) {
        const std::optional<double> value = get(frame);
        sum += value.value_or(0);
        count += value ? 1 : 0;
    }
    return count > 0 ? std::optional(sum / static_cast<double>(count)) : std::nullopt;
}

}  // namespace

ScoreSeries EvaluatedSeries::scores() const {
    ScoreSeries series;
    for (const EvaluatedFrame& frame : frames) {
        series.add(frame.score);
    }
    return series;
}

std::optional<double> EvaluatedSeries::mean_psnr_paper() const {
    return mean_of(frames, [](const EvaluatedFrame& frame) {
        return std::optional(frame.psnr_paper);
    });
}

std::optional<double> EvaluatedSeries::mean_ssim_paper() const {
    return mean_of(frames, [](const EvaluatedFrame& frame) { return frame.ssim_paper; });
}

std::optional<double> EvaluatedSeries::median_milliseconds() const {
    if (frames.empty()) {
        return std::nullopt;
    }
    std::vector<double> times;
    for (const EvaluatedFrame& frame : frames) {
        times.push_back(frame.milliseconds);
    }
    const auto middle = times.begin() + std::ssize(times) / 2;
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

EvaluationResult evaluate(
    const EvaluationOptions& options,
    const std::vector<EvaluatedModel>& models,
    const std::string& journal,
    const std::stop_token& stop,
    const std::function<void(const EvaluationProgress&)>& on_progress
) {
    return Evaluation(options, models, journal, stop, on_progress).run();
}

}  // namespace nakawari
