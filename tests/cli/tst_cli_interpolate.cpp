/// nakawari-cli interpolate from outside: real runs on small clips.
#include <QJsonArray>
#include <QtTest>

#include "cli/cli_runner.h"
#include "support/synthetic_video.h"

using namespace nakawari::test;

class TestCliInterpolate : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void doubles_and_reports();
    void bundled_network_doubles();
    void json_events();
    void existing_output_needs_overwrite();
    void saved_job_gives_the_same_file();
    void odd_names_data();
    void odd_names();
    void several_inputs_go_into_a_folder();
    void one_broken_input_does_not_stop_the_others();
    void a_new_folder_goes_if_nothing_came_into_it();
    void video_goes_to_a_pipe();
    void closed_pipe_is_an_output_error();
    void slow_motion();
    void held_out_check();
    void cut_short_input_is_reported();
};

namespace {

QStringList repeat(const QString& in, const QString& out, const QStringList& more = {}) {
    return QStringList{"interpolate", in, "-o", out, "--model", "repeat"} + more;
}

int frames_in(const std::string& file) {
    return SyntheticVideo::probe(
               file,
               {"-v",
                "error",
                "-count_frames",
                "-select_streams",
                "v",
                "-show_entries",
                "stream=nb_read_frames",
                "-of",
                "csv=p=0"}
    )
        .trimmed()
        .toInt();
}

QByteArray frame_hashes(const std::string& file) {
    return run_program(
        "ffmpeg",
        {"-v", "error", "-i", QString::fromStdString(file), "-map", "0:v", "-f", "framemd5", "-"}
    );
}

QStringList files_in(const SyntheticVideo& files) {
    return QDir(files.folder()).entryList(QDir::Files, QDir::Name);
}

}  // namespace

void TestCliInterpolate::doubles_and_reports() {
    const SyntheticVideo files;
    Clip clip;
    clip.frames = 6;
    clip.has_audio = true;
    files.make("in.mkv", clip);
    const CliResult result =
        run_cli(repeat("in.mkv", "out.mkv", {"--codec", "ffv1"}), files.folder());
    QVERIFY2(result.exit_code == 0, result.err);
    QCOMPARE(frames_in(files.path("out.mkv")), 12);
    QVERIFY2(result.out.contains("6 in, 12 out"), result.out);
    QVERIFY(result.out.contains("kept"));
    QVERIFY(result.out.contains("repeat"));
    QVERIFY2(!result.err.contains('\r'), "no progress line without a terminal");
    QCOMPARE(files_in(files), QStringList({"in.mkv", "out.mkv"}));
}

void TestCliInterpolate::bundled_network_doubles() {
    const SyntheticVideo files;
    Clip clip;
    clip.frames = 6;
    files.make("in.mkv", clip);
    const CliResult result = run_cli({"interpolate", "in.mkv", "-o", "out.mp4"}, files.folder());
    QVERIFY2(result.exit_code == 0, result.err);
    QCOMPARE(frames_in(files.path("out.mp4")), 12);
    QVERIFY2(result.out.contains("mini-flow"), result.out);
    QVERIFY(result.out.contains("ms per new frame"));
}

void TestCliInterpolate::json_events() {
    const SyntheticVideo files;
    files.make("in.mkv");
    const CliResult result = run_cli(repeat("in.mkv", "out.mkv", {"--json"}), files.folder());
    QCOMPARE(result.exit_code, 0);
    const QList<QJsonObject> events = json_lines(result.out);
    QCOMPARE(events.first()["event"].toString(), QString("started"));
    QCOMPARE(events.first()["model"].toObject()["id"].toString(), QString("repeat"));
    QCOMPARE(events.last()["event"].toString(), QString("finished"));
    const QJsonObject progress = events.last()["report"].toObject()["progress"].toObject();
    QCOMPARE(progress["source_frames"].toInt(), 10);
    QCOMPARE(progress["output_frames"].toInt(), 20);

    const CliResult failed = run_cli(repeat("missing.mkv", "out2.mkv", {"--json"}), files.folder());
    QCOMPARE(failed.exit_code, 3);
    const QJsonObject last = json_lines(failed.out).last();
    QCOMPARE(last["event"].toString(), QString("failed"));
    QCOMPARE(last["category"].toString(), QString("input"));
    QVERIFY(last["message"].toString().contains("missing.mkv"));
}

