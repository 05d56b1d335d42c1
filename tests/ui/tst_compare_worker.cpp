/// Work behind the compare view: the newest wish first, stale answers never, faults as values.
#include <QtTest>

#include <set>

#include "compare_fixture.h"
#include "quality/difference_map.h"
#include "ui/compare_worker.h"
#include "ui/task_lane.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

/// Everything a worker said, in order.
class Heard : public QObject {
 public:
    explicit Heard(CompareWorker& worker) {
        connect(&worker, &CompareWorker::opened, this, [this](const OpenedClip& found) {
            clip = found;
        });
        connect(&worker, &CompareWorker::open_failed, this, [this](const Error&) { ++failed; });
        connect(&worker, &CompareWorker::loaded, this, [this](const LoadedPoint& point) {
            loaded.push_back(point.input.point.number);
        });
        connect(
            &worker,
            &CompareWorker::picture_made,
            this,
            [this](const ComparePoint& point, const MadePicture& picture) {
                pictures.emplace_back(point.number, picture.model);
                last = std::make_shared<MadePicture>(picture);
            }
        );
        connect(
            &worker,
            &CompareWorker::model_failed,
            this,
            [this](const ComparePoint&, const std::string& model, const Error&) {
                faults.push_back(model);
            }
        );
        connect(
            &worker,
            &CompareWorker::scored,
            this,
            [this](const ScoreKey& key, const FrameScore& score) {
                scores.emplace_back(key, score);
            }
        );
        connect(&worker, &CompareWorker::range_advanced, this, [this](int done, int total) {
            range.emplace_back(done, total);
        });
        connect(&worker, &CompareWorker::range_failed, this, [this](const Error&) { ++failed; });
        connect(
            &worker,
            &CompareWorker::map_drawn,
            this,
            [this](const PaneSpec& pane, const QImage& image) { maps.emplace_back(pane, image); }
        );
    }

    std::optional<OpenedClip> clip;
    int failed = 0;
    std::vector<int64_t> loaded;
    std::vector<std::pair<int64_t, std::string>> pictures;
    std::shared_ptr<MadePicture> last;
    std::vector<std::string> faults;
    std::vector<std::pair<ScoreKey, FrameScore>> scores;
    std::vector<std::pair<int, int>> range;
    std::vector<std::pair<PaneSpec, QImage>> maps;
};

ScoreKey against_truth(const std::string& model) {
    return {Reference::held_out, model, source_id};
}

}  // namespace

class TestCompareWorker : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase();
    void first_answer_does_not_wait_for_models();
    void stale_answers_are_dropped();
    void a_wish_before_the_clip_is_open();
    void faults_leave_the_other_model_alone();
    void scores_equal_the_engines();
    void agreement_needs_both_pictures();
    void range_gives_way_and_finishes();
    void range_stops();
    void broken_clips_are_told();
    void kept_pictures_are_not_made_again();
    void maps_equal_the_engines();
    void closing_does_not_wait();

 private:
    [[nodiscard]] std::unique_ptr<CompareWorker> worker(
        const ComparePictures::MakeInterpolator& make
    ) const {
        return std::make_unique<CompareWorker>(source_, cuts_, make);
    }

    SyntheticVideo videos_;
    SourceOptions source_;
    CutOptions cuts_;
};

void TestCompareWorker::initTestCase() {
    source_.path = make_test_clip(videos_);
    cuts_.mode = CutMode::off;
}

void TestCompareWorker::first_answer_does_not_wait_for_models() {
    const auto gate = std::make_shared<Gate>();
    const auto tested = worker(make_test_models(gate));
    Heard heard(*tested);
    QTRY_VERIFY(heard.clip.has_value());
    QCOMPARE(heard.clip->agreement.size(), std::size_t{19});
    const ComparePoint point = heard.clip->held_out.at(5);
    tested->show({point, {"slow"}, {}});
    QTRY_COMPARE(heard.loaded.size(), std::size_t{1});
    QVERIFY(heard.pictures.empty());
    gate->open();
    QTRY_COMPARE(heard.pictures.size(), std::size_t{1});
}

