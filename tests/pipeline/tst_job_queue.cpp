/// The queue: its order, its controls, and what it remembers when the program is gone.
#include <QtTest>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "pipeline/job_queue.h"
#include "resume_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

class TestJobQueue : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase();
    void init();
    void works_through();
    void a_failure_does_not_stop_the_others();
    void edits();
    void pauses_and_goes_on();
    void cancels();
    void what_runs_cannot_be_changed();
    void survives_a_restart();
    void survives_a_kill();
    void a_killed_item_that_closed_nothing_waits();
    void a_kill_after_the_last_step_is_no_failure_data();
    void a_kill_after_the_last_step_is_no_failure();
    void work_goes_after_the_queue_remembers();
    void a_failed_item_goes_on();
    void a_damaged_file_is_set_aside();
    void a_second_program_leaves_the_file_alone();
    void preview_and_progress();

 private:
    [[nodiscard]] Job job(const QString& output) const;
    [[nodiscard]] JobQueueOptions options(const FakeOptions& fake = slow_blend()) const;
    [[nodiscard]] QString queue_file() const { return videos_.folder() + "/queue.json"; }

    SyntheticVideo videos_;
    std::string input_;
    std::string short_input_;
};

namespace {

ItemState state_of(const JobQueue& queue, int64_t id) {
    for (const QueueItem& item : queue.items()) {
        if (item.id == id) {
            return item.state;
        }
    }
    throw std::runtime_error("no such item");
}

bool finish(JobQueue& queue) {
    queue.start();
    return wait_until([&] { return !queue.is_running(); });
}

std::vector<int64_t> ids(const JobQueue& queue) {
    std::vector<int64_t> ids;
    for (const QueueItem& item : queue.items()) {
        ids.push_back(item.id);
    }
    return ids;
}

bool wait_for_frames(const JobQueue& queue, std::size_t position, int64_t frames) {
    return wait_until([&] {
        return queue.items().at(position).progress.output_frames >= frames || !queue.is_running();
    });
}

}  // namespace

void TestJobQueue::initTestCase() {
    input_ = videos_.make("in.mkv", three_segments());
    short_input_ = videos_.make("short.mkv", turning_picture(6));
}

void TestJobQueue::init() {
    for (const QString& name : files_in(videos_.folder())) {
        if (name != "in.mkv" && name != "short.mkv") {
            const QString path = videos_.folder() + "/" + name;
            QVERIFY(QFileInfo(path).isDir() ? QDir(path).removeRecursively() : QFile::remove(path));
        }
    }
}

Job TestJobQueue::job(const QString& output) const {
    return job_for(input_, videos_.path(output));
}

JobQueueOptions TestJobQueue::options(const FakeOptions& fake) const {
    return {queue_file().toStdString(), [fake](const ModelChoice&) {
                return std::make_unique<FakeInterpolator>(fake);
            }};
}

void TestJobQueue::works_through() {
    JobQueue queue(options({}));
    const uint64_t before = queue.revision();
    const int64_t first = queue.add(job_for(short_input_, videos_.path("a.mkv")));
    const int64_t second = queue.add(job_for(short_input_, videos_.path("b.mkv")));
    QVERIFY(queue.revision() > before);
    QVERIFY(!queue.is_running());
    QCOMPARE(state_of(queue, first), ItemState::waiting);
    QVERIFY(finish(queue));
    for (const QueueItem& item : queue.items()) {
        QCOMPARE(item.state, ItemState::finished);
        QVERIFY(item.report.has_value());
        QCOMPARE(item.progress.output_frames, int64_t{12});
    }
    QCOMPARE(read_all(videos_.path("b.mkv")).size(), std::size_t{12});
    QCOMPARE(ids(queue), (std::vector<int64_t>{first, second}));
    QVERIFY(finish(queue));  // nothing to do
}

