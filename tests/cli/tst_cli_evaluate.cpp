/// evaluate, compare, benchmark and the user's models, from outside.
#include <signal.h>

#include <QtTest>

#include <QJsonArray>
#include <QJsonDocument>

#include "cli/cli_runner.h"
#include "support/synthetic_video.h"

using namespace nakawari::test;

namespace {

const QStringList only_methods{"--models", "flow,blend,repeat", "--no-baselines"};

QJsonObject read_json(const SyntheticVideo& files, const QString& name) {
    return QJsonDocument::fromJson(files.read(name)).object();
}

QByteArray without_times(const QByteArray& csv) {
    QByteArray result;
    for (const QByteArray& line : csv.split('\n')) {
        result += line.left(line.lastIndexOf(',')) + '\n';
    }
    return result;
}

}  // namespace

class TestCliEvaluate : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase();
    void baselines_in_their_order();
    void a_killed_run_goes_on();
    void interrupted_with_130();
    void broken_clips_and_wrong_options();
    void pictures_of_several_models();
    void agreement_names_its_reference();
    void side_by_side_video();
    void benchmark_of_every_combination();
    void a_memory_limit_for_every_model();
    void models_of_the_user();
    void the_missing_teacher_is_explained();

 private:
    SyntheticVideo files_;
};

void TestCliEvaluate::initTestCase() {
    qputenv("XDG_DATA_HOME", files_.folder().toUtf8() + "/data");
    (void)files_.make(
        "clip.mkv",
        {"-f",
         "lavfi",
         "-i",
         "testsrc2=size=96x80:rate=25,rotate=a=n/40",
         "-frames:v",
         "12",
         "-c:v",
         "ffv1"}
    );
}

void TestCliEvaluate::baselines_in_their_order() {
    const CliResult result = run_cli(
        QStringList{"evaluate", "clip.mkv", "-o", "all", "--models", "repeat", "--json"},
        files_.folder()
    );
    QCOMPARE(result.exit_code, 0);
    const QJsonObject last = json_lines(result.out).last();
    QCOMPARE(last["event"].toString(), QString("evaluated"));
    const QJsonArray models = last["models"].toArray();
    QCOMPARE(models.size(), 4);  // the named one once, the others added
    QMap<QString, double> psnr;
    for (const QJsonValue& model : models) {
        QCOMPARE(model["frames"].toInt(), 10);
        psnr[model["name"].toString()] = model["psnr_db"].toDouble();
    }
    QVERIFY(psnr["flow"] > psnr["repeat"]);
    QVERIFY(psnr["blend"] > psnr["repeat"]);
    QVERIFY(psnr["minterpolate"] > psnr["repeat"]);
    QVERIFY(read_json(files_, "all/results.json")["complete"].toBool());
    QVERIFY(files_.read("all/frames.csv").count('\n') == 1 + 4 * 10);

    const CliResult text = run_cli(
        QStringList{"evaluate", "clip.mkv", "-o", "all", "--models", "repeat"}, files_.folder()
    );
    QCOMPARE(text.exit_code, 0);
    QVERIFY(text.out.contains("Held-out"));
    QVERIFY(text.out.contains("Worst frames"));
    QVERIFY(text.out.contains("minterpolate"));
}

