/// What a session promises about time: counts, starts, ends, and times in between.
#include <QtTest>

#include <cmath>

#include "session_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

/// Matroska counts in milliseconds.
bool is_near(const Rational& a, const Rational& b) {
    const Rational difference = a < b ? b - a : a - b;
    return difference <= Rational(1, 1000);
}

/// What the container says, seen from outside.
QByteArray duration_of(const std::string& file) {
    return SyntheticVideo::probe(
        file,
        {"-select_streams", "v:0", "-show_entries", "stream=duration", "-of", "default=nk=1:nw=1"}
    );
}

}  // namespace

class TestSessionTime : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void counts_start_and_end_data();
    void counts_start_and_end();
    void target_rate();
    void slow_motion();
    void uneven_times();
    void trimmed();
    void start_offset();
    void one_frame();
    void progress_counts();

 private:
    SyntheticVideo videos_;
};

void TestSessionTime::counts_start_and_end_data() {
    QTest::addColumn<int>("factor");
    QTest::addColumn<QString>("rate");
    for (const int factor : {2, 4, 8}) {
        for (const char* rate : {"25", "24000/1001"}) {
            QTest::addRow("x%d of %s", factor, rate) << factor << QString(rate);
        }
    }
}

void TestSessionTime::counts_start_and_end() {
    QFETCH(int, factor);
    QFETCH(QString, rate);
    const std::string input =
        videos_.make("in.mp4", turning_picture(9, rate, "yuv420p", {"-c:v", "libx264"}));
    Job job = job_for(input, videos_.path("out.mp4"));
    job.output.codec = "h264";
    job.output.overwrite = true;
    job.retime.factor = factor;
    const Outcome outcome = run(job);
    QCOMPARE(problem(outcome), QString());
    const std::vector<Frame> source = read_all(input);
    const std::vector<Frame> result = read_all(job.output.path);
    QCOMPARE(result.size(), source.size() * static_cast<std::size_t>(factor));
    QVERIFY2(result.front().pts() == source.front().pts(), "the start moved");
    const Rational interval = source[1].pts() - source[0].pts();
    for (std::size_t i = 0; i < result.size(); ++i) {
        const Rational expected =
            source[0].pts() + interval * Rational(static_cast<int64_t>(i), factor);
        QVERIFY2(result[i].pts() == expected, "mp4 holds exact midpoints");
    }
    QVERIFY(duration_of(input).toDouble() > 0.3);
    QCOMPARE(duration_of(job.output.path), duration_of(input));
    QCOMPARE(
        std::get<Finished>(outcome).report.progress.output_frames,
        static_cast<int64_t>(result.size())
    );
}

void TestSessionTime::target_rate() {
    const std::string input = videos_.make("rate.mkv", turning_picture(25));
    Job job = job_for(input, videos_.path("rate_60.mkv"));
    job.retime.rate = 60;
    QCOMPARE(problem(run(job)), QString());
    const std::vector<Frame> result = read_all(job.output.path);
    QCOMPARE(result.size(), std::size_t{60});
    for (std::size_t i = 0; i < result.size(); ++i) {
        QVERIFY(is_near(result[i].pts(), Rational(static_cast<int64_t>(i), 60)));
    }
}

void TestSessionTime::slow_motion() {
    const std::string input = videos_.make("slow.mkv", turning_picture(10));
    Job job = job_for(input, videos_.path("slow_2.mkv"));
    job.retime.slow = 2;
    QCOMPARE(problem(run(job)), QString());
    const std::vector<Frame> result = read_all(job.output.path);
    QCOMPARE(result.size(), std::size_t{20});
    for (std::size_t i = 0; i < result.size(); ++i) {
        QVERIFY(is_near(result[i].pts(), Rational(static_cast<int64_t>(i), 25)));
    }
}

