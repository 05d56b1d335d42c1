/// What a training run tells while it runs and at its end: for people, or as JSON lines.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "app/cli_console.h"
#include "app/cli_exit.h"
#include "training/training.h"

namespace nakawari::cli {

/// Files that were written at the end, and what could not be.
struct ResultFiles {
    std::vector<std::string> written;
    std::vector<std::string> faults;  ///< sentences
    std::string registered_as;
    ExitCode code = ExitCode::ok;  ///< of the first fault
};

/// Called by the main thread only.
class TrainingReporter {
 public:
    TrainingReporter() = default;
    TrainingReporter(const TrainingReporter&) = delete;
    TrainingReporter& operator=(const TrainingReporter&) = delete;
    virtual ~TrainingReporter() = default;

    virtual void started(const TrainingPlan& plan, const std::string& run, bool is_resumed) = 0;
    virtual void progress(const TrainingProgress& progress) = 0;
    /// A point of the log with a held-out value.
    virtual void validated(const LogPoint& point, const TrainingProgress& progress) = 0;
    virtual void stopping() = 0;
    virtual void finished(const PocReport& report, const ResultFiles& files) = 0;
    virtual void cancelled(const std::string& run) = 0;
    virtual void failed(const std::string& run, const Fault& fault) = 0;
};

[[nodiscard]] std::unique_ptr<TrainingReporter> make_text_training_reporter(Console& console);
[[nodiscard]] std::unique_ptr<TrainingReporter> make_json_training_reporter(Console& console);

/// "distil 120/700, 1.53 it/s, 6:12 left, loss 0.0213 …" for people.
[[nodiscard]] std::string describe(const TrainingProgress& progress);

}  // namespace nakawari::cli
