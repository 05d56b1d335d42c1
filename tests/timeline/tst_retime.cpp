/// Times of output frames: exact, without gaps, for even, uneven and random sources.
#include <QtTest>

#include <algorithm>
#include <random>

#include "core/error.h"
#include "timeline/retime.h"

using namespace nakawari;

namespace {

std::vector<OutputFrame> retime(
    const RetimeOptions& options, const std::vector<FrameTiming>& source
) {
    Retimer retimer(options);
    std::vector<OutputFrame> result;
    for (const FrameTiming& timing : source) {
        const std::vector<OutputFrame> certain = retimer.push(timing);
        result.insert(result.end(), certain.begin(), certain.end());
    }
    const std::vector<OutputFrame> rest = retimer.finish();
    result.insert(result.end(), rest.begin(), rest.end());
    return result;
}

std::vector<FrameTiming> even(int64_t count, const Rational& rate, const Rational& start = 0) {
    std::vector<FrameTiming> source;
    for (int64_t i = 0; i < count; ++i) {
        source.push_back({start + Rational(i) / rate, Rational(1) / rate});
    }
    return source;
}

std::vector<FrameTiming> uneven(std::mt19937& random, int64_t count, const Rational& time_base) {
    std::uniform_int_distribution<int64_t> ticks(1, 9000);
    int64_t now = ticks(random) - 4500;
    std::vector<FrameTiming> source;
    for (int64_t i = 0; i < count; ++i) {
        const int64_t length = random() % 4 == 0 ? 1 : ticks(random);
        source.push_back({time_base * Rational(now), time_base * Rational(length)});
        now += length;
    }
    return source;
}

Rational end_of(const std::vector<FrameTiming>& source) {
    return source.back().pts + source.back().duration;
}

/// What every result promises: rising, no gaps, same start, and an end stretched around the start.
void verify_covers(
    const std::vector<OutputFrame>& output,
    const std::vector<FrameTiming>& source,
    const Rational& slow
) {
    QVERIFY(!output.empty());
    const Rational start = source.front().pts;
    QVERIFY(output.front().pts == start);
    for (std::size_t i = 0; i < output.size(); ++i) {
        QVERIFY(output[i].duration > Rational(0));
        const Rational next =
            i + 1 < output.size() ? output[i + 1].pts : start + (end_of(source) - start) * slow;
        QVERIFY2(output[i].pts + output[i].duration == next, "a gap or an overlap");
        QVERIFY(output[i].step >= 0 && output[i].step < 1 << output[i].depth);
    }
}

}  // namespace

class TestRetime : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void doubles_two_frames();
    void divides_evenly_data();
    void divides_evenly();
    void random_times_with_a_factor();
    void random_times_with_a_rate();
    void rate_of_film_to_sixty();
    void lower_rate_keeps_grid_and_end();
    void nearest_step_and_ties();
    void same_rate_is_identity();
    void unknown_last_duration();
    void one_frame();
    void no_frames();
    void slow_motion();
    void streams_without_waiting_for_the_end();
    void does_not_accumulate();
    void refuses_data();
    void refuses();
    void refuses_times_that_do_not_rise();
    void refuses_an_absurd_gap();
};

void TestRetime::doubles_two_frames() {
    const std::vector<OutputFrame> expected{
        {0, 0, 1, Rational(1, 2), Rational(1, 50), false},
        {0, 1, 1, Rational(13, 25), Rational(1, 50), false},
        {1, 0, 1, Rational(27, 50), Rational(1, 50), false},
        {1, 0, 1, Rational(14, 25), Rational(1, 50), true},
    };
    QVERIFY(retime({}, even(2, 25, Rational(1, 2))) == expected);
}

void TestRetime::divides_evenly_data() {
    QTest::addColumn<int>("factor");
    QTest::addColumn<int>("count");
    for (const int factor : {2, 4, 8}) {
        for (const int count : {1, 2, 3, 100}) {
            QTest::addRow("x%d of %d", factor, count) << factor << count;
        }
    }
}

