/// Jobs that are paused or killed and go on: the same file as without, and nothing made twice.
#include <QtTest>

#include <QFile>
#include <chrono>
#include <filesystem>
#include <thread>

#include "resume_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

class TestJournal : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase();
    void a_paused_job_goes_on_data();
    void a_paused_job_goes_on();
    void pictures_go_on();
    void killed_while_pictures_move_out();
    void a_killed_job_goes_on_data();
    void a_killed_job_goes_on();
    void killed_after_the_last_segment();
    void killed_after_the_result_got_its_name();
    void a_damaged_segment_is_made_again();
    void what_cannot_go_on_data();
    void what_cannot_go_on();
    void a_failure_does_not_cost_what_is_closed();
    void cancelling_removes();
    void a_new_job_begins_anew();
    void nothing_to_resume();
    void found_by_any_name();
    void a_damaged_journal();
    void files_that_are_not_utf_8();

 private:
    [[nodiscard]] Job job(const QString& name, const QString& output) const;
    /// Runs it until so many frames are written, then pauses.
    static Cancelled pause_at(const Job& job, int64_t frames, Begin begin = Begin::anew);
    static Outcome resume(const Job& job, const FakeInterpolator::Counter& calls, FakeOptions fake);
    void kill_child_at(const Job& job, int64_t segments) const;

    SyntheticVideo videos_;
    std::string input_;
};

namespace {

/// What each kind of job asks for.
void change(Job& job, const QString& kind) {
    if (kind == "x4 with cuts") {
        job.retime.factor = 4;
        job.cuts.mode = CutMode::automatic;
    } else if (kind == "duplicates") {
        job.collapse_duplicates = true;
    } else if (kind == "rate") {
        job.retime.rate = Rational(12);
    } else if (kind == "slow and trimmed") {
        job.retime.slow = Rational(3, 2);
        job.source.from = Rational(41, 10);
        job.source.to = Rational(25);
        job.output.audio = AudioMode::stretch;
    } else if (kind == "h264 with B-frames") {
        job.output.codec = "h264";
    } else if (kind == "gif that leaves pictures out") {
        job.output.codec = "gif";
        job.retime.factor = 8;
        job.retime.slow = Rational(1);
    }
}

}  // namespace

void TestJournal::initTestCase() {
    input_ = videos_.make("in.mkv", three_segments());
}

Job TestJournal::job(const QString& name, const QString& output) const {
    Job made = job_for(input_, videos_.path(output));
    change(made, name);
    return made;
}

Cancelled TestJournal::pause_at(const Job& job, int64_t frames, Begin begin) {
    FakeOptions slower = slow_blend();
    slower.delay *= 4;  // the rest must take longer than this thread takes to see the frame
    Session session(job, std::make_unique<FakeInterpolator>(slower), {begin});
    if (!wait_until([&] { return session.progress().output_frames >= frames || session.is_done(); }
        )) {
        throw std::runtime_error("the frame to pause at did not come");
    }
    session.request_stop(StopMode::pause);
    const Outcome outcome = session.wait();
    if (!std::holds_alternative<Cancelled>(outcome)) {
        throw std::runtime_error("was not paused: " + problem(outcome).toStdString());
    }
    return std::get<Cancelled>(outcome);
}

Outcome TestJournal::resume(
    const Job& job, const FakeInterpolator::Counter& calls, FakeOptions fake
) {
    Session session(job, std::make_unique<FakeInterpolator>(fake, calls), {Begin::resume});
    return session.wait();
}

void TestJournal::kill_child_at(const Job& job, int64_t segments) const {
    const QString file =
        QString::fromStdString(videos_.write("job.json", QByteArray::fromStdString(to_json(job))));
    QProcess child;
    child.start(NK_CHILD, {"job", file});
    QVERIFY(child.waitForStarted());
    QVERIFY(wait_until([&] {
        return closed_segments(job) >= segments || child.state() == QProcess::NotRunning;
    }));
    kill_hard(child);
}

void TestJournal::a_paused_job_goes_on_data() {
    QTest::addColumn<QString>("extension");
    QTest::newRow("x2") << "mkv";
    QTest::newRow("x4 with cuts") << "mkv";
    QTest::newRow("duplicates") << "mkv";
    QTest::newRow("rate") << "mkv";
    QTest::newRow("slow and trimmed") << "mkv";
    QTest::newRow("h264 with B-frames") << "mp4";
    QTest::newRow("gif that leaves pictures out") << "gif";
}

