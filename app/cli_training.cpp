/// Watching a training run to its end, and what is made of its result.
#include "app/cli_training.h"

#include <chrono>
#include <span>
#include <system_error>
#include <variant>

#include "app/cli_pdf.h"
#include "core/error.h"
#include "model/atomic_file.h"

namespace nakawari::cli {
namespace {

namespace fs = std::filesystem;

constexpr auto tick = std::chrono::milliseconds(100);

void write_page(const std::string& html, const fs::path& file) {
    AtomicFile page{file};
    page.write(std::as_bytes(std::span(html)));
    page.commit();
}

ReportLanguage language_of(const ResultArguments& result) {
    return result.language == "ja" ? ReportLanguage::japanese : ReportLanguage::english;
}

/// Log points since last time: those with a validation are told.
void tell_validations(
    const TrainingRun& run,
    const TrainingProgress& progress,
    std::size_t& seen,
    TrainingReporter& reporter
) {
    for (const LogPoint& point : run.log_since(seen)) {
        ++seen;
        if (point.held_out_db) {
            reporter.validated(point, progress);
        }
    }
}

TrainingOutcome watch(TrainingRun& run, StopSignals& signals, TrainingReporter& reporter) {
    bool is_stopping = false;
    std::size_t seen = 0;
    while (!run.is_done()) {
        if (signals.wait_for(tick) && !is_stopping) {
            is_stopping = true;
            reporter.stopping();
            run.request_stop();
        }
        const TrainingProgress progress = run.progress();
        tell_validations(run, progress, seen, reporter);
        reporter.progress(progress);
    }
    tell_validations(run, run.progress(), seen, reporter);
    return run.wait();
}

ExitCode tell(
    const TrainingOutcome& outcome,
    const fs::path& run,
    const ResultArguments& result,
    TrainingReporter& reporter
) {
    if (const auto* finished = std::get_if<TrainingFinished>(&outcome)) {
        const ResultFiles files = write_result(finished->report, run, run, result);
        reporter.finished(finished->report, files);
        return files.code;
    }
    if (const auto* failed = std::get_if<TrainingFailed>(&outcome)) {
        const Fault fault = to_fault(failed->error);
        reporter.failed(run.string(), fault);
        return fault.code;
    }
    reporter.cancelled(run.string());
    return ExitCode::cancelled;
}

}  // namespace

std::unique_ptr<TrainingReporter> make_training_reporter(Console& console, bool json) {
    return json ? make_json_training_reporter(console) : make_text_training_reporter(console);
}

ExitCode run_training(
    const TrainingPlan& plan,
    const fs::path& run,
    const ResultArguments& result,
    TrainingReporter& reporter,
    StopSignals& signals
) {
    const auto training = TrainingRun::start(plan, run);
    reporter.started(plan, run.string(), /*is_resumed=*/false);
    return tell(watch(*training, signals, reporter), run, result, reporter);
}

ExitCode run_recipe(
    const Recipe& recipe,
    const fs::path& run,
    const ResultArguments& result,
    TrainingReporter& reporter,
    StopSignals& signals
) {
    const auto training = TrainingRun::start_recipe(to_json(recipe), run);
    reporter.started(recipe.plan, run.string(), /*is_resumed=*/false);
    return tell(watch(*training, signals, reporter), run, result, reporter);
}

ExitCode resume_training(
    const fs::path& run,
    const ResultArguments& result,
    TrainingReporter& reporter,
    StopSignals& signals
) {
    const TrainingPlan plan = read_status(run).plan;
    const auto training = TrainingRun::resume(run);
    reporter.started(plan, run.string(), /*is_resumed=*/true);
    return tell(watch(*training, signals, reporter), run, result, reporter);
}

ResultFiles write_result(
    const PocReport& report,
    const fs::path& run,
    const fs::path& folder,
    const ResultArguments& result
) {
    ResultFiles files;
    // One thing that cannot be written does not keep the others from it.
    const auto attempt = [&](const auto& write) {
        try {
            write();
        } catch (const Error& error) {
            const Fault fault = to_fault(error);
            files.faults.push_back(fault.sentence);
            files.code = files.code == ExitCode::ok ? fault.code : files.code;
        }
    };
    std::error_code status;
    fs::create_directories(folder, status);  // what fails here is told by the first file
    const std::string html = to_html(report, language_of(result));
    attempt([&] {
        write_page(html, folder / "report.html");
        files.written.push_back((folder / "report.html").string());
    });
    if (can_write_pdf()) {
        attempt([&] {
            write_pdf(html, folder / "report.pdf");
            files.written.push_back((folder / "report.pdf").string());
        });
    } else {
        files.faults.emplace_back(NK_TEXT(
            "report.pdf was not written: that needs a program that was built with Qt. A browser "
            "prints report.html."
        ));
    }
    if (!result.register_as.empty()) {
        attempt([&] { files.registered_as = register_result(run, result.register_as); });
    }
    return files;
}

}  // namespace nakawari::cli
