/// Frames of a clip by point: the right four, in any order of asking, and nothing across a cut.
#include <QtTest>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/process_memory.h"
#include "pipeline/comparison.h"
#include "session_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

int level(const Frame& frame) {
    return static_cast<int>(std::lround(frame.plane(0).row<float>(0)[0] * 255));
}

std::vector<int> levels(const CompareInput& input) {
    std::vector<int> result;
    for (const Frame& frame : input.frames) {
        result.push_back(level(frame));
    }
    return result;
}

std::vector<int64_t> numbers(const std::vector<ComparePoint>& points) {
    std::vector<int64_t> result;
    for (const ComparePoint& point : points) {
        result.push_back(point.number);
    }
    return result;
}

CutOptions no_cuts() {
    CutOptions cuts;
    cuts.mode = CutMode::off;
    return cuts;
}

}  // namespace

class TestComparison : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase();
    void held_out_points();
    void agreement_points();
    void cuts_part_the_points();
    void nearest_in_time();
    void any_order_gives_the_same_frames();
    void trimmed_clips_count_from_their_start();
    void variable_rate();
    void too_short();
    void stopped();
    void changed_file();
    void pictures_and_their_cost();

 private:
    [[nodiscard]] std::string ramp(const QString& name, int frames, const QStringList& codec) const;

    SyntheticVideo videos_;
    SourceOptions source_;
};

/// Frame n is grey 2·n.
std::string TestComparison::ramp(const QString& name, int frames, const QStringList& codec) const {
    return videos_.make(
        name,
        QStringList{
            "-f",
            "lavfi",
            "-i",
            "color=black:size=32x32:rate=25,format=gray,geq=lum=2*N",
            "-frames:v",
            QString::number(frames)} +
            codec
    );
}

void TestComparison::initTestCase() {
    source_.path = ramp("ramp.mkv", 100, {"-c:v", "ffv1"});
}

void TestComparison::held_out_points() {
    CompareSource clip(source_, no_cuts());
    const std::vector<ComparePoint>& points = clip.points(Reference::held_out);
    QCOMPARE(points.size(), std::size_t{98});
    QCOMPARE(points.front().number, int64_t{1});
    QCOMPARE(points.back().number, int64_t{98});
    for (const ComparePoint& point : points) {
        QVERIFY(point.pts == Rational(point.number, 25));
        QVERIFY(point.reference == Reference::held_out);
    }
    const auto input = clip.load(points[9]);  // frame 10
    QVERIFY(input.has_value());
    QCOMPARE(levels(*input), (std::vector<int>{14, 18, 22, 26}));
    QCOMPARE(level(*input->truth), 20);
    QVERIFY(input->truth->format() == rgb_float_format);
    QVERIFY2(
        std::none_of(
            input->frames.begin(),
            input->frames.end(),
            [&](const Frame& frame) { return frame.shares_planes(*input->truth); }
        ),
        "the left-out frame must not be shown"
    );
    QCOMPARE(levels(*clip.load(points.front())), (std::vector<int>{0, 0, 4, 8}));
    QCOMPARE(levels(*clip.load(points.back())), (std::vector<int>{190, 194, 198, 198}));
}

void TestComparison::agreement_points() {
    CompareSource clip(source_, no_cuts());
    const std::vector<ComparePoint>& points = clip.points(Reference::agreement);
    QCOMPARE(points.size(), std::size_t{99});
    QVERIFY(points[10].pts == Rational(21, 50));
    const auto input = clip.load(points[10]);
    QCOMPARE(levels(*input), (std::vector<int>{18, 20, 22, 24}));
    QVERIFY2(!input->truth.has_value(), "a new frame has no truth");
    QCOMPARE(levels(*clip.load(points.front())), (std::vector<int>{0, 0, 2, 4}));
    QCOMPARE(levels(*clip.load(points.back())), (std::vector<int>{194, 196, 198, 198}));
}

void TestComparison::cuts_part_the_points() {
    CutOptions cuts;
    cuts.mode = CutMode::list;
    cuts.first_frames = {Rational(4, 25), Rational(5, 25)};  // shots 0–3, 4, 5–99
    CompareSource clip(source_, cuts);
    const std::vector<int64_t> held_out = numbers(clip.points(Reference::held_out));
    QCOMPARE(
        std::vector<int64_t>(held_out.begin(), held_out.begin() + 3),
        (std::vector<int64_t>{1, 2, 6})
    );
    const std::vector<int64_t> agreement = numbers(clip.points(Reference::agreement));
    QCOMPARE(
        std::vector<int64_t>(agreement.begin(), agreement.begin() + 4),
        (std::vector<int64_t>{0, 1, 2, 5})
    );
    QCOMPARE(levels(*clip.load({Reference::held_out, 2, 0})), (std::vector<int>{2, 2, 6, 6}));
    QCOMPARE(levels(*clip.load({Reference::agreement, 5, 0})), (std::vector<int>{10, 10, 12, 14}));
    QVERIFY_EXCEPTION_THROWN((void)clip.load({Reference::held_out, 4, 0}), nakawari::Error);
    QVERIFY_EXCEPTION_THROWN((void)clip.load({Reference::agreement, 3, 0}), nakawari::Error);
    QVERIFY_EXCEPTION_THROWN((void)clip.load({Reference::held_out, 500, 0}), nakawari::Error);
}

