/// Every menu by its keys: each entry has a letter, and no two of a menu or dialog share one.
#include <QAbstractButton>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>

#include "window_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

class TestWindowMenus : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void init();
    void cleanup();
    void mnemonics_are_unique_data();
    void mnemonics_are_unique();

 private:
    std::unique_ptr<WindowFixture> fixture_;
    std::unique_ptr<MainWindow> window_;
    std::string clip_;
};

void TestWindowMenus::init() {
    fixture_ = std::make_unique<WindowFixture>();
    clip_ = fixture_->clips.make("clip.mkv");
    window_ = fixture_->make_window();
}

void TestWindowMenus::cleanup() {
    window_.reset();
    fixture_.reset();
}

void TestWindowMenus::mnemonics_are_unique_data() {
    QTest::addColumn<QString>("language");
    QTest::newRow("English") << "en";
    QTest::newRow("Japanese") << "ja";
}

void TestWindowMenus::mnemonics_are_unique() {
    QFETCH(QString, language);
    window_->set_language(language);
    const auto menu_faults = [](const QList<QAction*>& actions) {
        QStringList faults;
        QMap<QChar, QString> taken;
        for (const QAction* action : actions) {
            static const QRegularExpression pattern("&(\\w)");
            const auto match = pattern.match(action->text());
            if (action->isSeparator() || action->text().isEmpty()) {
                continue;
            }
            const QChar key = match.hasMatch() ? match.captured(1).at(0).toUpper() : QChar();
            if (key.isNull()) {
                faults << action->text() + " has none";
            } else if (taken.contains(key)) {
                faults << action->text() + " and " + taken[key];
            }
            taken[key] = action->text();
        }
        return faults;
    };
    QCOMPARE(menu_faults(window_->menuBar()->actions()), QStringList());
    for (const QAction* title : window_->menuBar()->actions()) {
        QCOMPARE(menu_faults(title->menu()->actions()), QStringList());
    }
    const WindowActions& actions = window_->actions();
    QVERIFY(open(*window_, clip_));
    for (QAction* action : {actions.settings, actions.models, actions.wizard}) {
        action->trigger();
        auto* dialog = wait_for_dialog<QDialog>(*window_);
        QVERIFY(dialog != nullptr);
        QMap<QString, QString> taken;
        const auto take = [&taken](const QWidget* widget, const QString& words) {
            const QString key = QKeySequence::mnemonic(words).toString();
            if (!key.isEmpty() && widget->isVisible()) {
                QVERIFY2(!taken.contains(key), qPrintable(words + " and " + taken.value(key)));
                taken[key] = words;
            }
        };
        for (const QAbstractButton* button : dialog->findChildren<QAbstractButton*>()) {
            take(button, button->text());
        }
        for (const QLabel* label : dialog->findChildren<QLabel*>()) {
            if (label->buddy() != nullptr) {
                take(label, label->text());
            }
        }
        delete dialog;
    }
}

QTEST_MAIN(TestWindowMenus)
#include "tst_window_menus.moc"
