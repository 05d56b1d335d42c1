/// The wizard over the real facade: from clips to a report and a registered model, in few steps.
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

#include "support/synthetic_video.h"
#include "training/tiny_network.h"
#include "ui/engine_bridge.h"
#include "ui/training_wizard.h"
#include "ui/wizard_export_page.h"

using namespace nakawari;

class TestTrainingReal : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase();
    void from_clips_to_a_registered_model();
    void left_and_picked_up_again();

 private:
    [[nodiscard]] TrainingServices services() const;
    std::unique_ptr<TrainingWizard> start_run();

    test::SyntheticVideo folder_;
    QStringList clips_;
    std::unique_ptr<EngineBridge> bridge_;
    int64_t steps_ = 4;
};

void TestTrainingReal::initTestCase() {
    qputenv("XDG_DATA_HOME", (folder_.folder() + "/home").toUtf8());
    qputenv("XDG_CACHE_HOME", (folder_.folder() + "/cache").toUtf8());
    write_state_dict(folder_.path("tiny.pth"), test::tiny_network());
    for (const int phase : {1, 60, 120}) {
        const QString source =
            QString("testsrc2=s=144x136:r=25,scroll=h=0.02:v=0.008,hue=h=%1").arg(phase);
        clips_ += QString::fromStdString(folder_.make(
            QString("clip%1.mkv").arg(phase),
            {"-f", "lavfi", "-i", source, "-frames:v", "16", "-c:v", "ffv1"}
        ));
    }
    bridge_ = std::make_unique<EngineBridge>(standard_model_folders());
}

/// The real ones, but a tiny start and few steps that nothing was measured for: a measured step
/// alone takes longer than all of them.
TrainingServices TestTrainingReal::services() const {
    TrainingServices services = make_training_services();
    services.make_plan = [tiny = folder_.path("tiny.pth"),
                          steps = steps_](const PlanRequest& request, const auto&, const auto&) {
        TrainingPlan plan;
        plan.title = "Tiny";
        for (const std::string& clip : request.clips) {
            plan.footage.clips.push_back({clip, 25, false});
        }
        plan.models.start = tiny;
        plan.distil.steps = steps;
        plan.distil.batch = 1;
        plan.budget.validate_every = 2;
        plan.budget.validation_windows = 2;
        plan.precision = "fp32";
        plan.threads = 2;
        plan.targets = {{TargetItem::psnr_db, 1, 0, 0}, {TargetItem::parameters, 10, 0, 0}};
        return plan;
    };
    return services;
}

std::unique_ptr<TrainingWizard> TestTrainingReal::start_run() {
    auto wizard = std::make_unique<TrainingWizard>(services(), *bridge_);
    wizard->show();
    wizard->add_clips(clips_);
    auto* next = wizard->findChild<QPushButton*>("next");
    constexpr int patience_ms = 60000;
    while (wizard->page() != WizardPage::run) {
        if (!QTest::qWaitFor([&] { return next->isEnabled(); }, patience_ms)) {
            return wizard;
        }
        const WizardPage before = wizard->page();
        next->click();
        if (!QTest::qWaitFor([&] { return wizard->page() != before; }, patience_ms)) {
            return wizard;
        }
    }
    return wizard;
}

void TestTrainingReal::from_clips_to_a_registered_model() {
    const auto wizard = start_run();
    QTRY_VERIFY_WITH_TIMEOUT(wizard->page() == WizardPage::result, 120000);
    QVERIFY(wizard->model().report().has_value());
    QCOMPARE(wizard->model().report()->steps_done, steps_);
    QVERIFY(!wizard->findChild<QLabel*>("verdict")->text().isEmpty());
    QVERIFY(wizard->go_to(WizardPage::export_page));
    auto* page = wizard->findChild<WizardExportPage*>();
    for (const auto& [name, format] :
         {std::pair{"r.html", ReportFormat::html},
          std::pair{"r.pdf", ReportFormat::pdf},
          std::pair{"r.json", ReportFormat::json}}) {
        const QString file = folder_.folder() + "/" + name;
        page->save_report(file, format);
        QTRY_VERIFY2_WITH_TIMEOUT(QFile::exists(file), name, 30000);
    }
    QVERIFY(
        poc_report_from_json(folder_.read("r.json").toStdString()) == *wizard->model().report()
    );
    auto* id = wizard->findChild<QLineEdit*>("model_id");
    id->setText("my-own");
    for (QPushButton* button : page->findChildren<QPushButton*>()) {
        if (QString(button->text()).remove('&') == "Register") {
            button->click();
        }
    }
    const auto is_listed = [&] {
        const auto& entries = bridge_->registry()->entries();
        return std::any_of(entries.begin(), entries.end(), [](const ModelEntry& entry) {
            return entry.card.id == "my-own";
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(is_listed(), 30000);
}

void TestTrainingReal::left_and_picked_up_again() {
    steps_ = 200;  // more than it gets to before it is left
    {
        const auto wizard = start_run();
        QVERIFY(wizard->is_running());
    }  // as when the program ends
    TrainingWizard again(services(), *bridge_);
    again.show();
    auto* runs = again.findChild<QTableView*>("runs");
    QTRY_VERIFY_WITH_TIMEOUT(runs->model()->rowCount() >= 2, 30000);
    QVERIFY(runs->model()->index(0, 1).data().toString().startsWith("Unfinished"));
    for (QPushButton* button : again.findChildren<QPushButton*>()) {
        if (QString(button->text()).remove('&') == "Continue") {
            button->click();
        }
    }
    QTRY_VERIFY_WITH_TIMEOUT(again.page() == WizardPage::run && again.is_running(), 60000);
}

QTEST_MAIN(TestTrainingReal)
#include "tst_training_real.moc"
