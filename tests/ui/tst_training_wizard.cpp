/// The wizard driven from the first page to the last, over a facade that only answers.
#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QRadioButton>
#include <QSpinBox>
#include <QTableView>
#include <QtTest>

#include "fake_training.h"
#include "ui/engine_bridge.h"
#include "ui/training_charts.h"
#include "ui/training_wizard.h"
#include "ui/wizard_export_page.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

QPushButton* button(const QWidget& parent, const QString& name) {
    return parent.findChild<QPushButton*>(name);
}

/// The visible button of this text, without its mnemonic.
QPushButton* button_saying(const QWidget& parent, const QString& text) {
    for (QPushButton* found : parent.findChildren<QPushButton*>()) {
        if (QString(found->text()).remove('&') == text && found->isVisible()) {
            return found;
        }
    }
    return nullptr;
}

/// Answers the next question that stops everything else.
void answer_with(const QString& text, QString* question = nullptr) {
    QTimer::singleShot(0, qApp, [text, question] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        QVERIFY(box != nullptr);
        if (question != nullptr) {
            *question = box->text();
        }
        QPushButton* answer = button_saying(*box, text);
        QVERIFY2(answer != nullptr, qPrintable(text));
        answer->click();
    });
}

}  // namespace

class TestTrainingWizard : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void init();
    void cleanup();
    void from_first_page_to_last();
    void back_keeps_input();
    void by_keyboard_alone();
    void a_broken_clip_is_a_note();
    void another_split_is_measured_anew();
    void removed_clips_lock_the_pages_again();
    void failed_start_stays_on_the_form();
    void pause_and_stop_and_keep_best();
    void closing_asks_and_leaves_the_run();
    void closing_without_input_does_not_ask();
    void only_what_a_person_changed_is_asked_about();
    void unfinished_run_is_offered_and_resumed();
    void finished_run_shows_its_result();
    void changed_values_start_anew();
    void registering_checks_the_name();
    void window_can_go_while_it_runs();
    void curves_differ_without_colour();

 private:
    void open();
    void fill_to(WizardPage page);

    std::unique_ptr<QTemporaryDir> root_;
    std::unique_ptr<FakeTraining> fake_;
    std::unique_ptr<EngineBridge> bridge_;
    std::unique_ptr<TrainingWizard> wizard_;
};

void TestTrainingWizard::init() {
    root_ = std::make_unique<QTemporaryDir>();
    fake_ = std::make_unique<FakeTraining>();
    const std::filesystem::path models = root_->filePath("models").toStdString();
    bridge_ = std::make_unique<EngineBridge>(std::vector<std::filesystem::path>{models});
}

void TestTrainingWizard::cleanup() {
    wizard_.reset();
    QCOMPARE(fake_->calls_on_interface_thread.load(), 0);
    bridge_.reset();
}

void TestTrainingWizard::open() {
    const std::filesystem::path runs = root_->filePath("runs").toStdString();
    wizard_ = std::make_unique<TrainingWizard>(fake_services(*fake_, runs), *bridge_);
    wizard_->show();
    QVERIFY(QTest::qWaitForWindowActive(wizard_.get()));
    for (auto* table : wizard_->findChildren<QTableView*>()) {
        new QAbstractItemModelTester(
            table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest, table
        );
    }
}

/// By pressing Next, with two clips.
void TestTrainingWizard::fill_to(WizardPage page) {
    open();
    wizard_->add_clips({"/clips/one.mp4", "/clips/two.mp4"});
    QPushButton* next = button(*wizard_, "next");
    while (wizard_->page() != page) {
        QTRY_VERIFY(next->isEnabled());
        const WizardPage before = wizard_->page();
        next->click();
        QTRY_VERIFY(wizard_->page() != before);
    }
}

