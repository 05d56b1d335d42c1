/// Forms, names, presets, settings, facts: the window's logic without a window.
#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QtTest>
#include <thread>

#include "io/encoder_speed.h"
#include "support/fake_interpolator.h"
#include "support/synthetic_video.h"
#include "ui/export_dialog.h"
#include "ui/job_form.h"
#include "ui/job_model.h"
#include "ui/presets.h"
#include "ui/settings.h"
#include "ui/settings_dialog.h"
#include "ui/single_instance.h"
#include "ui/source_facts.h"
#include "ui/text.h"
#include "ui/trial.h"

using namespace nakawari;
using namespace nakawari::test;

class TestJobForm : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void every_format_has_words();
    void quality_and_crf_agree();
    void encoders_of_a_card_are_offered_where_they_fit();
    void every_encoder_takes_the_same_speeds();
    void names_never_collide();
    void problems_are_told();
    void estimates_follow_the_measurement();
    void presets_are_saved_applied_and_removed();
    void settings_survive_and_reset();
    void settings_say_what_the_memory_limit_means();
    void settings_of_a_later_version_are_left_alone();
    void queue_table_is_a_sound_model();
    void facts_tell_what_is_assumed();
    void second_start_hands_files_over();
};

void TestJobForm::every_format_has_words() {
    for (const OutputFormatChoice& format : output_formats()) {
        QVERIFY(!title_of(format).isEmpty());
        QVERIFY(!purpose_of(format).isEmpty());
        QVERIFY(codecs_of(format.container).contains(format.codec));
    }
}

void TestJobForm::quality_and_crf_agree() {
    for (const char* codec :
         {"h264", "hevc", "av1", "vp9", "h264_nvenc", "hevc_nvenc", "av1_nvenc"}) {
        int before = 100;
        for (int step = 0; step < quality_steps; ++step) {
            const auto crf = crf_of(step, codec);
            QVERIFY(crf && *crf < before);
            QCOMPARE(quality_of(crf, codec), step);
            before = *crf;
        }
    }
    QVERIFY(!crf_of(0, "ffv1"));
    QVERIFY(!crf_of(0, "prores"));
    QCOMPARE(quality_of(19, "h264"), 3);
}

void TestJobForm::encoders_of_a_card_are_offered_where_they_fit() {
    Job job;
    job.output.container = "mp4";
    job.output.codec = "hevc";
    ExportDialog dialog(job, {});
    const auto offers = [&](const char* codec) {
        const auto boxes = dialog.findChildren<QComboBox*>();
        return std::any_of(boxes.begin(), boxes.end(), [&](const QComboBox* box) {
            return box->findData(codec) >= 0;
        });
    };
    QVERIFY(!offers("h264_nvenc"));
    dialog.set_hardware_codecs({"h264_nvenc", "av1_nvenc"});
    QVERIFY(offers("h264_nvenc") && offers("av1_nvenc") && !offers("hevc_nvenc"));
    QCOMPARE(dialog.job().output.codec, std::string("hevc"));  // found, not chosen
    job.output.container = "webm";
    job.output.codec = "vp9";
    dialog.set_job(job);
    QVERIFY(!offers("h264_nvenc") && offers("av1_nvenc"));
    job.output.container = "mp4";
    job.output.codec = "hevc_nvenc";  // of another machine: stays, and says so when it runs
    job.source.hardware_decoding = false;
    dialog.set_job(job);
    dialog.set_hardware_codecs({});
    QCOMPARE(dialog.job().output.codec, std::string("hevc_nvenc"));
    QVERIFY(!dialog.job().source.hardware_decoding);
}

