/// Expected frame counts and recent speed.
#include <QtTest>

#include "pipeline/estimate.h"
#include "pipeline/rate_meter.h"

using namespace nakawari;
using namespace std::chrono_literals;

class TestEstimate : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void expected_frames();
    void recent_rate();
};

void TestEstimate::expected_frames() {
    VideoInfo video;
    QCOMPARE(expected_output_frames(video, {}, {}), int64_t{0});
    video.average_rate = 25;
    QCOMPARE(expected_output_frames(video, {}, {}), int64_t{0});
    video.duration = 4;
    QCOMPARE(expected_output_frames(video, {}, {}), int64_t{200});
    video.frame_count = 99;
    QCOMPARE(expected_output_frames(video, {}, {}), int64_t{198});
    RetimeOptions retime;
    retime.factor = 8;
    QCOMPARE(expected_output_frames(video, {}, retime), int64_t{99 * 8});
    retime.rate = 60;
    QCOMPARE(expected_output_frames(video, {}, retime), int64_t{240});
    video.frame_count = 100;
    SourceOptions range;
    range.from = Rational(1);
    QCOMPARE(expected_output_frames(video, range, {}), int64_t{150});
    range.to = Rational(2);
    QCOMPARE(expected_output_frames(video, range, {}), int64_t{50});
    range.from = Rational(9);
    QCOMPARE(expected_output_frames(video, range, {}), int64_t{0});
    video.duration = 0;
    QCOMPARE(expected_output_frames(video, {}, {}), int64_t{200});
}

void TestEstimate::recent_rate() {
    RateMeter meter(5);
    const RateMeter::Clock::time_point start{};
    QCOMPARE(meter.rate(start), 0.0);
    meter.add(start);
    QCOMPARE(meter.rate(start + 1s), 0.0);
    meter.add(start + 1s);
    QCOMPARE(meter.rate(start + 1s), 1.0);
    QCOMPARE(meter.rate(start + 4s), 0.25);
    for (int i = 0; i < 100; ++i) {
        meter.add(start + 10s + i * 100ms);
    }
    QVERIFY2(std::abs(meter.rate(start) - 10) < 1e-9, "only the newest count");
}

QTEST_APPLESS_MAIN(TestEstimate)
#include "tst_estimate.moc"