void TestTrainingWizard::from_first_page_to_last() {
    fill_to(WizardPage::models);
    QTRY_VERIFY(wizard_->model().is_measured());
    QPushButton* next = button(*wizard_, "next");
    QVERIFY(next->text().contains("Start"));
    next->click();
    QTRY_VERIFY(wizard_->page() == WizardPage::run);
    QVERIFY(wizard_->is_running());
    QTRY_VERIFY_WITH_TIMEOUT(wizard_->page() == WizardPage::result, 20000);
    const auto* verdict = wizard_->findChild<QLabel*>("verdict");
    QCOMPARE(
        verdict->text(),
        QString("4 of 5 targets met. Not met: ms per frame (0.92 s, target 0.80 s).")
    );
    next->click();
    QVERIFY(wizard_->page() == WizardPage::export_page);

    QSignalSpy chosen(wizard_.get(), &TrainingWizard::model_chosen);
    QVERIFY(!button_saying(*wizard_, "Use for new jobs")->isEnabled());
    button_saying(*wizard_, "Register")->click();
    QTRY_VERIFY(button_saying(*wizard_, "Use for new jobs")->isEnabled());
    QCOMPARE(fake_->count("register mini-for-my-footage"), 1);
    button_saying(*wizard_, "Use for new jobs")->click();
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.at(0).at(0).toString(), QString("mini-for-my-footage"));

    const QString file = root_->filePath("report.html");
    wizard_->findChild<WizardExportPage*>()->save_report(file, ReportFormat::html);
    QTRY_VERIFY(QFile::exists(file));
    QVERIFY(fake_->started.footage.clips.size() == 2);
    QVERIFY(fake_->started.targets.size() == 3);
    QCOMPARE(fake_->count("destroyed"), 1);  // joining a run may block: not on this thread
}

void TestTrainingWizard::back_keeps_input() {
    fill_to(WizardPage::models);
    auto* minutes = wizard_->findChild<QSpinBox*>("minutes");
    auto* title = wizard_->findChild<QLineEdit*>("title");
    minutes->setValue(45);
    title->selectAll();
    QTest::keyClicks(title, "Night shots");
    QVERIFY(wizard_->go_to(WizardPage::targets));
    auto* ssim = wizard_->findChild<QCheckBox*>("wanted_ssim");
    auto* ssim_value = wizard_->findChild<QDoubleSpinBox*>("value_ssim");
    ssim->setChecked(true);
    ssim_value->setValue(0.93);
    QVERIFY(wizard_->go_to(WizardPage::split));
    wizard_->findChild<QSpinBox*>("share")->setValue(35);
    while (wizard_->page() != WizardPage::footage) {
        button(*wizard_, "back")->click();
    }
    QVERIFY(!button(*wizard_, "back")->isEnabled());
    QPushButton* next = button(*wizard_, "next");
    while (wizard_->page() != WizardPage::models) {
        QTRY_VERIFY(next->isEnabled());
        next->click();
    }
    QCOMPARE(minutes->value(), 45);
    QCOMPARE(title->text(), QString("Night shots"));
    QVERIFY(ssim->isChecked());
    QCOMPARE(ssim_value->value(), 0.93);
    QTRY_VERIFY(next->isEnabled());
    next->click();
    QTRY_VERIFY(wizard_->is_running() && wizard_->page() == WizardPage::run);
    QCOMPARE(fake_->started.title, std::string("Night shots"));
    QCOMPARE(fake_->started.budget.minutes, 45.0);
    QCOMPARE(fake_->started.footage.held_out_share, 0.35);
    QVERIFY(fake_->started.targets.size() == 4);
}

/// Suggested targets follow from the footage that is held out.
void TestTrainingWizard::another_split_is_measured_anew() {
    fill_to(WizardPage::models);
    QTRY_VERIFY(wizard_->model().is_measured());
    const auto suggested_psnr = [this] {
        const std::vector<Target> targets = wizard_->model().targets();
        return targets.empty() ? 0 : targets.front().value;
    };
    QCOMPARE(suggested_psnr(), 30.5);
    QVERIFY(wizard_->go_to(WizardPage::split));
    const int plans_before = fake_->count("plan");
    for (QRadioButton* mode : wizard_->findChildren<QRadioButton*>()) {
        mode->setChecked(mode->text() == "By shot");
    }
    QVERIFY(!wizard_->model().is_measured());
    QTRY_VERIFY(wizard_->model().is_measured());
    QCOMPARE(fake_->count("plan"), plans_before + 1);
    QCOMPARE(suggested_psnr(), 28.95);
    QVERIFY(wizard_->go_to(WizardPage::targets));
    const auto* suggestion = wizard_->findChild<QLabel*>("suggestion");
    QVERIFY2(suggestion->text().contains("reaches 28.75 dB"), qPrintable(suggestion->text()));
    // Looking at the page again changes nothing, so nothing is measured.
    QVERIFY(wizard_->go_to(WizardPage::split));
    QTest::qWait(50);
    QVERIFY(wizard_->model().is_measured());
    QCOMPARE(fake_->count("plan"), plans_before + 1);
}

