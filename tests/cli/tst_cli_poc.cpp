/// poc, prune and distil as a user runs them, on a tiny network: files, exit codes, Ctrl-C, resume.
#include <signal.h>

#include <QtTest/QtTest>

#include "cli/cli_runner.h"
#include "support/synthetic_video.h"
#include "training/tiny_network.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

constexpr int patience_ms = 120'000;

void make_clip(const SyntheticVideo& files, const QString& name, int first) {
    const QString source = QString(
                               "testsrc2=s=128x136:r=25,scroll=h=0.02:v=0.008,trim=start_frame=%1,"
                               "setpts=PTS-STARTPTS"
    )
                               .arg(first);
    files.make(name, {"-f", "lavfi", "-i", source, "-frames:v", "12", "-c:v", "ffv1"});
}

QJsonObject read_json(const SyntheticVideo& files, const QString& name) {
    return QJsonDocument::fromJson(files.read(name)).object();
}

/// The plan with other numbers of steps.
void set_steps(const SyntheticVideo& files, const QString& from, const QString& to, int distil) {
    QJsonObject plan = read_json(files, from);
    QJsonObject section = plan["distil"].toObject();
    section["steps"] = distil;
    section["batch"] = 1;
    plan["distil"] = section;
    QJsonObject budget = plan["budget"].toObject();
    budget["minutes"] = 0;
    budget["validation_windows"] = 2;
    plan["budget"] = budget;
    files.write(to, QJsonDocument(plan).toJson());
}

QStringList events(const QByteArray& out) {
    QStringList names;
    for (const QJsonObject& event : json_lines(out)) {
        names += event["event"].toString();
    }
    return names;
}

}  // namespace

class TestCliPoc : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void initTestCase();
    void wrong_usage_data();
    void wrong_usage();
    void init_writes_a_plan_once();
    void run_writes_everything();
    void status_tells();
    void report_in_both_languages();
    void stopped_run_goes_on();
    void phases_alone();

 private:
    SyntheticVideo files_;
};

void TestCliPoc::initTestCase() {
    qputenv("XDG_DATA_HOME", (files_.folder() + "/home").toUtf8());
    qputenv("XDG_CACHE_HOME", (files_.folder() + "/cache").toUtf8());
    write_state_dict(files_.path("tiny.pth"), tiny_network());
    make_clip(files_, "a.mkv", 1);
    make_clip(files_, "b.mkv", 60);
    files_.write("empty.json", "{}");
    files_.write("nothing.json", R"({"version": 1})");
    const CliResult result = run_cli(
        {"poc",
         "init",
         "a.mkv",
         "b.mkv",
         "-o",
         "plan.json",
         "--start",
         "tiny.pth",
         "--minutes",
         "1",
         "--target",
         "psnr_db=1",
         "--target",
         "parameters=10",
         "--threads",
         "1",
         "--json"},
        files_.folder()
    );
    QVERIFY2(result.exit_code == 0, result.err);
    QCOMPARE(events(result.out), QStringList("plan"));
    set_steps(files_, "plan.json", "short.json", 2);
    set_steps(files_, "plan.json", "long.json", 4000);
}

void TestCliPoc::wrong_usage_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exit_code");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const QStringList& arguments, int code, const char* part) {
        QTest::newRow(qPrintable(arguments.join(' '))) << arguments << code << QByteArray(part);
    };
    row({"poc"}, 2, "subcommand");
    row({"poc", "init"}, 2, "CLIPS");
    row({"poc", "init", "none.mkv", "-o", "new.json"}, 3, "none.mkv");
    row({"poc", "init", "a.mkv", "-o", "plan.json"}, 5, "exists");
    row({"poc", "run", "plan.json"}, 2, "--output");
    row({"poc", "run", "none.json", "-o", "r"}, 3, "none.json");
    row({"poc", "run", "empty.json", "-o", "r"}, 2, "no “version”");
    row({"poc", "run", "nothing.json", "-o", "r"}, 2, "no clip");
    row({"poc", "run", "short.json", "-o", "r", "--lang", "fr"}, 2, "--lang");
    row({"poc", "resume", "none"}, 3, "none");
    row({"poc", "status", "none"}, 3, "none");
    row({"poc", "report", "none"}, 3, "none");
    row({"train", "short.json", "-o", "r"}, 2, "recipe");
    row({"prune", "short.json"}, 2, "--output");
    row({"distil", "a.mkv", "-o", "r", "--steps", "0"}, 2, "--steps");
    row({"distil", "short.json", "-o", "r", "--target", "beauty=1"}, 2, "the items are");
}

void TestCliPoc::wrong_usage() {
    QFETCH(QStringList, arguments);
    QFETCH(int, exit_code);
    QFETCH(QByteArray, part);
    const CliResult result = run_cli(arguments, files_.folder());
    QVERIFY2(result.exit_code == exit_code, result.err);
    QVERIFY2(result.err.contains("nakawari-cli: ") && result.err.contains(part), result.err);
    QVERIFY(!QDir(files_.folder()).exists("r"));
}

void TestCliPoc::init_writes_a_plan_once() {
    const QJsonObject plan = read_json(files_, "plan.json");
    QCOMPARE(plan["targets"].toArray().size(), 2);
    QCOMPARE(plan["threads"].toInt(), 1);
    QVERIFY(plan["distil"].toObject()["steps"].toInt() > 0);
    const QJsonArray clips = plan["footage"].toObject()["clips"].toArray();
    QCOMPARE(clips.size(), 2);
    QVERIFY(QDir::isAbsolutePath(clips[0].toObject()["path"].toString()));
    QVERIFY(QDir::isAbsolutePath(plan["models"].toObject()["start"].toString()));
}