/// Whatever is picked can run: an encoder of one speed is not asked for another.
void TestJobForm::every_encoder_takes_the_same_speeds() {
    Job job;
    job.output.container = "mkv";
    job.output.codec = "h264";
    job.output.preset = "superfast";
    ExportDialog dialog(job, {});
    const auto boxes = dialog.findChildren<QComboBox*>();
    const auto with = [&](const char* value) {
        return *std::find_if(boxes.begin(), boxes.end(), [&](const QComboBox* box) {
            return box->findData(value) >= 0;
        });
    };
    QComboBox* const speeds = with("veryfast");
    QComboBox* const codecs = with("ffv1");
    for (const char* speed : encoder_speeds) {
        QVERIFY2(speeds->findData(speed) > 0, speed);
    }
    QCOMPARE(dialog.job().output.preset, std::string("superfast"));
    codecs->setCurrentIndex(codecs->findData("av1"));
    QCOMPARE(dialog.job().output.preset, std::string("superfast"));
    codecs->setCurrentIndex(codecs->findData("ffv1"));
    QCOMPARE(dialog.job().output.preset, std::string());
}

void TestJobForm::names_never_collide() {
    const SyntheticVideo clips;
    Job job;
    job.source.path = clips.path("film.part1.mov");
    job.output.container = "mkv";
    const QString first = output_path(job, clips.folder(), {});
    QCOMPARE(QFileInfo(first).fileName(), QString("film.part1_x2.mkv"));
    clips.write("film.part1_x2.mkv", "taken");
    const QString second = output_path(job, clips.folder(), {});
    QCOMPARE(QFileInfo(second).fileName(), QString("film.part1_x2_2.mkv"));
    const QString third = output_path(job, clips.folder(), {}, {second});
    QCOMPARE(QFileInfo(third).fileName(), QString("film.part1_x2_3.mkv"));
    job.retime.rate = Rational(60000, 1001);
    QVERIFY(
        output_path(job, clips.folder(), "new/%name%time").endsWith("/new_film.part1_59.94fps.mkv")
    );
    job.retime = {};
    job.retime.slow = 4;
    job.source.path = "frames/f_%04d.png";
    job.output.container = "png";
    job.output.codec = "png";
    QCOMPARE(QFileInfo(output_path(job, clips.folder(), {})).fileName(), QString("f_slow4"));
}

void TestJobForm::problems_are_told() {
    Job job;
    QVERIFY(!problem_of(job).isEmpty());
    job.source.path = "a.mp4";
    QVERIFY(!problem_of(job).isEmpty());
    job.output.path = "a.mp4";
    QVERIFY(!problem_of(job).isEmpty());
    job.output.path = "b.mp4";
    QCOMPARE(problem_of(job), QString());
    job.source.from = 3;
    job.source.to = 2;
    QVERIFY(!problem_of(job).isEmpty());
}

void TestJobForm::estimates_follow_the_measurement() {
    MediaInfo info;
    VideoInfo video;
    video.average_rate = 25;
    video.duration = 40;
    video.frame_count = 1000;
    info.video = video;
    TrialMeasurement measured;
    measured.seconds_per_frame = 0.5;
    measured.output_bytes = 1'000'000;
    measured.output_seconds = 1;
    Job job;
    auto estimate = estimate_job(measured, job, info);
    QVERIFY(estimate.has_value());
    QCOMPARE(estimate->new_frames, int64_t{1000});
    QCOMPARE(estimate->seconds, 500.0);
    QCOMPARE(estimate->output_bytes, int64_t{40'000'000});
    job.source.to = 10;
    job.retime.factor = 4;
    estimate = estimate_job(measured, job, info);
    QCOMPARE(estimate->new_frames, int64_t{750});
    info.video->frame_count.reset();
    info.video->duration = 0;
    QVERIFY(!estimate_job(measured, job, info));
}