void TestTrainingWizard::by_keyboard_alone() {
    open();
    wizard_->add_clips({"/clips/one.mp4", "/clips/two.mp4"});  // stands for the file dialog
    QPushButton* next = button(*wizard_, "next");
    const auto press = [](Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); };
    const auto tab_to = [&](const QWidget* target) {
        for (int i = 0; i < 100 && QApplication::focusWidget() != target; ++i) {
            press(Qt::Key_Tab);
        }
        QCOMPARE(QApplication::focusWidget(), target);
    };
    QTRY_VERIFY(next->isEnabled());
    tab_to(next);
    press(Qt::Key_Space);
    QVERIFY(wizard_->page() == WizardPage::targets);
    QTRY_VERIFY(!wizard_->model().targets().empty());
    const auto* suggestion = wizard_->findChild<QLabel*>("suggestion");
    QTRY_VERIFY(suggestion->text().contains("reaches 30.30 dB"));  // where the values come from
    const std::size_t before = wizard_->model().targets().size();
    auto* ssim = wizard_->findChild<QCheckBox*>("wanted_ssim");
    tab_to(ssim);
    press(Qt::Key_Space);
    QCOMPARE(wizard_->model().targets().size(), before + 1);
    tab_to(button(*wizard_, "back"));
    press(Qt::Key_Space);
    QVERIFY(wizard_->page() == WizardPage::footage);
    tab_to(next);
    press(Qt::Key_Space);
    QVERIFY(wizard_->page() == WizardPage::targets);
    tab_to(next);
    press(Qt::Key_Space);
    QVERIFY(wizard_->page() == WizardPage::split);
    QTRY_VERIFY(next->isEnabled());
    tab_to(next);
    press(Qt::Key_Space);
    QVERIFY(wizard_->page() == WizardPage::models);
    // The step list goes back, and refuses what is locked.
    auto* steps = wizard_->findChild<QListWidget*>("steps");
    tab_to(steps);
    press(Qt::Key_Home);
    QVERIFY(wizard_->page() == WizardPage::footage);
    press(Qt::Key_End);
    QVERIFY(wizard_->page() < WizardPage::run);
    QVERIFY(!wizard_->go_to(WizardPage::result));
    QVERIFY(wizard_->go_to(WizardPage::models));
    QTRY_VERIFY(next->isEnabled());
    tab_to(next);
    press(Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(wizard_->page() == WizardPage::result, 20000);
    tab_to(next);
    press(Qt::Key_Space);
    QVERIFY(wizard_->page() == WizardPage::export_page);
}

void TestTrainingWizard::a_broken_clip_is_a_note() {
    open();
    wizard_->add_clips({"/clips/broken.mp4", "/clips/one.mp4"});
    QTRY_VERIFY(wizard_->model().unchecked_clips().empty());
    QVERIFY(!wizard_->model().finding("/clips/broken.mp4")->problems.empty());
    QVERIFY(button(*wizard_, "next")->isEnabled());  // the other clip will do
}

void TestTrainingWizard::removed_clips_lock_the_pages_again() {
    fill_to(WizardPage::split);
    QVERIFY(wizard_->go_to(WizardPage::footage));
    auto* clips = wizard_->findChild<QTableView*>("clips");
    clips->selectAll();
    clips->setFocus();
    QTest::keyClick(clips, Qt::Key_Delete);
    QVERIFY(wizard_->model().clips().empty());
    QVERIFY(!button(*wizard_, "next")->isEnabled());
    QVERIFY(!wizard_->go_to(WizardPage::split));
    QVERIFY(!wizard_->findChild<QLabel*>("problem")->text().isEmpty());
}

void TestTrainingWizard::failed_start_stays_on_the_form() {
    fake_->failure = "The folder cannot be written.";
    fill_to(WizardPage::models);
    QPushButton* next = button(*wizard_, "next");
    QTRY_VERIFY(next->isEnabled());
    QString said;
    QTimer poll;
    connect(&poll, &QTimer::timeout, this, [&] {
        if (auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
            said = box->text();
            box->accept();
        }
    });
    poll.start(5);
    next->click();
    QTRY_COMPARE(said, QString("The folder cannot be written."));
    QVERIFY(wizard_->page() == WizardPage::models);
    QVERIFY(!wizard_->model().is_run_started());
    QVERIFY(next->isEnabled());
}

