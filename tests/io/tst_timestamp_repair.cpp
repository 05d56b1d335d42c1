/// Timestamps rise, and good ones stay.
#include <QtTest>
#include <random>

#include "io/timestamp_repair.h"

using namespace nakawari;

class TestTimestampRepair : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void good_times_pass_at_once();
    void spreads_missing_times();
    void spreads_a_repeated_time();
    void places_a_backward_outlier();
    void continues_after_the_clock_restarts();
    void counts_up_where_nothing_is_known();
    void extrapolates_at_the_end();
    void first_frames_without_time_lie_before();
    void random_times_rise_and_none_is_lost();
};

namespace {

using Times = std::vector<std::optional<Rational>>;

std::vector<Rational> repaired(const Times& times, TimestampRepair repair = TimestampRepair(1)) {
    std::vector<Rational> result;
    for (const auto& pts : times) {
        const std::vector<Rational> known = repair.push(pts);
        result.insert(result.end(), known.begin(), known.end());
    }
    const std::vector<Rational> rest = repair.finish();
    result.insert(result.end(), rest.begin(), rest.end());
    return result;
}

}  // namespace

void TestTimestampRepair::good_times_pass_at_once() {
    TimestampRepair repair(1);
    for (const Rational& pts : {Rational(-1, 3), Rational(0), Rational(1, 1000), Rational(50)}) {
        QVERIFY(repair.push(pts) == std::vector<Rational>{pts});
    }
    QVERIFY(repair.finish().empty());
    QCOMPARE(repair.repaired_count(), int64_t{0});
}

void TestTimestampRepair::spreads_missing_times() {
    const auto times = repaired({0, std::nullopt, std::nullopt, 3, 4});
    QVERIFY((times == std::vector<Rational>{0, 1, 2, 3, 4}));
}

void TestTimestampRepair::spreads_a_repeated_time() {
    const auto times = repaired({0, 1, 1, 2, 3});
    QVERIFY((times == std::vector<Rational>{0, 1, Rational(3, 2), 2, 3}));
}

void TestTimestampRepair::places_a_backward_outlier() {
    const auto times = repaired({10, 11, 5, 13, 14});
    QVERIFY((times == std::vector<Rational>{10, 11, 12, 13, 14}));
}

void TestTimestampRepair::continues_after_the_clock_restarts() {
    const auto times = repaired({100, 101, 102, 0, 1, 3, 4});
    QVERIFY((times == std::vector<Rational>{100, 101, 102, 103, 104, 106, 107}));
}

void TestTimestampRepair::counts_up_where_nothing_is_known() {
    TimestampRepair repair(Rational(1, 25));
    const auto times = repaired(Times(20), repair);
    QCOMPARE(times.size(), std::size_t{20});
    for (int64_t i = 0; i < 20; ++i) {
        QVERIFY(times[static_cast<std::size_t>(i)] == Rational(i, 25));
    }
}

void TestTimestampRepair::extrapolates_at_the_end() {
    const auto times = repaired({0, Rational(1, 2), std::nullopt, std::nullopt});
    QVERIFY((times == std::vector<Rational>{0, Rational(1, 2), 1, Rational(3, 2)}));
}

void TestTimestampRepair::first_frames_without_time_lie_before() {
    const auto times = repaired({std::nullopt, 5, 6});
    QVERIFY((times == std::vector<Rational>{4, 5, 6}));
}

void TestTimestampRepair::random_times_rise_and_none_is_lost() {
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        Times times;
        const auto count = 1 + random() % 60;
        for (unsigned i = 0; i < count; ++i) {
            const auto kind = random() % 10;
            times.push_back(
                kind == 0 ? std::nullopt
                : kind == 1
                    ? std::optional<Rational>(Rational(static_cast<int64_t>(random() % 60), 4))
                    : std::optional<Rational>(Rational(static_cast<int64_t>(i)))
            );
        }
        const auto result = repaired(times);
        QCOMPARE(result.size(), times.size());
        for (std::size_t i = 1; i < result.size(); ++i) {
            QVERIFY(result[i] > result[i - 1]);
        }
    }
}

QTEST_APPLESS_MAIN(TestTimestampRepair)
#include "tst_timestamp_repair.moc"