void TestCliInterpolate::existing_output_needs_overwrite() {
    const SyntheticVideo files;
    files.make("in.mkv");
    files.write("out.mkv", "precious");
    const CliResult refused = run_cli(repeat("in.mkv", "out.mkv"), files.folder());
    QCOMPARE(refused.exit_code, 5);
    QVERIFY(refused.err.contains("--overwrite"));
    QCOMPARE(files.read("out.mkv"), QByteArray("precious"));
    QCOMPARE(run_cli(repeat("in.mkv", "out.mkv", {"--overwrite"}), files.folder()).exit_code, 0);
    QCOMPARE(frames_in(files.path("out.mkv")), 20);
    QCOMPARE(run_cli(repeat("in.mkv", "no/such/folder/out.mkv"), files.folder()).exit_code, 5);
}

void TestCliInterpolate::saved_job_gives_the_same_file() {
    const SyntheticVideo files;
    files.make("in.mkv");
    const QStringList options{"--codec", "ffv1", "--factor", "4", "--save-job", "job.json"};
    QCOMPARE(run_cli(repeat("in.mkv", "a.mkv", options), files.folder()).exit_code, 0);
    const CliResult again = run_cli(
        {"interpolate",
         "--job",
         QString::fromStdString(files.path("job.json")),
         "-o",
         QString::fromStdString(files.path("b.mkv"))}
    );
    QVERIFY2(again.exit_code == 0, again.err);
    QCOMPARE(frames_in(files.path("b.mkv")), 40);
    QCOMPARE(frame_hashes(files.path("a.mkv")), frame_hashes(files.path("b.mkv")));
}

void TestCliInterpolate::odd_names_data() {
    QTest::addColumn<QString>("in");
    QTest::addColumn<QString>("out");
    QTest::newRow("spaces") << "in one.mkv"
                            << "out one.mkv";
    QTest::newRow("percent") << "100%.mkv"
                             << "200%.mkv";
    QTest::newRow("japanese") << "入力.mkv"
                              << "出力 二倍.mkv";
    QTest::newRow("dash") << "-i.mkv"
                          << "-x.mkv";
}

void TestCliInterpolate::odd_names() {
    QFETCH(QString, in);
    QFETCH(QString, out);
    const SyntheticVideo files;
    files.make("plain.mkv");
    QVERIFY(
        QFile::rename(QString::fromStdString(files.path("plain.mkv")), files.folder() + "/" + in)
    );
    const CliResult result =
        run_cli({"interpolate", "--model", "repeat", "--output=" + out, "--", in}, files.folder());
    QVERIFY2(result.exit_code == 0, result.err);
    QCOMPARE(frames_in((files.folder() + "/" + out).toStdString()), 20);
}

void TestCliInterpolate::several_inputs_go_into_a_folder() {
    const SyntheticVideo files;
    files.make("a.mkv");
    files.make("b.mkv");
    QVERIFY(QDir(files.folder()).mkdir("new"));
    const CliResult result = run_cli(
        {"interpolate", "a.mkv", "b.mkv", "-o", "new", "--model", "repeat"}, files.folder()
    );
    QVERIFY2(result.exit_code == 0, result.err);
    QCOMPARE(
        QDir(files.folder() + "/new").entryList(QDir::Files, QDir::Name),
        QStringList({"a_x2.mkv", "b_x2.mkv"})
    );
}

void TestCliInterpolate::one_broken_input_does_not_stop_the_others() {
    const SyntheticVideo files;
    files.write("a.mkv", "no video");
    files.make("b.mkv");
    const CliResult result = run_cli(
        {"interpolate", "a.mkv", "b.mkv", "-o", "new/", "--model", "repeat"}, files.folder()
    );
    QCOMPARE(result.exit_code, 3);
    QVERIFY2(result.err.contains("a.mkv"), result.err);
    QCOMPARE(frames_in(files.path("new/b_x2.mkv")), 20);
}