void TestTrainingWizard::pause_and_stop_and_keep_best() {
    fake_->holds_at_half = true;
    fill_to(WizardPage::run);
    QTRY_VERIFY(button_saying(*wizard_, "Pause") != nullptr);
    QTRY_VERIFY(button_saying(*wizard_, "Pause")->isEnabled());
    button_saying(*wizard_, "Pause")->click();
    QTRY_VERIFY(button_saying(*wizard_, "Go on") != nullptr);
    button_saying(*wizard_, "Go on")->click();
    QTRY_VERIFY(button_saying(*wizard_, "Pause") != nullptr);
    QCOMPARE(fake_->count("pause"), 1);
    answer_with("Go on training");
    button_saying(*wizard_, "Stop and keep best")->click();
    QCOMPARE(fake_->count("stop and keep best"), 0);
    answer_with("Stop and keep best");
    button_saying(*wizard_, "Stop and keep best")->click();
    QTRY_VERIFY(wizard_->page() == WizardPage::result);
    QCOMPARE(fake_->count("stop and keep best"), 1);
    QCOMPARE(wizard_->model().report()->end, std::string("stopped"));
}

void TestTrainingWizard::closing_asks_and_leaves_the_run() {
    fake_->holds_at_half = true;
    fill_to(WizardPage::run);
    QTRY_VERIFY(wizard_->is_running());
    QString question;
    answer_with("Go on training", &question);
    wizard_->close();
    QVERIFY(question.contains("still running"));
    QVERIFY(wizard_->isVisible());
    QVERIFY(wizard_->is_running());
    answer_with("Leave for now");
    QTest::keyClick(wizard_.get(), Qt::Key_Escape);
    QTRY_VERIFY(!wizard_->isVisible());
    QVERIFY(!wizard_->is_running());
    QVERIFY(fake_->count("leave") >= 1);
}

void TestTrainingWizard::closing_without_input_does_not_ask() {
    open();
    wizard_->close();  // a question would never end here
    QVERIFY(!wizard_->isVisible());
    open();
    wizard_->add_clips({"/clips/one.mp4"});
    answer_with("Stay");
    wizard_->close();
    QVERIFY(wizard_->isVisible());
    QTRY_VERIFY(wizard_->model().unchecked_clips().empty());
}

void TestTrainingWizard::only_what_a_person_changed_is_asked_about() {
    const auto open_with_clip = [this] {
        open();
        wizard_->suggest_clips({"/clips/one.mp4", "/clips/two.mp4"});
        QTRY_VERIFY(wizard_->model().unchecked_clips().empty());
    };
    open_with_clip();
    QPushButton* next = button(*wizard_, "next");
    while (wizard_->page() != WizardPage::models) {  // looking is no input
        QTRY_VERIFY(next->isEnabled());
        const WizardPage before = wizard_->page();
        next->click();
        QTRY_VERIFY(wizard_->page() != before);
    }
    QTRY_VERIFY(wizard_->model().is_measured());
    QVERIFY(!wizard_->asks_before_closing());
    wizard_->findChild<QSpinBox*>("minutes")->setValue(45);
    QVERIFY(wizard_->asks_before_closing());
    wizard_->suggest_clips({"/clips/three.mp4"});  // does not hide what was changed before
    QVERIFY(wizard_->asks_before_closing());
    QTRY_VERIFY(wizard_->model().unchecked_clips().empty());

    open_with_clip();
    wizard_->add_clips({"/clips/three.mp4"});
    QVERIFY(wizard_->asks_before_closing());
    QTRY_VERIFY(wizard_->model().unchecked_clips().empty());

    open_with_clip();
    wizard_->close();  // a question would never end here
    QVERIFY(!wizard_->isVisible());
}

void TestTrainingWizard::unfinished_run_is_offered_and_resumed() {
    const QString folder = root_->filePath("runs/killed");
    write_unfinished_run(folder.toStdString(), "Killed run");
    open();
    auto* runs = wizard_->findChild<QTableView*>("runs");
    QTRY_COMPARE(runs->model()->rowCount(), 1);
    QCOMPARE(runs->model()->index(0, 0).data().toString(), QString("Killed run"));
    QTRY_VERIFY(button_saying(*wizard_, "Continue")->isEnabled());
    button_saying(*wizard_, "Continue")->click();
    QTRY_VERIFY(wizard_->page() == WizardPage::run);
    QCOMPARE(fake_->count("resume"), 1);
    QCOMPARE(fake_->count("start"), 0);
    QCOMPARE(wizard_->model().request().minutes, 12.0);
    // Its pages can be looked at, not changed.
    QVERIFY(wizard_->go_to(WizardPage::targets));
    QVERIFY(!wizard_->findChild<QCheckBox*>("wanted_ssim")->isEnabled());
    QVERIFY(wizard_->go_to(WizardPage::run));
    QTRY_VERIFY_WITH_TIMEOUT(wizard_->page() == WizardPage::result, 20000);
}

