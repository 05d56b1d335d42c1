/// One JSON object per line, {"event": …}, for other programs.
#include <chrono>
#include <nlohmann/json.hpp>

#include "app/cli_json.h"
#include "app/cli_reporter.h"
#include "app/cli_text.h"

namespace nakawari::cli {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

json progress_value(const Progress& progress) {
    json value{
        {"source_frames", progress.source_frames},
        {"output_frames", progress.output_frames},
        {"resumed_frames", progress.resumed_frames},
        {"new_frames", progress.new_frames},
        {"elapsed_s", progress.elapsed_s},
        {"frames_per_second", progress.frames_per_second},
        {"peak_memory_bytes", progress.peak_memory_bytes},
        {"phase", progress.phase},
        {"stages_ms",
         {{"decode", progress.stages.decode_ms},
          {"convert", progress.stages.convert_ms},
          {"infer", progress.stages.infer_ms},
          {"encode", progress.stages.encode_ms}}},
    };
    if (progress.expected_output_frames > 0) {
        value["expected_output_frames"] = progress.expected_output_frames;
    }
    if (progress.estimated_memory_bytes > 0) {
        value["estimated_memory_bytes"] = progress.estimated_memory_bytes;
    }
    if (progress.remaining_s >= 0) {
        value["remaining_s"] = progress.remaining_s;
    }
    return value;
}

json report_value(const RunReport& report) {
    json cuts = json::array();
    for (const CutFound& cut : report.cuts) {
        cuts.push_back({{"pts", cut.pts.to_string()}, {"score", cut.score}});
    }
    json streams = json::array();
    for (const StreamOutcome& stream : report.streams) {
        streams.push_back(
            {{"stream", stream.stream}, {"action", name(stream.action)}, {"reason", stream.reason}}
        );
    }
    return {
        {"truncation", report.truncation ? json(report.truncation->what()) : json()},
        {"progress", progress_value(report.progress)},
        {"cuts", std::move(cuts)},
        {"duplicates_collapsed", report.duplicates_collapsed},
        {"redone_in_fp32", report.redone_in_fp32},
        {"streams", std::move(streams)},
        {"notes", report.notes},
    };
}

/// Identical predictions have no PSNR: null, and counted.
json score_value(const HeldOutScores& score) {
    const std::optional<double> mean = score.mean_db();
    const std::optional<double> of_mean = score.db_of_mean_mse();
    const std::optional<double> ssim = score.series().mean_ssim();
    const std::optional<double> detail = score.series().high_frequency_error();
    return {
        {"model", to_json_value(score.info)},
        {"psnr_db", mean ? json(*mean) : json()},
        {"psnr_db_of_mean_mse", of_mean ? json(*of_mean) : json()},
        {"ssim", ssim ? json(*ssim) : json()},
        {"high_frequency_error", detail ? json(*detail) : json()},
        {"identical_frames", score.identical_count()},
    };
}

class JsonReporter : public JobReporter {
 public:
    JsonReporter(Console& console, std::FILE* out) : console_(console), out_(out) {}

    void started(const Job& job, const InterpolatorInfo& model) override {
        json event = begin("started", job);
        event["model"] = to_json_value(model);
        print_json_line(event, out_);
    }

    void progress(const Progress& progress) override {
        if (Clock::now() < next_) {
            return;
        }
        next_ = Clock::now() + std::chrono::milliseconds(500);
        json event = progress_value(progress);
        event["event"] = "progress";
        print_json_line(event, out_);
    }

    void stopping() override {}

    void finished(const Job& job, const RunReport& report, const InterpolatorInfo& model) override {
        json event = begin("finished", job);
        event["model"] = to_json_value(model);
        event["report"] = report_value(report);
        print_json_line(event, out_);
        if (report.truncation) {
            console_.message("nakawari-cli: " + to_fault(*report.truncation).sentence);
        }
    }

    void checking(int64_t /*frames_done*/) override {}

    void checked(const Job& job, const std::vector<HeldOutScores>& scores) override {
        json event = begin("held_out", job);
        event["frames"] = scores.empty() ? 0 : scores.front().frames.size();
        event["scores"] = json::array();
        for (const HeldOutScores& score : scores) {
            event["scores"].push_back(score_value(score));
        }
        print_json_line(event, out_);
    }

    void cancelled(const Job& job) override { print_json_line(begin("cancelled", job), out_); }

    void failed(const Job& job, const Fault& fault) override {
        json event = begin("failed", job);
        event["category"] = name(fault.code);
        event["exit_code"] = static_cast<int>(fault.code);
        event["message"] = fault.sentence;
        print_json_line(event, out_);
        console_.message("nakawari-cli: " + fault.sentence);
    }

 private:
    static json begin(const char* event, const Job& job) {
        return {{"event", event}, {"input", job.source.path}, {"output", job.output.path}};
    }

    Console& console_;
    std::FILE* out_;
    Clock::time_point next_;
};

}  // namespace

std::unique_ptr<JobReporter> make_json_reporter(Console& console, std::FILE* out) {
    return std::make_unique<JsonReporter>(console, out);
}

}  // namespace nakawari::cli
