/// Rules of the compare view: what is measured against what, what is made first, how one steps.
#include <QtTest>

#include <algorithm>
#include <set>

#include "ui/compare_model.h"
#include "ui/compare_scores.h"

using namespace nakawari;

namespace {

using Slots = std::vector<CompareSlot>;

Slots slots_of(const CompareState& state) {
    Slots result;
    for (const PaneSpec& pane : panes_of(state)) {
        result.push_back(pane.slot);
    }
    return result;
}

std::vector<ComparePoint> every_second(int64_t count) {
    std::vector<ComparePoint> points;
    for (int64_t i = 0; i < count; ++i) {
        points.push_back({Reference::held_out, 2 * i + 1, Rational(2 * i + 1, 25)});
    }
    return points;
}

FrameScore score(int64_t number, double mse) {
    FrameScore result;
    result.number = number;
    result.pts = Rational(number, 25);
    result.psnr = {mse, psnr_db(mse)};
    return result;
}

}  // namespace

class TestCompareModel : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void references();
    void panes();
    void order_of_models();
    void score_keys();
    void stepping();
    void coarse_to_fine_visits_all_once();
    void scores_by_pair_and_frame();
    void worst_frames();
    void cost_forgets_the_warm_up();
};

void TestCompareModel::references() {
    CompareState state;
    state.a = "teacher";
    state.b = "mini-flow";
    QCOMPARE(reference_of(state, CompareSlot::a), CompareSlot::source);
    QCOMPARE(reference_of(state, CompareSlot::b), CompareSlot::source);
    QCOMPARE(reference_of(state, CompareSlot::source), std::nullopt);

    state.reference = Reference::agreement;
    QCOMPARE(reference_of(state, CompareSlot::a), std::nullopt);
    QCOMPARE(reference_of(state, CompareSlot::b), CompareSlot::a);
    std::swap(state.a, state.b);
    QCOMPARE(reference_of(state, CompareSlot::a), CompareSlot::b);
    QCOMPARE(reference_of(state, CompareSlot::b), std::nullopt);
    QCOMPARE(reference_of(state, CompareSlot::baseline), CompareSlot::b);

    state.b = "mini-flow";  // with itself
    QCOMPARE(reference_of(state, CompareSlot::b), std::nullopt);
    state.a = source_id;  // the source has no picture of a new frame to agree with
    QCOMPARE(reference_of(state, CompareSlot::b), std::nullopt);
    state.reference = Reference::held_out;
    QCOMPARE(reference_of(state, CompareSlot::a), std::nullopt);
    QCOMPARE(reference_of(state, CompareSlot::b), CompareSlot::source);
}

void TestCompareModel::panes() {
    CompareState state;
    state.a = "flow";
    state.b = "mini-flow";
    const Slots both{CompareSlot::a, CompareSlot::b};
    QCOMPARE(slots_of(state), both);
    state.mode = CompareMode::toggle;
    state.shown = CompareSlot::b;
    QCOMPARE(slots_of(state), Slots{CompareSlot::b});
    state.mode = CompareMode::two_by_two;
    QCOMPARE(slots_of(state).size(), std::size_t{4});
    state.mode = CompareMode::difference;
    QCOMPARE(slots_of(state), both);
    QCOMPARE(panes_of(state)[0].kind, PaneKind::difference);
    state.reference = Reference::agreement;
    QCOMPARE(slots_of(state), Slots{CompareSlot::b});  // one difference, not two equal ones
    state.mode = CompareMode::high_frequency;
    QCOMPARE(panes_of(state)[0].kind, PaneKind::high_frequency);
    state.a = source_id;
    state.b = source_id;
    QCOMPARE(slots_of(state), both);
    QCOMPARE(panes_of(state)[0].kind, PaneKind::picture);
}

void TestCompareModel::order_of_models() {
    using Models = std::vector<std::string>;
    CompareState state;
    state.a = "teacher";
    state.b = "mini-flow";
    QCOMPARE(models_needed(state), (Models{"teacher", "mini-flow"}));
    state.mode = CompareMode::toggle;
    state.shown = CompareSlot::b;
    QCOMPARE(models_needed(state), (Models{"mini-flow", "teacher"}));
    state.mode = CompareMode::two_by_two;
    QCOMPARE(models_needed(state), (Models{"blend", "teacher", "mini-flow"}));
    state.a = source_id;
    state.b = "blend";
    QCOMPARE(models_needed(state), Models{"blend"});
}

void TestCompareModel::score_keys() {
    CompareState state;
    state.a = "teacher";
    state.b = "mini-flow";
    const ScoreKey a{Reference::held_out, "teacher", source_id};
    const ScoreKey b{Reference::held_out, "mini-flow", source_id};
    QCOMPARE(curves_of(state), (std::vector<ScoreKey>{a, b}));
    QCOMPARE(models_of(curves_of(state)), (std::vector<std::string>{"teacher", "mini-flow"}));
    state.reference = Reference::agreement;
    const ScoreKey agreement{Reference::agreement, "mini-flow", "teacher"};
    QCOMPARE(curves_of(state), std::vector<ScoreKey>{agreement});
    QCOMPARE(models_of(curves_of(state)), (std::vector<std::string>{"teacher", "mini-flow"}));
    state.mode = CompareMode::two_by_two;
    QCOMPARE(scores_needed(state).size(), std::size_t{2});
    state.b = "teacher";
    QVERIFY(curves_of(state).empty());
    state.reference = Reference::held_out;
    QCOMPARE(curves_of(state).size(), std::size_t{1});  // one model on both sides: one curve
}