void TestTrainingWizard::finished_run_shows_its_result() {
    const std::filesystem::path folder = root_->filePath("runs/done").toStdString();
    write_unfinished_run(folder, "Finished run");
    std::filesystem::copy(folder / "plan.json", folder / "report.json");
    open();
    QTRY_VERIFY(button_saying(*wizard_, "Show result") != nullptr);
    button_saying(*wizard_, "Show result")->click();
    QTRY_VERIFY(wizard_->page() == WizardPage::result);
    QCOMPARE(fake_->count("resume"), 0);
    QVERIFY(wizard_->go_to(WizardPage::run));  // with the curves of the report
    QVERIFY(wizard_->go_to(WizardPage::footage));
}

void TestTrainingWizard::changed_values_start_anew() {
    fill_to(WizardPage::run);
    QTRY_VERIFY_WITH_TIMEOUT(wizard_->page() == WizardPage::result, 20000);
    const std::filesystem::path first = wizard_->model().folder();
    button_saying(*wizard_, "Change and start anew")->click();
    QVERIFY(wizard_->page() == WizardPage::footage);
    QCOMPARE(wizard_->model().clips().size(), std::size_t{2});
    QPushButton* next = button(*wizard_, "next");
    while (wizard_->page() != WizardPage::run) {
        QTRY_VERIFY(next->isEnabled());
        const WizardPage before = wizard_->page();
        next->click();
        QTRY_VERIFY(wizard_->page() != before);
    }
    QVERIFY(wizard_->model().folder() != first);
    QCOMPARE(fake_->count("start"), 2);
    QTRY_VERIFY_WITH_TIMEOUT(wizard_->page() == WizardPage::result, 20000);
}

void TestTrainingWizard::registering_checks_the_name() {
    fill_to(WizardPage::run);
    QTRY_VERIFY_WITH_TIMEOUT(wizard_->page() == WizardPage::result, 20000);
    QVERIFY(wizard_->go_to(WizardPage::export_page));
    auto* id = wizard_->findChild<QLineEdit*>("model_id");
    id->setText("../evil");
    QVERIFY(!button_saying(*wizard_, "Register")->isEnabled());
    id->setText("blend");  // always there and not to be replaced
    QTRY_VERIFY(!button_saying(*wizard_, "Register")->isEnabled());
    id->setText("my_mini-2.1");
    QVERIFY(button_saying(*wizard_, "Register")->isEnabled());
}

void TestTrainingWizard::window_can_go_while_it_runs() {
    fake_->holds_at_half = true;
    fill_to(WizardPage::run);
    QTRY_VERIFY(wizard_->is_running());
    wizard_.reset();  // the program ends: the run is asked to write a checkpoint
    QCOMPARE(fake_->count("leave"), 1);
}

/// In the legend too, where only a short piece of each is drawn.
void TestTrainingWizard::curves_differ_without_colour() {
    TrainingCharts charts(Qt::Vertical);
    charts.set_references({{"teacher", 31.4}, {"start", 30.1}, {"blend", 26.8}});
    std::vector<QImage> samples;
    for (const char* method : {"teacher", "start", "blend"}) {
        const QLineSeries* curve = charts.reference(method);
        QVERIFY(curve != nullptr);
        samples.push_back(
            CurveLegend::sample(*curve).toImage().convertToFormat(QImage::Format_Alpha8)
        );
        for (std::size_t before = 0; before + 1 < samples.size(); ++before) {
            int differing = 0;
            const int y = samples.back().height() / 2;
            for (int x = 0; x < samples.back().width(); ++x) {
                const int a = qAlpha(samples.back().pixel(x, y));
                differing += std::abs(a - qAlpha(samples[before].pixel(x, y))) > 128 ? 1 : 0;
            }
            QVERIFY2(differing * 4 >= samples.back().width(), method);  // at a glance
        }
    }
    const int wide = charts.legend().sizeHint().width();
    charts.set_references({});
    QVERIFY(charts.legend().sizeHint().width() < wide);  // what is not drawn is not explained
}

QTEST_MAIN(TestTrainingWizard)
#include "tst_training_wizard.moc"
