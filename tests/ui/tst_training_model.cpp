/// Rules and sentences of the wizard, without widgets.
#include <QtTest>

#include "fake_training.h"
#include "ui/run_list.h"
#include "ui/training_model.h"
#include "ui/training_text.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

FootageFinding finding(const std::string& path, int64_t windows) {
    FootageFinding finding;
    finding.path = path;
    finding.usable_windows = windows;
    return finding;
}

/// Everything entered that a run needs, except for what a test leaves out.
TrainingModel filled_model() {
    TrainingModel model;
    model.add_clips({"a.mp4", "b.mp4"});
    model.add_findings({finding("a.mp4", 50), finding("b.mp4", 20)});
    TrainingPlan measured;
    measured.title = "suggested";
    measured.targets = {{TargetItem::psnr_db, 30, 0, 0}};
    measured.distil.steps = 600;
    model.adopt(model.request(), measured);
    model.set_split_parts({{"a.mp4", "", false, 50}, {"b.mp4", "", true, 20}});
    return model;
}

}  // namespace

class TestTrainingModel : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void footage_needs_checked_usable_clips();
    void same_clip_comes_once();
    void findings_of_removed_clips_are_dropped();
    void targets_of_ones_own_stay();
    void targets_must_make_sense();
    void split_needs_both_sides();
    void teacher_target_needs_a_teacher();
    void a_changed_request_is_measured_again();
    void the_start_is_measured_once();
    void a_pruning_goal_is_the_suggested_target();
    void plan_joins_measurement_and_entries();
    void pages_open_one_after_the_other();
    void run_is_taken_over_from_its_folder();
    void starting_anew_keeps_entries();
    void sentence_of_the_issue();
    void sentence_counts_data();
    void sentence_counts();
    void close_values_are_told_apart();
    void training_that_did_not_help_says_so();
    void runs_are_found_and_sorted();
    void new_folder_is_free();
};

void TestTrainingModel::footage_needs_checked_usable_clips() {
    TrainingModel model;
    QVERIFY(!model.problem(WizardPage::footage).isEmpty());
    model.add_clips({"a.mp4"});
    QVERIFY(model.problem(WizardPage::footage).contains("checked"));
    model.add_findings({finding("a.mp4", 0)});
    QVERIFY(model.problem(WizardPage::footage).contains("seven frames"));
    model.add_clips({"b.mp4"});
    model.add_findings({finding("b.mp4", 5)});
    QCOMPARE(model.problem(WizardPage::footage), QString());
    QCOMPARE(model.usable_windows(), int64_t{5});
}

void TestTrainingModel::same_clip_comes_once() {
    TrainingModel model;
    QCOMPARE(model.add_clips({"a.mp4", "a.mp4"}).size(), std::size_t{1});
    QVERIFY(model.add_clips({"a.mp4"}).empty());
}

void TestTrainingModel::findings_of_removed_clips_are_dropped() {
    TrainingModel model;
    model.add_clips({"a.mp4"});
    model.remove_clip("a.mp4");
    model.add_findings({finding("a.mp4", 9)});  // the check ended after the removal
    QCOMPARE(model.usable_windows(), int64_t{0});
    QVERIFY(model.findings().empty());
}

void TestTrainingModel::targets_of_ones_own_stay() {
    TrainingModel model = filled_model();
    QCOMPARE(model.targets().size(), std::size_t{1});
    model.set_targets({{TargetItem::ssim, 0.9, 0, 0}});
    TrainingPlan again;
    again.targets = {{TargetItem::psnr_db, 33, 0, 0}};
    model.adopt(model.request(), again);
    QVERIFY(model.targets() == (std::vector<Target>{{TargetItem::ssim, 0.9, 0, 0}}));
    model.set_targets({});
    QVERIFY(model.targets().empty());
    QVERIFY(!model.problem(WizardPage::targets).isEmpty());
}

void TestTrainingModel::targets_must_make_sense() {
    TrainingModel model = filled_model();
    model.set_targets({{TargetItem::ssim, 0, 0, 0}});
    QVERIFY(model.problem(WizardPage::targets).contains("above zero"));
    model.set_targets({{TargetItem::frame_ms, 800, 0, 0}});
    QVERIFY(model.problem(WizardPage::targets).contains("picture size"));
    model.set_targets({{TargetItem::frame_ms, 800, 1920, 1080}});
    QCOMPARE(model.problem(WizardPage::targets), QString());
    model.set_targets({{TargetItem::psnr_loss_db, 0, 0, 0}});  // as good as the teacher: fair
    QCOMPARE(model.problem(WizardPage::targets), QString());
}