void TestRetime::divides_evenly() {
    QFETCH(int, factor);
    QFETCH(int, count);
    const Rational rate(30000, 1001);
    const std::vector<FrameTiming> source = even(count, rate, Rational(-7, 90000));
    RetimeOptions options;
    options.factor = factor;
    const std::vector<OutputFrame> output = retime(options, source);
    QCOMPARE(static_cast<int>(output.size()), factor * count);
    QCOMPARE(output_frame_count(options, count, end_of(source)), int64_t{factor} * count);
    verify_covers(output, source, 1);
    for (std::size_t i = 0; i < output.size(); ++i) {
        const auto number = static_cast<int64_t>(i);
        QVERIFY(output[i].duration == Rational(1) / (rate * Rational(factor)));
        QCOMPARE(output[i].index, number / factor);
        QCOMPARE(1 << output[i].depth, factor);
        const bool is_last = output[i].index == count - 1;
        QCOMPARE(int64_t{output[i].step}, is_last ? 0 : number % factor);
        QCOMPARE(output[i].is_hold, is_last && number % factor != 0);
    }
}

void TestRetime::random_times_with_a_factor() {
    std::mt19937 random(3);
    for (int round = 0; round < 300; ++round) {
        RetimeOptions options;
        options.factor = 2 << (round % 3);
        options.slow = round % 5 == 0 ? Rational(7, 3) : Rational(1);
        const auto count = 1 + static_cast<int64_t>(random() % 40);
        const std::vector<FrameTiming> source = uneven(random, count, {1, 90000});
        const std::vector<OutputFrame> output = retime(options, source);
        QCOMPARE(static_cast<int64_t>(output.size()), options.factor * count);
        verify_covers(output, source, options.slow);
        const Rational start = source.front().pts;
        for (const OutputFrame& frame : output) {
            if (frame.step != 0) {
                const auto index = static_cast<std::size_t>(frame.index);
                const Rational from = source[index].pts;
                const Rational part(frame.step, options.factor);
                const Rational time = from + (source[index + 1].pts - from) * part;
                QVERIFY(frame.pts == start + (time - start) * options.slow);
            }
        }
    }
}

void TestRetime::random_times_with_a_rate() {
    std::mt19937 random(4);
    const std::vector<Rational> rates{60, Rational(24000, 1001), 5, 240, Rational(1, 2)};
    for (int round = 0; round < 300; ++round) {
        RetimeOptions options;
        options.rate = rates[static_cast<std::size_t>(round) % rates.size()];
        options.max_depth = 1 + round % 4;
        options.slow = round % 3 == 0 ? Rational(3, 2) : Rational(1);
        const auto count = 1 + static_cast<int64_t>(random() % 40);
        const std::vector<FrameTiming> source = uneven(random, count, {1, 90000});
        const std::vector<OutputFrame> output = retime(options, source);
        const Rational start = source.front().pts;
        const Rational duration = end_of(source) - start;
        const int64_t expected = round_to_unit(duration * options.slow * *options.rate, 1);
        QCOMPARE(static_cast<int64_t>(output.size()), std::max<int64_t>(expected, 1));
        QCOMPARE(output_frame_count(options, count, duration), std::max<int64_t>(expected, 1));
        verify_covers(output, source, options.slow);
        for (std::size_t k = 0; k < output.size(); ++k) {
            const OutputFrame& frame = output[k];
            QVERIFY(frame.pts == start + Rational(static_cast<int64_t>(k)) / *options.rate);
            // No other dyadic position is nearer to the time that is shown.
            const Rational wanted = start + (frame.pts - start) / options.slow;
            const auto index = static_cast<std::size_t>(frame.index);
            if (frame.is_hold) {
                QCOMPARE(frame.index, count - 1);
                QVERIFY(wanted > source.back().pts);
                continue;
            }
            const Rational from = source[index].pts;
            const Rational to = index + 1 < source.size() ? source[index + 1].pts : from;
            const Rational made = from + (to - from) * Rational(frame.step, 1 << frame.depth);
            const Rational before = made > wanted && frame.step == 0 ? source[index - 1].pts : from;
            const Rational interval = (made > wanted && frame.step == 0 ? from : to) - before;
            const Rational error = made > wanted ? made - wanted : wanted - made;
            QVERIFY(error <= interval * Rational(1, int64_t{2} << frame.depth));
        }
    }
}

