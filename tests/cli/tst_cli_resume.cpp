/// nakawari-cli resume after kill -9: the same packets, tags and streams as an undisturbed run.
#include <signal.h>

#include <QtTest>

#include "cli/cli_runner.h"
#include "support/synthetic_video.h"

using namespace nakawari::test;

class TestCliResume : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase();
    void goes_on_after_a_kill_data();
    void goes_on_after_a_kill();
    void a_new_run_says_what_it_removes();
    void nothing_to_resume_data();
    void nothing_to_resume();

 private:
    [[nodiscard]] QStringList arguments(const QString& output) const {
        return {"interpolate", "in.mkv", "-o", output, "--model", "blend", "--json"};
    }
    /// Killed after its first closed segment.
    void leave_unfinished(const QString& output) const;
    [[nodiscard]] QByteArray described(const QString& output) const;

    SyntheticVideo files_;
};

namespace {

constexpr int patience_ms = 120'000;

}  // namespace

void TestCliResume::initTestCase() {
    Clip clip;
    clip.width = 640;
    clip.height = 360;
    clip.frames = 130;
    clip.rate = "5";
    clip.codec = QStringList{"-c:v", "libx264", "-preset", "ultrafast"};
    clip.has_audio = true;
    files_.make("in.mkv", clip);
}

void TestCliResume::leave_unfinished(const QString& output) const {
    const auto process = start_cli(arguments(output), files_.folder());
    const QString segment = "." + output + ".part/segment_000001.packets";
    QVERIFY(QTest::qWaitFor(
        [&] {
            return QFile::exists(files_.folder() + "/" + segment) ||
                   process->state() == QProcess::NotRunning;
        },
        patience_ms
    ));
    QCOMPARE(::kill(static_cast<pid_t>(process->processId()), SIGKILL), 0);
    QVERIFY(process->waitForFinished(patience_ms));
    QVERIFY(!QFile::exists(files_.folder() + "/" + output));
}

/// Packets of every stream and all tags.
QByteArray TestCliResume::described(const QString& output) const {
    return SyntheticVideo::probe(
               files_.path(output),
               {"-show_packets",
                "-show_streams",
                "-show_entries",
                "format_tags:stream_tags",
                "-show_data_hash",
                "sha256",
                "-of",
                "flat"}
    )
        .replace(output.toUtf8(), "OUT");
}

void TestCliResume::goes_on_after_a_kill_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("the output") << "killed0.mp4";
    QTest::newRow("the journal") << ".killed1.mp4.part/journal.json";
    QTest::newRow("the folder") << ".killed2.mp4.part";
}

void TestCliResume::goes_on_after_a_kill() {
    QFETCH(QString, name);
    QCOMPARE(
        run_cli(arguments("undisturbed.mp4") + QStringList{"--overwrite"}, files_.folder())
            .exit_code,
        0
    );
    const QString output = "killed" + name.mid(name.indexOf("killed") + 6, 1) + ".mp4";
    leave_unfinished(output);
    // From another folder: the journal knows where things are.
    const QString full = name.startsWith('.') ? files_.folder() + "/" + name : name;
    const QString folder = name.startsWith('.') ? QDir::rootPath() : files_.folder();
    const CliResult result = run_cli({"resume", full, "--json"}, folder);
    QVERIFY2(result.exit_code == 0, result.err);
    const QJsonObject report = json_lines(result.out).last();
    QCOMPARE(report["event"].toString(), QString("finished"));
    const QJsonObject progress = report["report"].toObject()["progress"].toObject();
    QVERIFY(progress["resumed_frames"].toInt() >= 100);
    QCOMPARE(progress["output_frames"].toInt(), 260);
    QCOMPARE(described(output), described("undisturbed.mp4"));
    QVERIFY(!QFile::exists(files_.folder() + "/." + output + ".part"));
    QCOMPARE(run_cli({"resume", full}, folder).exit_code, 2);
}

void TestCliResume::a_new_run_says_what_it_removes() {
    leave_unfinished("again.mp4");
    const CliResult result = run_cli(arguments("again.mp4"), files_.folder());
    QVERIFY2(result.exit_code == 0, result.err);
    QVERIFY2(result.err.contains("unfinished job"), result.err);
    QVERIFY(!QFile::exists(files_.folder() + "/.again.mp4.part"));
}

void TestCliResume::nothing_to_resume_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("exit_code");
    QTest::newRow("no such file") << "none.mp4" << 2;
    QTest::newRow("a finished video") << "in.mkv" << 2;
    QTest::newRow("an empty name") << "" << 2;
    QTest::newRow("a torn journal") << "torn.mp4" << 3;
}

void TestCliResume::nothing_to_resume() {
    QFETCH(QString, name);
    QFETCH(int, exit_code);
    QDir(files_.folder()).mkdir(".torn.mp4.part");
    files_.write(".torn.mp4.part/journal.json", "{\"version\": 1, \"job\": {");
    const CliResult result = run_cli({"resume", name}, files_.folder());
    QCOMPARE(result.exit_code, exit_code);
    QVERIFY2(is_one_sentence(result.err, name.toUtf8()), result.err);
    QVERIFY(QFile::exists(files_.folder() + "/.torn.mp4.part/journal.json"));
}

QTEST_GUILESS_MAIN(TestCliResume)
#include "tst_cli_resume.moc"
