/// nakawari-cli interpolate: runs jobs one after the other, and stops cleanly.
#include <chrono>
#include <memory>
#include <optional>
#include <variant>

#include "app/cli_check.h"
#include "app/cli_commands.h"
#include "app/cli_jobs.h"
#include "app/cli_models_choice.h"
#include "app/cli_reporter.h"
#include "model/model_registry.h"
#include "pipeline/session.h"

namespace nakawari::cli {
namespace {

constexpr auto tick = std::chrono::milliseconds(100);

Outcome watch(Session& session, StopSignals& signals, JobReporter& reporter) {
    bool is_stopping = false;
    while (!session.is_done()) {
        if (signals.wait_for(tick) && !is_stopping) {
            is_stopping = true;
            reporter.stopping();
            session.request_stop();
        }
        reporter.progress(session.progress());
    }
    return session.wait();
}

ExitCode tell(
    const Outcome& outcome, const Job& job, const InterpolatorInfo& model, JobReporter& reporter
) {
    if (const auto* finished = std::get_if<Finished>(&outcome)) {
        reporter.finished(job, finished->report, model);
        const std::optional<Error>& truncation = finished->report.truncation;
        return truncation ? exit_code(truncation->category()) : ExitCode::ok;
    }
    if (const auto* failed = std::get_if<Failed>(&outcome)) {
        const Fault fault = to_fault(failed->error);
        reporter.failed(job, fault);
        return fault.code;
    }
    reporter.cancelled(job);
    return ExitCode::cancelled;
}

ExitCode run_job(
    const Job& job, const ModelRegistry& registry, StopSignals& signals, JobReporter& reporter
) {
    auto interpolator = make_any_interpolator(registry, inference_options(job.model));
    const InterpolatorInfo model = interpolator->info();
    reporter.started(job, model);
    Session session(job, std::move(interpolator));
    return tell(watch(session, signals, reporter), job, model, reporter);
}

ExitCode run_and_check(
    const Job& job,
    bool with_check,
    const ModelRegistry& registry,
    StopSignals& signals,
    JobReporter& reporter
) {
    try {
        const ExitCode code = run_job(job, registry, signals, reporter);
        if (code == ExitCode::ok && with_check &&
            !check_held_out(job, registry, signals, reporter)) {
            return ExitCode::cancelled;
        }
        return code;
    } catch (...) {
        const Fault fault = current_fault();
        reporter.failed(job, fault);
        return fault.code;
    }
}

}  // namespace

ExitCode run_interpolate(
    const InterpolateArguments& arguments, Console& console, StopSignals& signals
) {
    const std::vector<Job> jobs = make_jobs(arguments);
    if (!arguments.save_job.empty()) {
        save_job(jobs.front(), arguments.save_job, arguments.overwrite);
    }
    std::FILE* const out = jobs.front().output.path == "-" ? stderr : stdout;
    const auto reporter =
        arguments.json ? make_json_reporter(console, out) : make_text_reporter(console, out);
    const ModelRegistry registry(standard_model_folders());
    ExitCode result = ExitCode::ok;
    for (const Job& job : jobs) {
        const ExitCode code = run_and_check(job, arguments.check, registry, signals, *reporter);
        // One broken file does not spoil a night's work; the first fault is the exit code.
        result = result == ExitCode::ok ? code : result;
        if (code == ExitCode::cancelled) {
            return code;
        }
    }
    return result;
}

}  // namespace nakawari::cli
