/// The window driven as a person would: open, play, step, export, queue, language, dialogs,
/// dropping.
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QDropEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QScreen>
#include <QStackedWidget>

#include "fake_training.h"
#include "ui/empty_view.h"
#include "ui/export_dialog.h"
#include "ui/frame_view.h"
#include "ui/help_dialogs.h"
#include "ui/log_book.h"
#include "ui/message_dialogs.h"
#include "ui/output_panel.h"
#include "ui/settings_dialog.h"
#include "ui/timeline_bar.h"
#include "ui/training_wizard.h"
#include "window_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

/// Answers the next question that stops everything else.
void answer_with(QMessageBox::ButtonRole role) {
    QTimer::singleShot(0, qApp, [role] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        QVERIFY(box != nullptr);
        for (QAbstractButton* button : box->buttons()) {
            if (box->buttonRole(button) == role) {
                button->click();
                return;
            }
        }
    });
}

}  // namespace

class TestMainWindow : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void starts_empty_and_friendly();
    void opens_steps_and_seeks();
    void plays_to_the_end();
    void a_broken_file_is_a_sentence();
    void dropped_files_open();
    void exports_one_second();
    void a_trial_measures_the_job();
    void failed_jobs_explain_themselves();
    void cuts_and_range_reach_the_job();
    void presets_change_the_form();
    void several_files_go_to_the_queue();
    void saved_jobs_open_again();
    void every_dialog_opens_and_closes();
    void language_changes_while_it_runs();
    void closing_while_busy_asks();
    void closing_while_training_asks();
    void closing_with_input_in_the_wizard_asks();

 private:
    [[nodiscard]] TimelineBar* timeline() const { return window_->findChild<TimelineBar*>(); }
    [[nodiscard]] OutputPanel* panel() const { return window_->findChild<OutputPanel*>(); }
    void choose_model(const QString& id) const;
    void start_again();

    std::unique_ptr<WindowFixture> fixture_;
    std::unique_ptr<MainWindow> window_;
    std::string clip_;
};

void TestMainWindow::initTestCase() {
    qRegisterMetaType<Rational>();
}

void TestMainWindow::init() {
    fixture_ = std::make_unique<WindowFixture>();
    Clip clip;
    clip.frames = 50;
    clip.codec = QStringList{"-c:v", "libx264", "-preset", "ultrafast"};
    clip.has_audio = true;
    clip_ = fixture_->clips.make("clip.mp4", clip);
    window_ = fixture_->make_window();
}

void TestMainWindow::cleanup() {
    window_.reset();
    fixture_.reset();
}

void TestMainWindow::start_again() {
    window_.reset();  // the queue's file belongs to one program at a time
    window_ = fixture_->make_window();
}

void TestMainWindow::choose_model(const QString& id) const {
    for (QComboBox* box : window_->findChildren<QComboBox*>()) {
        if (const int index = box->findData(id); index >= 0) {
            box->setCurrentIndex(index);
            Q_EMIT box->activated(index);
        }
    }
}

void TestMainWindow::starts_empty_and_friendly() {
    QVERIFY(window_->findChild<EmptyView*>()->isVisible());
    QVERIFY(!window_->actions().start->isEnabled());
    QVERIFY(!window_->actions().play->isEnabled());
    QVERIFY(window_->actions().open->isEnabled());
    QVERIFY(!panel()->isVisible());
    // The queue's line is at the very bottom: it is not to lie below the screen.
    QVERIFY(window_->screen()->availableGeometry().contains(QRect(QPoint(), window_->size())));
}

void TestMainWindow::opens_steps_and_seeks() {
    QVERIFY(open(*window_, clip_));
    QVERIFY(!window_->findChild<EmptyView*>()->isVisible());
    QVERIFY(window_->windowTitle().contains("clip.mp4"));
    Player& player = window_->player();
    QCOMPARE(player.position(), Rational(0));
    window_->actions().step_forward->trigger();
    QTRY_COMPARE(player.position(), Rational(1, 25));
    window_->actions().step_forward->trigger();
    QTRY_COMPARE(player.position(), Rational(2, 25));
    window_->actions().step_back->trigger();
    QTRY_COMPARE(player.position(), Rational(1, 25));
    player.seek(Rational(41, 50));  // within frame 20
    QTRY_COMPARE(player.position(), Rational(20, 25));
    window_->actions().to_end->trigger();
    QTRY_COMPARE(player.position(), Rational(49, 25));
    window_->actions().to_start->trigger();
    QTRY_COMPARE(player.position(), Rational(0));
    window_->actions().step_back->trigger();
    QTest::qWait(50);
    QCOMPARE(player.position(), Rational(0));
}