void TestJournal::a_paused_job_goes_on() {
    QFETCH(QString, extension);
    const QString kind = QTest::currentDataTag();
    Job undisturbed = job(kind, "undisturbed." + extension);
    undisturbed.output.overwrite = true;  // that of the row before
    const auto all_calls = FakeInterpolator::make_counter();
    int64_t frames = 0;
    {
        Session session(undisturbed, std::make_unique<FakeInterpolator>(slow_blend(), all_calls));
        const Outcome outcome = session.wait();
        QCOMPARE(problem(outcome), QString());
        frames = std::get<Finished>(outcome).report.progress.output_frames;
    }
    const QByteArray expected = packets(undisturbed.output.path);

    const Job paused = job(kind, "paused." + extension);
    QFile::remove(videos_.folder() + "/paused." + extension);
    QVERIFY(pause_at(paused, frames * 3 / 5).can_resume);
    QVERIFY(!QFile::exists(videos_.folder() + "/paused." + extension));
    QVERIFY(can_resume(paused));
    const int64_t done = find_journal(paused.output.path)->frames_done;
    QVERIFY(done > 0);
    QVERIFY(pause_at(paused, frames * 22 / 25, Begin::resume).can_resume);
    QVERIFY(find_journal(paused.output.path)->frames_done >= done);  // the first may have run on

    const auto calls = FakeInterpolator::make_counter();
    const Outcome outcome = resume(paused, calls, slow_blend());
    QCOMPARE(problem(outcome), QString());
    QCOMPARE(packets(paused.output.path), expected);
    QCOMPARE(packets(paused.output.path, "a"), packets(undisturbed.output.path, "a"));
    QVERIFY2(*calls < *all_calls / 2, "frames of closed segments were made again");
    const Progress& progress = std::get<Finished>(outcome).report.progress;
    QVERIFY(progress.resumed_frames >= done);
    QVERIFY(progress.resumed_frames < progress.output_frames);
    QVERIFY(!has_unfinished(paused));
}

void TestJournal::pictures_go_on() {
    QDir(videos_.folder()).mkdir("whole");
    QDir(videos_.folder()).mkdir("parts");
    Job undisturbed = job("x2", "whole/f_%04d.png");
    undisturbed.output.codec = "png";
    QCOMPARE(problem(run(undisturbed, slow_blend())), QString());
    Job paused = undisturbed;
    paused.output.path = videos_.path("parts/f_%04d.png");
    QVERIFY(pause_at(paused, 100).can_resume);
    QCOMPARE(files_in(videos_.folder() + "/parts"), QStringList(".pictures.part"));
    const auto calls = FakeInterpolator::make_counter();
    QCOMPARE(problem(resume(paused, calls, slow_blend())), QString());
    QVERIFY(*calls <= 130 - 100 / 2);
    const QStringList names = files_in(videos_.folder() + "/whole");
    QCOMPARE(names.size(), 260);
    QCOMPARE(files_in(videos_.folder() + "/parts"), names);
    for (const QString& name : names) {
        QCOMPARE(videos_.read("parts/" + name), videos_.read("whole/" + name));
    }
}

/// Some pictures have their places, the others not yet.
void TestJournal::killed_while_pictures_move_out() {
    QDir(videos_.folder()).mkdir("moved");
    Job killed = job("x2", "moved/f_%04d.png");
    killed.output.codec = "png";
    QVERIFY(pause_at(killed, 10).can_resume);
    const QString journal = "moved/.pictures.part/journal.json";
    videos_.write(
        journal, videos_.read(journal).replace("\"picture_count\": null", "\"picture_count\": 260")
    );
    for (int number = 1; number <= 260; ++number) {
        const QString name = QString("f_%1.png").arg(number, 4, 10, QChar('0'));
        const QString place = number <= 99 ? "moved/" : "moved/.pictures.part/";
        QFile::remove(videos_.folder() + "/moved/.pictures.part/" + name);
        videos_.write(place + name, QByteArray::number(number));
    }
    const auto calls = FakeInterpolator::make_counter();
    QCOMPARE(problem(resume(killed, calls, slow_blend())), QString());
    QCOMPARE(calls->load(), int64_t{0});
    QCOMPARE(files_in(videos_.folder() + "/moved").size(), 260);
    QCOMPARE(videos_.read("moved/f_0260.png"), QByteArray("260"));
}

void TestJournal::a_killed_job_goes_on_data() {
    QTest::addColumn<QString>("extension");
    QTest::newRow("x4 with cuts") << "mkv";
    QTest::newRow("h264 with B-frames") << "mp4";
}

void TestJournal::a_killed_job_goes_on() {
    QFETCH(QString, extension);
    const Job undisturbed = job(QTest::currentDataTag(), "unkilled." + extension);
    QCOMPARE(problem(run(undisturbed, slow_blend())), QString());
    const Job killed = job(QTest::currentDataTag(), "killed." + extension);
    kill_child_at(killed, 2);
    QVERIFY(!QFile::exists(videos_.folder() + "/killed." + extension));
    const auto calls = FakeInterpolator::make_counter();
    QCOMPARE(problem(resume(killed, calls, slow_blend())), QString());
    QCOMPARE(packets(killed.output.path), packets(undisturbed.output.path));
    QVERIFY(!has_unfinished(killed));
}

