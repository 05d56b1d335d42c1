/// From options to jobs: precedence, names of outputs, what does not fit together.
#include <QDir>
#include <QtTest>

#include "app/cli_jobs.h"
#include "app/cli_presets.h"
#include "core/error.h"
#include "support/synthetic_video.h"

using namespace nakawari;
using namespace nakawari::cli;

class TestCliJobs : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void defaults();
    void slow_motion_chooses_factor_and_audio();
    void options_win_over_saved_job();
    void saved_job_is_repeated_from_any_folder();
    void saved_job_is_not_overwritten();
    void preset_lies_under_options();
    void every_bundled_preset_is_a_job();
    void default_names_data();
    void default_names();
    void several_inputs();
    void contradictions_data();
    void contradictions();
    void input_is_never_the_output();
};

namespace {

InterpolateArguments arguments_for(std::vector<std::string> inputs, std::string output) {
    InterpolateArguments arguments;
    arguments.inputs = std::move(inputs);
    arguments.output = std::move(output);
    return arguments;
}

Job only_job(const InterpolateArguments& arguments) {
    const std::vector<Job> jobs = make_jobs(arguments);
    if (jobs.size() != 1) {
        throw std::logic_error("not one job");
    }
    return jobs.front();
}

std::optional<Category> refusal(const InterpolateArguments& arguments) {
    try {
        (void)make_jobs(arguments);
    } catch (const Error& error) {
        return error.category();
    }
    return std::nullopt;
}

}  // namespace

void TestCliJobs::defaults() {
    Job expected;
    expected.source.path = "in.mp4";
    expected.output.path = "out.mp4";
    QVERIFY(only_job(arguments_for({"in.mp4"}, "out.mp4")) == expected);
}

void TestCliJobs::slow_motion_chooses_factor_and_audio() {
    auto arguments = arguments_for({"in.mp4"}, "out.mp4");
    arguments.slow = "3";
    Job job = only_job(arguments);
    QCOMPARE(job.retime.factor, 4);
    QCOMPARE(job.retime.slow, Rational(3));
    QCOMPARE(job.output.audio, AudioMode::stretch);

    arguments.factor = 2;
    arguments.audio = "drop";
    job = only_job(arguments);
    QCOMPARE(job.retime.factor, 2);
    QCOMPARE(job.output.audio, AudioMode::drop);
}

void TestCliJobs::options_win_over_saved_job() {
    const test::SyntheticVideo files;
    Job saved;
    saved.source.path = "saved.mp4";
    saved.output.path = "saved_out.mp4";
    saved.output.crf = 30;
    saved.output.overwrite = true;
    saved.retime.rate = Rational(60);
    auto arguments = arguments_for({}, "");
    arguments.job = files.write("job.json", QByteArray::fromStdString(to_json(saved)));

    Job job = only_job(arguments);
    QVERIFY2(!job.output.overwrite, "a file must not decide that files are replaced");
    job.output.overwrite = true;
    QVERIFY(job == saved);

    arguments.factor = 8;
    arguments.crf = 10;
    arguments.inputs = {"other.mp4"};
    job = only_job(arguments);
    QCOMPARE(job.retime.factor, 8);
    QVERIFY(!job.retime.rate);
    QCOMPARE(job.output.crf, std::optional(10));
    QCOMPARE(job.source.path, std::string("other.mp4"));
    QCOMPARE(job.output.path, std::string("saved_out.mp4"));
}

void TestCliJobs::saved_job_is_repeated_from_any_folder() {
    const test::SyntheticVideo files;
    Job job = only_job(arguments_for({"in.mp4"}, "out.mp4"));
    save_job(job, files.path("job.json"), /*overwrite=*/false);
    auto arguments = arguments_for({}, "");
    arguments.job = files.path("job.json");
    const Job again = only_job(arguments);
    QCOMPARE(again.source.path, (std::filesystem::current_path() / "in.mp4").string());
    QCOMPARE(again.model.model, job.model.model);
    QCOMPARE(QDir(files.folder()).entryList(QDir::Files), QStringList("job.json"));
}

void TestCliJobs::saved_job_is_not_overwritten() {
    const test::SyntheticVideo files;
    const std::string file = files.write("job.json", "precious");
    QVERIFY_THROWS_EXCEPTION(Error, save_job(Job{}, file, /*overwrite=*/false));
    QCOMPARE(files.read("job.json"), QByteArray("precious"));
    save_job(Job{}, file, /*overwrite=*/true);
    QVERIFY(files.read("job.json") != "precious");
    QVERIFY_THROWS_EXCEPTION(Error, save_job(Job{}, files.path("no/folder.json"), false));
}

void TestCliJobs::preset_lies_under_options() {
    const test::SyntheticVideo files;
    files.write(
        "mine.json", R"({"title": "x", "job": {"output": {"crf": 33}, "retime": {"rate": "50"}}})"
    );
    files.write("typo.json", R"({"title": "x", "job": {"output": {"crff": 33}}})");
    files.write("broken.json", "[]");
    const std::vector<std::filesystem::path> folders{files.folder().toStdString()};
    Job base;
    base.output.codec = "hevc";
    const Job job = with_preset(base, "mine", folders);
    QCOMPARE(job.output.crf, std::optional(33));
    QCOMPARE(job.output.codec, std::string("hevc"));
    QCOMPARE(job.retime.rate, std::optional(Rational(50)));
    for (const char* name : {"typo", "broken", "missing", "../mine", ""}) {
        QVERIFY_THROWS_EXCEPTION(Error, (void)with_preset(base, name, folders));
    }
}