void TestCompareModel::stepping() {
    const std::vector<ComparePoint> points = every_second(4);  // 1 3 5 7
    QCOMPARE(stepped(points, 3, 1)->number, int64_t{5});
    QCOMPARE(stepped(points, 3, -1)->number, int64_t{1});
    QCOMPARE(stepped(points, 1, -1)->number, int64_t{1});
    QCOMPARE(stepped(points, 7, 1)->number, int64_t{7});
    QCOMPARE(stepped(points, 4, 1)->number, int64_t{5});
    QCOMPARE(stepped(points, 4, -1)->number, int64_t{3});
    QCOMPARE(stepped(points, 0, 1)->number, int64_t{1});
    QCOMPARE(stepped(points, 99, -1)->number, int64_t{7});
    QCOMPARE(stepped(points, 3, 100)->number, int64_t{7});
    QVERIFY(!stepped({}, 3, 1));
}

void TestCompareModel::coarse_to_fine_visits_all_once() {
    for (const int64_t count : {0, 1, 2, 31, 32, 33, 100}) {
        const std::vector<ComparePoint> points = every_second(count);
        const std::vector<ComparePoint> ordered = coarse_to_fine(points, 0, 1000);
        std::set<int64_t> seen;
        for (const ComparePoint& point : ordered) {
            QVERIFY2(seen.insert(point.number).second, "once");
        }
        QCOMPARE(static_cast<int64_t>(seen.size()), count);
    }
    const std::vector<ComparePoint> ordered = coarse_to_fine(every_second(100), 0, 1000);
    QCOMPARE(ordered[0].number, int64_t{1});
    QCOMPARE(ordered[1].number, int64_t{65});
    // As in an export, a range holds its first time and not its last.
    const auto part = coarse_to_fine(every_second(100), Rational(3, 25), Rational(7, 25));
    QCOMPARE(part.size(), std::size_t{2});
    QCOMPARE(part.back().pts, Rational(5, 25));
}

void TestCompareModel::scores_by_pair_and_frame() {
    CompareState state;
    state.a = "flow";
    state.b = "mini-flow";
    const ScoreKey a = *score_key(state, CompareSlot::a);
    const ScoreKey b = *score_key(state, CompareSlot::b);
    CompareScores scores;
    QVERIFY(scores.find(a, 5) == nullptr);
    scores.add(a, score(5, 10));
    scores.add(a, score(3, 20));
    scores.add(a, score(5, 40));  // again
    scores.add(b, score(3, 1));
    scores.add(b, score(7, 2));
    QCOMPARE(scores.find(a, 5)->psnr.mse, 40.0);
    QVERIFY(scores.find(b, 5) == nullptr);
    QCOMPARE(scores.series(a, 0, 10).frames().size(), std::size_t{2});
    QCOMPARE(scores.series(a, Rational(4, 25), 10).frames().size(), std::size_t{1});
    QCOMPARE(scores.series(a, 0, Rational(5, 25)).frames().size(), std::size_t{1});

    const std::vector<ScoreRow> rows = score_rows(scores, state, 0, 10);
    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[0].number, int64_t{3});
    QVERIFY(rows[0].a && rows[0].b);
    QVERIFY(rows[1].a && !rows[1].b);
    QVERIFY(!rows[2].a && rows[2].b);
}

void TestCompareModel::worst_frames() {
    std::vector<ScoreRow> rows(4);
    const double mse_a[] = {10, 0, 30, 5};
    const double mse_b[] = {11, 40, 20, 0};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto number = static_cast<int64_t>(i);
        rows[i] = {number, Rational(number, 25), score(number, mse_a[i]), score(number, mse_b[i])};
    }
    rows.push_back({4, Rational(4, 25), std::nullopt, score(4, 100)});
    using Indices = std::vector<std::size_t>;
    QCOMPARE(worst_rows(rows, WorstOf::b, 3), (Indices{4, 1, 2}));
    QCOMPARE(worst_rows(rows, WorstOf::a, 9), (Indices{2, 0, 3, 1}));
    // A is identical in frame 1: nothing is further behind. An identical B is not behind.
    QCOMPARE(worst_rows(rows, WorstOf::b_behind_a, 9), (Indices{1, 0, 2}));
    QVERIFY(worst_rows({}, WorstOf::b, 3).empty());
}

void TestCompareModel::cost_forgets_the_warm_up() {
    CostMeter cost;
    QVERIFY(!cost.milliseconds("mini"));
    cost.add("mini", 900);
    QCOMPARE(*cost.milliseconds("mini"), 900.0);
    cost.add("mini", 100);
    QCOMPARE(*cost.milliseconds("mini"), 100.0);
    cost.add("mini", 500);
    cost.add("mini", 110);
    QCOMPARE(*cost.milliseconds("mini"), 110.0);
}

QTEST_APPLESS_MAIN(TestCompareModel)
#include "tst_compare_model.moc"
