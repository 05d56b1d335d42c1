/// What a session promises about pictures: originals untouched, new ones where they belong.
#include <QtTest>

#include "session_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

class TestSessionPictures : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void originals_are_exact_and_identity_is_near_data();
    void originals_are_exact_and_identity_is_near();
    void new_frames_are_the_interpolators();
    void nothing_is_blended_across_a_cut_data();
    void nothing_is_blended_across_a_cut();
    void a_still_needs_no_network();
    void duplicates_are_collapsed_on_request();
    void alpha_passes_through();
    void previews_arrive();

 private:
    SyntheticVideo videos_;
};

void TestSessionPictures::originals_are_exact_and_identity_is_near_data() {
    QTest::addColumn<QString>("pixel_format");
    for (const char* name : {"yuv420p", "yuv422p10le", "yuv444p12le", "gray", "gbrp10le"}) {
        QTest::newRow(name) << QString(name);
    }
}

void TestSessionPictures::originals_are_exact_and_identity_is_near() {
    QFETCH(QString, pixel_format);
    const std::string input =
        videos_.make(pixel_format + ".mkv", turning_picture(10, "25", pixel_format));
    const std::string output = videos_.path(pixel_format + "_x2.mkv");
    QCOMPARE(problem(run(job_for(input, output))), QString());
    const std::vector<Frame> source = read_all(input);
    const std::vector<Frame> result = read_all(output);
    QCOMPARE(source.size(), std::size_t{10});
    QCOMPARE(result.size(), 2 * source.size());
    for (std::size_t i = 0; i < source.size(); ++i) {
        QVERIFY(source[i].format() == result[2 * i].format());
        QVERIFY2(equal_samples(source[i], result[2 * i]), "a source frame was changed");
        const int difference = largest_difference(source[i], result[2 * i + 1]);
        QVERIFY2(difference <= 1, qPrintable(QString("off by %1").arg(difference)));
    }
}

void TestSessionPictures::new_frames_are_the_interpolators() {
    // Grey levels 40, 42, 44 …: the blend of two neighbours is the odd number between them.
    const std::string input = videos_.make(
        "ramp.mkv",
        {"-f",
         "lavfi",
         "-i",
         "color=black:size=32x32:rate=25,format=gray,geq=lum=40+2*N",
         "-frames:v",
         "8",
         "-c:v",
         "ffv1"}
    );
    const std::string output = videos_.path("ramp_x2.mkv");
    const Outcome outcome =
        run(job_for(input, output), {.picture = FakeOptions::Picture::blend, .redone = 3});
    QCOMPARE(problem(outcome), QString());
    const std::vector<Frame> source = read_all(input);
    const std::vector<Frame> result = read_all(output);
    const auto level = [](const Frame& frame) { return int{frame.plane(0).row<uint8_t>(5)[7]}; };
    QCOMPARE(result.size(), std::size_t{16});
    for (std::size_t i = 0; i < result.size(); ++i) {
        const std::size_t last = source.size() - 1;
        const int expected = i / 2 == last
                                 ? level(source[last])
                                 : (level(source[i / 2]) + level(source[(i + 1) / 2]) + 1) / 2;
        QCOMPARE(level(result[i]), expected);
    }
    const RunReport& report = std::get<Finished>(outcome).report;
    QCOMPARE(report.redone_in_fp32, int64_t{3});
    QCOMPARE(report.progress.new_frames, int64_t{7});
}

void TestSessionPictures::nothing_is_blended_across_a_cut_data() {
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("factor");
    for (const int factor : {2, 4}) {
        QTest::addRow("found, x%d", factor) << static_cast<int>(CutMode::automatic) << factor;
        QTest::addRow("listed, x%d", factor) << static_cast<int>(CutMode::list) << factor;
        QTest::addRow("off, x%d", factor) << static_cast<int>(CutMode::off) << factor;
    }
}

void TestSessionPictures::nothing_is_blended_across_a_cut() {
    QFETCH(int, mode);
    QFETCH(int, factor);
    const QString still = "%1=size=64x48:rate=25,loop=loop=-1:size=1,trim=end_frame=10,setsar=1";
    const QString filter = still.arg("testsrc") + "[a];" + still.arg("smptebars") + "[b];" +
                           "[a][b]concat,setpts=N/25/TB,format=yuv444p";
    const std::string input =
        videos_.make("cut.mkv", {"-f", "lavfi", "-i", filter, "-c:v", "ffv1"});
    Job job = job_for(input, videos_.path("cut_out.mkv"));
    job.output.overwrite = true;
    job.retime.factor = factor;
    job.cuts.mode = static_cast<CutMode>(mode);
    if (job.cuts.mode == CutMode::list) {
        job.cuts.first_frames = {Rational(2, 5)};
    }
    const Outcome outcome = run(job, {.picture = FakeOptions::Picture::blend});
    QCOMPARE(problem(outcome), QString());
    const std::vector<Frame> source = read_all(input);
    const std::vector<Frame> result = read_all(job.output.path);
    QCOMPARE(result.size(), source.size() * static_cast<std::size_t>(factor));
    std::size_t blended = 0;
    for (const Frame& frame : result) {
        blended +=
            equal_samples(frame, source.front()) || equal_samples(frame, source.back()) ? 0 : 1;
    }
    const RunReport& report = std::get<Finished>(outcome).report;
    if (job.cuts.mode == CutMode::off) {
        QVERIFY2(blended > 0, "the test would not notice a blended frame");
        QVERIFY(report.cuts.empty());
    } else {
        QCOMPARE(blended, std::size_t{0});
        QCOMPARE(report.cuts.size(), std::size_t{1});
        QVERIFY(report.cuts[0].pts == Rational(2, 5));
        QVERIFY(equal_samples(result[9 * static_cast<std::size_t>(factor) + 1], source.front()));
    }
}