void TestSessionTime::uneven_times() {
    const std::string input = videos_.make(
        "vfr.mkv",
        {"-f",
         "lavfi",
         "-i",
         "testsrc2=size=64x48:rate=25,settb=1/1000,setpts=(N*N+N)*10",
         "-frames:v",
         "10",
         "-vsync",
         "vfr",
         "-enc_time_base",
         "1/1000",
         "-pix_fmt",
         "yuv420p",
         "-c:v",
         "ffv1"}
    );
    const Job job = job_for(input, videos_.path("vfr_x2.mkv"));
    QCOMPARE(problem(run(job)), QString());
    const std::vector<Frame> source = read_all(input);
    const std::vector<Frame> result = read_all(job.output.path);
    QCOMPARE(source.size(), std::size_t{10});
    QCOMPARE(result.size(), std::size_t{20});
    QVERIFY2(source[5].pts() - source[4].pts() > source[1].pts() - source[0].pts(), "not uneven");
    for (std::size_t i = 0; i + 1 < source.size(); ++i) {
        QVERIFY(is_near(result[2 * i].pts(), source[i].pts()));
        const Rational middle = (source[i].pts() + source[i + 1].pts()) / Rational(2);
        QVERIFY(is_near(result[2 * i + 1].pts(), middle));
    }
}

void TestSessionTime::trimmed() {
    const std::string input = videos_.make("trim.mkv", turning_picture(50));
    Job job = job_for(input, videos_.path("trim_x2.mkv"));
    job.source.from = Rational(2, 5);
    job.source.to = Rational(4, 5);
    QCOMPARE(problem(run(job)), QString());
    const std::vector<Frame> source = read_all(input);
    const std::vector<Frame> result = read_all(job.output.path);
    QCOMPARE(result.size(), std::size_t{20});
    QVERIFY2(result.front().pts() == Rational(0), "a trimmed clip starts at 0");
    QVERIFY(equal_samples(result.front(), source[10]));
    QVERIFY(equal_samples(result[18], source[19]));
}

void TestSessionTime::start_offset() {
    videos_.make("late_raw.mkv", turning_picture(10));
    const std::string input = videos_.make(
        "late.mkv",
        {"-itsoffset",
         "1.5",
         "-i",
         "%dir%/late_raw.mkv",
         "-f",
         "lavfi",
         "-t",
         "2",
         "-i",
         "sine=sample_rate=48000",
         "-map",
         "0:v",
         "-map",
         "1:a",
         "-c:v",
         "copy",
         "-c:a",
         "pcm_s16le"}
    );
    const Job job = job_for(input, videos_.path("late_x2.mkv"));
    QCOMPARE(problem(run(job)), QString());
    const std::vector<Frame> result = read_all(job.output.path);
    QCOMPARE(result.size(), std::size_t{20});
    QVERIFY(is_near(result.front().pts(), Rational(3, 2)));
}

void TestSessionTime::one_frame() {
    const std::string input = videos_.make("single.mkv", turning_picture(1));
    const Job job = job_for(input, videos_.path("single_x2.mkv"));
    QCOMPARE(problem(run(job)), QString());
    const std::vector<Frame> result = read_all(job.output.path);
    QCOMPARE(result.size(), std::size_t{2});
    QVERIFY(equal_samples(result[0], result[1]));
}

void TestSessionTime::progress_counts() {
    const std::string input = videos_.make("progress.mkv", turning_picture(20));
    Job job = job_for(input, videos_.path("progress_x2.mkv"));
    Session session(job, std::make_unique<FakeInterpolator>());
    const Outcome outcome = session.wait();
    QCOMPARE(problem(outcome), QString());
    QVERIFY(session.is_done());
    const Progress& progress = std::get<Finished>(outcome).report.progress;
    QCOMPARE(progress.source_frames, int64_t{20});
    QCOMPARE(progress.output_frames, int64_t{40});
    QCOMPARE(progress.expected_output_frames, int64_t{40});
    QCOMPARE(progress.new_frames, int64_t{19});
    QCOMPARE(progress.remaining_s, 0.0);
    QVERIFY(progress.elapsed_s > 0);
    QVERIFY(progress.peak_memory_bytes > 1'000'000);
    QVERIFY(progress.stages.decode_ms > 0);
    QVERIFY(progress.stages.convert_ms > 0);
    QVERIFY(progress.stages.infer_ms > 0);
    QVERIFY(progress.stages.encode_ms > 0);
}

QTEST_APPLESS_MAIN(TestSessionTime)
#include "tst_session_time.moc"
