/// Whole runs on a tiny network: results, interruption, targets, faults.
#include <QtTest/QtTest>

#include <filesystem>

#include "core/error.h"
#include "support/fatal_log.h"
#include "support/synthetic_video.h"
#include "training/checkpoint.h"
#include "training/tiny_network.h"
#include "training/training.h"

using namespace nakawari;
namespace fs = std::filesystem;

namespace {

std::string clip(const test::SyntheticVideo& folder, const QString& name, int phase) {
    const QString source = QString(
                               "testsrc2=s=128x136:r=25,scroll=h=0.02:v=0.008,hue=h=%1,"
                               "trim=start_frame=%1,setpts=PTS-STARTPTS"
    )
                               .arg(phase);
    return folder.make(name, {"-f", "lavfi", "-i", source, "-frames:v", "12", "-c:v", "ffv1"});
}

bool equal(const StateDict& a, const StateDict& b) {
    if (a.tensors.size() != b.tensors.size()) {
        return false;
    }
    for (const auto& item : a.tensors) {
        const torch::Tensor* other = b.find(item.key());
        if (other == nullptr || !torch::equal(item.value(), *other)) {
            return false;
        }
    }
    return true;
}

}  // namespace

class TstTrainingRun : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase() {
        qputenv("XDG_DATA_HOME", (folder_.folder() + "/home").toUtf8());
        qputenv("XDG_CACHE_HOME", (folder_.folder() + "/cache").toUtf8());
        write_state_dict(folder_.path("tiny.pth"), test::tiny_network());
        for (const int phase : {1, 60, 120}) {
            clips_.push_back(clip(folder_, QString("c%1.mkv").arg(phase), phase));
        }
        straight_ = run(plan(), "straight");
    }

    void a_run_ends_with_everything_in_its_folder() {
        QVERIFY(std::holds_alternative<TrainingFinished>(straight_));
        const PocReport& report = std::get<TrainingFinished>(straight_).report;
        for (const char* name :
             {"plan.json",
              "split.json",
              "log.csv",
              "scores.csv",
              "report.json",
              "report.html",
              "best.pth",
              "best.json",
              "last.ckpt"}) {
            QVERIFY2(fs::exists(path("straight") / name), name);
        }
        QCOMPARE(read_report(path("straight")), report);
        QCOMPARE(report.end, std::string("finished"));
        QCOMPARE(report.steps_done, int64_t{6});
        QCOMPARE(report.verdicts.size(), std::size_t{2});
        QVERIFY(report.verdicts[0].is_met);
        QVERIFY(!report.verdicts[1].is_met && report.verdicts[1].margin < 0);
        QCOMPARE(report.reference_db.size(), std::size_t{2});  // start, blend
        QVERIFY(!report.worst.empty());
        QVERIFY(report.worst.front().pictures.front().second.starts_with("iVBOR"));
        const RunStatus status = read_status(path("straight"));
        QVERIFY(status.is_finished && !status.is_running);
        QCOMPARE(status.plan, plan());
    }

    void a_held_out_clip_never_trains() {
        const PocReport report = read_report(path("straight"));
        int held_out = 0;
        for (const ReportedClip& reported : report.clips) {
            held_out += reported.is_held_out ? 1 : 0;
        }
        QCOMPARE(held_out, 1);
        for (const ClipScores& scores : report.scores) {
            for (const ReportedClip& reported : report.clips) {
                QVERIFY(scores.clip != reported.name || reported.is_held_out);
            }
        }
    }

    void the_result_is_never_below_the_start_on_the_validation_windows() {
        const PocReport report = read_report(path("straight"));
        double best = 0;
        for (const LogPoint& point : report.log) {
            best = std::max(best, point.held_out_db.value_or(0));
        }
        QVERIFY(best >= report.reference_db[0].second - 1e-3);
    }

    void the_same_plan_gives_the_same_weights() {
        QVERIFY(std::holds_alternative<TrainingFinished>(run(plan(), "again")));
        QVERIFY(equal(tensors("straight"), tensors("again")));
    }

    void another_seed_gives_other_weights() {
        TrainingPlan other = plan();
        other.seed = 2;
        QVERIFY(std::holds_alternative<TrainingFinished>(run(other, "seed")));
        QVERIFY(!equal(tensors("straight"), tensors("seed")));
    }

    void a_killed_run_goes_on_exactly() {
        // A checkpoint taken while the run goes on is all that a kill would leave.
        const auto victim = TrainingRun::start(plan(), path("victim"));
        while (!fs::exists(path("victim") / "last.ckpt") ||
               read_checkpoint(path("victim") / "last.ckpt").state.step < 2) {
            QVERIFY(!victim->is_done());
            QTest::qSleep(5);
        }
        fs::create_directory(path("killed"));
        for (const char* name : {"plan.json", "split.json", "data", "last.ckpt", "best.pth"}) {
            fs::copy(path("victim") / name, path("killed") / name, fs::copy_options::recursive);
        }
        const int64_t step = read_checkpoint(path("killed") / "last.ckpt").state.step;
        QVERIFY(folder_.read("victim/log.csv").count('\n') > 2);
        QVERIFY(step >= 2 && step < 6);
        victim->request_stop();
        (void)victim->wait();
        QVERIFY(std::holds_alternative<TrainingFinished>(TrainingRun::resume(path("killed"))->wait()
        ));
        QVERIFY(equal(tensors("straight"), tensors("killed")));
        QVERIFY(equal(
            read_state_dict(path("straight") / "best.pth"),
            read_state_dict(path("killed") / "best.pth")
        ));
    }

    void a_stopped_run_goes_on_exactly() {
        for (int round = 0; round < 10; ++round) {
            const auto part = round == 0 ? TrainingRun::start(plan(), path("stopped"))
                                         : TrainingRun::resume(path("stopped"));
            const int64_t first = part->progress().step;
            while (!part->is_done() && part->progress().step < first + 2) {
                QTest::qSleep(2);
            }
            part->request_stop();
            const TrainingOutcome outcome = part->wait();
            if (std::holds_alternative<TrainingFinished>(outcome)) {
                break;
            }
            QVERIFY(std::holds_alternative<TrainingCancelled>(outcome));
            QVERIFY(!read_status(path("stopped")).is_finished);
        }
        (void)TrainingRun::resume(path("stopped"))->wait();
        QVERIFY(equal(tensors("straight"), tensors("stopped")));
    }

    void one_folder_has_one_run() {
        QVERIFY_EXCEPTION_THROWN((void)TrainingRun::start(plan(), path("straight")), Error);
        const auto run = TrainingRun::start(plan(), path("busy"));
        QVERIFY(read_status(path("busy")).is_running);
        QVERIFY_EXCEPTION_THROWN((void)TrainingRun::resume(path("busy")), Error);
        QVERIFY_EXCEPTION_THROWN((void)TrainingRun::resume(path("nowhere")), Error);
        QVERIFY_EXCEPTION_THROWN((void)read_report(path("busy")), Error);
    }

    void pause_holds_and_keep_best_ends_with_a_report() {
        TrainingPlan longer = plan();
        longer.distil.steps = 100'000;
        longer.budget.validate_every = 3;
        const auto run = TrainingRun::start(longer, path("paused"));
        while (run->progress().step < 3) {
            QVERIFY(!run->is_done());
            QTest::qSleep(5);
        }
        run->set_paused(true);
        QTest::qSleep(1000);  // the step under way ends
        const int64_t step = run->progress().step;
        QTest::qSleep(500);
        QCOMPARE(run->progress().step, step);
        QVERIFY(run->take_preview().has_value());
        QVERIFY(!run->log_since(0).empty());
        run->stop_and_keep_best();
        const TrainingOutcome outcome = run->wait();
        QVERIFY(std::holds_alternative<TrainingFinished>(outcome));
        QCOMPARE(std::get<TrainingFinished>(outcome).report.end, std::string("stopped"));
    }

    void patience_ends_a_run_that_does_not_learn() {
        TrainingPlan idle = plan();
        idle.distil.steps = 1000;
        idle.distil.learning_rate = 1e-12;
        idle.budget.validate_every = 1;
        idle.budget.patience = 2;
        const TrainingOutcome outcome = run(idle, "patience");
        QVERIFY(std::holds_alternative<TrainingFinished>(outcome));
        const PocReport& report = std::get<TrainingFinished>(outcome).report;
        QCOMPARE(report.end, std::string("patience"));
        QVERIFY(report.steps_done < 100);
    }

    void a_deadline_ends_a_run_and_is_said() {
        TrainingPlan hurried = plan();
        hurried.distil.steps = 100'000;
        hurried.budget.minutes = 0.05;
        const TrainingOutcome outcome = run(hurried, "deadline");
        QVERIFY(std::holds_alternative<TrainingFinished>(outcome));
        const PocReport& report = std::get<TrainingFinished>(outcome).report;
        QCOMPARE(report.end, std::string("deadline"));
        QVERIFY(report.steps_done < report.steps_planned);
        QCOMPARE(report.time_limit_s, 3.0);
        double planned_s = 0;
        for (const DurationRow& row : report.durations) {
            QVERIFY(row.planned_s > 0);
            planned_s += row.planned_s;
        }
        QVERIFY(std::abs(planned_s - 3) < 1e-9);
        QVERIFY(report.overrun == overrun_of(report.time_limit_s, report.durations));
    }

    void endless_rates_roll_back_and_give_up() {
        TrainingPlan wild = plan();
        wild.distil.learning_rate = 1e30;
        wild.distil.steps = 50;
        const TrainingOutcome outcome = run(wild, "wild");
        QVERIFY(std::holds_alternative<TrainingFailed>(outcome));
        QCOMPARE(std::get<TrainingFailed>(outcome).error.category(), Category::failed);
    }

    void pruning_meets_its_target_and_its_report_adds_up() {
        TrainingPlan pruning = plan();
        const int64_t before = parameter_count(read_state_dict(folder_.path("tiny.pth")));
        pruning.prune.steps = 4;
        pruning.prune.width_floor = 2;
        pruning.prune.width_multiple = 1;
        pruning.prune.max_parameters = before * 4 / 5;
        pruning.distil.steps = 2;
        pruning.targets = {{TargetItem::parameters, static_cast<double>(before * 4 / 5), 0, 0}};
        const TrainingOutcome outcome = run(pruning, "pruned");
        QVERIFY(std::holds_alternative<TrainingFinished>(outcome));
        const PocReport& report = std::get<TrainingFinished>(outcome).report;
        QVERIFY(report.verdicts.front().is_met);
        QVERIFY(report.lambda_path.size() > 1);
        const StateDict result = read_state_dict(path("pruned") / "best.pth");
        QCOMPARE(static_cast<double>(parameter_count(result)), *report.verdicts[0].measured);
        QCOMPARE(report.costs.back().method, std::string("result"));
        QCOMPARE(report.costs.back().parameters, parameter_count(result));
        QVERIFY(report.costs.back().macs_per_pixel < report.costs.front().macs_per_pixel);
        bool is_narrower = false;
        for (const WidthRow& row : report.widths) {
            is_narrower = is_narrower || row.after < row.before;
        }
        QVERIFY(is_narrower);
    }

    void a_teacher_teaches() {
        write_state_dict(folder_.path("teacher.pth"), test::tiny_network(9));
        TrainingPlan taught = plan();
        taught.models.teacher = folder_.path("teacher.pth");
        taught.targets = {{TargetItem::psnr_loss_db, 50, 0, 0}};
        const TrainingOutcome outcome = run(taught, "taught");
        QVERIFY(std::holds_alternative<TrainingFinished>(outcome));
        const PocReport& report = std::get<TrainingFinished>(outcome).report;
        QCOMPARE(report.reference_db.front().first, std::string("teacher"));
        QVERIFY(report.verdicts.front().is_met);
        QVERIFY(!equal(tensors("straight"), tensors("taught")));
    }

    void a_result_becomes_a_model() {
        QCOMPARE(register_result(path("straight"), "mine"), std::string("mine"));
        QVERIFY(fs::exists(folder_.path("home/nakawari/models/mine.pth")));
        QVERIFY_EXCEPTION_THROWN((void)register_result(path("straight"), "mine"), Error);
        QVERIFY_EXCEPTION_THROWN((void)register_result(path("straight"), "../x"), Error);
        QVERIFY_EXCEPTION_THROWN((void)register_result(path("nowhere"), "other"), Error);
    }

    void impossible_plans_are_refused_before_anything_is_written() {
        QVERIFY_EXCEPTION_THROWN((void)TrainingRun::start({}, path("empty")), Error);
        QVERIFY(!fs::exists(path("empty")));
        TrainingPlan missing = plan();
        missing.models.start = "no-such-model";
        const TrainingOutcome outcome = run(missing, "missing");
        QVERIFY(std::holds_alternative<TrainingFailed>(outcome));
        QCOMPARE(std::get<TrainingFailed>(outcome).error.category(), Category::model);
    }

 private:
    [[nodiscard]] fs::path path(const char* name) const {
        return folder_.path(QString::fromUtf8(name));
    }

    [[nodiscard]] TrainingPlan plan() const {
        TrainingPlan plan;
        plan.title = "Test";
        for (const std::string& clip : clips_) {
            plan.footage.clips.push_back({clip, 25, false});
        }
        plan.models.start = folder_.path("tiny.pth");
        plan.distil.steps = 6;
        plan.distil.batch = 1;
        plan.budget.validate_every = 2;
        plan.budget.validation_windows = 2;
        plan.precision = "fp32";
        plan.threads = 2;
        plan.targets = {{TargetItem::psnr_db, 1, 0, 0}, {TargetItem::parameters, 10, 0, 0}};
        return plan;
    }

    [[nodiscard]] TrainingOutcome run(const TrainingPlan& plan, const char* name) const {
        return TrainingRun::start(plan, path(name))->wait();
    }

    /// Of the last checkpoint, without the numbers (times differ).
    [[nodiscard]] StateDict tensors(const char* name) const {
        return take_prefixed(read_checkpoint(path(name) / "last.ckpt").tensors, "model.");
    }

    test::SyntheticVideo folder_;
    std::vector<std::string> clips_;
    TrainingOutcome straight_;
};

QTEST_GUILESS_MAIN(TstTrainingRun)
#include "tst_training_run.moc"
