/// The models dialog over the bundled model and a folder of one's own.
#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>
#include <QTextBrowser>
#include <QtTest>

#include "ui/engine_bridge.h"
#include "ui/import_model_dialog.h"
#include "ui/models_dialog.h"
#include "ui/translations.h"

using namespace nakawari;

namespace {

const QString bundled = QStringLiteral(NK_TEST_DATA "/../resources/models");

QPushButton* button_saying(const QWidget& parent, const QString& text) {
    for (QPushButton* found : parent.findChildren<QPushButton*>()) {
        if (QString(found->text()).remove('&') == text) {
            return found;
        }
    }
    return nullptr;
}

}  // namespace

class TestModelsDialog : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void init();
    void lists_and_counts();
    void cards_speak_japanese();
    void default_is_marked_and_chosen();
    void imports_exports_and_removes();
    void refuses_what_is_no_model();
    void import_form_checks_the_name();
    void opens_in_both_languages();

 private:
    [[nodiscard]] QTableView* list() const { return dialog_->findChild<QTableView*>("models"); }
    [[nodiscard]] bool card_says(const QString& text) const;
    [[nodiscard]] bool has(const QString& id) const;

    std::unique_ptr<QTemporaryDir> folder_;
    std::filesystem::path own_;
    std::unique_ptr<EngineBridge> bridge_;
    std::unique_ptr<ModelsDialog> dialog_;
};

void TestModelsDialog::init() {
    dialog_.reset();
    folder_ = std::make_unique<QTemporaryDir>();
    own_ = folder_->filePath("models").toStdString();
    bridge_ = std::make_unique<EngineBridge>(std::vector<std::filesystem::path>{
        own_, bundled.toStdString()});
    dialog_ = std::make_unique<ModelsDialog>(*bridge_, own_);
    new QAbstractItemModelTester(
        list()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest, list()
    );
    dialog_->show();
    QTRY_VERIFY(has("mini-flow"));
}

bool TestModelsDialog::has(const QString& id) const {
    const QAbstractItemModel& model = *list()->model();
    return !model.match(model.index(0, 0), Qt::DisplayRole, id, 1, Qt::MatchExactly).isEmpty();
}

bool TestModelsDialog::card_says(const QString& text) const {
    if (dialog_->findChild<QTextBrowser*>()->toPlainText().contains(text)) {
        return true;
    }
    for (const QLabel* label : dialog_->findChildren<QLabel*>()) {
        if (label->text().contains(text)) {
            return true;
        }
    }
    return false;
}

void TestModelsDialog::lists_and_counts() {
    QVERIFY(has("blend"));
    dialog_->select("mini-flow");
    QCOMPARE(dialog_->selected_id(), QString("mini-flow"));
    const ModelSummary summary =
        summarize(ModelRegistry({bundled.toStdString()}).find("mini-flow"));
    QLocale english(QLocale::English);
    QTRY_VERIFY_WITH_TIMEOUT(
        card_says(english.toString(static_cast<qlonglong>(summary.parameters))), 60000
    );
    QVERIFY(card_says(QString::fromStdString(summary.entry.card.sha256)));
    QVERIFY(!button_saying(*dialog_, "Remove…")->isEnabled());  // bundled
    QVERIFY(button_saying(*dialog_, "Export…")->isEnabled());
    dialog_->select("blend");
    QVERIFY(!button_saying(*dialog_, "Export…")->isEnabled());  // has no weights
}

void TestModelsDialog::cards_speak_japanese() {
    Translations translations;
    translations.set_language("ja");
    dialog_->select("blend");
    QVERIFY(card_says("重みのないベースライン"));
    dialog_->select("mini-flow");
    QVERIFY(card_says("学習は短めです"));
    QTRY_VERIFY_WITH_TIMEOUT(card_says("公開されている幅"), 60000);
    translations.set_language("en");
}

void TestModelsDialog::default_is_marked_and_chosen() {
    dialog_->set_default_model("mini-flow");
    dialog_->select("blend");
    QSignalSpy chosen(dialog_.get(), &ModelsDialog::default_chosen);
    button_saying(*dialog_, "Make default")->click();
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.at(0).at(0).toString(), QString("blend"));
    QVERIFY(!button_saying(*dialog_, "Make default")->isEnabled());
}

void TestModelsDialog::imports_exports_and_removes() {
    dialog_->select("mini-flow");
    const QString exported = folder_->filePath("exported.pth");
    dialog_->export_to(exported);
    QTRY_VERIFY_WITH_TIMEOUT(card_says("exported.pth") && QFile::exists(exported), 60000);
    ImportOptions options;
    options.file = exported.toStdString();
    options.id = "again";
    options.licence = "GPL-3.0-or-later";
    dialog_->import_with(options);
    QTRY_VERIFY_WITH_TIMEOUT(has("again"), 60000);
    QTRY_COMPARE(dialog_->selected_id(), QString("again"));
    QVERIFY(std::filesystem::exists(own_ / "again.pth"));
    QTRY_VERIFY(button_saying(*dialog_, "Remove…")->isEnabled());
    const auto answer = [](const QString& text) {
        QTimer::singleShot(0, qApp, [text] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            QVERIFY(box != nullptr);
            button_saying(*box, text)->click();
        });
    };
    answer("Keep");
    button_saying(*dialog_, "Remove…")->click();
    QVERIFY(has("again"));
    answer("Delete");
    button_saying(*dialog_, "Remove…")->click();
    QTRY_VERIFY(!has("again"));
    QVERIFY(!std::filesystem::exists(own_ / "again.pth"));
}

void TestModelsDialog::refuses_what_is_no_model() {
    QFile file(folder_->filePath("noise.pth"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no weights at all");
    file.close();
    ImportOptions options;
    options.file = file.fileName().toStdString();
    options.id = "noise";
    options.licence = "none";
    dialog_->import_with(options);
    QTRY_VERIFY(card_says("noise.pth"));  // the sentence of the error names the file
    QVERIFY(!has("noise"));
    QVERIFY(!std::filesystem::exists(own_ / "noise.pth"));
}

void TestModelsDialog::import_form_checks_the_name() {
    ImportModelDialog form(folder_->filePath("stmfnet-mini.pth"), {"teacher"}, nullptr);
    QPushButton* import = button_saying(form, "Import");
    QCOMPARE(form.options().id, std::string("mini"));
    QVERIFY(!import->isEnabled());  // no licence said, and no card beside the file
    form.findChild<QLineEdit*>("licence")->setText("MIT");
    QVERIFY(import->isEnabled());
    form.findChild<QLineEdit*>("id")->setText("teacher");
    QVERIFY(!import->isEnabled());
    form.findChild<QLineEdit*>("id")->setText("../teacher");
    QVERIFY(!import->isEnabled());
}

void TestModelsDialog::opens_in_both_languages() {
    Translations translations;
    translations.set_language("ja");
    QTRY_COMPARE(dialog_->windowTitle(), QString("モデル"));
    QVERIFY(button_saying(*dialog_, "取り込む(I)…") != nullptr);
    translations.set_language("en");
    QTRY_COMPARE(dialog_->windowTitle(), QString("Models"));
    dialog_->close();
    QVERIFY(!dialog_->isVisible());
}

QTEST_MAIN(TestModelsDialog)
#include "tst_models_dialog.moc"
