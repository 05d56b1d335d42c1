/// The progress line and the summary that people read.
#include <chrono>
#include <cmath>

#include "app/cli_reporter.h"
#include "app/cli_text.h"

namespace nakawari::cli {
namespace {

using Clock = std::chrono::steady_clock;

/// Milliseconds of one stage per output frame.
double per_frame(double total_ms, const Progress& progress) {
    const int64_t frames = progress.output_frames - progress.resumed_frames;
    return frames > 0 ? total_ms / static_cast<double>(frames) : 0;
}

std::string stage_times(const Progress& progress) {
    return format(
        "decode %.1f, convert %.1f, infer %.1f, encode %.1f ms/frame",
        per_frame(progress.stages.decode_ms, progress),
        per_frame(progress.stages.convert_ms, progress),
        per_frame(progress.stages.infer_ms, progress),
        per_frame(progress.stages.encode_ms, progress)
    );
}

std::string status_line(const Progress& progress) {
    std::string line = progress.phase.empty() ? "working" : progress.phase;
    line += " " + std::to_string(progress.output_frames);
    if (progress.expected_output_frames > 0) {
        line += "/" + std::to_string(progress.expected_output_frames);
    }
    line += format(" frames, %.1f fps", progress.frames_per_second);
    if (progress.remaining_s >= 0) {
        line += ", " + short_duration(progress.remaining_s) + " left";
    }
    return line + ", " + stage_times(progress);
}

class TextReporter : public JobReporter {
 public:
    TextReporter(Console& console, std::FILE* out) : console_(console), out_(out) {}

    void started(const Job& job, const InterpolatorInfo& model) override {
        console_.message(
            quoted(job.source.path) + " to " + quoted(job.output.path) + " with " + describe(model)
        );
        next_status_ = Clock::now() + first_line_after;
        is_memory_told_ = false;
    }

    void progress(const Progress& progress) override {
        if (!is_memory_told_ && progress.estimated_memory_bytes > 0) {
            is_memory_told_ = true;
            console_.message(
                "It will take about " + format_bytes(progress.estimated_memory_bytes) +
                " of memory."
            );
        }
        // A log file wants a line now and then, a terminal a line that lives.
        if (console_.is_terminal() || Clock::now() >= next_status_) {
            console_.status(status_line(progress));
            next_status_ = Clock::now() + line_every;
        }
    }

    void stopping() override { console_.message("Stopping; once more ends the program at once."); }

    void finished(const Job& job, const RunReport& report, const InterpolatorInfo& model) override {
        console_.clear_status();
        print_summary(job, report, model);
        print_streams(report);
        for (const std::string& note : report.notes) {
            print("  note: " + note);
        }
        std::fflush(out_);
        if (report.truncation) {
            console_.message("nakawari-cli: " + to_fault(*report.truncation).sentence);
        }
    }

    void checking(int64_t frames_done) override {
        if (console_.is_terminal()) {
            console_.status(
                format("checking: %lld frames predicted", static_cast<long long>(frames_done))
            );
        }
    }

    void checked(const Job& /*job*/, const std::vector<HeldOutScores>& scores) override {
        console_.clear_status();
        print(format(
            "Check: %zu source frames left out, predicted from their neighbours (twice the motion) "
            "and compared, 8-bit RGB:",
            scores.empty() ? 0 : scores.front().frames.size()
        ));
        for (const HeldOutScores& score : scores) {
            const std::optional<double> db = score.mean_db();
            const std::optional<double> ssim = score.series().mean_ssim();
            print(
                "  held-out PSNR " + (db ? format("%6.2f dB", *db) : std::string("identical")) +
                (ssim ? format(", SSIM %.4f", *ssim) : std::string()) + "  " + score.info.id +
                ", " + score.info.precision
            );
        }
        std::fflush(out_);
    }

    void cancelled(const Job& job) override {
        console_.clear_status();
        console_.message("Cancelled; nothing was written to " + quoted(job.output.path) + ".");
    }

    void failed(const Job& /*job*/, const Fault& fault) override {
        console_.clear_status();
        console_.message("nakawari-cli: " + fault.sentence);
    }

 private:
    static constexpr auto first_line_after = std::chrono::seconds(2);
    static constexpr auto line_every = std::chrono::seconds(10);

    void print(const std::string& line) { std::fprintf(out_, "%s\n", line.c_str()); }

    void print_summary(const Job& job, const RunReport& report, const InterpolatorInfo& model) {
        const Progress& total = report.progress;
        print("Done: " + quoted(job.output.path));
        print(format(
            "  frames: %lld in, %lld out, %lld of them new",
            static_cast<long long>(total.source_frames),
            static_cast<long long>(total.output_frames),
            static_cast<long long>(total.new_frames)
        ));
        const double rate =
            total.elapsed_s > 0 ? static_cast<double>(total.output_frames) / total.elapsed_s : 0;
        print(format("  speed:  %.2f frames/s, %.1f s in all", rate, total.elapsed_s));
        if (total.new_frames > 0) {
            print(format(
                "  model:  %.1f ms per new frame",
                total.stages.infer_ms / static_cast<double>(total.new_frames)
            ));
        }
        print("  stages: " + stage_times(total));
        if (total.peak_memory_bytes > 0) {
            print(
                "  memory: " + format_bytes(total.peak_memory_bytes) + " at its peak" +
                (total.estimated_memory_bytes > 0
                     ? " (estimate: " + format_bytes(total.estimated_memory_bytes) + ")"
                     : "")
            );
        }
        print("  with:   " + describe(model));
        print_counts(report);
    }

    void print_counts(const RunReport& report) {
        if (!report.cuts.empty()) {
            std::string line =
                format("  cuts:   %zu, no frame was made across them:", report.cuts.size());
            constexpr std::size_t most = 20;
            for (std::size_t i = 0; i < report.cuts.size() && i < most; ++i) {
                line += " " + format_time(report.cuts[i].pts);
            }
            print(line + (report.cuts.size() > most ? " …" : ""));
        }
        if (report.duplicates_collapsed > 0) {
            print(format(
                "  duplicates collapsed: %lld", static_cast<long long>(report.duplicates_collapsed)
            ));
        }
        if (report.redone_in_fp32 > 0) {
            print(format(
                "  redone in fp32: %lld frames", static_cast<long long>(report.redone_in_fp32)
            ));
        }
    }

    void print_streams(const RunReport& report) {
        if (report.streams.empty()) {
            return;
        }
        print("  streams:");
        for (const StreamOutcome& stream : report.streams) {
            const std::string reason = stream.reason.empty() ? "" : ": " + stream.reason;
            print("    " + name(stream.action) + "  " + stream.stream + reason);
        }
    }

    Console& console_;
    std::FILE* out_;
    Clock::time_point next_status_;
    bool is_memory_told_ = false;
};

}  // namespace

std::unique_ptr<JobReporter> make_text_reporter(Console& console, std::FILE* out) {
    return std::make_unique<TextReporter>(console, out);
}

}  // namespace nakawari::cli