void TestRetime::rate_of_film_to_sixty() {
    RetimeOptions options;
    options.rate = 60;
    const std::vector<FrameTiming> source = even(240, Rational(24000, 1001));
    const std::vector<OutputFrame> output = retime(options, source);
    QCOMPARE(output.size(), std::size_t{601});  // 10.01 s
    verify_covers(output, source, 1);
    QVERIFY(output.back().duration == Rational(1, 100));
    QCOMPARE(output[1].step, 3);  // 0.3996 of the interval is nearest to 3/8
    QCOMPARE(output[5].index, int64_t{2});
    QCOMPARE(output[5].step, 0);  // 1.998 rounds to the next source frame
}

void TestRetime::lower_rate_keeps_grid_and_end() {
    RetimeOptions options;
    options.rate = 24;
    const std::vector<FrameTiming> source = even(10, 60);
    const std::vector<OutputFrame> output = retime(options, source);
    const std::vector<OutputFrame> expected{
        {0, 0, 3, 0, Rational(1, 24), false},
        {2, 4, 3, Rational(1, 24), Rational(1, 24), false},
        {5, 0, 3, Rational(1, 12), Rational(1, 24), false},
        {7, 4, 3, Rational(1, 8), Rational(1, 24), false},
    };
    QVERIFY(output == expected);
}

void TestRetime::nearest_step_and_ties() {
    RetimeOptions options;
    options.max_depth = 1;
    options.rate = 4;
    const std::vector<OutputFrame> output = retime(options, even(3, 1));
    QCOMPARE(output.size(), std::size_t{12});
    // 1/4 lies between 0 and 1/2, 3/4 between 1/2 and 1: the source frames win.
    QCOMPARE(output[1].index * 2 + output[1].step, int64_t{0});
    QCOMPARE(output[2].index * 2 + output[2].step, int64_t{1});
    QCOMPARE(output[3].index * 2 + output[3].step, int64_t{2});
    QVERIFY(!output[8].is_hold);
    QVERIFY(output[9].is_hold && output[9].index == 2 && output[9].step == 0);
}

void TestRetime::same_rate_is_identity() {
    RetimeOptions options;
    options.rate = Rational(30000, 1001);
    const std::vector<FrameTiming> source = even(50, *options.rate, Rational(1, 3));
    const std::vector<OutputFrame> output = retime(options, source);
    QCOMPARE(output.size(), source.size());
    for (std::size_t i = 0; i < output.size(); ++i) {
        QCOMPARE(output[i].index, static_cast<int64_t>(i));
        QCOMPARE(output[i].step, 0);
        QVERIFY(!output[i].is_hold && output[i].pts == source[i].pts);
    }
}

void TestRetime::unknown_last_duration() {
    const std::vector<FrameTiming> source{{0, 0}, {1, 0}, {4, 0}};
    const std::vector<OutputFrame> output = retime({}, source);
    QCOMPARE(output.size(), std::size_t{6});
    QVERIFY(output[4].duration == Rational(3, 2) && output[5].duration == Rational(3, 2));
}

void TestRetime::one_frame() {
    const std::vector<OutputFrame> unknown = retime({}, {{5, 0}});
    const std::vector<OutputFrame> expected{
        {0, 0, 1, 5, Rational(1, 50), false},
        {0, 0, 1, Rational(251, 50), Rational(1, 50), true},
    };
    QVERIFY(unknown == expected);
    Retimer known({}, Rational(1, 10));
    QVERIFY(known.push({0, 0}).empty());
    QVERIFY(known.finish().back().duration == Rational(1, 20));
    RetimeOptions options;
    options.rate = 10;
    QCOMPARE(retime(options, {{0, Rational(1, 100)}}).size(), std::size_t{1});
}

void TestRetime::no_frames() {
    Retimer retimer({});
    QVERIFY(retimer.finish().empty());
    QCOMPARE(output_frame_count({}, 0, 0), int64_t{0});
}