/// Everything is closed, but the file is not joined.
void TestJournal::killed_after_the_last_segment() {
    const Job late = job("x2", "late.mkv");
    {
        const Job whole = job("x2", "early.mkv");
        QCOMPARE(problem(run(whole, slow_blend())), QString());
    }
    // A file that is in the way makes the very last step fail; the resumed run keeps its segments.
    pause_at(late, 150);
    videos_.write("late.mkv", "in the way");
    const auto first = FakeInterpolator::make_counter();
    QVERIFY(std::holds_alternative<Failed>(resume(late, first, slow_blend())));
    QVERIFY(QFile::remove(videos_.folder() + "/late.mkv"));
    const auto calls = FakeInterpolator::make_counter();
    QCOMPARE(problem(resume(late, calls, slow_blend())), QString());
    QCOMPARE(packets(late.output.path), packets(videos_.path("early.mkv")));
}

/// The file lies in its place and the work folder is still there: the job is done.
void TestJournal::killed_after_the_result_got_its_name() {
    const Job named = job("x2", "named.mkv");
    pause_at(named, 150);
    {
        Session session(named, std::make_unique<FakeInterpolator>(slow_blend()), {Begin::resume});
        QVERIFY(wait_until([&] { return session.progress().output_frames > 160; }));
        videos_.write("named.mkv", "in the way");  // stops it just before the last step
        QVERIFY(std::holds_alternative<Failed>(session.wait()));
    }
    QVERIFY(!find_journal(named.output.path)->is_published);
    std::filesystem::rename(videos_.path(".named.mkv.part/joined"), videos_.path("named.mkv"));
    QVERIFY(find_journal(named.output.path)->is_published);
    const QByteArray whole = videos_.read("named.mkv");

    const auto calls = FakeInterpolator::make_counter();
    const Outcome outcome = resume(named, calls, slow_blend());
    QCOMPARE(problem(outcome), QString());
    QCOMPARE(calls->load(), int64_t{0});
    const RunReport& report = std::get<Finished>(outcome).report;
    QCOMPARE(report.progress.output_frames, int64_t{260});
    QCOMPARE(report.streams.size(), std::size_t{1});
    QVERIFY(report.streams.front().action == StreamOutcome::Action::kept);
    QCOMPARE(videos_.read("named.mkv"), whole);
    QVERIFY(!has_unfinished(named));
}

void TestJournal::a_damaged_segment_is_made_again() {
    const Job undisturbed = job("x2", "sound.mkv");
    QCOMPARE(problem(run(undisturbed, slow_blend())), QString());
    const Job damaged = job("x2", "damaged.mkv");
    pause_at(damaged, 230);
    QCOMPARE(closed_segments(damaged), int64_t{2});
    const QString segment = ".damaged.mkv.part/segment_000001.packets";
    QByteArray bytes = videos_.read(segment);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    videos_.write(segment, bytes);
    const auto calls = FakeInterpolator::make_counter();
    const Outcome outcome = resume(damaged, calls, slow_blend());
    QCOMPARE(problem(outcome), QString());
    QCOMPARE(std::get<Finished>(outcome).report.progress.resumed_frames, int64_t{100});
    QCOMPARE(packets(damaged.output.path), packets(undisturbed.output.path));
}

void TestJournal::what_cannot_go_on_data() {
    QTest::addColumn<int>("category");
    QTest::newRow("other settings") << static_cast<int>(Category::usage);
    QTest::newRow("other source") << static_cast<int>(Category::input);
    QTest::newRow("other model") << static_cast<int>(Category::model);
}

void TestJournal::what_cannot_go_on() {
    QFETCH(int, category);
    const QString kind = QTest::currentDataTag();
    Job changed = job("x2", "changed.mkv");
    changed.source.path = videos_.write("changing.mkv", videos_.read("in.mkv"));
    pause_at(changed, 150);
    if (kind == "other settings") {
        changed.retime.factor = 4;
    } else if (kind == "other source") {
        videos_.make("changing.mkv", three_segments({"-c:v", "huffyuv"}));
    } else {
        const QString journal = ".changed.mkv.part/journal.json";
        videos_.write(journal, videos_.read(journal).replace("feedc0de", "0ddba11"));
    }
    const auto calls = FakeInterpolator::make_counter();
    const Outcome outcome = resume(changed, calls, slow_blend());
    QVERIFY(std::holds_alternative<Failed>(outcome));
    QCOMPARE(static_cast<int>(std::get<Failed>(outcome).error.category()), category);
    QCOMPARE(calls->load(), int64_t{0});
    QVERIFY(has_unfinished(changed));
    QVERIFY(remove_unfinished(changed));
    QVERIFY(!has_unfinished(changed));
}