void TestJobForm::presets_are_saved_applied_and_removed() {
    const SyntheticVideo folder;
    const std::filesystem::path root = folder.folder().toStdString();
    std::filesystem::create_directory(root / "bundled");
    folder.write("bundled/web.json", R"({"title": "Web", "job": {"output": {"crf": 20}}})");
    folder.write("bundled/broken.json", "{");
    folder.write("bundled/list.json", "[1]");
    const PresetFolder presets({root / "own", root / "bundled"});
    QCOMPARE(presets.list().size(), std::size_t{1});
    Job job;
    job.source.path = "secret.mp4";
    job.output.path = "result.mp4";
    job.retime.factor = 8;
    job.output.crf = 11;
    presets.save("Web", job);  // hides the bundled one
    auto list = presets.list();
    QCOMPARE(list.size(), std::size_t{1});
    QVERIFY(list[0].is_own);
    Job other;
    other.source.path = "mine.mp4";
    other.output.path = "mine_x2.mp4";
    const Job applied = PresetFolder::applied(other, list[0]);
    QCOMPARE(applied.retime.factor, 8);
    QCOMPARE(applied.output.crf, std::optional(11));
    QCOMPARE(applied.source.path, std::string("mine.mp4"));
    QCOMPARE(applied.output.path, std::string("mine_x2.mp4"));
    presets.remove(list[0]);
    list = presets.list();
    QCOMPARE(list.size(), std::size_t{1});
    QVERIFY(!list[0].is_own);
    folder.write("bundled/web.json", R"({"job": {"output": {"crv": 20}}})");
    QVERIFY_EXCEPTION_THROWN((void)PresetFolder::applied(other, list[0]), Error);
    QCOMPARE(preset_name("  My Größe / №1!  "), QString("my-größe-1"));
    QCOMPARE(preset_name("***"), QString("preset"));
}

void TestJobForm::settings_survive_and_reset() {
    const SyntheticVideo folder;
    const QString file = folder.folder() + "/settings.ini";
    Preferences wanted;
    wanted.language = "ja";
    wanted.inference = {"cpu", "bf16", 3, 2048};
    wanted.compare_cache_mb = 1024;
    wanted.output_folder = "/videos";
    wanted.name_pattern = "%name_new";
    wanted.default_preset = "web";
    wanted.notifies = false;
    Job job;
    job.source.path = "secret.mp4";
    job.output.crf = 9;
    {
        Settings settings(file);
        settings.set_preferences(wanted);
        settings.set_last_job(job);
        for (int i = 0; i < 15; ++i) {
            settings.add_recent_file(QString("clip%1.mp4").arg(i));
        }
        settings.add_recent_file("clip9.mp4");
    }
    Settings settings(file);
    QCOMPARE(settings.preferences(), wanted);
    QCOMPARE(settings.recent_files().size(), 10);
    QCOMPARE(settings.recent_files().first(), QString("clip9.mp4"));
    QCOMPARE(settings.last_job()->output.crf, std::optional(9));
    QVERIFY(settings.last_job()->source.path.empty());
    settings.reset();
    QCOMPARE(settings.preferences(), Preferences());
    QVERIFY(settings.recent_files().isEmpty() && !settings.last_job());
}

