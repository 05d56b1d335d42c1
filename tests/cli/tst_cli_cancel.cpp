/// Ctrl-C and its like: exit code 130, and nothing left behind.
#include <signal.h>

#include <QtTest>

#include "cli/cli_runner.h"
#include "support/synthetic_video.h"

using namespace nakawari::test;

class TestCliCancel : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void signal_stops_cleanly_data();
    void signal_stops_cleanly();
    void ignored_interrupt_still_stops();
};

namespace {

constexpr int patience_ms = 120'000;

/// A run that would take minutes.
void make_long_clip(const SyntheticVideo& files) {
    Clip clip;
    clip.width = 320;
    clip.height = 240;
    clip.frames = 400;
    files.make("in.mkv", clip);
}

const QStringList long_run{"interpolate", "in.mkv", "-o", "out.mkv", "--json", "--factor", "8"};

/// Waits until the first progress line says that the session works.
bool wait_until_running(QProcess& process) {
    process.setReadChannel(QProcess::StandardOutput);
    QByteArray seen;
    while (!seen.contains("\"progress\"") && process.waitForReadyRead(patience_ms)) {
        seen += process.readAllStandardOutput();
    }
    return seen.contains("\"progress\"");
}

}  // namespace

void TestCliCancel::signal_stops_cleanly_data() {
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestCliCancel::signal_stops_cleanly() {
    QFETCH(int, number);
    const SyntheticVideo files;
    make_long_clip(files);
    const auto process = start_cli(long_run, files.folder());
    QVERIFY(wait_until_running(*process));
    QCOMPARE(kill(static_cast<pid_t>(process->processId()), number), 0);
    QVERIFY(process->waitForFinished(patience_ms));
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 130);
    const QList<QJsonObject> events = json_lines(process->readAllStandardOutput());
    QCOMPARE(events.last()["event"].toString(), QString("cancelled"));
    QCOMPARE(
        QDir(files.folder()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
        QStringList("in.mkv")
    );
}

/// Scripts start background jobs with SIGINT ignored.
void TestCliCancel::ignored_interrupt_still_stops() {
    const SyntheticVideo files;
    make_long_clip(files);
    QProcess process;
    process.setWorkingDirectory(files.folder());
    process.setChildProcessModifier([] { ::signal(SIGINT, SIG_IGN); });
    process.start(cli_program(), long_run);
    QVERIFY(process.waitForStarted());
    QVERIFY(wait_until_running(process));
    QCOMPARE(kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(patience_ms));
    QCOMPARE(process.exitCode(), 130);
}

QTEST_APPLESS_MAIN(TestCliCancel)
#include "tst_cli_cancel.moc"
