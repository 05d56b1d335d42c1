/// The held-out check: which frames are predicted, from what, and how the scores are averaged.
#include <QtTest>

#include <cmath>

#include "pipeline/held_out.h"
#include "session_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

/// Remembers the grey level of every frame it is shown, as 8-bit code values.
class Recorder final : public Interpolator {
 public:
    InterpolatorInfo info() const override { return {"recorder", "", "CPU", "exact", ""}; }
    Frame interpolate(const Quadruplet& quadruplet) override {
        std::vector<int> levels;
        for (const Frame& frame : quadruplet) {
            const float value = frame.plane(0).row<float>(0)[0];
            levels.push_back(static_cast<int>(std::lround(value * 255)));
        }
        quads.push_back(levels);
        return quadruplet[1];
    }
    std::vector<std::vector<int>> quads;
};

}  // namespace

class TestHeldOut : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase();
    void odd_frames_from_even_ones();
    void scores_of_baselines();
    void frames_next_to_a_cut_are_left_out();
    void limited_and_stopped();
    void short_clips();

 private:
    [[nodiscard]] std::string ramp(const QString& name, int frames) const;

    SyntheticVideo videos_;
    HeldOutOptions options_;
};

/// Frame n is grey 10·n.
std::string TestHeldOut::ramp(const QString& name, int frames) const {
    return videos_.make(
        name,
        {"-f",
         "lavfi",
         "-i",
         "color=black:size=32x32:rate=25,format=gray,geq=lum=10*N",
         "-frames:v",
         QString::number(frames),
         "-c:v",
         "ffv1"}
    );
}

void TestHeldOut::initTestCase() {
    options_.source.path = ramp("ramp.mkv", 10);
    options_.cuts.mode = CutMode::off;
}

void TestHeldOut::odd_frames_from_even_ones() {
    Recorder recorder;
    const std::vector<HeldOutScores> scores = score_held_out(options_, {&recorder});
    QCOMPARE(scores.size(), std::size_t{1});
    QCOMPARE(scores[0].info.id, std::string("recorder"));
    const std::vector<std::vector<int>> expected{
        {0, 0, 20, 40}, {0, 20, 40, 60}, {20, 40, 60, 80}, {40, 60, 80, 80}};
    QCOMPARE(recorder.quads, expected);
    QCOMPARE(scores[0].frames.size(), std::size_t{4});
    for (std::size_t i = 0; i < 4; ++i) {
        const HeldOutFrame& frame = scores[0].frames[i];
        QCOMPARE(frame.number, static_cast<int64_t>(2 * i + 1));
        QVERIFY(frame.pts == Rational(frame.number, 25));
        QVERIFY(frame.milliseconds >= 0);
        // "Repeat" is ten code values off everywhere.
        QCOMPARE(frame.psnr.mse, 100.0);
        QVERIFY(frame.ssim.value() < 1);
        QVERIFY2(!frame.high_frequency.value().error(), "a plain picture has no detail to lose");
    }
    QVERIFY(scores[0].series().mean_ssim().has_value());
}

void TestHeldOut::scores_of_baselines() {
    FakeInterpolator repeat;
    FakeInterpolator blend({.picture = FakeOptions::Picture::blend});
    const std::vector<HeldOutScores> scores = score_held_out(options_, {&repeat, &blend});
    QCOMPARE(scores.size(), std::size_t{2});
    const double expected = 10 * std::log10(255.0 * 255 / 100);
    QVERIFY(std::abs(*scores[0].mean_db() - expected) < 1e-9);
    QVERIFY(std::abs(*scores[0].db_of_mean_mse() - expected) < 1e-9);
    QCOMPARE(scores[0].identical_count(), int64_t{0});
    QVERIFY2(!scores[1].mean_db().has_value(), "a blend is right on a ramp");
    QVERIFY(!scores[1].db_of_mean_mse().has_value());
    QCOMPARE(scores[1].identical_count(), int64_t{4});

    HeldOutScores mixed;
    QVERIFY(!mixed.mean_db().has_value());
    QVERIFY(!mixed.db_of_mean_mse().has_value());
    for (const Psnr& psnr : {Psnr{100, 20.0}, Psnr{1, 40.0}, Psnr{0, std::nullopt}}) {
        mixed.frames.emplace_back().psnr = psnr;
    }
    QVERIFY(std::abs(*mixed.mean_db() - 30) < 1e-9);
    QVERIFY(std::abs(*mixed.db_of_mean_mse() - 10 * std::log10(255.0 * 255 * 3 / 101)) < 1e-9);
    QCOMPARE(mixed.identical_count(), int64_t{1});
}

void TestHeldOut::frames_next_to_a_cut_are_left_out() {
    HeldOutOptions options = options_;
    options.cuts.mode = CutMode::list;
    options.cuts.first_frames = {Rational(4, 25)};  // between frames 3 and 4
    Recorder recorder;
    const std::vector<HeldOutScores> scores = score_held_out(options, {&recorder});
    const std::vector<std::vector<int>> expected{
        {0, 0, 20, 20}, {40, 40, 60, 80}, {40, 60, 80, 80}};
    QCOMPARE(recorder.quads, expected);
    QCOMPARE(scores[0].frames[1].number, int64_t{5});
}

void TestHeldOut::limited_and_stopped() {
    HeldOutOptions options = options_;
    options.max_frames = 2;
    FakeInterpolator repeat;
    std::vector<int64_t> heard;
    const auto scores = score_held_out(options, {&repeat}, {}, [&](int64_t frames_done) {
        heard.push_back(frames_done);
    });
    QCOMPARE(scores[0].frames.size(), std::size_t{2});
    const std::vector<int64_t> expected{1, 2};
    QCOMPARE(heard, expected);

    std::stop_source stop;
    const auto stopped = score_held_out(options_, {&repeat}, stop.get_token(), [&](int64_t done) {
        if (done == 3) {
            stop.request_stop();
        }
    });
    QCOMPARE(stopped[0].frames.size(), std::size_t{3});
}

void TestHeldOut::short_clips() {
    FakeInterpolator repeat;
    for (const auto& [frames, predicted] : {std::pair(1, 0), std::pair(2, 0), std::pair(3, 1)}) {
        HeldOutOptions options = options_;
        options.source.path = ramp(QString("short%1.mkv").arg(frames), frames);
        const auto scores = score_held_out(options, {&repeat});
        QCOMPARE(scores[0].frames.size(), static_cast<std::size_t>(predicted));
    }
    HeldOutOptions missing = options_;
    missing.source.path = videos_.path("missing.mkv");
    QVERIFY_EXCEPTION_THROWN((void)score_held_out(missing, {&repeat}), nakawari::Error);
}

QTEST_APPLESS_MAIN(TestHeldOut)
#include "tst_held_out.moc"