void TestCliInterpolate::a_new_folder_goes_if_nothing_came_into_it() {
    const SyntheticVideo files;
    files.write("a.mkv", "no video");
    const CliResult result =
        run_cli({"interpolate", "a.mkv", "-o", "new/", "--model", "repeat"}, files.folder());
    QCOMPARE(result.exit_code, 3);
    QVERIFY(!QDir(files.folder() + "/new").exists());
}

void TestCliInterpolate::video_goes_to_a_pipe() {
    const SyntheticVideo files;
    files.make("in.mkv");
    const CliResult result =
        run_cli(repeat("in.mkv", "-", {"--container", "mkv", "--codec", "ffv1"}), files.folder());
    QVERIFY2(result.exit_code == 0, result.err);
    QVERIFY(result.err.contains("10 in, 20 out"));
    files.write("piped.mkv", result.out);
    QCOMPARE(frames_in(files.path("piped.mkv")), 20);
}

void TestCliInterpolate::closed_pipe_is_an_output_error() {
    const SyntheticVideo files;
    Clip clip;
    clip.width = 320;
    clip.height = 240;
    clip.frames = 60;
    files.make("in.mkv", clip);
    QProcess shell;
    shell.setWorkingDirectory(files.folder());
    const QString pipe = "\"$0\" \"$@\" | head -c 100 >/dev/null; exit ${PIPESTATUS[0]}";
    const QStringList run = repeat("in.mkv", "-", {"--container", "mkv", "--codec", "ffv1"});
    shell.start("bash", QStringList{"-c", pipe, cli_program()} + run);
    QVERIFY(shell.waitForFinished(120'000));
    QCOMPARE(shell.exitStatus(), QProcess::NormalExit);
    QCOMPARE(shell.exitCode(), 5);
    QCOMPARE(files_in(files), QStringList("in.mkv"));
}

void TestCliInterpolate::slow_motion() {
    const SyntheticVideo files;
    Clip clip;
    clip.has_audio = true;
    files.make("in.mkv", clip);
    const CliResult result = run_cli(repeat("in.mkv", "out.mkv", {"--slow", "2"}), files.folder());
    QVERIFY2(result.exit_code == 0, result.err);
    QCOMPARE(frames_in(files.path("out.mkv")), 20);
    const double duration =
        SyntheticVideo::probe(
            files.path("out.mkv"),
            {"-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0"}
        )
            .trimmed()
            .toDouble();
    QVERIFY2(duration > 0.75 && duration < 0.9, qPrintable(QString::number(duration)));
}

void TestCliInterpolate::held_out_check() {
    const SyntheticVideo files;
    files.make("in.mkv");
    const CliResult result = run_cli(repeat("in.mkv", "out.mkv", {"--check"}), files.folder());
    QVERIFY2(result.exit_code == 0, result.err);
    QVERIFY2(result.out.contains("held-out PSNR"), result.out);
    const CliResult json =
        run_cli(repeat("in.mkv", "b.mkv", {"--check", "--json"}), files.folder());
    const QJsonObject last = json_lines(json.out).last();
    QCOMPARE(last["event"].toString(), QString("held_out"));
    const QJsonArray scores = last["scores"].toArray();
    QCOMPARE(scores.size(), 3);
    QCOMPARE(scores[0].toObject()["model"].toObject()["id"].toString(), QString("repeat"));
    QVERIFY(scores[0].toObject()["psnr_db"].toDouble() > 5);
}

void TestCliInterpolate::cut_short_input_is_reported() {
    const SyntheticVideo files;
    Clip clip;
    clip.frames = 40;
    files.make("whole.mkv", clip);
    const QByteArray whole = files.read("whole.mkv");
    files.write("in.mkv", whole.left(whole.size() * 6 / 10));
    const CliResult result = run_cli(repeat("in.mkv", "out.mkv"), files.folder());
    QCOMPARE(result.exit_code, 3);
    QVERIFY2(result.err.contains("in.mkv"), result.err);
}

QTEST_APPLESS_MAIN(TestCliInterpolate)
#include "tst_cli_interpolate.moc"