void TestComparison::nearest_in_time() {
    CompareSource clip(source_, no_cuts());
    const auto number = [&](Reference reference, const Rational& pts) {
        return clip.nearest(reference, pts)->number;
    };
    QCOMPARE(number(Reference::held_out, Rational(-1)), int64_t{1});
    QCOMPARE(number(Reference::held_out, Rational(1)), int64_t{25});
    QCOMPARE(number(Reference::held_out, Rational(1019, 1000)), int64_t{25});
    QCOMPARE(number(Reference::held_out, Rational(1021, 1000)), int64_t{26});
    QCOMPARE(number(Reference::held_out, Rational(100)), int64_t{98});
    QCOMPARE(number(Reference::agreement, Rational(1)), int64_t{24});  // of two as near the earlier
}

void TestComparison::any_order_gives_the_same_frames() {
    // Long groups of pictures: a seek lands far before the frame that is wanted.
    SourceOptions source;
    source.path =
        ramp("long.mp4", 100, {"-c:v", "libx264", "-qp", "0", "-g", "60", "-pix_fmt", "yuv420p"});
    CompareSource clip(source, no_cuts());
    for (const int64_t n : {90, 3, 50, 49, 48, 98, 1, 51, 60, 59, 61}) {
        const auto input = clip.load({Reference::held_out, n, 0});
        QVERIFY(input.has_value());
        const int step = level(*input->truth) - level(input->frames[1]);
        QVERIFY2(step >= 1 && step <= 4, "the frame before is the one before");
        QVERIFY(input->truth->pts() - input->frames[1].pts() == Rational(1, 25));
        QVERIFY(input->truth->pts() == Rational(n, 25));
    }
}

void TestComparison::trimmed_clips_count_from_their_start() {
    SourceOptions source = source_;
    source.from = Rational(1);
    source.to = Rational(2);
    CompareSource clip(source, no_cuts());
    QCOMPARE(clip.points(Reference::held_out).size(), std::size_t{23});
    const ComparePoint point = clip.points(Reference::held_out)[0];
    QCOMPARE(point.number, int64_t{1});
    QVERIFY(point.pts == Rational(1, 25));
    QCOMPARE(levels(*clip.load(point)), (std::vector<int>{50, 50, 54, 58}));
    QCOMPARE(levels(*clip.load({Reference::held_out, 23, 0})), (std::vector<int>{90, 94, 98, 98}));
}

void TestComparison::variable_rate() {
    SourceOptions source;
    source.path = videos_.make(
        "vfr.mkv",
        {"-f",
         "lavfi",
         "-i",
         "color=black:size=32x32:rate=25,format=gray,geq=lum=2*N,setpts=N*N/25/TB/4",
         "-frames:v",
         "12",
         "-vsync",
         "vfr",
         "-c:v",
         "ffv1"}
    );
    CompareSource clip(source, no_cuts());
    const std::vector<ComparePoint>& points = clip.points(Reference::held_out);
    QCOMPARE(points.size(), std::size_t{10});
    QCOMPARE(levels(*clip.load(points[7])), (std::vector<int>{10, 14, 18, 22}));
    QCOMPARE(levels(*clip.load(points[2])), (std::vector<int>{0, 4, 8, 12}));
}

void TestComparison::too_short() {
    for (const int frames : {1, 2, 3}) {
        SourceOptions source;
        source.path = ramp(QString("short%1.mkv").arg(frames), frames, {"-c:v", "ffv1"});
        CompareSource clip(source, no_cuts());
        QCOMPARE(
            clip.points(Reference::held_out).size(),
            static_cast<std::size_t>(std::max(frames - 2, 0))
        );
        QCOMPARE(clip.points(Reference::agreement).size(), static_cast<std::size_t>(frames - 1));
        QCOMPARE(clip.nearest(Reference::held_out, 0).has_value(), frames > 2);
    }
}

void TestComparison::stopped() {
    std::stop_source stop;
    stop.request_stop();
    CompareSource clip(source_, no_cuts());
    QVERIFY(!clip.load({Reference::held_out, 40, 0}, stop.get_token()).has_value());
    QCOMPARE(levels(*clip.load({Reference::held_out, 40, 0})), (std::vector<int>{74, 78, 82, 86}));
    const CompareSource early(source_, no_cuts(), stop.get_token());
    QVERIFY(early.points(Reference::held_out).empty());
}

void TestComparison::changed_file() {
    // Larger than what is read ahead.
    const std::string path =
        videos_.make("gone.mkv", Clip{.width = 320, .height = 240, .frames = 20});
    SourceOptions source;
    source.path = path;
    CompareSource clip(source, no_cuts());
    QVERIFY(QFile::resize(QString::fromStdString(path), 20000));
    QVERIFY_EXCEPTION_THROWN((void)clip.load({Reference::held_out, 18, 0}), nakawari::Error);
}

void TestComparison::pictures_and_their_cost() {
    CompareSource clip(source_, no_cuts());
    const auto input = clip.load({Reference::held_out, 10, 0});
    FakeInterpolator blend({.picture = FakeOptions::Picture::blend});
    const ComparePicture made = make_picture(blend, *input);
    QVERIFY(made.model == blend.info());
    QCOMPARE(level(made.picture), 20);
    QVERIFY(made.milliseconds >= 0);
    QVERIFY(made.peak_memory_bytes > 1 << 20);

    // A model that needs much memory does not burden the next one's number.
    {
        std::vector<char> large(200U << 20U, 1);
        QVERIFY(peak_memory_bytes() > static_cast<int64_t>(large.size()));
    }
    const int64_t before = peak_memory_bytes();
    reset_peak_memory();
    if (peak_memory_bytes() == before) {
        QSKIP("This system cannot forget the peak of a process.");
    }
    QVERIFY(make_picture(blend, *input).peak_memory_bytes < before - (100 << 20));
}

QTEST_APPLESS_MAIN(TestComparison)
#include "tst_comparison.moc"