void TestTrainingModel::split_needs_both_sides() {
    TrainingModel model = filled_model();
    QCOMPARE(model.problem(WizardPage::split), QString());
    model.set_split_parts({{"a.mp4", "", false, 50}, {"b.mp4", "", true, 0}});
    QVERIFY(model.problem(WizardPage::split).contains("held out"));
    model.set_split_parts({{"a.mp4", "", false, 0}, {"b.mp4", "", true, 20}});
    QVERIFY(model.problem(WizardPage::split).contains("train"));
    model.set_split_parts({});
    QVERIFY(!model.problem(WizardPage::split).isEmpty());
}

void TestTrainingModel::teacher_target_needs_a_teacher() {
    TrainingModel model = filled_model();
    model.set_targets({{TargetItem::psnr_loss_db, 0.5, 0, 0}});
    QVERIFY(model.problem(WizardPage::models).contains("teacher"));
    PlanRequest request = model.request();
    request.teacher = "teacher";
    model.set_request(request);
    model.adopt(request, {});
    QCOMPARE(model.problem(WizardPage::models), QString());
}

void TestTrainingModel::a_changed_request_is_measured_again() {
    TrainingModel model = filled_model();
    QVERIFY(model.is_measured());
    PlanRequest request = model.request();
    request.minutes += 1;
    model.set_request(request);
    QVERIFY(!model.is_measured());
    QVERIFY(!model.problem(WizardPage::models).isEmpty());
    request.minutes -= 1;
    model.set_request(request);
    QVERIFY(model.is_measured());
    model.add_clips({"c.mp4"});
    QVERIFY(!model.is_measured());
}

void TestTrainingModel::the_start_is_measured_once() {
    TrainingModel model = filled_model();
    TrainingPlan plan;
    plan.estimate.start = {"mini-flow", 12, 30.5, 0.9};
    model.adopt(model.request(), plan);
    PlanRequest request = model.request();
    request.minutes += 1;
    request.prune = true;
    model.set_request(request);
    QVERIFY(!model.is_measured());
    QCOMPARE(model.known_start().frames, int64_t{12});  // the same clips, seed and start
    model.set_seed(5);                                  // holds out other clips
    QCOMPARE(model.known_start().frames, int64_t{0});
    model.set_seed(1);
    QCOMPARE(model.known_start().frames, int64_t{12});
    // Another split holds out other footage, and its start and suggestions are not these.
    model.adopt(model.request(), plan);
    QVERIFY(model.is_measured());
    model.set_held_out("b.mp4", true);
    QVERIFY(model.is_measured());  // the marks do not count yet
    model.set_split(SplitMode::listed);
    QVERIFY(!model.is_measured());
    QCOMPARE(model.known_start().frames, int64_t{0});
    QCOMPARE(model.request().held_out, std::vector<std::string>{"b.mp4"});
    model.set_split(SplitMode::automatic);
    QVERIFY(model.is_measured());
    model.set_held_out_share(0.5);
    QVERIFY(!model.is_measured());
    QCOMPARE(model.known_start().frames, int64_t{0});
    model.set_held_out_share(0.2);
    QCOMPARE(model.known_start().frames, int64_t{12});
    model.add_clips({"c.mp4"});
    QCOMPARE(model.known_start().frames, int64_t{0});
}