void TestMainWindow::plays_to_the_end() {
    QVERIFY(open(*window_, clip_));
    Player& player = window_->player();
    player.seek(Rational(40, 25));
    QTRY_COMPARE(player.position(), Rational(40, 25));
    window_->actions().play->trigger();
    QVERIFY(player.is_playing());
    QTRY_VERIFY_WITH_TIMEOUT(!player.is_playing(), 20000);
    QCOMPARE(player.position(), Rational(49, 25));
    window_->actions().backward->trigger();
    QVERIFY(player.speed() < 0);
    QTRY_VERIFY(player.position() < Rational(45, 25));
    window_->actions().stop->trigger();
    QVERIFY(!player.is_playing());
}

void TestMainWindow::a_broken_file_is_a_sentence() {
    const std::string path = fixture_->clips.write("broken.mp4", "this is no video");
    window_->open_files({QString::fromStdString(path)});
    auto* box = wait_for_dialog<QMessageBox>(*window_);
    QVERIFY(box != nullptr);
    QVERIFY(box->informativeText().contains("broken.mp4"));
    for (QAbstractButton* button : box->buttons()) {
        if (button->text() == "Copy") {
            button->click();
        }
    }
    QVERIFY(box->isVisible());
    QCOMPARE(QGuiApplication::clipboard()->text(), box->informativeText());
    box->close();
    QVERIFY(window_->findChild<EmptyView*>()->isVisible());
}

void TestMainWindow::dropped_files_open() {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QString::fromStdString(clip_))});
    const QPoint at(300, 300);
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(window_.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(window_.get(), &drop);
    QTRY_VERIFY(window_->player().is_open());
}

void TestMainWindow::exports_one_second() {
    QVERIFY(open(*window_, clip_));
    timeline()->range_edited(Rational(0), Rational(1));
    const Job job = window_->current_job();
    QCOMPARE(job.source.to, std::optional(Rational(1)));
    QVERIFY(QString::fromStdString(job.output.path).endsWith("clip_x2.mp4"));
    window_->actions().start->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(
        !window_->queue().items().empty() &&
            window_->queue().items()[0].state == ItemState::finished,
        60000
    );
    const QJsonObject probed =
        QJsonDocument::fromJson(SyntheticVideo::probe(
                                    job.output.path,
                                    {"-v", "error", "-count_frames", "-show_streams", "-of", "json"}
                                ))
            .object();
    const QJsonArray streams = probed["streams"].toArray();
    QCOMPARE(streams.size(), 2);
    QCOMPARE(streams[0].toObject()["nb_read_frames"].toString(), QString("50"));
    QCOMPARE(streams[0].toObject()["codec_name"].toString(), QString("h264"));
    QCOMPARE(streams[1].toObject()["codec_type"].toString(), QString("audio"));
    // The next job gets a name of its own.
    QTRY_VERIFY(window_->current_job().output.path != job.output.path);
}

void TestMainWindow::a_trial_measures_the_job() {
    QVERIFY(open(*window_, clip_));
    QTRY_VERIFY(window_->findChildren<QComboBox*>().size() > 0);
    choose_model("blend");
    QTRY_COMPARE(window_->current_job().model.model, std::string("blend"));
    const auto has_estimate = [&] {
        for (const QLabel* label : panel()->findChildren<QLabel*>()) {
            if (label->text().contains("s/frame")) {
                return true;
            }
        }
        return false;
    };
    QVERIFY(!has_estimate());
    window_->actions().try_frame->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(has_estimate(), 20000);
    window_->actions().try_second->trigger();
    Player* clip_player = &window_->player();
    QTRY_VERIFY_WITH_TIMEOUT(&window_->player() != clip_player, 30000);
    QTRY_VERIFY(window_->player().position() > Rational(0));
    QVERIFY(!timeline()->isEnabled());
    window_->actions().close_clip->trigger();
    QVERIFY(&window_->player() == clip_player);
}

void TestMainWindow::failed_jobs_explain_themselves() {
    fixture_->services.make_interpolator = [](const ModelChoice&) {
        FakeOptions options;
        options.fail_at = 2;
        return std::make_unique<FakeInterpolator>(options);
    };
    start_again();
    QVERIFY(open(*window_, clip_));
    window_->actions().start->trigger();
    auto* box = wait_for_dialog<QMessageBox>(*window_);
    QVERIFY(box != nullptr);
    QVERIFY(!box->informativeText().isEmpty());
    QCOMPARE(window_->queue().items()[0].state, ItemState::failed);
    box->close();
}