void TestCompareWorker::stale_answers_are_dropped() {
    const auto gate = std::make_shared<Gate>();
    const auto tested = worker(make_test_models(gate));
    Heard heard(*tested);
    QTRY_VERIFY(heard.clip.has_value());
    const std::vector<ComparePoint> points = heard.clip->held_out;
    tested->show({points.at(1), {"slow", "blend"}, {against_truth("slow")}});
    QTRY_COMPARE(gate->arrived(), 1);  // the model runs and does not hear of the stop
    for (std::size_t i = 2; i < 8; ++i) {
        tested->show({points.at(i), {"repeat"}, {}});
    }
    gate->open();
    QTRY_VERIFY(!heard.pictures.empty());
    QTest::qWait(50);  // what is stale had its time to arrive
    const std::vector<std::pair<int64_t, std::string>> only_newest{{points.at(7).number, "repeat"}};
    QCOMPARE(heard.pictures, only_newest);
    QVERIFY(heard.scores.empty());
    QCOMPARE(heard.loaded.back(), points.at(7).number);
}

void TestCompareWorker::a_wish_before_the_clip_is_open() {
    const auto tested = worker(make_test_models());
    Heard heard(*tested);
    tested->show({{Reference::held_out, 5, Rational(5, 25)}, {"repeat"}, {}});
    QTRY_COMPARE(heard.pictures.size(), std::size_t{1});
    QCOMPARE(heard.pictures[0].first, int64_t{5});
}

void TestCompareWorker::faults_leave_the_other_model_alone() {
    const auto tested = worker(make_test_models());
    Heard heard(*tested);
    QTRY_VERIFY(heard.clip.has_value());
    tested->show(
        {heard.clip->held_out.at(3),
         {"missing", "broken", "blend"},
         {against_truth("broken"), against_truth("blend")}}
    );
    QTRY_COMPARE(heard.scores.size(), std::size_t{1});
    QCOMPARE(heard.faults, (std::vector<std::string>{"missing", "broken"}));
    QCOMPARE(heard.scores[0].first, against_truth("blend"));
}

void TestCompareWorker::scores_equal_the_engines() {
    const auto tested = worker(make_test_models());
    Heard heard(*tested);
    QTRY_VERIFY(heard.clip.has_value());
    const ComparePoint point = heard.clip->held_out.at(6);
    tested->show({point, {"blend"}, {against_truth("blend")}});
    QTRY_COMPARE(heard.scores.size(), std::size_t{1});

    CompareSource source(source_, cuts_);
    const CompareInput input = *source.load(point);
    const Frame picture = make_baseline("blend")->interpolate(input.frames);
    const FrameScore expected = score_frame(point.number, point.pts, *input.truth, picture);
    const FrameScore& score = heard.scores[0].second;
    QCOMPARE(score.number, point.number);
    QVERIFY(score.pts == point.pts);
    QCOMPARE(score.psnr.mse, expected.psnr.mse);
    QCOMPARE(score.psnr.db, expected.psnr.db);
    QCOMPARE(score.ssim, expected.ssim);
    QVERIFY(score.high_frequency == expected.high_frequency);
    QVERIFY(expected.psnr.mse > 0);
}

void TestCompareWorker::agreement_needs_both_pictures() {
    const auto tested = worker(make_test_models());
    Heard heard(*tested);
    QTRY_VERIFY(heard.clip.has_value());
    const ComparePoint point = heard.clip->agreement.at(6);
    const ScoreKey key{Reference::agreement, "blend", "repeat"};
    tested->show({point, {"repeat", "blend"}, {key}});
    QTRY_COMPARE(heard.scores.size(), std::size_t{1});
    QCOMPARE(heard.scores[0].first, key);
    QCOMPARE(heard.pictures.size(), std::size_t{2});
}

void TestCompareWorker::range_gives_way_and_finishes() {
    const auto tested = worker(make_test_models());
    Heard heard(*tested);
    QTRY_VERIFY(heard.clip.has_value());
    const std::vector<ComparePoint> points = heard.clip->held_out;
    const auto total = static_cast<int>(points.size());
    tested->score_range(points, {against_truth("blend"), against_truth("repeat")});
    QVERIFY(tested->is_scoring());
    QTRY_VERIFY(heard.range.size() > 2);
    tested->show({points.at(0), {"flow"}, {}});  // somebody looks at something meanwhile
    QTRY_COMPARE(heard.range.back(), std::pair(total, total));
    QVERIFY(!tested->is_scoring());
    QCOMPARE(heard.pictures.size(), std::size_t{1});
    QVERIFY(heard.scores.size() >= 2 * points.size());
    std::set<std::pair<std::string, int64_t>> scored;
    for (const auto& [key, score] : heard.scores) {
        scored.emplace(key.model, score.number);
    }
    QCOMPARE(scored.size(), 2 * points.size());
}

