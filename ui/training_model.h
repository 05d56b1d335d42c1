/// What is entered in the wizard and how far it got, without widgets.
#pragma once

#include <QCoreApplication>
#include <QString>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "training/training.h"

namespace nakawari {

enum class WizardPage { footage = 0, targets, split, models, run, result, export_page };
inline constexpr int wizard_page_count = 7;

enum class PageState { locked = 0, open, done };

/// The wizard's state as a value: pages write every change into it at once, so going back loses
/// nothing. Interface thread only.
class TrainingModel {
    Q_DECLARE_TR_FUNCTIONS(TrainingModel)
 public:
    // Footage
    /// Clips already there are left out; returns those that are new.
    std::vector<std::string> add_clips(const std::vector<std::string>& paths);
    void remove_clip(const std::string& path);
    [[nodiscard]] const std::vector<std::string>& clips() const { return entered_.request.clips; }
    /// Findings of clips removed meanwhile are dropped.
    void add_findings(const std::vector<FootageFinding>& findings);
    [[nodiscard]] const FootageFinding* finding(const std::string& path) const;
    [[nodiscard]] std::vector<std::string> unchecked_clips() const;
    /// Of all clips that were checked, in their order.
    [[nodiscard]] std::vector<FootageFinding> findings() const;
    [[nodiscard]] int64_t usable_windows() const;

    // Targets: suggested ones stay until the first change of one's own.
    void set_targets(std::vector<Target> targets);
    [[nodiscard]] std::vector<Target> targets() const;

    // Split
    void set_split(SplitMode mode);
    [[nodiscard]] SplitMode split() const { return entered_.request.split; }
    void set_held_out_share(double share) { entered_.request.held_out_share = share; }
    [[nodiscard]] double held_out_share() const { return entered_.request.held_out_share; }
    void set_held_out(const std::string& path, bool is_held_out);
    [[nodiscard]] bool is_held_out(const std::string& path) const;
    void set_split_parts(std::vector<SplitPart> parts) { split_parts_ = std::move(parts); }
    [[nodiscard]] const std::vector<SplitPart>& split_parts() const { return split_parts_; }

    // Models and budget
    /// What make_plan() is to be asked for.
    [[nodiscard]] const PlanRequest& request() const { return entered_.request; }
    /// The measured scores of the start, if they are of the request's clips, split, seed and start.
    [[nodiscard]] MeasuredStart known_start() const;
    void set_request(PlanRequest request);
    void set_title(const QString& title) { entered_.title = title.toStdString(); }
    void set_seed(uint64_t seed) { entered_.request.seed = seed; }
    /// Suggested goals stay until the first of one's own.
    void set_prune_goals(std::optional<int64_t> max_parameters, std::optional<double> min_speedup);
    /// Takes the answer to `asked`; it counts as measured as long as the request stays the same.
    void adopt(const PlanRequest& asked, const TrainingPlan& measured);
    [[nodiscard]] bool has_plan() const { return measured_.has_value(); }
    [[nodiscard]] bool is_measured() const;
    /// The measured plan with everything that was entered put over it.
    [[nodiscard]] TrainingPlan plan() const;
    void set_folder(std::filesystem::path folder) { entered_.folder = std::move(folder); }
    [[nodiscard]] const std::filesystem::path& folder() const { return entered_.folder; }

    // Run and result
    /// The run's folder holds all that was entered from here on.
    void set_running();
    [[nodiscard]] bool is_run_started() const { return is_run_started_; }
    void set_report(PocReport report);
    [[nodiscard]] const std::optional<PocReport>& report() const { return report_; }
    /// Takes over a run from its folder, with all that was entered for it.
    void open_run(const std::filesystem::path& folder, const RunStatus& status);
    /// Keeps what was entered and forgets the run, so that it can be changed and started anew.
    void forget_run();

    // Pages
    /// Why the page cannot be left forward; empty if it can.
    [[nodiscard]] QString problem(WizardPage page) const;
    [[nodiscard]] PageState state(WizardPage page) const;
    /// True once a person has changed something that closing would lose.
    [[nodiscard]] bool has_input() const { return entered_ != untouched_ && !report_; }
    /// What stands there now was not entered by anybody, or is kept elsewhere.
    void set_untouched() { untouched_ = entered_; }

 private:
    struct PruneGoals {
        std::optional<int64_t> max_parameters;
        std::optional<double> min_speedup;
        friend bool operator==(const PruneGoals&, const PruneGoals&) = default;
    };
    /// All that a person can say before a run.
    struct Entered {
        PlanRequest request;
        std::optional<std::vector<Target>> targets;  ///< of one's own
        std::map<std::string, bool> held_out;        ///< also while the split is not by list
        std::string title;
        std::optional<PruneGoals> goals;  ///< of one's own
        std::filesystem::path folder;
        friend bool operator==(const Entered&, const Entered&) = default;
    };

    /// The request names the held-out clips where they count.
    void list_held_out();
    [[nodiscard]] QString footage_problem() const;
    [[nodiscard]] QString targets_problem() const;
    [[nodiscard]] QString split_problem() const;
    [[nodiscard]] QString models_problem() const;

    Entered entered_;
    Entered untouched_;
    std::map<std::string, FootageFinding> findings_;
    std::vector<SplitPart> split_parts_;
    std::optional<TrainingPlan> measured_;
    PlanRequest asked_;
    bool is_run_started_ = false;
    std::optional<PocReport> report_;
};

}  // namespace nakawari
