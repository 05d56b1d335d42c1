/// Which held-out frames are scored when time is short.
#include <QtTest>

#include "support/synthetic_video.h"
#include "training/evaluator.h"
#include "training/planned_times.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

constexpr int clip_frames = 60;
constexpr int64_t chosen_per_part = 12;

/// Repeats a frame, while a clock that is not the machine's goes on.
class SlowInterpolator final : public Interpolator {
 public:
    SlowInterpolator(double& now, std::function<double(int64_t call)> seconds)
        : now_(now), seconds_(std::move(seconds)) {}

    [[nodiscard]] InterpolatorInfo info() const override {
        return {"slow", "Slow", "CPU", "exact", ""};
    }
    [[nodiscard]] Frame interpolate(const Quadruplet& quadruplet) override {
        now_ += seconds_(calls_++);
        return quadruplet[1];
    }

 private:
    double& now_;
    std::function<double(int64_t call)> seconds_;
    int64_t calls_ = 0;
};

FootagePart part(int64_t first, int64_t last) {
    FootagePart result;
    result.first = first;
    result.last = last;
    result.is_whole_clip = false;
    result.is_held_out = true;
    for (int64_t center = first + 3; center + 3 <= last; ++center) {
        result.scored.push_back(center);
    }
    return result;
}

}  // namespace

class TestEvaluator : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase() {
        Clip clip;
        clip.frames = clip_frames;
        plan_.footage.clips = {{files_.make("clip.mkv", clip), 25, false}};
        footage_.split.parts = {part(0, 29), part(30, 59)};
    }

    void without_a_limit_every_chosen_frame_is_scored() {
        const Evaluation evaluation = run(0, [](int64_t) { return 1000.0; });
        QCOMPARE(evaluation.frames_chosen, 2 * chosen_per_part);
        QCOMPARE(evaluation.frames_scored, 2 * chosen_per_part);
    }

    void enough_time_leaves_nothing_out() {
        const Evaluation evaluation = run(25, [](int64_t) { return 1.0; });
        QCOMPARE(evaluation.frames_scored, 2 * chosen_per_part);
        QCOMPARE(now_, 24.0);
    }

    void a_slower_machine_scores_fewer_evenly() {
        const Evaluation evaluation = run(8, [](int64_t) { return 1.0; });
        QVERIFY(evaluation.frames_scored < evaluation.frames_chosen);
        QVERIFY(now_ <= 8);
        QVERIFY(now_ >= 6);
        const auto [first, second] = frames_by_part(evaluation);
        QVERIFY(first.size() >= 3 && second.size() >= 3);
        for (const auto& frames : {first, second}) {
            // From the beginning of the part to its end, not only where time ran out.
            QVERIFY(frames.back() - frames.front() > 15);
        }
        QCOMPARE(find_scores(evaluation.scores, "", "result")->frames, evaluation.frames_scored);
    }

    void two_frames_of_each_part_are_scored_whatever_it_takes() {
        const Evaluation evaluation = run(1, [](int64_t) { return 60.0; });
        const auto [first, second] = frames_by_part(evaluation);
        QCOMPARE(first.size(), qsizetype{2});
        QCOMPARE(second.size(), qsizetype{2});
    }

    void a_machine_that_recovers_scores_more_again() {
        const auto slow_at_first = [](int64_t call) { return call < 3 ? 2.0 : 0.1; };
        const Evaluation evaluation = run(12, slow_at_first);
        const auto [first, second] = frames_by_part(evaluation);
        QCOMPARE(first.size(), qsizetype{3});
        QVERIFY(second.size() >= 6);
        QVERIFY(second.back() > clip_frames - 6);
    }

    void progress_reaches_its_end() {
        double share = 0;
        (void)run(
            4,
            [](int64_t) { return 1.0; },
            [&](double done) {
                QVERIFY(done >= share);
                share = done;
            }
        );
        QCOMPARE(share, 1.0);
    }

    void planned_times_add_up_to_the_limit() {
        TrainingPlan plan;
        QVERIFY(planned_times(plan).empty());
        plan.budget.minutes = 3;
        plan.prune.steps = 40;
        plan.distil.steps = 60;
        double sum = 0;
        std::vector<std::string> parts;
        for (const DurationRow& row : planned_times(plan)) {
            QVERIFY(row.planned_s > 0);
            sum += row.planned_s;
            parts.push_back(row.part);
        }
        QVERIFY(std::abs(sum - 180) < 1e-9);
        QCOMPARE(
            parts,
            (std::vector<std::string>{
                "data", "baselines", "prune", "derive", "distil", "evaluation", "report"})
        );
        plan.prune.steps = 0;
        const auto rows = with_planned_times(plan, {{"distil", 200}, {"evaluation", 30}, {"x", 1}});
        QVERIFY(std::abs(rows[0].planned_s - 144) < 1e-9);
        QCOMPARE(rows[0].seconds, 200.0);
        QVERIFY(std::abs(rows[1].planned_s - 25.2) < 1e-9);
        QCOMPARE(rows[2].planned_s, 0.0);
    }

 private:
    Evaluation run(
        double seconds,
        const std::function<double(int64_t call)>& of_frame,
        const std::function<void(double share)>& on_progress = {}
    ) {
        now_ = 0;
        SlowInterpolator interpolator(now_, of_frame);
        EvaluationOptions options;
        options.frames_per_part = chosen_per_part;
        options.worst = 100;  // so that every frame is named
        options.seconds = seconds;
        options.clock = [this] { return now_; };
        return evaluate(plan_, footage_, {{"result", &interpolator}}, options, {}, on_progress);
    }

    /// In rising order.
    static std::pair<QList<int64_t>, QList<int64_t>> frames_by_part(const Evaluation& evaluation) {
        QList<int64_t> first;
        QList<int64_t> second;
        for (const PictureStrip& strip : evaluation.worst) {
            (strip.frame < clip_frames / 2 ? first : second) << strip.frame;
        }
        std::ranges::sort(first);
        std::ranges::sort(second);
        return {first, second};
    }

    SyntheticVideo files_;
    TrainingPlan plan_;
    PreparedFootage footage_;
    double now_ = 0;
};

QTEST_GUILESS_MAIN(TestEvaluator)
#include "tst_evaluator.moc"