void TestMainWindow::cuts_and_range_reach_the_job() {
    QVERIFY(open(*window_, clip_));
    QCOMPARE(window_->current_job().cuts.mode, CutMode::automatic);
    window_->player().seek(Rational(10, 25));
    QTRY_COMPARE(window_->player().position(), Rational(10, 25));
    window_->actions().add_cut->trigger();
    Job job = window_->current_job();
    QCOMPARE(job.cuts.mode, CutMode::list);
    QCOMPARE(job.cuts.first_frames.size(), std::size_t{1});
    QCOMPARE(job.cuts.first_frames[0], window_->player().info().video->start + Rational(10, 25));
    window_->actions().set_in->trigger();
    window_->player().seek(Rational(30, 25));
    QTRY_COMPARE(window_->player().position(), Rational(30, 25));
    window_->actions().set_out->trigger();
    job = window_->current_job();
    QCOMPARE(job.source.from, std::optional(Rational(10, 25)));
    QCOMPARE(job.source.to, std::optional(Rational(30, 25)));
    window_->actions().clear_range->trigger();
    window_->actions().find_cuts->trigger();
    job = window_->current_job();
    QVERIFY(!job.source.from && !job.source.to);
    QCOMPARE(job.cuts.mode, CutMode::automatic);
}

void TestMainWindow::presets_change_the_form() {
    QVERIFY(open(*window_, clip_));
    auto* dialog = [&] {
        Q_EMIT panel()->more_requested();
        return wait_for_dialog<ExportDialog>(*window_);
    }();
    QVERIFY(dialog != nullptr);
    Job wanted = dialog->job();
    wanted.retime.factor = 4;
    wanted.output.container = "mkv";
    wanted.output.codec = "ffv1";
    wanted.output.crf.reset();
    Q_EMIT dialog->save_preset_requested("Mine for masters", wanted);
    const std::filesystem::path file =
        fixture_->services.preset_folders[0] / "mine-for-masters.json";
    QTRY_VERIFY(std::filesystem::exists(file));
    dialog->reject();
    const PresetFolder folder(fixture_->services.preset_folders);
    const auto presets = folder.list();
    const auto mine = std::find_if(presets.begin(), presets.end(), [](const Preset& preset) {
        return preset.is_own;
    });
    QVERIFY(mine != presets.end());
    QCOMPARE(mine->title, QString("Mine for masters"));
    Q_EMIT panel()->preset_chosen(*mine);
    QTRY_COMPARE(window_->current_job().retime.factor, 4);
    QCOMPARE(window_->current_job().output.codec, std::string("ffv1"));
    QVERIFY(QString::fromStdString(window_->current_job().output.path).endsWith("clip_x4.mkv"));
    QCOMPARE(window_->current_job().source.path, clip_);
}

void TestMainWindow::several_files_go_to_the_queue() {
    const std::string second = fixture_->clips.make("second.mkv");
    window_->open_files({QString::fromStdString(clip_), QString::fromStdString(second)});
    QCOMPARE(window_->queue().items().size(), std::size_t{2});
    QVERIFY(!window_->queue().is_running());
    QCOMPARE(window_->queue().items()[1].job.source.path, second);
    QTRY_VERIFY(window_->player().is_open());
    window_->actions().run_queue->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(window_->queue().items()[1].state, ItemState::finished, 60000);
    window_->actions().clear_done->trigger();
    QVERIFY(window_->queue().items().empty());
}

void TestMainWindow::saved_jobs_open_again() {
    QVERIFY(open(*window_, clip_));
    Job job = window_->current_job();
    job.source.from = Rational(1, 5);
    job.retime.rate = Rational(60);
    const std::string path =
        fixture_->clips.write("job.json", QByteArray::fromStdString(to_json(job)));
    start_again();
    window_->open_files({QString::fromStdString(path)});
    QTRY_VERIFY(window_->player().is_open());
    QCOMPARE(window_->current_job().source.from, std::optional(Rational(1, 5)));
    QCOMPARE(window_->current_job().retime.rate, std::optional(Rational(60)));
}

void TestMainWindow::every_dialog_opens_and_closes() {
    QVERIFY(open(*window_, clip_));
    const WindowActions& actions = window_->actions();
    const auto check = [&](QAction* action) {
        action->trigger();
        auto* dialog = wait_for_dialog<QDialog>(*window_);
        QVERIFY2(dialog != nullptr, qPrintable(action->text()));
        QVERIFY(!dialog->windowTitle().isEmpty());
        const QPointer<QDialog> gone(dialog);
        dialog->reject();  // a question would never end here
        QTRY_VERIFY(!gone || !gone->isVisible());
    };
    check(actions.settings);
    check(actions.log);
    check(actions.shortcuts);
    check(actions.about);
    check(actions.models);
    check(actions.wizard);  // it has the clip already, but nobody entered anything
    actions.diagnostics->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().contains("Qt 6"));
    actions.facts->setChecked(true);
    QTRY_VERIFY(window_->findChild<QDockWidget*>("facts_dock")->isVisible());
}

