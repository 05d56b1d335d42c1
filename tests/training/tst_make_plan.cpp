/// The start is measured on held-out frames, and targets follow from it by the rule.
#include <QtTest/QtTest>

#include "core/error.h"
#include "pipeline/comparison.h"
#include "support/synthetic_video.h"
#include "training/evaluator.h"
#include "training/plan_targets.h"
#include "training/run_files.h"
#include "training/tiny_network.h"
#include "training/training.h"

using namespace nakawari;

namespace {

std::string clip(
    const test::SyntheticVideo& folder, const QString& name, const QString& size, int phase
) {
    const QString source = QString(
                               "testsrc2=s=%1:r=25,scroll=h=0.02:v=0.008,trim=start_frame=%2,"
                               "setpts=PTS-STARTPTS"
    )
                               .arg(size)
                               .arg(phase);
    return folder.make(name, {"-f", "lavfi", "-i", source, "-frames:v", "12", "-c:v", "ffv1"});
}

std::optional<double> target_of(const TrainingPlan& plan, TargetItem item) {
    for (const Target& target : plan.targets) {
        if (target.item == item) {
            return target.value;
        }
    }
    return std::nullopt;
}

bool is_about(std::optional<double> value, double expected) {
    return value && std::abs(*value - expected) < 0.0051;  // targets are round numbers
}

std::vector<FootageFinding> findings_of(const FootageScans& scans) {
    std::vector<FootageFinding> findings;
    for (const FootageScan& scan : scans.scans) {
        findings.push_back(scan.finding);
    }
    return findings;
}

/// What it was given.
class Watching : public Interpolator {
 public:
    Frame interpolate(const Quadruplet& frames) override {
        sizes.push_back(frames[1].size());
        return frames[1];
    }
    [[nodiscard]] InterpolatorInfo info() const override { return {}; }
    std::vector<Size> sizes;
};

}  // namespace

