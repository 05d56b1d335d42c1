/// Everything the wizard may do besides showing: the training facade as functions, so that tests
/// can put others in their place.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "report/poc_report.h"
#include "training/training.h"

namespace nakawari {

enum class ReportFormat { html = 1, pdf, json };

using OnShare = std::function<void(double share)>;

/// Called from worker threads, never from the interface thread; may block and may throw Error.
struct TrainingServices {
    std::function<std::vector<FootageFinding>(
        const std::vector<std::string>& clips, const std::stop_token& stop, const OnShare& on_share
    )>
        check_footage;
    std::function<TrainingPlan(
        const PlanRequest& request, const std::stop_token& stop, const OnShare& on_share
    )>
        make_plan;
    std::function<std::vector<SplitPart>(
        const TrainingPlan& plan, const std::vector<FootageFinding>& findings
    )>
        preview_split;
    /// What does not fit together in a plan; looks at no file, so the interface thread may call it.
    std::function<std::vector<std::string>(const TrainingPlan& plan)> problems_of;
    std::function<
        std::unique_ptr<TrainingRun>(const TrainingPlan& plan, const std::filesystem::path& folder)>
        start;
    std::function<std::unique_ptr<TrainingRun>(const std::filesystem::path& folder)> resume;
    std::function<RunStatus(const std::filesystem::path& folder)> read_status;
    std::function<PocReport(const std::filesystem::path& folder)> read_report;
    std::function<std::string(const std::filesystem::path& folder, const std::string& id)>
        register_result;
    std::function<void(
        const PocReport& report,
        const std::filesystem::path& file,
        ReportFormat format,
        ReportLanguage language
    )>
        save_report;
    /// Where new runs get their folders, and where earlier ones are looked for.
    std::filesystem::path runs_folder;
};

/// The real ones.
[[nodiscard]] TrainingServices make_training_services();

}  // namespace nakawari
