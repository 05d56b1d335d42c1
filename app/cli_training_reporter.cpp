/// What a training run tells while it runs and at its end: for people, or as JSON lines.
#include "app/cli_training_reporter.h"

#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/cli_json.h"
#include "app/cli_text.h"
#include "app/cli_training_json.h"

namespace nakawari::cli {
namespace {

using Clock = std::chrono::steady_clock;
using nlohmann::json;

/// "teacher 31.10, start 29.90, blend 27.95".
std::string reference_text(const TrainingProgress& progress) {
    std::string text;
    for (const auto& [method, db] : progress.reference_db) {
        text += (text.empty() ? "" : ", ") + method + format(" %.2f", db);
    }
    return text;
}

class TextReporter : public TrainingReporter {
 public:
    explicit TextReporter(Console& console) : console_(console) {}

    void started(const TrainingPlan& plan, const std::string& run, bool is_resumed) override {
        console_.message(
            (is_resumed ? "Resuming " : "Running ") + quoted(plan.title) + " in " + quoted(run) +
            format(
                ": %lld steps of pruning, %lld of distillation",
                static_cast<long long>(plan.prune.steps),
                static_cast<long long>(plan.distil.steps)
            )
        );
    }

    void progress(const TrainingProgress& progress) override {
        // A log file wants a line now and then and at every new phase, a terminal a line that
        // lives.
        const bool is_new_phase = progress.phase != phase_;
        if (console_.is_terminal() || is_new_phase || Clock::now() >= next_status_) {
            console_.status(describe(progress));
            next_status_ = Clock::now() + line_every;
            phase_ = progress.phase;
        }
    }

    void validated(const LogPoint& point, const TrainingProgress& progress) override {
        const std::string references = reference_text(progress);
        console_.message(
            point.phase + format(" step %lld", static_cast<long long>(point.step)) +
            format(": held-out PSNR %.2f dB", *point.held_out_db) +
            (references.empty() ? "" : " (" + references + ")")
        );
    }

    void stopping() override {
        console_.message("Stopping after this step; once more ends the program at once.");
    }

    void finished(const PocReport& report, const ResultFiles& files) override {
        console_.clear_status();
        print(verdict_sentence(report, ReportLanguage::english));
        print(help_sentence(report, ReportLanguage::english));
        if (report.overrun.seconds > 0) {
            print(time_sentence(report, ReportLanguage::english));
        }
        for (const CostRow& row : report.costs) {
            print(format(
                "  %-8s %lld parameters, %.1f ms per frame at %d×%d",
                row.method.c_str(),
                static_cast<long long>(row.parameters),
                row.frame_ms,
                row.width,
                row.height
            ));
        }
        for (const std::string& note : report.notes) {
            print("  note: " + note);
        }
        for (const std::string& file : files.written) {
            print("Written: " + quoted(file));
        }
        if (!files.registered_as.empty()) {
            print("Registered as the model " + quoted(files.registered_as) + ".");
        }
        std::fflush(stdout);
        for (const std::string& fault : files.faults) {
            console_.message("nakawari-cli: " + fault);
        }
    }

    void cancelled(const std::string& run) override {
        console_.clear_status();
        console_.message(
            "Stopped; the checkpoint is written. Go on with: nakawari-cli poc resume " + run
        );
    }

    void failed(const std::string& /*run*/, const Fault& fault) override {
        console_.clear_status();
        console_.message("nakawari-cli: " + fault.sentence);
    }

 private:
    static constexpr auto line_every = std::chrono::seconds(10);

    static void print(const std::string& line) { std::printf("%s\n", line.c_str()); }

    Console& console_;
    Clock::time_point next_status_;
    std::string phase_;
};

class JsonReporter : public TrainingReporter {
 public:
    explicit JsonReporter(Console& console) : console_(console) {}

    void started(const TrainingPlan& plan, const std::string& run, bool is_resumed) override {
        tell(
            {{"event", is_resumed ? "resumed" : "started"},
             {"run", run},
             {"title", plan.title},
             {"prune_steps", plan.prune.steps},
             {"distil_steps", plan.distil.steps}}
        );
    }

    void progress(const TrainingProgress& progress) override {
        if (progress.phase == phase_ && Clock::now() < next_) {
            return;
        }
        next_ = Clock::now() + std::chrono::milliseconds(500);
        phase_ = progress.phase;
        json event = to_json_value(progress);
        event["event"] = "progress";
        tell(event);
    }

    void validated(const LogPoint& point, const TrainingProgress& progress) override {
        json event = to_json_value(progress);
        tell(
            {{"event", "validation"},
             {"phase", point.phase},
             {"step", point.step},
             {"loss", point.loss},
             {"held_out_db", *point.held_out_db},
             {"reference_db", event["reference_db"]}}
        );
    }

    void stopping() override {}

    void finished(const PocReport& report, const ResultFiles& files) override {
        json event = to_json_value(report);
        event["event"] = "finished";
        event["files"] = files.written;
        event["faults"] = files.faults;
        if (!files.registered_as.empty()) {
            event["model"] = files.registered_as;
        }
        tell(event);
        for (const std::string& fault : files.faults) {
            console_.message("nakawari-cli: " + fault);
        }
    }

    void cancelled(const std::string& run) override {
        tell({{"event", "cancelled"}, {"run", run}});
    }

    void failed(const std::string& run, const Fault& fault) override {
        tell(
            {{"event", "failed"},
             {"run", run},
             {"category", name(fault.code)},
             {"exit_code", static_cast<int>(fault.code)},
             {"message", fault.sentence}}
        );
        console_.message("nakawari-cli: " + fault.sentence);
    }

 private:
    static void tell(const json& event) { print_json_line(event, stdout); }

    Console& console_;
    Clock::time_point next_;
    std::string phase_;
};

}  // namespace

std::string describe(const TrainingProgress& progress) {
    std::string line = progress.phase;
    if (progress.steps > 0) {
        line += format(
            " %lld/%lld",
            static_cast<long long>(progress.step),
            static_cast<long long>(progress.steps)
        );
    }
    line += format(", %.0f %% of all", 100 * progress.share);
    if (progress.steps_per_second > 0) {
        line += format(", %.2f it/s", progress.steps_per_second);
    }
    if (progress.remaining_s >= 0) {
        line += ", " + short_duration(progress.remaining_s) + " left";
    }
    if (progress.steps > 0) {
        line += format(", loss %.4f, rate %.1e", progress.loss, progress.learning_rate);
    }
    constexpr double pruned_density = 0.99;  // networks that nobody pruned have a few zeros too
    if (progress.density < pruned_density) {
        line += format(", density %.3f", progress.density);
    }
    if (progress.best_db) {
        line += format(", best %.2f dB", *progress.best_db);
    }
    if (progress.memory_bytes > 0) {
        line += ", " + format_bytes(progress.memory_bytes);
    }
    return line + (progress.is_paused ? ", paused" : "");
}

std::unique_ptr<TrainingReporter> make_text_training_reporter(Console& console) {
    return std::make_unique<TextReporter>(console);
}

std::unique_ptr<TrainingReporter> make_json_training_reporter(Console& console) {
    return std::make_unique<JsonReporter>(console);
}

}  // namespace nakawari::cli