void TestCliPoc::run_writes_everything() {
    const CliResult result =
        run_cli({"poc", "run", "short.json", "-o", "run", "--json"}, files_.folder());
    QVERIFY2(result.exit_code == 0, result.err);
    const QList<QJsonObject> lines = json_lines(result.out);
    QCOMPARE(lines.first()["event"].toString(), QString("started"));
    QVERIFY(events(result.out).contains("progress") && events(result.out).contains("validation"));
    const QJsonObject last = lines.last();
    QCOMPARE(last["event"].toString(), QString("finished"));
    QVERIFY(last["verdict"].toString().startsWith("1 of 2 targets met. Not met: parameters"));
    QCOMPARE(last["steps_done"].toInt(), 2);
    QVERIFY(last["faults"].toArray().isEmpty());
    for (const char* name :
         {"plan.json",
          "split.json",
          "log.csv",
          "scores.csv",
          "report.json",
          "report.html",
          "report.pdf",
          "best.pth",
          "best.json"}) {
        QVERIFY2(QFile::exists(files_.folder() + "/run/" + name), name);
    }
    QVERIFY(files_.read("run/report.pdf").startsWith("%PDF"));
    const CliResult again = run_cli({"poc", "run", "short.json", "-o", "run"}, files_.folder());
    QCOMPARE(again.exit_code, 2);
    QVERIFY2(again.err.contains("holds a run already"), again.err);
}

void TestCliPoc::status_tells() {
    const CliResult text = run_cli({"poc", "status", "run"}, files_.folder());
    QCOMPARE(text.exit_code, 0);
    QVERIFY2(text.out.contains(": finished"), text.out);
    const CliResult json = run_cli({"poc", "status", "run", "--json"}, files_.folder());
    const QJsonObject status = QJsonDocument::fromJson(json.out).object();
    QCOMPARE(status["state"].toString(), QString("finished"));
    QCOMPARE(status["share"].toDouble(), 1.0);
}

void TestCliPoc::report_in_both_languages() {
    const CliResult japanese = run_cli(
        {"poc", "report", "run", "--lang", "ja", "-o", "drawn", "--register", "fitted"},
        files_.folder()
    );
    QVERIFY2(japanese.exit_code == 0, japanese.err);
    QVERIFY(QString::fromUtf8(files_.read("drawn/report.html")).contains("目標2件のうち1件を達成"));
    QVERIFY(files_.read("drawn/report.pdf").startsWith("%PDF"));
    QVERIFY(files_.read("run/report.html").contains("1 of 2 targets met"));
    const CliResult models = run_cli({"models", "list"}, files_.folder());
    QVERIFY2(models.out.contains("fitted"), models.out);
    const CliResult twice =
        run_cli({"poc", "report", "run", "--register", "fitted"}, files_.folder());
    QCOMPARE(twice.exit_code, 5);
    const CliResult nowhere = run_cli({"poc", "report", "run", "-o", "a.mkv/x"}, files_.folder());
    QCOMPARE(nowhere.exit_code, 5);
}

void TestCliPoc::stopped_run_goes_on() {
    const auto process =
        start_cli({"poc", "run", "long.json", "-o", "long", "--json"}, files_.folder());
    process->setReadChannel(QProcess::StandardOutput);
    QByteArray seen;
    while (!seen.contains("\"validation\"") && process->waitForReadyRead(patience_ms)) {
        seen += process->readAllStandardOutput();
    }
    QVERIFY2(seen.contains("\"validation\""), seen + process->readAllStandardError());
    QCOMPARE(kill(static_cast<pid_t>(process->processId()), SIGINT), 0);
    QVERIFY(process->waitForFinished(patience_ms));
    QCOMPARE(process->exitCode(), 130);
    seen += process->readAllStandardOutput();
    QCOMPARE(events(seen).last(), QString("cancelled"));
    const CliResult status = run_cli({"poc", "status", "long"}, files_.folder());
    QVERIFY2(status.out.contains(": stopped") && status.out.contains("resume"), status.out);
    const CliResult unfinished = run_cli({"poc", "report", "long"}, files_.folder());
    QCOMPARE(unfinished.exit_code, 3);
    // What is left is little.
    set_steps(files_, "long/plan.json", "long/plan.json", 3);
    const CliResult resumed = run_cli({"poc", "resume", "long", "--json"}, files_.folder());
    QVERIFY2(resumed.exit_code == 0, resumed.err);
    QCOMPARE(events(resumed.out).first(), QString("resumed"));
    QCOMPARE(events(resumed.out).last(), QString("finished"));
}

void TestCliPoc::phases_alone() {
    const CliResult distilled = run_cli(
        {"distil", "short.json", "-o", "distilled", "--steps", "1", "--alpha", "1", "--json"},
        files_.folder()
    );
    QVERIFY2(distilled.exit_code == 0, distilled.err);
    QCOMPARE(json_lines(distilled.out).last()["steps_planned"].toInt(), 1);
    const CliResult pruned =
        run_cli({"prune", "short.json", "-o", "pruned", "--steps", "2", "--json"}, files_.folder());
    QVERIFY2(pruned.exit_code == 0, pruned.err);
    const QJsonObject report = read_json(files_, "pruned/report.json");
    QVERIFY(!report["widths"].toArray().isEmpty());
    QCOMPARE(report["steps_planned"].toInt(), 2);
}

QTEST_GUILESS_MAIN(TestCliPoc)
#include "tst_cli_poc.moc"
