/// Rules of the wizard: what a page needs before the next one opens, and how a plan comes together.
#include "ui/training_model.h"

#include <algorithm>

#include "ui/training_text.h"

namespace nakawari {
namespace {

template <typename Value>
bool contains(const std::vector<Value>& values, const Value& value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace

std::vector<std::string> TrainingModel::add_clips(const std::vector<std::string>& paths) {
    std::vector<std::string> added;
    for (const std::string& path : paths) {
        if (!contains(entered_.request.clips, path)) {
            entered_.request.clips.push_back(path);
            added.push_back(path);
        }
    }
    return added;
}

void TrainingModel::remove_clip(const std::string& path) {
    std::erase(entered_.request.clips, path);
    findings_.erase(path);
    entered_.held_out.erase(path);
    list_held_out();
}

void TrainingModel::add_findings(const std::vector<FootageFinding>& findings) {
    for (const FootageFinding& finding : findings) {
        if (contains(entered_.request.clips, finding.path)) {
            findings_[finding.path] = finding;
        }
    }
}

const FootageFinding* TrainingModel::finding(const std::string& path) const {
    const auto found = findings_.find(path);
    return found != findings_.end() ? &found->second : nullptr;
}

std::vector<std::string> TrainingModel::unchecked_clips() const {
    std::vector<std::string> unchecked;
    std::copy_if(
        entered_.request.clips.begin(),
        entered_.request.clips.end(),
        std::back_inserter(unchecked),
        [&](const std::string& path) { return finding(path) == nullptr; }
    );
    return unchecked;
}

std::vector<FootageFinding> TrainingModel::findings() const {
    std::vector<FootageFinding> all;
    for (const std::string& path : entered_.request.clips) {
        if (const FootageFinding* one = finding(path)) {
            all.push_back(*one);
        }
    }
    return all;
}

int64_t TrainingModel::usable_windows() const {
    int64_t windows = 0;
    for (const auto& [path, finding] : findings_) {
        windows += finding.usable_windows;
    }
    return windows;
}

void TrainingModel::set_targets(std::vector<Target> targets) {
    entered_.targets = std::move(targets);
}

std::vector<Target> TrainingModel::targets() const {
    if (entered_.targets) {
        return *entered_.targets;
    }
    std::vector<Target> suggested = measured_ ? measured_->targets : std::vector<Target>{};
    if (entered_.request.prune && entered_.goals) {
        std::erase_if(suggested, [](const Target& target) {
            return target.item == TargetItem::parameters;
        });
        if (const auto most = entered_.goals->max_parameters) {
            suggested.push_back({TargetItem::parameters, static_cast<double>(*most), 0, 0});
        }
    }
    return suggested;
}

void TrainingModel::set_split(SplitMode mode) {
    entered_.request.split = mode;
    list_held_out();
}

void TrainingModel::set_held_out(const std::string& path, bool is_held_out) {
    entered_.held_out[path] = is_held_out;
    list_held_out();
}

void TrainingModel::list_held_out() {
    PlanRequest& request = entered_.request;
    request.held_out.clear();
    if (request.split == SplitMode::listed) {
        std::ranges::copy_if(
            request.clips,
            std::back_inserter(request.held_out),
            [this](const std::string& path) { return is_held_out(path); }
        );
    }
}

bool TrainingModel::is_held_out(const std::string& path) const {
    const auto found = entered_.held_out.find(path);
    return found != entered_.held_out.end() && found->second;
}

void TrainingModel::set_request(PlanRequest request) {
    request.clips = std::move(entered_.request.clips);
    entered_.request = std::move(request);
}

void TrainingModel::set_prune_goals(
    std::optional<int64_t> max_parameters, std::optional<double> min_speedup
) {
    entered_.goals = PruneGoals{max_parameters, min_speedup};
}

void TrainingModel::adopt(const PlanRequest& asked, const TrainingPlan& measured) {
    asked_ = asked;
    measured_ = measured;
}

bool TrainingModel::is_measured() const {
    return measured_.has_value() && asked_ == entered_.request;
}

MeasuredStart TrainingModel::known_start() const {
    const PlanRequest& request = entered_.request;
    const bool is_same = measured_ && asked_.clips == request.clips &&
                         asked_.seed == request.seed && asked_.start == request.start &&
                         asked_.split == request.split && asked_.held_out == request.held_out &&
                         asked_.held_out_share == request.held_out_share;
    return is_same ? measured_->estimate.start : MeasuredStart{};
}

TrainingPlan TrainingModel::plan() const {
    TrainingPlan plan = measured_.value_or(TrainingPlan{});
    if (!entered_.title.empty()) {
        plan.title = entered_.title;
    }
    plan.targets = targets();
    std::vector<PlannedClip> clips;
    for (const std::string& path : entered_.request.clips) {
        PlannedClip clip;
        clip.path = path;
        for (const PlannedClip& known : plan.footage.clips) {
            if (known.path == path) {
                clip.sequence_rate = known.sequence_rate;
            }
        }
        clip.is_held_out = split() == SplitMode::listed && is_held_out(path);
        clips.push_back(std::move(clip));
    }
    plan.footage.clips = std::move(clips);
    plan.footage.split = split();
    plan.footage.held_out_share = held_out_share();
    if (entered_.request.prune && entered_.goals) {
        plan.prune.max_parameters = entered_.goals->max_parameters;
        plan.prune.min_speedup = entered_.goals->min_speedup;
    }
    plan.seed = entered_.request.seed;
    return plan;
}

void TrainingModel::set_running() {
    is_run_started_ = true;
    set_untouched();
}

void TrainingModel::set_report(PocReport report) {
    report_ = std::move(report);
    is_run_started_ = true;
}

void TrainingModel::open_run(const std::filesystem::path& folder, const RunStatus& status) {
    const TrainingPlan& plan = status.plan;
    *this = TrainingModel();
    for (const PlannedClip& clip : plan.footage.clips) {
        entered_.request.clips.push_back(clip.path);
        entered_.held_out[clip.path] = clip.is_held_out;
    }
    entered_.request.minutes = plan.budget.minutes;
    entered_.request.start = plan.models.start;
    entered_.request.teacher = plan.models.teacher;
    entered_.request.prune = plan.prune.steps > 0;
    entered_.request.threads = plan.threads;
    entered_.request.device = plan.device;
    entered_.request.precision = plan.precision;
    entered_.targets = plan.targets;
    entered_.request.held_out_share = plan.footage.held_out_share;
    set_split(plan.footage.split);
    entered_.title = plan.title;
    entered_.request.seed = plan.seed;
    set_prune_goals(plan.prune.max_parameters, plan.prune.min_speedup);
    adopt(entered_.request, plan);
    entered_.folder = folder;
    set_running();
}

void TrainingModel::forget_run() {
    is_run_started_ = false;
    report_.reset();
    entered_.folder.clear();
    set_untouched();  // the run's folder has it all
}

QString TrainingModel::problem(WizardPage page) const {
    switch (page) {
        case WizardPage::footage:
            return footage_problem();
        case WizardPage::targets:
            return targets_problem();
        case WizardPage::split:
            return split_problem();
        case WizardPage::models:
            return models_problem();
        case WizardPage::run:
            return report_ ? QString() : tr("The result comes when the run has ended.");
        case WizardPage::result:
        case WizardPage::export_page:
            break;
    }
    return {};
}

QString TrainingModel::footage_problem() const {
    if (entered_.request.clips.empty()) {
        return tr("Add at least one clip.");
    }
    if (!unchecked_clips().empty()) {
        return tr("The clips are still being checked.");
    }
    if (usable_windows() == 0) {
        return tr("None of these clips has seven frames in motion without a cut: add another.");
    }
    return {};
}

QString TrainingModel::targets_problem() const {
    const std::vector<Target> all = targets();
    if (all.empty()) {
        return tr("Choose at least one item: without a target the result cannot be judged.");
    }
    for (const Target& target : all) {
        const bool is_difference =
            target.item == TargetItem::psnr_gain_db || target.item == TargetItem::psnr_loss_db;
        if (target.value <= 0 && !is_difference) {
            return tr("Give “%1” a target above zero.").arg(item_name(target.item));
        }
        if (needs_size(target.item) && (target.width <= 0 || target.height <= 0)) {
            return tr("Say at which picture size “%1” is measured.").arg(item_name(target.item));
        }
    }
    return {};
}

QString TrainingModel::split_problem() const {
    const auto windows = [&](bool is_held_out) {
        int64_t sum = 0;
        for (const SplitPart& part : split_parts_) {
            sum += part.is_held_out == is_held_out ? part.windows : 0;
        }
        return sum;
    };
    if (split_parts_.empty()) {
        return tr("The split is being worked out.");
    }
    if (windows(true) == 0) {
        return tr(
            "Nothing usable is held out, so nothing could be scored: hold out a clip, or "
            "split by shot."
        );
    }
    if (windows(false) == 0) {
        return tr("Nothing usable is left to train with: hold out less, or add footage.");
    }
    return {};
}

QString TrainingModel::models_problem() const {
    const std::vector<Target> all = targets();
    const auto asks_for = [&](TargetItem item) {
        return std::any_of(all.begin(), all.end(), [item](const Target& target) {
            return target.item == item;
        });
    };
    if (asks_for(TargetItem::psnr_gain_db) && entered_.request.start == "none") {
        return tr("The target “%1” compares with the start: choose a network to start from, or "
                  "take "
                  "the target off.")
            .arg(item_name(TargetItem::psnr_gain_db));
    }
    if (asks_for(TargetItem::psnr_loss_db) && entered_.request.teacher == "none") {
        return tr("The target “%1” compares with a teacher: choose a teacher here, or take the "
                  "target off.")
            .arg(item_name(TargetItem::psnr_loss_db));
    }
    if (entered_.request.minutes <= 0) {
        return tr("Give the run some minutes.");
    }
    if (!is_measured()) {
        return tr("A training step has to be measured first, to know what fits into the time.");
    }
    return {};
}

PageState TrainingModel::state(WizardPage page) const {
    for (int before = 0; before < static_cast<int>(page); ++before) {
        const auto earlier = static_cast<WizardPage>(before);
        const bool is_input = earlier < WizardPage::run;
        if (is_input && is_run_started_) {
            continue;  // what a run goes by cannot be wrong any more
        }
        if (!problem(earlier).isEmpty() || (earlier == WizardPage::models && !is_run_started_)) {
            return PageState::locked;
        }
    }
    const bool is_done = page < WizardPage::run    ? is_run_started_ || problem(page).isEmpty()
                         : page == WizardPage::run ? report_.has_value()
                                                   : false;
    return is_done ? PageState::done : PageState::open;
}

}  // namespace nakawari
