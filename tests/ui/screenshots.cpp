/// Makes a picture of every screen for people to look at: screenshots OUT [CLIP].
/// Language, palette and size come from the script that starts it (packaging/screenshots).
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QStyleFactory>
#include <QTabWidget>
#include <QTableView>
#include <algorithm>
#include <cstdio>

#include "fake_training.h"
#include "ui/compare_view.h"
#include "ui/notice_bar.h"
#include "ui/output_panel.h"
#include "ui/queue_view.h"
#include "ui/score_graph.h"
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
        : folder_(folder), clip_(clip), size_(size) {
        fixture_.services.model_folders = standard_model_folders();
        fixture_.services.make_interpolator = nullptr;  // the real ones
        training_.steps = 60;
        training_.holds_at_half = true;
        fixture_.services.make_training = [this] {
            return fake_services(training_, fixture_.clips.folder().toStdString() + "/runs");
        };
        window_ = std::make_unique<MainWindow>(fixture_.services);
        window_->set_language(language());
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
            fail(QString::fromStdString(clip_) + " does not open");
        }
        settle(3000);
        take("02-clip", window_.get());
        take_trial();
        take_queue();
        take_dialogs();
        take_compare();
        take_wizard();
    }

 private:
    static void fail(const QString& what) {
        std::fprintf(stderr, "screenshots: %s\n", qPrintable(what));
        std::exit(1);
    }

    static void settle(int milliseconds) { QTest::qWait(milliseconds); }

    template <typename Condition>
    static void wait_for(const char* what, Condition condition) {
        constexpr int longest_ms = 180000;
        if (!QTest::qWaitFor(condition, longest_ms)) {
            fail(QString("%1 did not come").arg(what));
        }
    }

    void take(const QString& name, QWidget* widget) const {
        settle(250);
        const QPixmap picture = widget->grab();
        if (!picture.save(folder_ + "/" + name + ".png")) {
            fail("cannot write into " + folder_);
        }
        const QString readme = qEnvironmentVariable("NAKAWARI_README_FOLDER");
        const QString title = name == "06-queue"                    ? "window"
                              : name == "15-compare-1-side-by-side" ? "compare"
                                                                    : "";
        if (!readme.isEmpty() && !title.isEmpty()) {
            take_for_readme(picture.toImage(), readme + "/" + title);
        }
    }

    /// Small enough for a repository: narrower, and as JPEG because half of it is a photograph.
    void take_for_readme(const QImage& picture, const QString& beginning) const {
        constexpr int width = 960;
        constexpr int quality = 88;
        const QImage small = picture.scaledToWidth(width, Qt::SmoothTransformation);
        if (!small.save(beginning + "-" + language() + ".jpg", "JPEG", quality)) {
            fail("cannot write " + beginning);
        }
    }

    static QString language() { return qEnvironmentVariable("NAKAWARI_LANGUAGE", "en"); }

    QDialog* visible_dialog() const {
        for (auto* dialog : window_->findChildren<QDialog*>()) {
            if (dialog->isVisible()) {
                return dialog;
            }
        }
        return nullptr;
    }

    void take_dialog(const QString& name, int wait_ms = 300) const {
        wait_for(qPrintable(name), [this] { return visible_dialog() != nullptr; });
        settle(wait_ms);
        QDialog* dialog = visible_dialog();
        take(name, dialog);
        dialog->reject();
        settle(50);
    }

    void take_trial() {
        auto* timeline = window_->findChild<TimelineBar*>();
        const Rational end = window_->player().duration();
        Q_EMIT timeline->range_edited(end * Rational(1, 5), end * Rational(3, 5));
        timeline->add_cut(end * Rational(1, 2));
        window_->player().seek(end * Rational(2, 5));
        window_->actions().facts->setChecked(true);
        settle(800);
        take("03-range-facts", window_.get());
        window_->actions().facts->setChecked(false);
        window_->actions().try_frame->trigger();
        auto* notice = window_->findChild<NoticeBar*>();
        wait_for("the new frame", [notice] { return notice->isVisible(); });
        take("04-trial", window_.get());
    }

    /// Jobs in every state: done, failed, running, waiting.
    void take_queue() {
        JobQueue& queue = window_->queue();
        const auto add = [&](const char* model, bool is_whole, const char* name) {
            Job job = window_->current_job();
            job.model.model = model;
            if (is_whole) {
                job.source.from.reset();
                job.source.to.reset();
            }
            job.output.path = (fixture_.clips.folder() + "/" + name).toStdString();
            queue.add(job);
        };
        add("blend", false, "sea_blend.mp4");
        add("harbour-model", false, "sea_harbour.mp4");
        add("mini-flow", true, "sea_x2.mp4");
        add("flow", true, "sea_flow.mp4");
        window_->actions().show_queue->setChecked(true);
        QAction* run = window_->actions().run_queue;
        wait_for("the queue", [run] { return run->isEnabled(); });
        run->trigger();
        wait_for("the failed job", [&] { return queue.items()[1].state == ItemState::failed; });
        take_dialog("05-error");
        wait_for("the running job", [&] { return queue.items()[2].progress.new_frames > 4; });
        auto* table = window_->findChild<QueueView*>()->findChild<QTableView*>();
        table->selectRow(2);
        take("06-queue", window_.get());
        queue.cancel(queue.items()[2].id);
        wait_for("the last job", [&] { return queue.items()[3].state == ItemState::finished; });
        settle(300);
        take("07-done", window_.get());
        Q_EMIT window_->findChild<QueueView*>()->report_requested(queue.items()[0].id);
        take_dialog("08-report");
        window_->actions().show_queue->setChecked(false);
    }

    void take_dialogs() {
        const WindowActions& actions = window_->actions();
        Q_EMIT window_->findChild<OutputPanel*>()->more_requested();
        wait_for("job settings", [this] { return visible_dialog() != nullptr; });
        auto* tabs = visible_dialog()->findChild<QTabWidget*>();
        for (int i = 0; i < tabs->count(); ++i) {
            tabs->setCurrentIndex(i);
            take(QString("09-job-settings-%1").arg(i + 1), tabs->window());
        }
        visible_dialog()->reject();
        const std::pair<const char*, QAction*> dialogs[] = {
            {"10-settings", actions.settings},
            {"11-shortcuts", actions.shortcuts},
            {"12-about", actions.about},
            {"13-log", actions.log}};
        for (const auto& [name, action] : dialogs) {
            action->trigger();
            take_dialog(name);
        }
        actions.models->trigger();
        take_dialog("14-models", 6000);
    }

    void take_compare() {
        window_->actions().compare->trigger();
        auto* view = window_->findChild<CompareView*>();
        view->resize(size_);
        const auto is_complete = [view] {
            if (view->session() == nullptr || !view->session()->is_open()) {
                return false;
            }
            const auto contents = view->session()->contents();
            return std::none_of(contents.begin(), contents.end(), [](const PaneContent& content) {
                return content.is_busy || content.image.isNull();
            });
        };
        wait_for("the comparison", is_complete);
        Q_EMIT view->findChild<ScoreGraph*>()->start_requested();
        wait_for("the scores", [view] {
            return static_cast<int>(view->session()->rows().size()) ==
                   view->session()->range_size();
        });
        const char* const names[] = {
            "side-by-side", "wipe", "toggle", "difference", "high-frequency", "two-by-two"};
        for (int mode = 1; mode <= static_cast<int>(std::size(names)); ++mode) {
            CompareState state = view->session()->state();
            state.mode = static_cast<CompareMode>(mode);
            view->set_state(state);
            wait_for("the view", is_complete);
            take(QString("15-compare-%1-%2").arg(mode).arg(names[mode - 1]), view);
        }
        view->close();
    }

    void take_wizard() {
        window_->actions().wizard->trigger();
        auto* wizard = window_->findChild<TrainingWizard*>();
        wizard->resize(size_);
        wizard->add_clips({"/clips/harbour.mp4", "/clips/night.mp4"});
        auto* next = wizard->findChild<QPushButton*>("next");
        const char* const names[] = {
            "footage", "targets", "split", "models", "run", "result", "export"};
        for (int page = 0; page < wizard_page_count; ++page) {
            const bool is_run = wizard->page() == WizardPage::run;
            if (is_run) {
                constexpr int half_a_run_ms = 3500;
                settle(half_a_run_ms);
            } else {
                wait_for("Next", [next] { return next->isEnabled() || !next->isVisible(); });
            }
            take(QString("16-wizard-%1-%2").arg(page + 1).arg(names[page]), wizard);
            if (is_run) {
                training_.holds_at_half = false;
            } else if (page + 1 < wizard_page_count) {
                next->click();
            }
            wait_for("the page", [wizard, page] {
                return static_cast<int>(wizard->page()) > page || page + 1 == wizard_page_count;
            });
        }
        wizard->close();
    }

    QString folder_;
    std::string clip_;
    QSize size_;
    FakeTraining training_;
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
