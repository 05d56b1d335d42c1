/// Makes a picture of every screen for people to look at: screenshots OUT [CLIP].
/// Language, palette and size come from the script that starts it (packaging/screenshots).
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QStyleFactory>
#include <cstdio>

#include "ui/compare_view.h"
#include "ui/export_dialog.h"
#include "ui/message_dialogs.h"
#include "ui/models_dialog.h"
#include "ui/output_panel.h"
#include "ui/queue_view.h"
#include "ui/timeline_bar.h"
#include "ui/training_wizard.h"
#include "window_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

QPalette dark_palette() {
    QPalette palette;
    const QColor window(0x2D, 0x2D, 0x2D);
    const QColor base(0x1F, 0x1F, 0x1F);
    const QColor text(0xE6, 0xE6, 0xE6);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, window);
    palette.setColor(QPalette::Button, QColor(0x3A, 0x3A, 0x3A));
    palette.setColor(QPalette::ToolTipBase, QColor(0x3F, 0x3F, 0x3F));
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(role, text);
        palette.setColor(QPalette::Disabled, role, QColor(0x80, 0x80, 0x80));
    }
    palette.setColor(QPalette::PlaceholderText, QColor(0x90, 0x90, 0x90));
    palette.setColor(QPalette::Highlight, QColor(0x3D, 0x7F, 0xC4));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(0x6F, 0xB4, 0xF0));
    return palette;
}

class Photographer {
 public:
    Photographer(const QString& folder, const std::string& clip, QSize size)
        : folder_(folder), clip_(clip) {
        fixture_.services.model_folders = standard_model_folders();
        fixture_.services.make_interpolator = [](const ModelChoice&) {
            FakeOptions options;
            options.picture = FakeOptions::Picture::blend;
            options.delay = std::chrono::milliseconds(60);
            return std::make_unique<FakeInterpolator>(options);
        };
        window_ = std::make_unique<MainWindow>(fixture_.services);
        window_->set_language(qEnvironmentVariable("NAKAWARI_LANGUAGE", "en"));
        window_->resize(size);
        window_->show();
        window_->move(0, 0);
        settle(500);
    }

    void take_all() {
        take("01-empty", window_.get());
        const QString copy = fixture_.clips.folder() + "/sea.mp4";
        QFile::copy(QString::fromStdString(clip_), copy);
        if (!open(*window_, copy.toStdString())) {
            std::fprintf(stderr, "screenshots: %s does not open\n", clip_.c_str());
            std::exit(1);
        }
        settle(4000);
        take("02-clip", window_.get());
        take_trial();
        take_queue();
        take_dialogs();
        take_others();
    }

 private:
    void settle(int milliseconds) { QTest::qWait(milliseconds); }

    void take(const QString& name, QWidget* widget) {
        settle(250);
        const QString file = folder_ + "/" + name + ".png";
        if (!widget->grab().save(file)) {
            std::fprintf(stderr, "screenshots: cannot write %s\n", qPrintable(file));
            std::exit(1);
        }
    }

    void take_trial() {
        auto* timeline = window_->findChild<TimelineBar*>();
        const Rational end = window_->player().duration();
        Q_EMIT timeline->range_edited(end * Rational(1, 5), end * Rational(3, 5));
        timeline->add_cut(end * Rational(1, 2));
        window_->player().seek(end * Rational(2, 5));
        window_->actions().facts->setChecked(true);
        settle(800);
        window_->actions().try_frame->trigger();
        settle(6000);
        take("03-range-facts-trial", window_.get());
        window_->actions().facts->setChecked(false);
    }

    void take_queue() {
        window_->actions().add_to_queue->trigger();
        window_->actions().add_to_queue->trigger();
        window_->actions().start->trigger();
        window_->actions().show_queue->setChecked(true);
        settle(2500);
        take("04-queue", window_.get());
        (void)QTest::qWaitFor(
            [&] { return window_->queue().items()[0].state == ItemState::finished; }, 60000
        );
        settle(300);
        take("05-done", window_.get());
        auto* report = window_->findChild<QueueView*>();
        Q_EMIT report->report_requested(window_->queue().items()[0].id);
        take_dialog("06-report");
        window_->queue().pause();
    }

    void take_dialog(const QString& name, int wait_ms = 300) {
        settle(wait_ms);
        for (auto* dialog : window_->findChildren<QDialog*>()) {
            if (dialog->isVisible()) {
                take(name, dialog);
                dialog->reject();
                settle(50);
                return;
            }
        }
        std::fprintf(stderr, "screenshots: %s does not open\n", qPrintable(name));
    }

    void take_dialogs() {
        Q_EMIT window_->findChild<OutputPanel*>()->more_requested();
        take_dialog("07-job-settings");
        window_->actions().settings->trigger();
        take_dialog("08-settings");
        window_->actions().shortcuts->trigger();
        take_dialog("09-shortcuts");
        window_->actions().about->trigger();
        take_dialog("10-about");
        window_->actions().log->trigger();
        take_dialog("11-log");
        show_error(
            window_.get(),
            Error(Category::input, "“%1” does not exist; check the name.", {"holiday.mp4"})
        );
        take_dialog("12-error");
    }

    void take_others() {
        window_->actions().models->trigger();
        take_dialog("13-models", 3000);
        window_->actions().wizard->trigger();
        take_dialog("14-wizard", 4000);
        window_->actions().compare->trigger();
        settle(8000);
        for (auto* view : window_->findChildren<CompareView*>()) {
            take("15-compare", view);
            view->close();
        }
    }

    QString folder_;
    std::string clip_;
    WindowFixture fixture_;
    std::unique_ptr<MainWindow> window_;
};

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create("Fusion"));
    if (qEnvironmentVariable("NAKAWARI_PALETTE") == "dark") {
        QApplication::setPalette(dark_palette());
    }
    if (argc < 2) {
        std::fprintf(stderr, "usage: screenshots OUT [CLIP] [WIDTHxHEIGHT]\n");
        return 2;
    }
    const std::string clip = argc > 2 ? argv[2] : NK_TEST_DATA "/../resources/demo/sea.mp4";
    const QStringList size = QString(argc > 3 ? argv[3] : "1280x800").split('x');
    QDir().mkpath(argv[1]);
    Photographer(argv[1], clip, {size.value(0).toInt(), size.value(1).toInt()}).take_all();
    return 0;
}