void TestSessionPictures::a_still_needs_no_network() {
    const std::string input = videos_.make(
        "still.mkv",
        {"-f",
         "lavfi",
         "-i",
         "testsrc=size=64x48:rate=25,loop=loop=-1:size=1,setpts=N/25/TB",
         "-frames:v",
         "12",
         "-pix_fmt",
         "yuv420p",
         "-c:v",
         "ffv1"}
    );
    const Job job = job_for(input, videos_.path("still_x2.mkv"));
    const auto calls = FakeInterpolator::make_counter();
    Session session(job, std::make_unique<FakeInterpolator>(FakeOptions{}, calls));
    QCOMPARE(problem(session.wait()), QString());
    const std::vector<Frame> result = read_all(job.output.path);
    QCOMPARE(result.size(), std::size_t{24});
    for (const Frame& frame : result) {
        QVERIFY2(equal_samples(frame, result.front()), "a still flickers");
    }
    QCOMPARE(calls->load(), int64_t{0});
}

void TestSessionPictures::duplicates_are_collapsed_on_request() {
    // A grey ramp drawn on twos: 40 40 80 80 120 120.
    const std::string input = videos_.make(
        "twos.mkv",
        {"-f",
         "lavfi",
         "-i",
         "color=black:size=64x64:rate=24,format=gray,geq=lum=40*(1+trunc(N/2))",
         "-frames:v",
         "6",
         "-c:v",
         "ffv1"}
    );
    Job job = job_for(input, videos_.path("twos_x2.mkv"));
    job.collapse_duplicates = true;
    const Outcome outcome = run(job, {.picture = FakeOptions::Picture::blend});
    QCOMPARE(problem(outcome), QString());
    QCOMPARE(std::get<Finished>(outcome).report.duplicates_collapsed, int64_t{3});
    const std::vector<Frame> result = read_all(job.output.path);
    std::vector<int> levels;
    for (const Frame& frame : result) {
        levels.push_back(frame.plane(0).row<uint8_t>(9)[9]);
    }
    const std::vector<int> expected{40, 50, 60, 70, 80, 90, 100, 110, 120, 120, 120, 120};
    QCOMPARE(levels, expected);
}

void TestSessionPictures::alpha_passes_through() {
    const std::string input = videos_.make(
        "alpha.mkv",
        {"-f",
         "lavfi",
         "-i",
         "color=red:size=32x32:rate=25,format=yuva420p,geq=lum=p(X\\,Y):cb=p(X\\,Y):cr=p(X\\,Y):a="
         "20*N",
         "-frames:v",
         "5",
         "-pix_fmt",
         "yuva420p",
         "-c:v",
         "ffv1"}
    );
    const Job job = job_for(input, videos_.path("alpha_x2.mkv"));
    QCOMPARE(problem(run(job, {.picture = FakeOptions::Picture::blend})), QString());
    const std::vector<Frame> source = read_all(input);
    const std::vector<Frame> result = read_all(job.output.path);
    QVERIFY(source[0].format().has_alpha);
    QVERIFY(result[0].format().has_alpha);
    QCOMPARE(result.size(), std::size_t{10});
    for (int i = 0; i < 5; ++i) {
        QVERIFY(equal_samples(
            source[static_cast<std::size_t>(i)], result[static_cast<std::size_t>(2 * i)]
        ));
    }
    for (int i = 0; i < 4; ++i) {
        const Frame& made = result[static_cast<std::size_t>(2 * i + 1)];
        QCOMPARE(int{made.plane(3).row<uint8_t>(3)[3]}, 20 * i + 10);
    }
}

void TestSessionPictures::previews_arrive() {
    const std::string input = videos_.make("preview.mkv", turning_picture(10));
    Session session(
        job_for(input, videos_.path("preview_x2.mkv")), std::make_unique<FakeInterpolator>()
    );
    QCOMPARE(problem(session.wait()), QString());
    const std::optional<Frame> newest = session.take_preview();
    QVERIFY(newest.has_value());
    QVERIFY(newest->pts() == Rational(17, 50));
    QVERIFY2(!session.take_preview().has_value(), "the mailbox was emptied");
}

QTEST_APPLESS_MAIN(TestSessionPictures)
#include "tst_session_pictures.moc"