void TestCompareWorker::range_stops() {
    const auto gate = std::make_shared<Gate>();
    const auto tested = worker(make_test_models(gate));
    Heard heard(*tested);
    QTRY_VERIFY(heard.clip.has_value());
    tested->score_range(heard.clip->held_out, {against_truth("slow")});
    QTRY_COMPARE(gate->arrived(), 1);
    tested->stop_range();
    QVERIFY(!tested->is_scoring());
    gate->open();
    QTest::qWait(50);
    QVERIFY(heard.scores.empty());
    tested->score_range(heard.clip->held_out, {against_truth("missing")});
    QTRY_COMPARE(heard.failed, 1);
    QVERIFY(!tested->is_scoring());
}

void TestCompareWorker::broken_clips_are_told() {
    SourceOptions missing;
    missing.path = videos_.path("missing.mkv");
    CompareWorker tested(missing, cuts_, make_test_models());
    Heard heard(tested);
    tested.show({{}, {"blend"}, {}});
    QTRY_COMPARE(heard.failed, 1);
    QVERIFY(!heard.clip && heard.loaded.empty());
}

void TestCompareWorker::kept_pictures_are_not_made_again() {
    const auto calls = FakeInterpolator::make_counter();
    const auto make = [calls](const std::string&) {
        return std::make_unique<FakeInterpolator>(FakeOptions(), calls);
    };
    CompareSource source(source_, cuts_);
    const auto input = [&](std::size_t index) {
        return *source.load(source.points(Reference::held_out).at(index));
    };
    ComparePictures pictures(make);
    QVERIFY(pictures.picture("one", input(2), 0).is_new);
    QVERIFY(!pictures.picture("one", input(2), 0).is_new);
    QVERIFY(pictures.picture("two", input(2), 0).is_new);
    QCOMPARE(calls->load(), int64_t{2});
    QCOMPARE(pictures.picture("one", input(2), 90).image.size(), QSize(96, 64));  // kept as it was

    // Room for one picture of 96×64 only.
    ComparePictures small(make, 120'000);
    QCOMPARE(small.picture("one", input(2), 90).image.size(), QSize(64, 96));
    QVERIFY(small.picture("one", input(3), 0).is_new);
    QVERIFY(small.size_bytes() <= 120'000);
    QVERIFY(!small.picture("one", input(3), 0).is_new);
    QVERIFY(small.picture("one", input(2), 0).is_new);
    small.set_capacity_bytes(240'000);  // of two
    QVERIFY(small.picture("one", input(3), 0).is_new);
    QVERIFY(!small.picture("one", input(2), 0).is_new);
}

void TestCompareWorker::maps_equal_the_engines() {
    const auto tested = worker(make_test_models());
    Heard heard(*tested);
    QTRY_VERIFY(heard.clip.has_value());
    CompareSource source(source_, cuts_);
    const CompareInput input = *source.load(heard.clip->held_out.at(4));
    const Frame picture = make_baseline("blend")->interpolate(input.frames);
    const PaneSpec difference{CompareSlot::a, PaneKind::difference};
    const PaneSpec detail{CompareSlot::b, PaneKind::high_frequency};
    tested->show_maps({{difference, *input.truth, picture, 16}, {detail, *input.truth, picture, 4}}
    );
    QTRY_COMPARE(heard.maps.size(), std::size_t{2});
    QVERIFY(heard.maps[0].first == difference && heard.maps[1].first == detail);
    QCOMPARE(heard.maps[0].second, upright_image(difference_map(*input.truth, picture, 16), 0));
    QCOMPARE(heard.maps[1].second, upright_image(high_frequency_map(*input.truth, picture, 4), 0));
    QVERIFY(heard.maps[0].second != heard.maps[1].second);
}

void TestCompareWorker::closing_does_not_wait() {
    const auto gate = std::make_shared<Gate>();
    auto tested = worker(make_test_models(gate));
    Heard heard(*tested);
    QTRY_VERIFY(heard.clip.has_value());
    tested->show({heard.clip->held_out.at(1), {"slow"}, {}});
    QTRY_COMPARE(gate->arrived(), 1);
    tested.reset();  // would never return if it waited: the gate is closed
    QVERIFY(!QCoreApplication::instance()->findChildren<TaskLane*>().isEmpty());
    gate->open();
    QTRY_VERIFY(QCoreApplication::instance()->findChildren<TaskLane*>().isEmpty());
    QVERIFY(heard.pictures.empty());
}

QTEST_GUILESS_MAIN(TestCompareWorker)
#include "tst_compare_worker.moc"
