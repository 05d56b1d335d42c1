/// Positions between distinct frames: untouched without duplicates, spread over runs of them.
#include <QtTest>

#include <string>

#include "pipeline/distinct_timeline.h"

using namespace nakawari;

namespace {

OutputFrame output(int64_t index, int step, int depth) {
    return {index, step, depth, 0, 0};
}

/// A timeline at 24 fps; one letter per frame, the same letter again is a duplicate.
DistinctTimeline timeline_of(const std::string& frames, int depth, bool is_ended = true) {
    DistinctTimeline timeline(depth);
    for (std::size_t i = 0; i < frames.size(); ++i) {
        timeline.push({static_cast<int64_t>(i), 24}, i > 0 && frames[i] == frames[i - 1]);
    }
    if (is_ended) {
        timeline.end();
    }
    return timeline;
}

/// "0:0 0:2 1:0": what ×2 shows of `frames`.
std::string doubled(const std::string& frames, int depth) {
    DistinctTimeline timeline = timeline_of(frames, depth);
    std::string text;
    for (std::size_t i = 0; i < 2 * frames.size(); ++i) {
        const bool is_last = i + 1 == 2 * frames.size();
        const auto position = timeline.locate(
            output(static_cast<int64_t>(i / 2), is_last ? 0 : static_cast<int>(i % 2), 1)
        );
        text += position ? std::to_string(position->index) + ":" + std::to_string(position->step)
                         : std::string("?");
        text += is_last ? "" : " ";
    }
    return text;
}

}  // namespace

class TestDistinctTimeline : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void without_duplicates_nothing_changes();
    void runs_are_spread_data();
    void runs_are_spread();
    void waits_for_the_end_of_a_run();
    void follows_uneven_times();
};

void TestDistinctTimeline::without_duplicates_nothing_changes() {
    DistinctTimeline timeline = timeline_of("abcdefgh", 3);
    for (int64_t index = 0; index < 7; ++index) {
        for (int step = 0; step < 8; ++step) {
            const DistinctPosition expected{index, step};
            QVERIFY(timeline.locate(output(index, step, 3)) == expected);
        }
    }
    const DistinctPosition last{7, 0};
    QVERIFY(timeline.locate(output(7, 0, 3)) == last);
    QVERIFY2(timeline.locate(output(7, 4, 3)) == last, "after the last frame it is held");
    QVERIFY(!timeline.locate(output(8, 0, 3)).has_value());
}

void TestDistinctTimeline::runs_are_spread_data() {
    QTest::addColumn<QString>("frames");
    QTest::addColumn<int>("depth");
    QTest::addColumn<QString>("expected");
    QTest::addRow("ones") << "abc" << 1 << "0:0 0:1 1:0 1:1 2:0 2:0";
    QTest::addRow("twos") << "aabb" << 2 << "0:0 0:1 0:2 0:3 1:0 1:0 1:0 1:0";
    QTest::addRow("threes") << "aaab" << 3 << "0:0 0:1 0:3 0:4 0:5 0:7 1:0 1:0";
    QTest::addRow("mixed") << "abbc" << 2 << "0:0 0:2 1:0 1:1 1:2 1:3 2:0 2:0";
    QTest::addRow("still") << "aaaa" << 2 << "0:0 0:0 0:0 0:0 0:0 0:0 0:0 0:0";
    QTest::addRow("one") << "a" << 1 << "0:0 0:0";
}

void TestDistinctTimeline::runs_are_spread() {
    QFETCH(QString, frames);
    QFETCH(int, depth);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(doubled(frames.toStdString(), depth)), expected);
}

void TestDistinctTimeline::waits_for_the_end_of_a_run() {
    DistinctTimeline timeline = timeline_of("aa", 2, false);
    QVERIFY(timeline.locate(output(0, 0, 1)).has_value());
    QVERIFY(!timeline.locate(output(0, 1, 1)).has_value());
    timeline.push({2, 24}, false);
    const DistinctPosition quarter{0, 1};
    QVERIFY(timeline.locate(output(0, 1, 1)) == quarter);
}

void TestDistinctTimeline::follows_uneven_times() {
    DistinctTimeline timeline(4);
    timeline.push(0, false);
    timeline.push(3, true);
    timeline.push(4, false);
    timeline.end();
    const DistinctPosition three_eighths{0, 6};
    QVERIFY(timeline.locate(output(0, 1, 1)) == three_eighths);
    const DistinctPosition three_quarters{0, 12};
    QVERIFY(timeline.locate(output(1, 0, 1)) == three_quarters);
    const DistinctPosition seven_eighths{0, 14};
    QVERIFY(timeline.locate(output(1, 1, 1)) == seven_eighths);
    const DistinctPosition next{1, 0};
    QVERIFY2(timeline.locate(output(1, 15, 4)) == next, "rounded to the next frame");
}

QTEST_APPLESS_MAIN(TestDistinctTimeline)
#include "tst_distinct_timeline.moc"
