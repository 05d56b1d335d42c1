/// The result of a training run as a value: JSON is the truth, HTML, CSV and PDF are drawn from it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace nakawari {

/// What can be asked of the compressed network.
enum class TargetItem {
    psnr_db = 1,           ///< mean held-out PSNR, at least
    psnr_loss_db,          ///< held-out PSNR of the teacher minus that of the result, at most
    ssim,                  ///< mean held-out SSIM, at least
    high_frequency_error,  ///< held-out, at most
    frame_ms,              ///< milliseconds per frame at `width`×`height`, at most
    parameters,            ///< at most
    file_bytes,            ///< at most
    peak_memory_bytes,     ///< at `width`×`height`, at most
    psnr_gain_db,          ///< held-out PSNR of the result minus that of the start, at least
};

struct Target {
    TargetItem item = TargetItem::psnr_db;
    double value = 0;
    int width = 0;  ///< for frame_ms and peak_memory_bytes
    int height = 0;
    friend bool operator==(const Target&, const Target&) = default;
};

/// True for items where more is better.
[[nodiscard]] bool wants_at_least(TargetItem item);

struct TargetVerdict {
    Target target;
    std::optional<double> measured;  ///< empty: could not be measured, `reason` says why
    bool is_met = false;
    double margin = 0;  ///< in the item's unit, positive where met with room
    std::string reason;
    friend bool operator==(const TargetVerdict&, const TargetVerdict&) = default;
};

/// One method on one held-out clip (or, with an empty clip, on all of them).
struct ClipScores {
    std::string clip;
    std::string method;  ///< "teacher", "start", "result", "blend"
    int64_t frames = 0;
    std::optional<double> psnr_db;
    std::optional<double> ssim;
    std::optional<double> high_frequency_error;
    friend bool operator==(const ClipScores&, const ClipScores&) = default;
};

struct ReportedClip {
    std::string name;  ///< file name without its folder
    std::string sha256;
    bool is_held_out = false;
    int64_t frames = 0;
    int64_t windows = 0;
    std::vector<std::string> shots;  ///< "0–118 held out" where the split is by shot
    friend bool operator==(const ReportedClip&, const ReportedClip&) = default;
};

/// One row of the width table: a layer or a group of tied layers.
struct WidthRow {
    std::string group;
    int64_t before = 0;
    double density = 1;
    int64_t after = 0;
    int64_t published_mini = 0;  ///< 0: has no counterpart there
    friend bool operator==(const WidthRow&, const WidthRow&) = default;
};

/// Cost of one network, all of it measured or counted.
struct CostRow {
    std::string method;  ///< "teacher", "start", "result"
    std::string model;   ///< id or file name
    int64_t parameters = 0;
    int64_t file_bytes = 0;
    double macs_per_pixel = 0;
    int width = 0;  ///< at which time and memory were measured
    int height = 0;
    double frame_ms = 0;
    int64_t peak_memory_bytes = 0;
    friend bool operator==(const CostRow&, const CostRow&) = default;
};

/// One line of log.csv.
struct LogPoint {
    std::string phase;  ///< "prune", "distil"
    int64_t step = 0;
    double loss = 0;
    double learning_rate = 0;
    double density = 1;
    std::optional<double> held_out_db;  ///< where there was a validation
    friend bool operator==(const LogPoint&, const LogPoint&) = default;
};

/// The worst held-out frames: pictures of each method side by side.
struct PictureStrip {
    std::string clip;
    int64_t frame = 0;
    double time_s = 0;
    std::vector<std::pair<std::string, std::string>> pictures;  ///< method, PNG in base64
    std::vector<std::pair<std::string, double>> psnr_db;        ///< method, dB
    friend bool operator==(const PictureStrip&, const PictureStrip&) = default;
};

struct DurationRow {
    std::string part;  ///< "data", "prune", "distil", "evaluation", "report"
    double seconds = 0;
    double planned_s = 0;  ///< its share of the run's time limit; 0: none
    friend bool operator==(const DurationRow&, const DurationRow&) = default;
};

/// A run that took clearly longer than it was given.
struct Overrun {
    double seconds = 0;  ///< beyond the limit; 0: none, or so little that nobody minds
    std::string part;    ///< the one that went beyond its share most
    friend bool operator==(const Overrun&, const Overrun&) = default;
};

struct PocReport {
    std::string title;
    std::string date;  ///< ISO 8601, UTC
    std::vector<TargetVerdict> verdicts;
    bool has_helped = false;  ///< held-out PSNR of the result is above that of the start
    std::string start_model, teacher_model, result_model;  ///< ids or file names; "none"
    std::string result_sha256;
    std::string split;  ///< "by clip", "by shot", "listed"
    std::vector<ReportedClip> clips;
    std::vector<ClipScores> scores;
    std::vector<PictureStrip> worst;
    std::vector<LogPoint> log;
    std::vector<std::pair<std::string, double>>
        reference_db;  ///< held-out dB of teacher, start, blend
    std::vector<WidthRow> widths;
    std::vector<CostRow> costs;
    std::vector<DurationRow> durations;
    double time_limit_s = 0;  ///< for everything from data to report; 0: none
    Overrun overrun;          ///< overrun_of() limit and durations
    std::string end;          ///< "finished", "deadline", "patience", "stopped"
    int64_t steps_planned = 0;
    int64_t steps_done = 0;
    std::vector<double> lambda_path;
    std::string plan_json;
    std::vector<std::pair<std::string, std::string>>
        environment;                 ///< "CPU", "threads", "LibTorch" …
    std::vector<std::string> notes;  ///< limits and incidents, English NK_TEXT sentences
    friend bool operator==(const PocReport&, const PocReport&) = default;
};

[[nodiscard]] std::string to_json(const PocReport& report);
/// Throws Error{input} naming the first wrong key.
[[nodiscard]] PocReport poc_report_from_json(const std::string& text);

/// Verdict of one target for a measured value.
[[nodiscard]] TargetVerdict judge(const Target& target, std::optional<double> measured);

/// Whether the parts together exceed the limit by more than a tenth, and because of which.
[[nodiscard]] Overrun overrun_of(double limit_s, const std::vector<DurationRow>& durations);

/// The table of scores, one row per clip and method.
[[nodiscard]] std::string scores_csv(const PocReport& report);
/// The log, one row per point.
[[nodiscard]] std::string log_csv(const std::vector<LogPoint>& log);

enum class ReportLanguage { english = 1, japanese };

/// The first sentence of the page: "4 of 5 targets met. Not met: …". Throws as to_html().
[[nodiscard]] std::string verdict_sentence(const PocReport& report, ReportLanguage language);
/// Whether training helped, said plainly. Throws as to_html().
[[nodiscard]] std::string help_sentence(const PocReport& report, ReportLanguage language);
/// By how much the run exceeded its time limit, and which part was the cause; empty if it did not.
/// Throws as to_html().
[[nodiscard]] std::string time_sentence(const PocReport& report, ReportLanguage language);

/// One self-contained page (pictures and curves inside, no script), which QTextDocument and
/// browsers draw. Texts come from resources/report/{en,ja}.json. Throws Error{output} if they are
/// missing.
[[nodiscard]] std::string to_html(const PocReport& report, ReportLanguage language);

}  // namespace nakawari
