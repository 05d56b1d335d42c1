/// How a session can end: stopped anywhere, failed anywhere, cut short; and what is left behind.
#include <QtTest>

#include <QFile>
#include <random>
#include <thread>

#include "session_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

int threads_now() {
    return static_cast<int>(
        QDir("/proc/self/task").entryList(QDir::Dirs | QDir::NoDotAndDotDot).size()
    );
}

}  // namespace

class TestSessionEnd : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase();
    void stop_at_any_moment();
    void stopped_pictures_vanish_data();
    void stopped_pictures_vanish();
    void destroying_stops();
    void stop_before_anything();
    void many_may_wait();
    void interpolator_failures_data();
    void interpolator_failures();
    void source_failures_data();
    void source_failures();
    void an_existing_file_is_kept();
    void a_missing_folder();
    void options_out_of_range();
    void a_source_that_breaks_off();

 private:
    [[nodiscard]] Job long_job(const QString& output) const;
    /// The folder holds what it held before any session.
    void verify_nothing_left(int threads_before);

    SyntheticVideo videos_;
    std::string input_;
    QStringList files_before_;
};

void TestSessionEnd::initTestCase() {
    input_ = videos_.make("in.mkv", turning_picture(60));
    files_before_ = files_in(videos_.folder());
}

Job TestSessionEnd::long_job(const QString& output) const {
    return job_for(input_, videos_.path(output));
}

void TestSessionEnd::verify_nothing_left(int threads_before) {
    QCOMPARE(files_in(videos_.folder()), files_before_);
    QTRY_COMPARE(
        threads_now(), threads_before
    );  // the kernel forgets a joined thread a little later
}

void TestSessionEnd::stop_at_any_moment() {
    std::mt19937 random(3);
    const int threads_before = threads_now();
    for (int round = 0; round < 25; ++round) {
        const auto frames = static_cast<int64_t>(random() % 100);
        {
            Session session(
                long_job("stopped.mkv"),
                std::make_unique<FakeInterpolator>(FakeOptions{
                    .delay = std::chrono::milliseconds(1)})
            );
            while (session.progress().output_frames < frames && !session.is_done()) {
                std::this_thread::yield();
            }
            session.request_stop();
            QCOMPARE(problem(session.wait()), QString("cancelled"));
            QVERIFY(session.is_done());
        }
        verify_nothing_left(threads_before);
    }
}

void TestSessionEnd::stopped_pictures_vanish_data() {
    QTest::addColumn<QString>("output");
    QTest::addRow("folder") << QString("");
    QTest::addRow("pattern") << QString("/picture_%04d.png");
}

void TestSessionEnd::stopped_pictures_vanish() {
    QFETCH(QString, output);
    const int threads_before = threads_now();
    const SyntheticVideo other;
    Job job = job_for(input_, other.folder().toStdString() + output.toStdString());
    job.output.codec = "png";
    job.output.container = "png";
    {
        Session session(job, std::make_unique<FakeInterpolator>());
        while (session.progress().output_frames < 20 && !session.is_done()) {
            std::this_thread::yield();
        }
        session.request_stop();
        QCOMPARE(problem(session.wait()), QString("cancelled"));
    }
    QCOMPARE(files_in(other.folder()), QStringList());
    QTRY_COMPARE(
        threads_now(), threads_before
    );  // the kernel forgets a joined thread a little later
}

void TestSessionEnd::destroying_stops() {
    const int threads_before = threads_now();
    for (int64_t frames = 0; frames < 8; ++frames) {
        {
            const Session session(long_job("gone.mkv"), std::make_unique<FakeInterpolator>());
            while (session.progress().output_frames < frames) {
                std::this_thread::yield();
            }
        }
        QVERIFY(!QFile::exists(videos_.folder() + "/gone.mkv"));
        verify_nothing_left(threads_before);
    }
}

void TestSessionEnd::stop_before_anything() {
    const int threads_before = threads_now();
    {
        Session session(long_job("never.mkv"), std::make_unique<FakeInterpolator>());
        session.request_stop();
        session.request_stop();
        QCOMPARE(problem(session.wait()), QString("cancelled"));
        QCOMPARE(problem(session.wait()), QString("cancelled"));
    }
    verify_nothing_left(threads_before);
}

void TestSessionEnd::many_may_wait() {
    Session session(long_job("waited.mkv"), std::make_unique<FakeInterpolator>());
    std::atomic<int> cancelled = 0;
    {
        const auto wait = [&] { cancelled += problem(session.wait()) == "cancelled" ? 1 : 0; };
        const std::jthread first(wait);
        const std::jthread second(wait);
        session.request_stop();
    }
    QCOMPARE(cancelled.load(), 2);
}

void TestSessionEnd::interpolator_failures_data() {
    QTest::addColumn<int>("fail_at");
    QTest::addColumn<int>("failure");
    QTest::addColumn<int>("category");
    QTest::addColumn<QString>("part");
    const auto calls = FakeInterpolator::make_counter();
    Job job = long_job("counted.mkv");
    QCOMPARE(
        problem(Session(job, std::make_unique<FakeInterpolator>(FakeOptions{}, calls)).wait()),
        QString()
    );
    QVERIFY(QFile::remove(videos_.folder() + "/counted.mkv"));
    const int last_call = static_cast<int>(calls->load()) - 1;
    QVERIFY(last_call > 40);
    for (const int at : {0, 1, 30, last_call}) {
        QTest::addRow("error at %d", at)
            << at << static_cast<int>(FakeOptions::Failure::error)
            << static_cast<int>(Category::model) << QString("The model broke");
    }
    QTest::addRow("foreign") << 7 << static_cast<int>(FakeOptions::Failure::foreign_exception)
                             << static_cast<int>(Category::failed)
                             << QString("unforeseen went wrong: something foreign broke");
    QTest::addRow("not a number") << -1 << 0 << static_cast<int>(Category::model)
                                  << QString("not numbers");
}