void TestJobQueue::a_failure_does_not_stop_the_others() {
    JobQueueOptions choosy = options({});
    choosy.make_interpolator = [](const ModelChoice& choice) {
        if (choice.model == "missing") {
            throw Error(Category::model, NK_TEXT("There is no model “%1”."), {choice.model});
        }
        return std::make_unique<FakeInterpolator>();
    };
    JobQueue queue(std::move(choosy));
    Job without_model = job_for(short_input_, videos_.path("a.mkv"));
    without_model.model.model = "missing";
    const int64_t no_model = queue.add(without_model);
    const int64_t no_source = queue.add(job_for(videos_.path("none.mkv"), videos_.path("b.mkv")));
    Job impossible = job_for(short_input_, videos_.path("c.mkv"));
    impossible.retime.factor = 3;
    const int64_t no_factor = queue.add(impossible);
    const int64_t good = queue.add(job_for(short_input_, videos_.path("d.mkv")));
    QVERIFY(finish(queue));
    for (const int64_t id : {no_model, no_source, no_factor}) {
        QCOMPARE(state_of(queue, id), ItemState::failed);
    }
    QCOMPARE(queue.items()[0].error->category(), Category::model);
    QCOMPARE(queue.items()[1].error->category(), Category::input);
    QCOMPARE(queue.items()[2].error->category(), Category::usage);
    QCOMPARE(state_of(queue, good), ItemState::finished);

    QVERIFY(queue.replace(no_model, job_for(short_input_, videos_.path("a.mkv"))));
    QCOMPARE(state_of(queue, no_model), ItemState::waiting);
    QVERIFY(!queue.items()[0].error.has_value());
    QVERIFY(finish(queue));
    QCOMPARE(state_of(queue, no_model), ItemState::finished);
}

void TestJobQueue::edits() {
    JobQueue queue(options());
    const int64_t a = queue.add(job("a.mkv"));
    const int64_t b = queue.add(job("b.mkv"));
    const int64_t c = queue.add(job("c.mkv"));
    QVERIFY(queue.move(c, 0));
    QCOMPARE(ids(queue), (std::vector<int64_t>{c, a, b}));
    QVERIFY(queue.move(c, 99));
    QCOMPARE(ids(queue), (std::vector<int64_t>{a, b, c}));
    QVERIFY(queue.move(a, 1));
    QCOMPARE(ids(queue), (std::vector<int64_t>{b, a, c}));
    QVERIFY(queue.remove(a));
    QVERIFY(!queue.remove(a) && !queue.move(a, 0) && !queue.cancel(a) && !queue.retry(a));
    QVERIFY(!queue.replace(a, job("d.mkv")));
    QVERIFY(queue.replace(b, job("d.mkv")));
    QVERIFY(queue.items()[0].job == job("d.mkv"));
    QVERIFY(!queue.retry(b));
    QVERIFY(queue.cancel(b));
    QVERIFY(!queue.cancel(b));
    QCOMPARE(state_of(queue, b), ItemState::cancelled);
    QVERIFY(queue.retry(b));
    QCOMPARE(state_of(queue, b), ItemState::waiting);
}

void TestJobQueue::pauses_and_goes_on() {
    const Job undisturbed = job("undisturbed.mkv");
    QCOMPARE(problem(run(undisturbed, slow_blend())), QString());
    JobQueue queue(options());
    const int64_t a = queue.add(job("a.mkv"));
    const int64_t b = queue.add(job_for(short_input_, videos_.path("b.mkv")));
    queue.pause();  // nothing runs
    queue.start();
    QVERIFY(wait_for_frames(queue, 0, 150));
    queue.pause();
    QVERIFY(wait_until([&] { return !queue.is_running(); }));
    QCOMPARE(state_of(queue, a), ItemState::paused);
    QCOMPARE(state_of(queue, b), ItemState::waiting);
    QVERIFY(can_resume(job("a.mkv")));
    QVERIFY(!QFile::exists(videos_.folder() + "/a.mkv"));
    QVERIFY(finish(queue));
    QCOMPARE(state_of(queue, a), ItemState::finished);
    QCOMPARE(state_of(queue, b), ItemState::finished);
    QVERIFY(queue.items()[0].report->progress.resumed_frames >= 100);
    QCOMPARE(packets(videos_.path("a.mkv")), packets(undisturbed.output.path));
}

void TestJobQueue::cancels() {
    JobQueue queue(options());
    const int64_t running = queue.add(job("a.mkv"));
    const int64_t waiting = queue.add(job_for(short_input_, videos_.path("b.mkv")));
    const int64_t last = queue.add(job_for(short_input_, videos_.path("c.mkv")));
    queue.start();
    QVERIFY(wait_for_frames(queue, 0, 10));
    QVERIFY(queue.cancel(waiting));
    QVERIFY(queue.cancel(running));
    QVERIFY(wait_until([&] { return !queue.is_running(); }));
    QCOMPARE(state_of(queue, running), ItemState::cancelled);
    QCOMPARE(state_of(queue, waiting), ItemState::cancelled);
    QCOMPARE(state_of(queue, last), ItemState::finished);
    QVERIFY(!has_unfinished(job("a.mkv")));

    QVERIFY(queue.retry(running));
    queue.start();
    QVERIFY(wait_for_frames(queue, 0, 150));
    queue.pause();
    QVERIFY(queue.cancel(running));  // changed their mind before it has stopped, or after
    QVERIFY(wait_until([&] { return !queue.is_running() && !has_unfinished(job("a.mkv")); }));
    QCOMPARE(state_of(queue, running), ItemState::cancelled);
}