void TestJournal::a_failure_does_not_cost_what_is_closed() {
    const Job failing = job("x2", "failing.mkv");
    pause_at(failing, 150);
    FakeOptions fake = slow_blend();
    fake.fail_at = 5;
    const Outcome failed = resume(failing, FakeInterpolator::make_counter(), fake);
    QVERIFY(std::holds_alternative<Failed>(failed));
    QCOMPARE(closed_segments(failing), int64_t{1});
    QCOMPARE(problem(resume(failing, FakeInterpolator::make_counter(), slow_blend())), QString());
}

void TestJournal::cancelling_removes() {
    const QStringList before = files_in(videos_.folder());
    const Job cancelled = job("x2", "cancelled.mkv");
    for (const int64_t frames : {0, 101, 200}) {
        pause_at(cancelled, 150);
        Session session(
            cancelled, std::make_unique<FakeInterpolator>(slow_blend()), {Begin::resume}
        );
        QVERIFY(wait_until([&] { return session.progress().output_frames >= frames; }));
        session.request_stop();
        const Outcome outcome = session.wait();
        QVERIFY(std::holds_alternative<Cancelled>(outcome));
        QVERIFY(!std::get<Cancelled>(outcome).can_resume);
        QCOMPARE(files_in(videos_.folder()), before);
    }
}

void TestJournal::a_new_job_begins_anew() {
    const Job repeated = job("x2", "repeated.mkv");
    pause_at(repeated, 150);
    const Outcome outcome = run(repeated, slow_blend());
    QCOMPARE(problem(outcome), QString());
    const RunReport& report = std::get<Finished>(outcome).report;
    QCOMPARE(report.progress.resumed_frames, int64_t{0});
    QVERIFY(!report.notes.empty());
    QVERIFY(QString::fromStdString(report.notes.back()).contains("unfinished job"));
    QVERIFY(!has_unfinished(repeated));
}

void TestJournal::nothing_to_resume() {
    const QStringList before = files_in(videos_.folder());
    const Job missing = job("x2", "missing.mkv");
    QVERIFY(!can_resume(missing));
    const Outcome outcome = resume(missing, FakeInterpolator::make_counter(), slow_blend());
    QVERIFY(std::holds_alternative<Failed>(outcome));
    QCOMPARE(std::get<Failed>(outcome).error.category(), Category::usage);
    QCOMPARE(files_in(videos_.folder()), before);
}

void TestJournal::found_by_any_name() {
    const Job left = job("x2", "left.mkv");
    pause_at(left, 150);
    for (const QString& name :
         {QString("left.mkv"),
          QString(".left.mkv.part"),
          QString(".left.mkv.part/"),
          QString(".left.mkv.part/journal.json")}) {
        const auto journal = find_journal(videos_.path(name));
        QVERIFY2(journal.has_value(), qPrintable(name));
        QVERIFY(journal->job == left);
        QCOMPARE(journal->frames_done, int64_t{100});
        QCOMPARE(journal->model.sha256, std::string("feedc0de"));
    }
    QVERIFY(!find_journal(videos_.path("right.mkv")).has_value());
    QVERIFY(!find_journal("").has_value());
    QVERIFY(remove_unfinished(left));
    QVERIFY(!remove_unfinished(left));
}

void TestJournal::a_damaged_journal() {
    const Job left = job("x2", "torn.mkv");
    pause_at(left, 150);
    const QByteArray whole = videos_.read(".torn.mkv.part/journal.json");
    for (const QByteArray& bytes :
         {QByteArray(),
          whole.left(whole.size() / 2),
          QByteArray("{}"),
          QByteArray("[1]"),
          QByteArray(whole).replace("segment_0", "../../segment_0"),
          QByteArray(whole).replace("\"job\"", "\"jobs\"")}) {
        videos_.write(".torn.mkv.part/journal.json", bytes);
        QVERIFY_EXCEPTION_THROWN((void)find_journal(left.output.path), nakawari::Error);
        QVERIFY(!can_resume(left));
        const Outcome outcome = resume(left, FakeInterpolator::make_counter(), slow_blend());
        QVERIFY(std::holds_alternative<Failed>(outcome));
        QCOMPARE(std::get<Failed>(outcome).error.category(), Category::input);
    }
    QCOMPARE(problem(run(left, slow_blend())), QString());
}

/// JSON cannot hold such a name: the job runs all the same.
void TestJournal::files_that_are_not_utf_8() {
    const std::string odd = videos_.path("odd_") + "\xff.mkv";
    const Job odd_job = job_for(input_, odd);
    QVERIFY(journal_json(odd_job, {}).empty());
    QCOMPARE(problem(run(odd_job, slow_blend())), QString());
    QVERIFY(std::filesystem::remove(odd));  // Qt cannot name it
}

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
