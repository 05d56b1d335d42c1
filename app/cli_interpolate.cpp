/// nakawari-cli interpolate and resume: run jobs one after the other, and stop cleanly.
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <variant>

#include "app/cli_check.h"
#include "app/cli_commands.h"
#include "app/cli_jobs.h"
#include "app/cli_models_choice.h"
#include "app/cli_reporter.h"
#include "model/model_registry.h"
#include "pipeline/journal.h"
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

/// A job and how it begins: a resumed one takes the precision of the frames that are there.
struct Run {
    Job job;
    ModelChoice model;
    SessionOptions options;
};

ExitCode run_job(
    const Run& run, const ModelRegistry& registry, StopSignals& signals, JobReporter& reporter
) {
    const Job& job = run.job;
    auto interpolator = make_any_interpolator(registry, inference_options(run.model));
    const InterpolatorInfo model = interpolator->info();
    reporter.started(job, model);
    Session session(job, std::move(interpolator), run.options);
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
    const Run& run,
    bool with_check,
    const ModelRegistry& registry,
    StopSignals& signals,
    JobReporter& reporter
) {
    try {
        const ExitCode code = run_job(run, registry, signals, reporter);
        if (code == ExitCode::ok && with_check &&
            !check_held_out(run.job, registry, signals, reporter)) {
            return ExitCode::cancelled;
        }
        return code;
    } catch (...) {
        const Fault fault = current_fault();
        reporter.failed(run.job, fault);
        return fault.code;
    }
}

std::unique_ptr<JobReporter> make_reporter(const Job& job, bool json, Console& console) {
    std::FILE* const out = job.output.path == "-" ? stderr : stdout;
    return json ? make_json_reporter(console, out) : make_text_reporter(console, out);
}

}  // namespace

ExitCode run_interpolate(
    const InterpolateArguments& arguments, Console& console, StopSignals& signals
) {
    const std::vector<Job> jobs = make_jobs(arguments);
    if (!arguments.save_job.empty()) {
        save_job(jobs.front(), arguments.save_job, arguments.overwrite);
    }
    const auto reporter = make_reporter(jobs.front(), arguments.json, console);
    const ModelRegistry registry(standard_model_folders());
    std::optional<OutputFolder> folder;
    if (arguments.output.ends_with('/')) {
        folder.emplace(jobs.front());
    }
    ExitCode result = ExitCode::ok;
    for (const Job& job : jobs) {
        const ExitCode code =
            run_and_check({job, job.model, {}}, arguments.check, registry, signals, *reporter);
        // One broken file does not spoil a night's work; the first fault is the exit code.
        result = result == ExitCode::ok ? code : result;
        if (code == ExitCode::cancelled) {
            return code;
        }
    }
    return result;
}

ExitCode run_resume(const ResumeArguments& arguments, Console& console, StopSignals& signals) {
    const std::optional<Journal> journal = find_journal(arguments.journal);
    if (!journal) {
        throw Error(
            Category::usage,
            NK_TEXT("There is no unfinished job for “%1”; start it with interpolate."),
            {arguments.journal}
        );
    }
    const auto reporter = make_reporter(journal->job, arguments.json, console);
    const ModelRegistry registry(standard_model_folders());
    const Run run{journal->job, model_to_resume_with(*journal), {Begin::resume}};
    return run_and_check(run, false, registry, signals, *reporter);
}

}  // namespace nakawari::cli