void TestJobQueue::what_runs_cannot_be_changed() {
    JobQueue queue(options());
    const int64_t id = queue.add(job("a.mkv"));
    queue.start();
    QVERIFY(wait_for_frames(queue, 0, 150));
    QVERIFY(!queue.replace(id, job("b.mkv")));
    QVERIFY(!queue.remove(id));
    QVERIFY(!queue.retry(id));
    const int64_t other = queue.add(job_for(short_input_, videos_.path("b.mkv")));
    QVERIFY(queue.move(other, 0));
    queue.pause();
    QVERIFY(wait_until([&] { return !queue.is_running(); }));
    QCOMPARE(state_of(queue, id), ItemState::paused);
    QVERIFY(!queue.replace(id, job("b.mkv")));
    QVERIFY(queue.remove(id));
    QVERIFY(wait_until([&] { return !has_unfinished(job("a.mkv")); }));
}

void TestJobQueue::survives_a_restart() {
    const Job undisturbed = job("undisturbed.mkv");
    QCOMPARE(problem(run(undisturbed, slow_blend())), QString());
    {
        JobQueue queue(options());
        queue.add(job("a.mkv"));
        queue.add(job_for(videos_.path("none.mkv"), videos_.path("b.mkv")));
        queue.move(2, 0);
        queue.start();
        QVERIFY(wait_for_frames(queue, 1, 150));
    }
    JobQueue queue(options());
    QCOMPARE(ids(queue), (std::vector<int64_t>{2, 1}));
    QCOMPARE(state_of(queue, 1), ItemState::paused);
    const int64_t kept = queue.items()[1].progress.output_frames;
    QVERIFY2(kept > 0 && kept % 100 == 0, "not the frames of closed segments");
    QCOMPARE(state_of(queue, 2), ItemState::failed);
    QVERIFY(QString::fromStdString(queue.items()[0].error->what()).contains("none.mkv"));
    QVERIFY(!queue.is_running());
    QCOMPARE(queue.add(job("c.mkv")), int64_t{3});
    QVERIFY(queue.remove(3));
    QVERIFY(finish(queue));
    QCOMPARE(state_of(queue, 1), ItemState::finished);
    QCOMPARE(packets(videos_.path("a.mkv")), packets(undisturbed.output.path));
}

void TestJobQueue::survives_a_kill() {
    const Job undisturbed = job("undisturbed.mkv");
    QCOMPARE(problem(run(undisturbed, slow_blend())), QString());
    {
        JobQueue queue(options());
        queue.add(job("a.mkv"));
        queue.add(job_for(short_input_, videos_.path("b.mkv")));
    }
    QProcess child;
    child.start(NK_CHILD, {"queue", queue_file()});
    QVERIFY(child.waitForStarted());
    QVERIFY(wait_until([&] { return closed_segments(job("a.mkv")) >= 1; }));
    kill_hard(child);

    JobQueue queue(options());
    QCOMPARE(state_of(queue, 1), ItemState::interrupted);
    QCOMPARE(state_of(queue, 2), ItemState::waiting);
    QVERIFY(queue.items()[0].progress.output_frames >= 100);
    QVERIFY(finish(queue));
    QCOMPARE(state_of(queue, 1), ItemState::finished);
    QCOMPARE(state_of(queue, 2), ItemState::finished);
    QVERIFY(queue.items()[0].report->progress.resumed_frames >= 100);
    QCOMPARE(packets(videos_.path("a.mkv")), packets(undisturbed.output.path));
}

void TestJobQueue::a_killed_item_that_closed_nothing_waits() {
    {
        JobQueue queue(options({}));
        queue.add(job_for(short_input_, videos_.path("a.mkv")));
    }
    const QByteArray waiting = videos_.read("queue.json");
    QVERIFY(waiting.contains("\"waiting\""));
    videos_.write("queue.json", QByteArray(waiting).replace("\"waiting\"", "\"running\""));
    JobQueue queue(options({}));
    QCOMPARE(state_of(queue, 1), ItemState::waiting);
    QVERIFY(finish(queue));
    QCOMPARE(state_of(queue, 1), ItemState::finished);
}

void TestJobQueue::a_kill_after_the_last_step_is_no_failure_data() {
    QTest::addColumn<QByteArray>("remembered");
    QTest::newRow("not remembered") << QByteArray("running");
    QTest::newRow("remembered") << QByteArray("finished");
}