void TestRetime::slow_motion() {
    RetimeOptions options;
    options.factor = 4;
    options.slow = 4;
    const std::vector<FrameTiming> source = even(5, 25, Rational(3, 2));
    const std::vector<OutputFrame> output = retime(options, source);
    QCOMPARE(output.size(), std::size_t{20});
    verify_covers(output, source, 4);
    QVERIFY(output[1].pts == Rational(3, 2) + Rational(1, 25));
}

void TestRetime::streams_without_waiting_for_the_end() {
    Retimer retimer({});
    QVERIFY(retimer.push({0, 0}).empty());
    QCOMPARE(retimer.push({1, 0}).size(), std::size_t{2});
    RetimeOptions options;
    options.rate = 50;
    Retimer grid(options);
    std::size_t count = 0;
    for (int64_t i = 0; i <= 1000; ++i) {
        count += grid.push({Rational(i, 25), 0}).size();
        const std::size_t certain = i == 0 ? 0 : static_cast<std::size_t>(2 * i - 1);
        QCOMPARE(count, certain);
    }
}

void TestRetime::does_not_accumulate() {
    RetimeOptions options;
    options.rate = Rational(60000, 1001);
    Retimer retimer(options);
    int64_t number = 0;
    for (int64_t i = 0; i < 100000; ++i) {
        for (const OutputFrame& frame : retimer.push({Rational(i * 1001, 24000), 0})) {
            QVERIFY(frame.pts == Rational(number++ * 1001, 60000));
        }
    }
    QCOMPARE(retimer.finish().back().pts, Rational(int64_t{249999} * 1001, 60000));
}

void TestRetime::refuses_data() {
    QTest::addColumn<int>("factor");
    QTest::addColumn<QString>("rate");
    QTest::addColumn<QString>("slow");
    QTest::addColumn<int>("depth");
    QTest::newRow("factor 0") << 0 << ""
                              << "1" << 3;
    QTest::newRow("factor 3") << 3 << ""
                              << "1" << 3;
    QTest::newRow("factor -2") << -2 << ""
                               << "1" << 3;
    QTest::newRow("rate 0") << 2 << "0"
                            << "1" << 3;
    QTest::newRow("rate -1") << 2 << "-1"
                             << "1" << 3;
    QTest::newRow("rate 1e6") << 2 << "1000000"
                              << "1" << 3;
    QTest::newRow("slow 0") << 2 << ""
                            << "0" << 3;
    QTest::newRow("slow 1/2") << 2 << ""
                              << "1/2" << 3;
    QTest::newRow("slow 101") << 2 << ""
                              << "101" << 3;
    QTest::newRow("depth 0") << 2 << "60"
                             << "1" << 0;
    QTest::newRow("depth 5") << 2 << "60"
                             << "1" << 5;
}

void TestRetime::refuses() {
    QFETCH(int, factor);
    QFETCH(QString, rate);
    QFETCH(QString, slow);
    QFETCH(int, depth);
    RetimeOptions options;
    options.factor = factor;
    if (!rate.isEmpty()) {
        options.rate = Rational::parse(rate.toStdString());
    }
    options.slow = Rational::parse(slow.toStdString());
    options.max_depth = depth;
    try {
        const Retimer retimer(options);
        QFAIL("accepted");
    } catch (const Error& error) {
        QVERIFY(error.category() == Category::usage);
    }
}

void TestRetime::refuses_times_that_do_not_rise() {
    Retimer retimer({});
    QVERIFY(retimer.push({1, 0}).empty());
    QVERIFY_EXCEPTION_THROWN((void)retimer.push({1, 0}), std::invalid_argument);
}

void TestRetime::refuses_an_absurd_gap() {
    RetimeOptions options;
    options.rate = 60;
    Retimer retimer(options);
    QVERIFY(retimer.push({0, 0}).empty());
    QVERIFY_EXCEPTION_THROWN((void)retimer.push({int64_t{1} << 40, 0}), Error);
    QCOMPARE(retime({}, {{0, 0}, {int64_t{1} << 40, 1}}).size(), std::size_t{4});
}

QTEST_APPLESS_MAIN(TestRetime)
#include "tst_retime.moc"