void TestMainWindow::language_changes_while_it_runs() {
    QVERIFY(open(*window_, clip_));
    window_->set_language("ja");
    QTRY_COMPARE(window_->menuBar()->actions().first()->text(), QString("ファイル(&F)"));
    // Every visible word of the panel changes with it.
    QStringList english;
    for (const QPushButton* button : panel()->findChildren<QPushButton*>()) {
        const QString text = button->text();
        if (!text.isEmpty() && text == QString::fromLatin1(text.toLatin1())) {
            english << text;
        }
    }
    QCOMPARE(english, QStringList());
    window_->set_language("en");
    QTRY_COMPARE(window_->menuBar()->actions().first()->text(), QString("&File"));
}

void TestMainWindow::closing_while_busy_asks() {
    fixture_->services.make_interpolator = [](const ModelChoice&) {
        FakeOptions options;
        options.delay = std::chrono::milliseconds(50);
        return std::make_unique<FakeInterpolator>(options);
    };
    start_again();
    QVERIFY(open(*window_, clip_));
    window_->actions().start->trigger();
    QTRY_COMPARE(window_->queue().items()[0].state, ItemState::running);
    QVERIFY(!window_->close());
    auto* question = wait_for_dialog<QMessageBox>(*window_);
    QVERIFY(question != nullptr);
    question->buttons().last()->click();
    QVERIFY(window_->isVisible());
    QVERIFY(!window_->close());
    question = wait_for_dialog<QMessageBox>(*window_);
    QVERIFY(question != nullptr);
    question->buttons().first()->click();
    QTRY_VERIFY(!window_->isVisible());
    // The next start finds the job where it was and can finish it.
    start_again();
    QCOMPARE(window_->queue().items().size(), std::size_t{1});
    const ItemState state = window_->queue().items()[0].state;
    QVERIFY(
        state == ItemState::paused || state == ItemState::interrupted || state == ItemState::waiting
    );
}

void TestMainWindow::closing_while_training_asks() {
    const std::filesystem::path runs = fixture_->clips.folder().toStdString() + "/runs";
    FakeTraining fake;
    fake.holds_at_half = true;
    fixture_->services.make_training = [&] { return fake_services(fake, runs); };
    start_again();
    write_unfinished_run(runs / "left", "Left run");
    window_->actions().wizard->trigger();
    auto* wizard = wait_for_dialog<TrainingWizard>(*window_);
    QVERIFY(wizard != nullptr);
    const QPointer<TrainingWizard> watched(wizard);
    wizard->open_run(runs / "left", fake_services(fake, runs).read_status(runs / "left"));
    QTRY_COMPARE(fake.count("resume"), 1);
    QVERIFY(wizard->is_running());
    answer_with(QMessageBox::RejectRole);
    QVERIFY(!window_->close());
    QTest::qWait(50);
    QVERIFY(window_->isVisible());
    QVERIFY(wizard->is_running());
    QCOMPARE(fake.count("leave"), 0);
    answer_with(QMessageBox::AcceptRole);
    QVERIFY(!window_->close());
    QTRY_VERIFY(!window_->isVisible());
    QVERIFY(fake.count("leave") >= 1);
    QVERIFY(!watched || !watched->is_running());
    window_.reset();                                     // before the fake that its parts refer to
    QCOMPARE(fake.calls_on_interface_thread.load(), 1);  // read_status above
}

void TestMainWindow::closing_with_input_in_the_wizard_asks() {
    const std::filesystem::path runs = fixture_->clips.folder().toStdString() + "/runs";
    FakeTraining fake;
    fixture_->services.make_training = [&] { return fake_services(fake, runs); };
    start_again();
    window_->actions().wizard->trigger();
    QPointer<TrainingWizard> wizard = wait_for_dialog<TrainingWizard>(*window_);
    QVERIFY(wizard != nullptr);
    wizard->add_clips({"/clips/one.mp4"});
    QTRY_VERIFY(wizard->model().unchecked_clips().empty());
    answer_with(QMessageBox::RejectRole);
    QVERIFY(!window_->close());
    QTest::qWait(50);
    QVERIFY(window_->isVisible());
    QVERIFY(wizard->isVisible());
    QCOMPARE(wizard->model().clips().size(), std::size_t{1});
    answer_with(QMessageBox::AcceptRole);
    QVERIFY(!window_->close());
    QTRY_VERIFY(!window_->isVisible());
    QVERIFY(!wizard || !wizard->isVisible());

    // Nothing entered: a question would never end here.
    start_again();
    window_->actions().wizard->trigger();
    QVERIFY(wait_for_dialog<TrainingWizard>(*window_) != nullptr);
    QVERIFY(window_->close());
    window_.reset();  // before the fake that its parts refer to
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
