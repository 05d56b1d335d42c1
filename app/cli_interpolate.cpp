/// nakawari-cli interpolate: runs jobs one after the other, and stops cleanly.
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <variant>

#include "app/cli_check.h"
#include "app/cli_commands.h"
#include "app/cli_jobs.h"
#include "app/cli_reporter.h"
#include "model/model_registry.h"
#include "pipeline/session.h"

namespace nakawari::cli {
namespace {

namespace fs = std::filesystem;

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
    auto interpolator = make_interpolator(registry, inference_options(job.model));
    const InterpolatorInfo model = interpolator->info();
    reporter.started(job, model);
    Session session(job, std::move(interpolator));
    return tell(watch(session, signals, reporter), job, model, reporter);
}

/// The folder named with a / at its end, made if it is not there; goes again if nothing came into
/// it.
class OutputFolder {
 public:
    explicit OutputFolder(const Job& job) : path_(fs::path(job.output.path).parent_path()) {
        std::error_code error;
        // A folder of pictures is the sink's own matter.
        const bool is_file = fs::path(job.output.path).has_filename();
        is_new_ = is_file && !path_.empty() && fs::create_directory(path_, error);
    }
    ~OutputFolder() {
        std::error_code not_empty;
        if (is_new_) {
            fs::remove(path_, not_empty);
        }
    }
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;

 private:
    fs::path path_;
    bool is_new_ = false;
};

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
    std::optional<OutputFolder> folder;
    if (arguments.output.ends_with('/')) {
        folder.emplace(jobs.front());
    }
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