void TestCliJobs::every_bundled_preset_is_a_job() {
    const std::filesystem::path folder =
        std::filesystem::path(NK_TEST_DATA) / "../resources/presets";
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const Job job = with_preset(Job{}, entry.path().stem().string(), {folder});
        QVERIFY2(!(job == Job{}), entry.path().c_str());
        ++count;
    }
    QVERIFY(count >= 5);
}

void TestCliJobs::default_names_data() {
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("codec");
    QTest::addColumn<QString>("slow");
    QTest::addColumn<QString>("rate");
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << "a/clip.mp4"
                           << ""
                           << "1"
                           << ""
                           << "d/clip_x2.mp4";
    QTest::newRow("keeps mkv") << "clip.mkv"
                               << ""
                               << "1"
                               << ""
                               << "d/clip_x2.mkv";
    QTest::newRow("foreign container") << "clip.avi"
                                       << ""
                                       << "1"
                                       << ""
                                       << "d/clip_x2.mp4";
    QTest::newRow("two dots") << "my.clip.mov"
                              << ""
                              << "1"
                              << ""
                              << "d/my.clip_x2.mov";
    QTest::newRow("rate") << "clip.mp4"
                          << ""
                          << "1"
                          << "60"
                          << "d/clip_60fps.mp4";
    QTest::newRow("ntsc") << "clip.mp4"
                          << ""
                          << "1"
                          << "60000/1001"
                          << "d/clip_59.9401fps.mp4";
    QTest::newRow("slow") << "clip.mp4"
                          << ""
                          << "5/2"
                          << ""
                          << "d/clip_slow2.5.mp4";
    QTest::newRow("ffv1") << "clip.mp4"
                          << "ffv1"
                          << "1"
                          << ""
                          << "d/clip_x2.mkv";
    QTest::newRow("pattern") << "f_%04d.png"
                             << ""
                             << "1"
                             << ""
                             << "d/f_x2.mp4";
    QTest::newRow("folder") << "frames/"
                            << ""
                            << "1"
                            << ""
                            << "d/frames_x2.mp4";
    QTest::newRow("pictures") << "clip.mp4"
                              << "png"
                              << "1"
                              << ""
                              << "d/clip_x2";
}

void TestCliJobs::default_names() {
    QFETCH(QString, input);
    QFETCH(QString, codec);
    QFETCH(QString, slow);
    QFETCH(QString, rate);
    QFETCH(QString, name);
    Job job;
    job.source.path = input.toStdString();
    job.output.codec = codec.toStdString();
    job.retime.slow = Rational::parse(slow.toStdString());
    if (!rate.isEmpty()) {
        job.retime.rate = Rational::parse(rate.toStdString());
    }
    QCOMPARE(QString::fromStdString(default_output(job, "d")), name);
}

void TestCliJobs::several_inputs() {
    const auto jobs = make_jobs(arguments_for({"a/x.mp4", "b.mkv"}, "new/"));
    QCOMPARE(jobs.size(), std::size_t{2});
    QCOMPARE(jobs[0].output.path, std::string("new/x_x2.mp4"));
    QCOMPARE(jobs[1].output.path, std::string("new/b_x2.mkv"));
    QCOMPARE(refusal(arguments_for({"a.mp4", "b.mp4"}, "new.mp4")), std::optional(Category::usage));
    QCOMPARE(
        refusal(arguments_for({"a/x.mp4", "b/x.mp4"}, "new/")), std::optional(Category::usage)
    );
}

void TestCliJobs::contradictions_data() {
    QTest::addColumn<InterpolateArguments>("arguments");
    QTest::newRow("nothing") << InterpolateArguments{};
    QTest::newRow("no output") << arguments_for({"in.mp4"}, "");
    QTest::newRow("standard input") << arguments_for({"-"}, "out.mp4");
    auto arguments = arguments_for({"in.mp4"}, "-");
    QTest::newRow("pipe without container") << arguments;
    arguments.container = "mp4";
    QTest::newRow("pipe in mp4") << arguments;
    arguments = arguments_for({"in.mp4"}, "out.mp4");
    arguments.from = "5";
    arguments.to = "5";
    QTest::newRow("empty range") << arguments;
    arguments = arguments_for({"in.mp4"}, "out.mp4");
    arguments.use_preset = "no such preset";
    QTest::newRow("unknown preset") << arguments;
    arguments = arguments_for({"in.mp4", "in2.mp4"}, "out/");
    arguments.save_job = "job.json";
    QTest::newRow("one job for two") << arguments;
}

void TestCliJobs::contradictions() {
    QFETCH(InterpolateArguments, arguments);
    QCOMPARE(refusal(arguments), std::optional(Category::usage));
}

void TestCliJobs::input_is_never_the_output() {
    const test::SyntheticVideo files;
    const std::string clip = files.write("clip.mp4", "x");
    auto arguments = arguments_for(
        {clip},
        files.folder().toStdString() + "/../" + QDir(files.folder()).dirName().toStdString() +
            "/clip.mp4"
    );
    arguments.overwrite = true;
    QCOMPARE(refusal(arguments), std::optional(Category::usage));
}

QTEST_APPLESS_MAIN(TestCliJobs)
#include "tst_cli_jobs.moc"