class TstMakePlan : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase() {
        qputenv("XDG_DATA_HOME", (folder_.folder() + "/home").toUtf8());
        qputenv("XDG_CACHE_HOME", (folder_.folder() + "/cache").toUtf8());
        write_state_dict(folder_.path("tiny.pth"), test::tiny_network());
        request_.clips = {
            clip(folder_, "a.mkv", "128x136", 1), clip(folder_, "b.mkv", "128x136", 60)};
        request_.start = folder_.path("tiny.pth");
        request_.minutes = 1;
        request_.threads = 1;
        // Measuring a training step takes its time: once for all.
        plan_ = make_plan(request_, {}, [&](double share) { shares_.push_back(share); });
    }

    void the_start_is_scored_as_a_report_would() {
        std::string held_out;
        for (const SplitPart& part : preview_split(plan_, check_footage(request_.clips))) {
            held_out = part.is_held_out ? part.path : held_out;
        }
        const auto interpolator = make_planned_interpolator(plan_, request_.start);
        SourceOptions source;
        source.path = held_out;
        CompareSource frames(source, {});
        ScoreSeries series;
        for (const ComparePoint& point : frames.points(Reference::held_out)) {
            if (point.number < 3 || point.number > 8) {
                continue;  // training windows are whole: three frames on either side of twelve
            }
            const auto input = frames.load(point);
            series.add(score_frame(
                point.number, point.pts, *input->truth, interpolator->interpolate(input->frames)
            ));
        }
        const MeasuredStart& start = plan_.estimate.start;
        QCOMPARE(start.frames, static_cast<int64_t>(series.frames().size()));
        QVERIFY(std::abs(start.psnr_db - *series.mean_db()) < 1e-6);
        QVERIFY(std::abs(start.ssim - *series.mean_ssim()) < 1e-6);
    }

    void fine_tuning_has_to_gain() {
        const MeasuredStart& start = plan_.estimate.start;
        QCOMPARE(plan_.targets, (std::vector<Target>{{TargetItem::psnr_gain_db, 0.2, 0, 0}}));
        QCOMPARE(plan_.estimate.notes.size(), std::size_t{1});
        const QString note = QString::fromStdString(plan_.estimate.notes.front());
        QVERIFY2(note.contains("“tiny.pth” reaches"), qPrintable(note));
        QVERIFY2(note.contains(QString::number(start.psnr_db, 'f', 2) + " dB"), qPrintable(note));
        QVERIFY2(note.contains("held-out frames of "), qPrintable(note));
        QVERIFY(plan_from_json(to_json(plan_)) == plan_);
        QVERIFY(problems_of(plan_).empty());
    }

    void a_smaller_network_may_lose_a_little() {
        PlanRequest request = request_;
        request.prune = true;
        request.teacher = "teacher";
        const TrainingPlan plan = suggested(request);
        QCOMPARE(target_of(plan, TargetItem::psnr_gain_db), std::optional(-0.3));
        QCOMPARE(target_of(plan, TargetItem::psnr_loss_db), std::optional(0.5));
        QCOMPARE(target_of(plan, TargetItem::parameters), std::optional(500.0));
        QCOMPARE(plan.prune.max_parameters, std::optional<int64_t>(500));
        QVERIFY(!plan.prune.min_speedup);
    }

    void goals_of_ones_own_become_targets() {
        PlanRequest request = request_;
        request.prune = true;
        request.max_parameters = 321;
        TrainingPlan plan = suggested(request);
        QCOMPARE(plan.prune.max_parameters, std::optional<int64_t>(321));
        QCOMPARE(target_of(plan, TargetItem::parameters), std::optional(321.0));
        request.max_parameters.reset();
        request.min_speedup = 1.5;
        plan = suggested(request);
        QVERIFY(!plan.prune.max_parameters);
        QCOMPARE(plan.prune.min_speedup, std::optional(1.5));
        QVERIFY(!target_of(plan, TargetItem::parameters));
    }

    void new_weights_are_measured_against_optical_flow() {
        TrainingPlan plan = plan_;
        plan.models.start = "none";
        plan.estimate.start = measured(plan);
        QCOMPARE(plan.estimate.start.model, std::string("flow"));
        QVERIFY(plan.estimate.start.psnr_db != plan_.estimate.start.psnr_db);
        PlanRequest request = request_;
        request.start = "none";
        plan.targets.clear();
        suggest_targets(plan, request, 1000);
        QVERIFY(is_about(target_of(plan, TargetItem::psnr_db), plan.estimate.start.psnr_db));
        QVERIFY(is_about(target_of(plan, TargetItem::ssim), plan.estimate.start.ssim));
        QVERIFY(!target_of(plan, TargetItem::psnr_gain_db));
        QVERIFY(problems_of(plan).empty());
        QVERIFY(start_note(plan, {}).find("optical flow") != std::string::npos);
    }

    void what_is_known_is_not_measured_again() {
        PlanRequest request = request_;
        request.known_start = {"tiny.pth", 7, 33.5, 0.9};
        const TrainingPlan plan = make_plan(request);
        QCOMPARE(plan.estimate.start, request.known_start);
        QVERIFY(plan.estimate.notes.front().find("reaches 33.50 dB") != std::string::npos);
    }

    void the_split_decides_what_is_measured() {
        PlanRequest request = request_;
        request.split = SplitMode::listed;
        for (const SplitPart& part : preview_split(plan_, check_footage(request.clips))) {
            if (!part.is_held_out) {
                request.held_out = {part.path};  // the other of the two
            }
        }
        const TrainingPlan plan = make_plan(request);
        QVERIFY(plan.footage.split == SplitMode::listed);
        QVERIFY(plan.estimate.start.psnr_db != plan_.estimate.start.psnr_db);
        const std::string name = std::filesystem::path(request.held_out.front()).filename();
        QVERIFY(plan.estimate.notes.front().find("frames of " + name) != std::string::npos);
        for (const SplitPart& part : preview_split(plan, check_footage(request.clips))) {
            QCOMPARE(part.is_held_out, part.path == request.held_out.front());
        }
    }

    void the_seed_decides_what_is_measured() {
        TrainingPlan plan = plan_;
        QCOMPARE(measured(plan), plan_.estimate.start);
        plan.footage.held_out_share = 0.5;  // of two clips alike; of less the first one is taken
        for (plan.seed = 2; plan.seed < 10; ++plan.seed) {
            if (measured(plan).psnr_db != plan_.estimate.start.psnr_db) {
                return;
            }
        }
        QFAIL("the same clip was held out by every seed");
    }

    void progress_rises() {
        QVERIFY(std::is_sorted(shares_.begin(), shares_.end()));
        QCOMPARE(shares_.back(), 1.0);
    }

    void a_stop_is_obeyed() {
        std::stop_source stop;
        try {
            (void)make_plan(request_, stop.get_token(), [&](double) { stop.request_stop(); });
            QFAIL("it went on");
        } catch (const Error& error) {
            QVERIFY(error.category() == Category::failed);
        }
        const auto scans = scan_clips(plan_.footage, {});
        std::stop_source later;
        int frames = 0;
        const auto start = measure_start(
            plan_,
            *scans,
            split_footage(plan_, findings_of(*scans)),
            later.get_token(),
            [&](double) {
                ++frames;
                later.request_stop();
            }
        );
        QVERIFY(!start);
        QCOMPARE(frames, 1);
    }

    void large_frames_are_looked_at_in_part() {
        TrainingPlan plan;
        plan.footage.clips = {{clip(folder_, "large.mkv", "640x358", 1), 25, false}};
        FootagePart part{0, 0, 11, true, true, 6, {3, 5, 8}};
        const auto sizes = [&](double most_pixels) {
            Watching watching;
            EvaluationOptions options;
            options.worst = 0;
            options.most_pixels = most_pixels;
            PreparedFootage footage;
            footage.split.parts = {part};
            (void)evaluate(plan, footage, {{"start", &watching}}, options, {});
            return watching.sizes;
        };
        QCOMPARE(sizes(0), (std::vector<Size>(3, Size{640, 358})));
        QCOMPARE(sizes(1e6), (std::vector<Size>(3, Size{640, 358})));
        QCOMPARE(sizes(640 * 358 / 4.0), (std::vector<Size>(3, Size{320, 179})));
    }

    void parts_of_one_clip_are_read_in_one_go() {
        TrainingPlan plan;
        plan.footage.clips = {{request_.clips[0], 25, false}, {request_.clips[1], 25, false}};
        PreparedFootage footage;
        footage.split.parts = {
            {0, 0, 6, false, true, 1, {3}},
            {1, 0, 11, true, false, 6, {}},
            {0, 7, 11, false, true, 1, {8}}};
        Watching watching;
        const Evaluation evaluation =
            evaluate(plan, footage, {{"start", &watching}}, EvaluationOptions(), {});
        QCOMPARE(watching.sizes.size(), std::size_t{2});
        QCOMPARE(evaluation.scores.size(), std::size_t{3});
        QCOMPARE(evaluation.scores[0].clip, std::string("a.mkv frames 0–6"));
        QCOMPARE(evaluation.scores[1].clip, std::string("a.mkv frames 7–11"));
        QCOMPARE(evaluation.scores[2].frames, int64_t{2});
    }

 private:
    /// What the plan's seed and start lead to.
    static MeasuredStart measured(const TrainingPlan& plan) {
        const auto scans = scan_clips(plan.footage, {});
        const FootageSplit split = split_footage(plan, findings_of(*scans));
        return *measure_start(plan, *scans, split, {}, [](double) {});
    }

    /// For a start of a thousand parameters.
    [[nodiscard]] TrainingPlan suggested(const PlanRequest& request) const {
        TrainingPlan plan;
        plan.estimate.start = plan_.estimate.start;
        suggest_targets(plan, request, 1000);
        return plan;
    }

    test::SyntheticVideo folder_;
    PlanRequest request_;
    TrainingPlan plan_;
    std::vector<double> shares_;
};

QTEST_GUILESS_MAIN(TstMakePlan)
#include "tst_make_plan.moc"