void TestTrainingModel::a_pruning_goal_is_the_suggested_target() {
    TrainingModel model = filled_model();
    TrainingPlan plan;
    plan.targets = {{TargetItem::parameters, 900'000, 0, 0}, {TargetItem::psnr_db, 30, 0, 0}};
    PlanRequest request = model.request();
    request.prune = true;
    model.set_request(request);
    model.adopt(request, plan);
    QCOMPARE(model.targets(), plan.targets);
    model.set_prune_goals(400'000, {});
    const Target goal{TargetItem::parameters, 400'000, 0, 0};
    QCOMPARE(model.targets(), (std::vector<Target>{plan.targets[1], goal}));
    model.set_prune_goals({}, 2.0);
    QCOMPARE(model.targets(), std::vector<Target>{plan.targets[1]});
    model.set_targets({{TargetItem::ssim, 0.9, 0, 0}});  // of one's own: nothing changes them
    model.set_prune_goals(300'000, {});
    QCOMPARE(model.targets().size(), std::size_t{1});
}

void TestTrainingModel::plan_joins_measurement_and_entries() {
    TrainingModel model = filled_model();
    model.set_title("mine");
    model.set_split(SplitMode::listed);
    model.set_held_out("b.mp4", true);
    model.set_seed(7);
    model.set_prune_goals(1'000'000, 1.5);
    TrainingPlan plan = model.plan();
    QCOMPARE(plan.title, std::string("mine"));
    QCOMPARE(plan.distil.steps, int64_t{600});
    QCOMPARE(plan.seed, uint64_t{7});
    QVERIFY(!plan.footage.clips.at(0).is_held_out);
    QVERIFY(plan.footage.clips.at(1).is_held_out);
    QVERIFY(!plan.prune.max_parameters);  // no pruning was asked for
    PlanRequest request = model.request();
    request.prune = true;
    model.set_request(request);
    QCOMPARE(model.plan().prune.max_parameters, std::optional<int64_t>(1'000'000));
    model.set_split(SplitMode::by_shot);
    QVERIFY(!model.plan().footage.clips.at(1).is_held_out);  // marks count when listed
    QVERIFY(model.is_held_out("b.mp4"));                     // and are not forgotten
}

void TestTrainingModel::pages_open_one_after_the_other() {
    TrainingModel model;
    QVERIFY(model.state(WizardPage::footage) == PageState::open);
    QVERIFY(model.state(WizardPage::targets) == PageState::locked);
    model = filled_model();
    QVERIFY(model.state(WizardPage::footage) == PageState::done);
    QVERIFY(model.state(WizardPage::models) == PageState::done);
    QVERIFY(model.state(WizardPage::run) == PageState::locked);  // only a start opens it
    model.set_running();
    QVERIFY(model.state(WizardPage::run) == PageState::open);
    QVERIFY(model.state(WizardPage::result) == PageState::locked);
    model.set_report(full_report());
    QVERIFY(model.state(WizardPage::run) == PageState::done);
    QVERIFY(model.state(WizardPage::export_page) == PageState::open);
}

void TestTrainingModel::run_is_taken_over_from_its_folder() {
    TrainingModel source = filled_model();
    source.set_targets({{TargetItem::ssim, 0.9, 0, 0}});
    source.set_split(SplitMode::listed);
    source.set_held_out("b.mp4", true);
    RunStatus status;
    status.plan = source.plan();
    status.plan.budget.minutes = source.request().minutes;
    TrainingModel model;
    model.open_run("/runs/one", status);
    QVERIFY(model.plan() == status.plan);
    QVERIFY(model.is_run_started());
    QVERIFY(model.state(WizardPage::run) == PageState::open);
    QCOMPARE(model.problem(WizardPage::models), QString());
}

void TestTrainingModel::starting_anew_keeps_entries() {
    TrainingModel model = filled_model();
    model.set_folder("/runs/one");
    model.set_title("mine");
    model.set_running();
    model.set_report(full_report());
    model.forget_run();
    QVERIFY(!model.is_run_started());
    QVERIFY(!model.report());
    QVERIFY(model.folder().empty());  // a second run must not end in the folder of the first
    QCOMPARE(model.plan().title, std::string("mine"));
    QCOMPARE(model.clips().size(), std::size_t{2});
}

void TestTrainingModel::sentence_of_the_issue() {
    QCOMPARE(
        verdict_sentence(full_report()),
        QString("4 of 5 targets met. Not met: ms per frame (0.92 s, target 0.80 s).")
    );
}

void TestTrainingModel::sentence_counts_data() {
    QTest::addColumn<int>("total");
    QTest::addColumn<int>("missed");
    QTest::addColumn<bool>("is_measured");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("none") << 0 << 0 << true << "No targets were set, so there is no verdict.";
    QTest::newRow("one met") << 1 << 0 << true << "The target is met.";
    QTest::newRow("all met") << 3 << 0 << true << "All 3 targets met.";
    QTest::newRow("none met") << 1 << 1 << true
                              << "0 of 1 targets met. Not met: held-out SSIM (0.5000, target "
                                 "0.9000).";
    QTest::newRow("not measured") << 2 << 1 << false
                                  << "1 of 2 targets met. Not met: held-out SSIM (not measured).";
}

void TestTrainingModel::sentence_counts() {
    QFETCH(int, total);
    QFETCH(int, missed);
    QFETCH(bool, is_measured);
    PocReport report;
    for (int i = 0; i < total; ++i) {
        TargetVerdict verdict;
        verdict.target = {TargetItem::ssim, 0.9, 0, 0};
        verdict.is_met = i >= missed;
        if (is_measured || verdict.is_met) {
            verdict.measured = verdict.is_met ? 0.95 : 0.5;
        }
        report.verdicts.push_back(verdict);
    }
    QTEST(verdict_sentence(report), "sentence");
}

void TestTrainingModel::close_values_are_told_apart() {
    TargetVerdict verdict;
    verdict.target = {TargetItem::frame_ms, 800, 1920, 1080};
    verdict.measured = 800.4;
    QCOMPARE(measured_text(verdict), QString("0.8004 s"));
    verdict.measured = 800;
    QCOMPARE(measured_text(verdict), QString("0.80 s"));
    verdict.target = {TargetItem::file_bytes, 8e6, 0, 0};
    verdict.measured = 8'000'123;
    QCOMPARE(measured_text(verdict), QString("8,000,123 bytes"));
    verdict.measured.reset();
    QCOMPARE(measured_text(verdict), QString("not measured"));
}

void TestTrainingModel::training_that_did_not_help_says_so() {
    PocReport report = full_report();
    QVERIFY(gain_sentence(report).startsWith("Training helped"));
    QVERIFY(gain_sentence(report).contains("+0.46 dB"));
    report.has_helped = false;
    QVERIFY(gain_sentence(report).startsWith("Training did not help"));
    QVERIFY(overrun_sentence(report).isEmpty());
    report.time_limit_s = 180;
    report.durations = {{"distil", 150, 144}, {"evaluation", 255, 25}};
    report.overrun = overrun_of(report.time_limit_s, report.durations);
    QCOMPARE(
        overrun_sentence(report),
        QString("It took 6:45 instead of 3:00, most of all because of “Scoring the result” (4:15, "
                "planned 0:25).")
    );
}

void TestTrainingModel::runs_are_found_and_sorted() {
    const QTemporaryDir root;
    const std::filesystem::path folder = root.path().toStdString();
    FakeTraining fake;
    const TrainingServices services = fake_services(fake, folder);
    QVERIFY(find_runs(folder / "missing", services.read_status).empty());
    write_unfinished_run(folder / "a", "Finished one");
    std::filesystem::copy(folder / "a" / "plan.json", folder / "a" / "report.json");
    write_unfinished_run(folder / "b", "Killed one");
    std::filesystem::create_directories(folder / "no run");
    std::vector<FoundRun> runs = find_runs(folder, services.read_status);
    QCOMPARE(runs.size(), std::size_t{2});
    QCOMPARE(title_text(runs[0]), QString("Killed one"));
    QCOMPARE(state_text(runs[0]), QString("Unfinished, 43 % done"));
    QCOMPARE(state_text(runs[1]), QString("Finished"));
    runs = find_runs(folder, [](const auto&) -> RunStatus {
        throw Error(Category::input, NK_TEXT("The plan is broken."));
    });
    QCOMPARE(state_text(runs.at(0)), QString("Cannot be read"));
}

void TestTrainingModel::new_folder_is_free() {
    const QTemporaryDir root;
    const std::filesystem::path folder = root.path().toStdString();
    const auto first = free_run_folder(folder, "Sea / day: 1");
    QVERIFY(first.parent_path() == folder);
    QVERIFY(first.filename().string().find("Sea-day-1") != std::string::npos);
    std::filesystem::create_directories(first);
    QVERIFY(free_run_folder(folder, "Sea / day: 1") != first);
}

QTEST_GUILESS_MAIN(TestTrainingModel)
#include "tst_training_model.moc"