/// In the numbers of the engine, for the limit as it stands in the field.
void TestJobForm::settings_say_what_the_memory_limit_means() {
    constexpr Size size{1280, 720};
    NetworkMemory network;
    network.fixed_bytes = 300e6;
    network.features = 400;
    network.grid = 1000;
    network.grid_held = 100;
    SettingsDialog dialog({}, {});
    const auto* strips = dialog.findChild<QLabel*>("strips");
    auto* memory = dialog.findChild<QSpinBox*>("memory_limit");
    dialog.open();
    dialog.set_memory({network, {}}, size);
    const QString whole = text::bytes(peak_memory_bytes(network, size));
    QVERIFY(strips->text().contains("1280×720") && strips->text().contains(whole));
    memory->setValue(100'000);
    QVERIFY(strips->text().contains("none") && strips->text().contains(whole));
    memory->setValue(1000);
    const int64_t rows = strip_rows_within(network, size, int64_t{1000} << 20);
    QVERIFY(rows > 0);
    QVERIFY2(strips->text().contains(QString::number(rows) + " rows"), qPrintable(strips->text()));
    memory->setValue(100);
    QVERIFY(strips->text().contains("does not fit"));
    QTRY_VERIFY(strips->width() >= strips->sizeHint().width());  // nothing cut off
}

void TestJobForm::settings_of_a_later_version_are_left_alone() {
    const SyntheticVideo folder;
    folder.write("settings.ini", "[General]\nversion=99\n[window]\nlanguage=ja\n");
    {
        Settings settings(folder.folder() + "/settings.ini");
        QCOMPARE(settings.preferences().language, QString("ja"));
        settings.set_preferences({});
        settings.reset();
    }
    QVERIFY(folder.read("settings.ini").contains("version=99"));
    QVERIFY(folder.read("settings.ini").contains("language=ja"));
}

void TestJobForm::queue_table_is_a_sound_model() {
    const SyntheticVideo clips;
    JobQueueOptions options;
    options.file = clips.path("queue.json");
    options.make_interpolator = [](const ModelChoice&) {
        return std::make_unique<FakeInterpolator>(FakeOptions{});
    };
    JobQueue queue(options);
    JobModel model(queue);
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest
    );
    QSignalSpy ended(&model, &JobModel::item_ended);
    QSignalSpy drained(&model, &JobModel::drained);
    std::vector<int64_t> ids;
    for (const char* name : {"a", "b", "c"}) {
        Job job;
        job.source.path = clips.make(QString(name) + ".mkv", Clip{});
        job.output.path = clips.path(QString(name) + "_x2.mkv");
        ids.push_back(queue.add(job));
    }
    model.refresh();
    QCOMPARE(model.rowCount(), 3);
    // The third row is dropped before the first one.
    const std::unique_ptr<QMimeData> data(model.mimeData({model.index(2, 0)}));
    model.dropMimeData(data.get(), Qt::MoveAction, 0, 0, {});
    QCOMPARE(model.index(0, 0).data(JobModel::id_role).toLongLong(), ids[2]);
    QCOMPARE(model.index(0, JobModel::state_column).data().toString(), QString("Waiting"));
    queue.start();
    QTRY_COMPARE_WITH_TIMEOUT(drained.count(), 1, 60000);
    QCOMPARE(ended.count(), 3);
    QCOMPARE(model.index(1, JobModel::progress_column).data().toString(), QString("100 %"));
    queue.remove(ids[0]);
    model.refresh();
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(model.find(ids[0]) == nullptr);
}

void TestJobForm::facts_tell_what_is_assumed() {
    const SyntheticVideo clips;
    Clip clip;
    clip.rate = "24000/1001";
    clip.has_audio = true;
    SourceOptions source;
    source.path = clips.make("a.mkv", clip);
    const SourceFacts facts = source_facts(probe(source), true);
    QString all;
    for (const auto& [name, value] : facts.rows) {
        QVERIFY(!name.isEmpty() && !value.isEmpty());
        all += name + ": " + value + "\n";
    }
    QVERIFY2(
        all.contains("64×48") && all.contains("23.976") && all.contains("24000/1001"),
        qPrintable(all)
    );
    QVERIFY(all.contains("variable") && all.contains("aac") && all.contains("assumed"));
    QVERIFY(!facts.notes.isEmpty());
}

void TestJobForm::second_start_hands_files_over() {
    const QString name = QString("nakawari-test-%1").arg(QCoreApplication::applicationPid());
    const SingleInstance nobody(name);
    QVERIFY(!nobody.hand_over({"a.mp4"}));
    SingleInstance first(name);
    QVERIFY(first.listen());
    QSignalSpy received(&first, &SingleInstance::files_received);
    std::atomic<bool> is_handed_over = false;
    std::jthread second([&] {
        const SingleInstance other(name);
        is_handed_over = other.hand_over({"/videos/ä.mp4", "/videos/b.mp4"});
    });
    QTRY_COMPARE(received.count(), 1);
    QCOMPARE(received[0][0].toStringList(), (QStringList{"/videos/ä.mp4", "/videos/b.mp4"}));
    QTRY_VERIFY(is_handed_over);
}

QTEST_MAIN(TestJobForm)
#include "tst_job_form.moc"
