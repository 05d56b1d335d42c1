/// What a job tells while it runs and at its end: for people, or as JSON lines.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <vector>

#include "app/cli_console.h"
#include "app/cli_exit.h"
#include "core/interpolator.h"
#include "pipeline/held_out.h"
#include "pipeline/job.h"
#include "pipeline/progress.h"

namespace nakawari::cli {

/// Called by the main thread only.
class JobReporter {
 public:
    JobReporter() = default;
    JobReporter(const JobReporter&) = delete;
    JobReporter& operator=(const JobReporter&) = delete;
    virtual ~JobReporter() = default;

    virtual void started(const Job& job, const InterpolatorInfo& model) = 0;
    virtual void progress(const Progress& progress) = 0;
    virtual void stopping() = 0;
    virtual void finished(
        const Job& job, const RunReport& report, const InterpolatorInfo& model
    ) = 0;
    /// The held-out check: frames predicted so far, then the scores, the job's model first.
    virtual void checking(int64_t frames_done) = 0;
    virtual void checked(const Job& job, const std::vector<HeldOutScores>& scores) = 0;
    virtual void cancelled(const Job& job) = 0;
    virtual void failed(const Job& job, const Fault& fault) = 0;
};

/// `out` receives the summary or the JSON lines: standard output, or standard error when the video
/// goes to standard output.
[[nodiscard]] std::unique_ptr<JobReporter> make_text_reporter(Console& console, std::FILE* out);
[[nodiscard]] std::unique_ptr<JobReporter> make_json_reporter(Console& console, std::FILE* out);

}  // namespace nakawari::cli