/// The output is in its place; what the queue's file says of the item is what it was just before,
/// or just after it was remembered as done.
void TestJobQueue::a_kill_after_the_last_step_is_no_failure() {
    QFETCH(QByteArray, remembered);
    const Job done = with_absolute_paths(job_for(short_input_, videos_.path("done.mkv")));
    {
        JobQueue queue(options());
        queue.add(done);
    }
    videos_.write(
        "queue.json", videos_.read("queue.json").replace("\"waiting\"", '"' + remembered + '"')
    );
    Session session(
        done, std::make_unique<FakeInterpolator>(slow_blend()), {Begin::anew, Unfinished::kept}
    );
    QCOMPARE(problem(session.wait()), QString());
    QVERIFY(find_journal(done.output.path)->is_published);
    const QByteArray whole = videos_.read("done.mkv");

    FakeOptions fake;
    fake.fail_at = 0;  // no picture is to be made
    JobQueue queue(options(fake));
    QVERIFY(finish(queue));
    QCOMPARE(queue.items()[0].state, ItemState::finished);
    QCOMPARE(videos_.read("done.mkv"), whole);
    QVERIFY(wait_until([&] { return !has_unfinished(done); }));
}

void TestJobQueue::work_goes_after_the_queue_remembers() {
    const Job done = job_for(short_input_, videos_.path("done.mkv"));
    JobQueue queue(options());
    queue.add(done);
    queue.start();
    const QString output = videos_.folder() + "/done.mkv";
    QElapsedTimer clock;
    clock.start();
    while ((!QFile::exists(output) || QDir(videos_.folder() + "/.done.mkv.part").exists()) &&
           clock.elapsed() < patience_ms) {
    }
    QVERIFY2(
        videos_.read("queue.json").contains("\"finished\""), "a kill now would lose the result"
    );
    QVERIFY(wait_until([&] { return !queue.is_running(); }));
}

void TestJobQueue::a_failed_item_goes_on() {
    JobQueue queue(options());
    const int64_t id = queue.add(job("a.mkv"));
    queue.start();
    QVERIFY(wait_for_frames(queue, 0, 150));
    queue.pause();
    QVERIFY(wait_until([&] { return !queue.is_running(); }));
    videos_.write("a.mkv", "in the way");
    QVERIFY(finish(queue));
    QCOMPARE(state_of(queue, id), ItemState::failed);
    QCOMPARE(queue.items()[0].error->category(), Category::output);
    QVERIFY(QFile::remove(videos_.folder() + "/a.mkv"));
    QVERIFY(queue.retry(id));
    QVERIFY(finish(queue));
    QCOMPARE(state_of(queue, id), ItemState::finished);
    QVERIFY(queue.items()[0].report->progress.resumed_frames >= 100);
}

void TestJobQueue::a_damaged_file_is_set_aside() {
    for (const QByteArray& bytes :
         {QByteArray("{\"version\": 1, \"items\": ["),
          QByteArray(),
          QByteArray("{\"version\": 99, \"next_id\": 1, \"items\": []}"),
          QByteArray("{\"version\": 1, \"next_id\": 1, \"items\": [{\"id\": 1}]}")}) {
        videos_.write("queue.json", bytes);
        JobQueue queue(options({}));
        QVERIFY(queue.items().empty());
        QCOMPARE(queue.add(job("a.mkv")), int64_t{1});
    }
    const QStringList names = files_in(videos_.folder());
    QCOMPARE(names.filter("queue.json.damaged").size(), 4);
    QVERIFY(videos_.read("queue.json").contains("a.mkv"));
}

void TestJobQueue::a_second_program_leaves_the_file_alone() {
    JobQueue queue(options({}));
    queue.add(job_for(short_input_, videos_.path("a.mkv")));
    {
        JobQueue second(options({}));
        QVERIFY(second.items().empty());
        second.add(job_for(short_input_, videos_.path("b.mkv")));
        QVERIFY(finish(second));
    }
    QVERIFY(wait_until([&] { return videos_.read("queue.json").contains("a.mkv"); }));
    QVERIFY(!videos_.read("queue.json").contains("b.mkv"));
}

void TestJobQueue::preview_and_progress() {
    JobQueue queue(options());
    QVERIFY(!queue.take_preview().has_value());
    queue.add(job("a.mkv"));
    queue.start();
    std::optional<Frame> preview;
    QVERIFY(wait_until([&] { return (preview = queue.take_preview()).has_value(); }));
    QCOMPARE(preview->size(), (Size{64, 48}));
    QVERIFY(wait_for_frames(queue, 0, 20));
    const Progress progress = queue.items()[0].progress;
    QCOMPARE(progress.phase, std::string("interpolating"));
    QVERIFY(progress.expected_output_frames > 200);
    QVERIFY(progress.frames_per_second > 0);
}

QTEST_GUILESS_MAIN(TestJobQueue)
#include "tst_job_queue.moc"