void TestSessionEnd::interpolator_failures() {
    QFETCH(int, fail_at);
    QFETCH(int, failure);
    QFETCH(int, category);
    QFETCH(QString, part);
    const int threads_before = threads_now();
    FakeOptions options{.fail_at = fail_at};
    if (fail_at < 0) {
        options.picture = FakeOptions::Picture::not_a_number;
    } else {
        options.failure = static_cast<FakeOptions::Failure>(failure);
    }
    const Outcome outcome = run(long_job("failed.mkv"), options);
    QVERIFY(std::holds_alternative<Failed>(outcome));
    QCOMPARE(static_cast<int>(std::get<Failed>(outcome).error.category()), category);
    QVERIFY2(problem(outcome).contains(part), qPrintable(problem(outcome)));
    verify_nothing_left(threads_before);
}

void TestSessionEnd::source_failures_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addRow("empty") << QByteArray();
    QTest::addRow("text") << QByteArray("This is no video.\n");
    QTest::addRow("missing") << QByteArray("missing");
}

void TestSessionEnd::source_failures() {
    QFETCH(QByteArray, content);
    const SyntheticVideo other;
    const std::string input =
        content == "missing" ? other.path("nothing.mp4") : other.write("broken.mp4", content);
    const QStringList before = files_in(other.folder());
    const Outcome outcome = run(job_for(input, other.path("out.mkv")));
    QVERIFY(std::holds_alternative<Failed>(outcome));
    QCOMPARE(std::get<Failed>(outcome).error.category(), Category::input);
    QCOMPARE(files_in(other.folder()), before);
}

void TestSessionEnd::an_existing_file_is_kept() {
    const SyntheticVideo other;
    Job job = job_for(input_, other.write("precious.mkv", "precious"));
    const auto calls = FakeInterpolator::make_counter();
    {
        Session session(job, std::make_unique<FakeInterpolator>(FakeOptions{}, calls));
        const Outcome outcome = session.wait();
        QVERIFY(std::holds_alternative<Failed>(outcome));
        QCOMPARE(std::get<Failed>(outcome).error.category(), Category::output);
    }
    QCOMPARE(calls->load(), int64_t{0});
    QCOMPARE(other.read("precious.mkv"), QByteArray("precious"));
    QCOMPARE(files_in(other.folder()), QStringList{"precious.mkv"});

    job.output.overwrite = true;
    {
        const Outcome outcome = run(job, {.fail_at = 20});
        QVERIFY(std::holds_alternative<Failed>(outcome));
    }
    QCOMPARE(other.read("precious.mkv"), QByteArray("precious"));
    QCOMPARE(problem(run(job)), QString());
    QVERIFY(other.read("precious.mkv") != "precious");
    QCOMPARE(files_in(other.folder()), QStringList{"precious.mkv"});
}

void TestSessionEnd::a_missing_folder() {
    const Outcome outcome = run(long_job("no/such/folder/out.mkv"));
    QVERIFY(std::holds_alternative<Failed>(outcome));
    QCOMPARE(std::get<Failed>(outcome).error.category(), Category::output);
    QCOMPARE(files_in(videos_.folder()), files_before_);
}

void TestSessionEnd::options_out_of_range() {
    Job job = long_job("three.mkv");
    job.retime.factor = 3;
    QVERIFY_EXCEPTION_THROWN(Session(job, std::make_unique<FakeInterpolator>()), nakawari::Error);
}

void TestSessionEnd::a_source_that_breaks_off() {
    const SyntheticVideo other;
    other.make("whole.mkv", turning_picture(40, "25", "yuv420p", {"-c:v", "ffv1"}, "320x240"));
    const QByteArray whole = other.read("whole.mkv");
    const std::string input = other.write("clip.mkv", whole.left(whole.size() * 6 / 10));
    const Job job = job_for(input, other.path("clip_x2.mkv"));
    const Outcome outcome = run(job);
    QCOMPARE(problem(outcome), QString());
    const RunReport& report = std::get<Finished>(outcome).report;
    const std::size_t kept = read_all(job.output.path).size() / 2;
    QVERIFY(kept > 10 && kept < 40);
    QVERIFY(report.truncation.has_value());
    QCOMPARE(report.truncation->category(), Category::input);
    const QString sentence = QString::fromStdString(report.truncation->what());
    QVERIFY2(sentence.startsWith("“clip.mkv” ends early"), qPrintable(sentence));
    const QString frames = QString("The first %1 frames were kept in “clip_x2.mkv”.").arg(kept);
    QVERIFY2(sentence.endsWith(frames), qPrintable(sentence));
    const QString seconds = QString::number(static_cast<double>(kept) / 25, 'f', 1) + " s";
    QVERIFY2(sentence.contains(seconds), qPrintable(sentence));
    QVERIFY(!report.notes.empty());
}

QTEST_APPLESS_MAIN(TestSessionEnd)
#include "tst_session_end.moc"