void TestCliEvaluate::a_killed_run_goes_on() {
    const QStringList command = QStringList{"evaluate", "clip.mkv", "--crop", "64x64", "-o"} +
                                QStringList{"killed"} + only_methods;
    const auto process = start_cli(command + QStringList{"--json"}, files_.folder());
    process->setReadChannel(QProcess::StandardOutput);
    QVERIFY(process->waitForReadyRead(120'000));  // the first progress
    process->kill();
    QVERIFY(process->waitForFinished(120'000));
    QVERIFY(QFile::exists(files_.folder() + "/killed/predictions.jsonl"));
    QCOMPARE(run_cli(command, files_.folder()).exit_code, 0);
    QStringList whole = command;
    whole.replace(whole.indexOf("killed"), "whole");
    QCOMPARE(run_cli(whole, files_.folder()).exit_code, 0);
    QCOMPARE(
        without_times(files_.read("killed/frames.csv")),
        without_times(files_.read("whole/frames.csv"))
    );
}

void TestCliEvaluate::interrupted_with_130() {
    (void)files_.make("long.mkv", Clip{.width = 640, .height = 480, .frames = 120});
    const auto process = start_cli(
        QStringList{"evaluate", "long.mkv", "-o", "stopped", "--json"} + only_methods,
        files_.folder()
    );
    process->setReadChannel(QProcess::StandardOutput);
    QVERIFY(process->waitForReadyRead(120'000));
    QCOMPARE(kill(static_cast<pid_t>(process->processId()), SIGINT), 0);
    QVERIFY(process->waitForFinished(120'000));
    QCOMPARE(process->exitCode(), 130);
    QVERIFY(!read_json(files_, "stopped/results.json")["complete"].toBool());
}

void TestCliEvaluate::broken_clips_and_wrong_options() {
    (void)files_.write("broken.mkv", "no video");
    const CliResult broken = run_cli(
        QStringList{"evaluate", "broken.mkv", "clip.mkv", "-o", "some"} + only_methods,
        files_.folder()
    );
    QCOMPARE(broken.exit_code, 3);
    QVERIFY(broken.out.contains("flow"));
    QCOMPARE(
        run_cli(QStringList{"evaluate", "clip.mkv", "-o", "x", "--crop", "9"}, files_.folder())
            .exit_code,
        2
    );
    QCOMPARE(run_cli(QStringList{"evaluate", "none.mkv", "-o", "x"}, files_.folder()).exit_code, 3);
    // Results of other options are kept.
    const QStringList again = QStringList{"evaluate", "clip.mkv", "-o", "whole"} + only_methods;
    QCOMPARE(run_cli(again, files_.folder()).exit_code, 2);
    QCOMPARE(run_cli(again + QStringList{"--overwrite"}, files_.folder()).exit_code, 0);
}

void TestCliEvaluate::pictures_of_several_models() {
    const QStringList command{
        "compare", "clip.mkv", "--models", "flow,blend", "--at", "0.2", "-o", "pictures"};
    const CliResult result = run_cli(command + QStringList{"--json"}, files_.folder());
    QCOMPARE(result.exit_code, 0);
    for (const char* name : {"source", "flow", "blend", "flow_difference_x8", "blend_detail_x8"}) {
        const QString file = QString("pictures/frame_000005_%1.png").arg(name);
        QVERIFY2(files_.read(file).startsWith("\x89PNG"), qPrintable(file));
    }
    const QJsonObject scores = read_json(files_, "pictures/scores.json");
    QVERIFY(scores["reference"].toString().startsWith("held-out"));
    const QJsonObject point = scores["points"].toArray()[0].toObject();
    QCOMPARE(point["frame"].toInt(), 5);
    QCOMPARE(point["reference"].toString(), QString("source frame 5, left out"));
    const QJsonObject model = scores["models"].toArray()[0].toObject();
    QVERIFY(model["psnr_db"].toDouble() > 10);
    QVERIFY(model["ms_median"].toDouble() > 0);
    QVERIFY(model["peak_memory_bytes"].toDouble() > 1e6);
    QCOMPARE(run_cli(command, files_.folder()).exit_code, 5);  // the pictures exist
    QCOMPARE(run_cli(command + QStringList{"--overwrite"}, files_.folder()).exit_code, 0);
}

void TestCliEvaluate::agreement_names_its_reference() {
    const CliResult result = run_cli(
        {"compare",
         "clip.mkv",
         "--models",
         "flow,blend",
         "--reference",
         "agreement",
         "--at",
         "0",
         "-o",
         "agreement"},
        files_.folder()
    );
    QCOMPARE(result.exit_code, 0);
    QVERIFY(result.out.contains("agreement with flow"));
    const QJsonObject scores = read_json(files_, "agreement/scores.json");
    const QJsonArray pictures = scores["points"].toArray()[0].toObject()["pictures"].toArray();
    QVERIFY2(
        !pictures[0].toObject().contains("psnr_db"), "the reference is not held against itself"
    );
    QVERIFY(pictures[1].toObject()["psnr_db"].toDouble() > 10);
    QVERIFY(QFile::exists(files_.folder() + "/agreement/frame_000000_half_source_after.png"));
    QVERIFY(!QFile::exists(files_.folder() + "/agreement/frame_000000_half_flow_difference_x8.png")
    );
}

void TestCliEvaluate::side_by_side_video() {
    const CliResult result = run_cli(
        {"compare",
         "clip.mkv",
         "--models",
         "blend,repeat",
         "--from",
         "0.1",
         "--to",
         "0.3",
         "--video",
         "side.mkv",
         "-o",
         "video"},
        files_.folder()
    );
    QCOMPARE(result.exit_code, 0);
    const QByteArray frames = SyntheticVideo::probe(
        files_.path("video/side.mkv"),
        {"-count_frames", "-show_entries", "stream=width,height,nb_read_frames", "-of", "csv=p=0"}
    );
    // Three columns of 96 x 4, three rows of 80 x 4; frames 3 to 7.
    QCOMPARE(frames.trimmed(), QByteArray("1152,960,5"));
    QCOMPARE(QDir(files_.folder() + "/video").entryList(QDir::Files).size(), 2);
    QCOMPARE(
        run_cli(
            {"compare", "clip.mkv", "--models", "blend", "--video", "a/b.mkv", "-o", "video"},
            files_.folder()
        )
            .exit_code,
        2
    );
}

void TestCliEvaluate::benchmark_of_every_combination() {
    const CliResult result = run_cli(
        {"benchmark",
         "--models",
         "blend,minterpolate",
         "--sizes",
         "64x48,80x64",
         "--threads",
         "1,2",
         "--runs",
         "2",
         "--json"}
    );
    QCOMPARE(result.exit_code, 0);
    const QJsonObject all = QJsonDocument::fromJson(result.out).object();
    const QJsonArray results = all["results"].toArray();
    QCOMPARE(results.size(), 2 * 2 * 2);
    for (const QJsonValue& value : results) {
        const QJsonObject each = value.toObject();
        QVERIFY(each["ms_median"].toDouble() > 0);
        QVERIFY(each["ms_p95"].toDouble() >= each["ms_median"].toDouble());
        QVERIFY(each["peak_rss_mb"].toDouble() > 1);
        QVERIFY(!each["stages"].toObject().isEmpty());
        QVERIFY(each["threads"].toInt() == 1 || each["threads"].toInt() == 2);
    }
    QVERIFY(!all["machine"].toObject()["cpu"].toString().isEmpty());
    QCOMPARE(run_cli({"benchmark", "--models", "none"}).exit_code, 4);
    QCOMPARE(run_cli({"benchmark", "--models", "blend", "--sizes", "big"}).exit_code, 2);
}

void TestCliEvaluate::a_memory_limit_for_every_model() {
    const QStringList limited{"--models", "mini-flow", "--memory", "20M"};
    const QString clip = files_.path("clip.mkv");
    for (const QStringList& command : QList<QStringList>{
             {"evaluate", clip, "-o", files_.folder() + "/limited", "--no-baselines"},
             {"compare", clip, "-o", files_.folder() + "/limited", "--at", "0.2"},
             {"interpolate", clip, "-o", files_.folder() + "/limited.mkv"}}) {
        QStringList words = command + limited;
        words.replaceInStrings(
            "--models", command.first() == "interpolate" ? "--model" : "--models"
        );
        const CliResult result = run_cli(words);
        QCOMPARE(result.exit_code, 2);
        QVERIFY2(result.err.contains("limit of 20 MB"), result.err.constData());
    }
    const CliResult benchmark =
        run_cli(QStringList{"benchmark", "--sizes", "64x64", "--json"} + limited);
    QCOMPARE(benchmark.exit_code, 1);
    QVERIFY2(benchmark.err.contains("limit of 20 MB"), benchmark.err.constData());
    QCOMPARE(run_cli({"benchmark", "--models", "blend", "--memory", "much"}).exit_code, 2);
}

void TestCliEvaluate::models_of_the_user() {
    // The bundled model stands for any weights file.
    QCOMPARE(
        run_cli({"models", "export", "mini-flow", "-o", files_.folder() + "/out.pth"}).exit_code, 0
    );
    QVERIFY(QFile::exists(files_.folder() + "/out.json"));
    const QStringList import{
        "models", "import", files_.folder() + "/out.pth", "--name", "mine", "--licence", "MIT"};
    QCOMPARE(run_cli(import).exit_code, 0);
    QCOMPARE(run_cli(import).exit_code, 2);  // there is one already
    const CliResult shown = run_cli({"models", "show", "mine", "--json"});
    QCOMPARE(shown.exit_code, 0);
    const QJsonObject card = QJsonDocument::fromJson(shown.out).object();
    QCOMPARE(card["licence"].toString(), QString("MIT"));
    QCOMPARE(card["summary"].toObject()["parameters"].toInt(), 1825619);
    QVERIFY(card["summary"].toObject()["parts"].toArray().size() >= 5);
    QVERIFY(card["summary"].toObject()["macs_per_pixel"].toDouble() > 1e5);
    QCOMPARE(run_cli({"models", "remove", "mine"}).exit_code, 0);
    QCOMPARE(run_cli({"models", "show", "mine"}).exit_code, 4);
    QCOMPARE(run_cli({"models", "remove", "mini-flow"}).exit_code, 2);
}

void TestCliEvaluate::the_missing_teacher_is_explained() {
    QVERIFY(run_cli({"models", "list"}).out.contains("models import"));
    const CliResult missing =
        run_cli({"evaluate", "clip.mkv", "--models", "teacher", "-o", "teacher"}, files_.folder());
    QCOMPARE(missing.exit_code, 4);
    QVERIFY(is_one_sentence(missing.err, "--name teacher"));
}

QTEST_APPLESS_MAIN(TestCliEvaluate)
#include "tst_cli_evaluate.moc"
