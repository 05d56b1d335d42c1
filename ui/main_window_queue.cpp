/// The main window: the queue and the end.
#include <QCloseEvent>
#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QStatusBar>
#include <QUrl>
#include <algorithm>

#include "ui/job_form.h"
#include "ui/main_window.h"
#include "ui/message_dialogs.h"
#include "ui/notice_bar.h"
#include "ui/output_panel.h"
#include "ui/queue_view.h"
#include "ui/text.h"
#include "ui/training_wizard.h"

namespace nakawari {
namespace {

constexpr int message_ms = 8000;

const QStringList& video_endings() {
    static const QStringList all{
        "*.mp4",
        "*.mkv",
        "*.mov",
        "*.webm",
        "*.avi",
        "*.m4v",
        "*.mpg",
        "*.mpeg",
        "*.ts",
        "*.m2ts",
        "*.mxf",
        "*.wmv",
        "*.flv",
        "*.gif",
        "*.y4m",
        "*.ogv",
        "*.3gp"};
    return all;
}

/// Names that jobs of the queue will take.
QStringList taken_paths(const JobQueue& queue) {
    QStringList paths;
    for (const QueueItem& item : queue.items()) {
        paths << QString::fromStdString(item.job.output.path);
    }
    return paths;
}

}  // namespace

void MainWindow::connect_queue() {
    connect(actions_.start, &QAction::triggered, this, [this] { add_current_job(true); });
    connect(actions_.add_to_queue, &QAction::triggered, this, [this] { add_current_job(false); });
    connect(panel_, &OutputPanel::start_requested, actions_.start, &QAction::trigger);
    connect(panel_, &OutputPanel::add_requested, actions_.add_to_queue, &QAction::trigger);
    connect(actions_.run_queue, &QAction::triggered, queue_view_, &QueueView::start_or_pause);
    connect(actions_.show_queue, &QAction::toggled, queue_view_, &QueueView::set_expanded);
    connect(queue_view_, &QueueView::expanded_changed, this, [this](bool is_expanded) {
        actions_.show_queue->setChecked(is_expanded);
        constexpr int usual_height = 220;
        resizeDocks({queue_dock_}, {is_expanded ? usual_height : 0}, Qt::Vertical);
    });
    connect(actions_.add_files, &QAction::triggered, this, [this] {
        add_jobs_for(QFileDialog::getOpenFileNames(
            this, tr("Add files to the queue"), {}, tr("Videos (%1)").arg(video_endings().join(' '))
        ));
    });
    connect(actions_.add_folder, &QAction::triggered, this, [this] {
        const QString folder =
            QFileDialog::getExistingDirectory(this, tr("Add a folder to the queue"));
        QStringList paths;
        const QDir dir(folder);
        for (const QString& name : folder.isEmpty()
                                       ? QStringList()
                                       : dir.entryList(video_endings(), QDir::Files, QDir::Name)) {
            paths << dir.filePath(name);
        }
        const int count = add_jobs_for(paths);
        if (!folder.isEmpty()) {
            statusBar()->showMessage(tr("Added to the queue: %1 clips.").arg(count), message_ms);
        }
    });
    connect(actions_.clear_done, &QAction::triggered, this, [this] {
        for (const QueueItem& item : queue_.items()) {
            if (item.state == ItemState::finished || item.state == ItemState::cancelled) {
                queue_.remove(item.id);
            }
        }
        job_model_.refresh();
    });
    connect(&job_model_, &JobModel::progressed, this, &MainWindow::queue_changed);
    connect(&job_model_, &JobModel::item_ended, this, &MainWindow::job_ended);
    connect(&job_model_, &JobModel::drained, this, [this] {
        const bool is_done = std::none_of(
            job_model_.items().begin(),
            job_model_.items().end(),
            [](const QueueItem& item) {
                return item.state == ItemState::waiting || item.state == ItemState::paused ||
                       item.state == ItemState::interrupted;
            }
        );
        if (is_done && settings_.preferences().notifies) {
            desktop_.notify(tr("Nakawari"), tr("The queue is done."));
        }
    });
    connect(queue_view_, &QueueView::edit_requested, this, &MainWindow::edit_job);
    connect(queue_view_, &QueueView::report_requested, this, &MainWindow::show_report);
    connect(queue_view_, &QueueView::open_result_requested, this, [this](qint64 id) {
        if (const QueueItem* item = job_model_.find(id)) {
            open_files({QString::fromStdString(item->job.output.path)});
        }
    });
}

void MainWindow::add_current_job(bool starts) {
    const Job job = current_job();
    if (const QString problem = problem_of(job); !problem.isEmpty()) {
        statusBar()->showMessage(problem, message_ms);
        return;
    }
    queue_.add(job);
    settings_.set_last_job(job);
    panel_->suggest_path(taken_paths(queue_));
    if (starts) {
        queue_.start();
    }
    job_model_.refresh();
    statusBar()->showMessage(
        tr("%1 is in the queue.").arg(text::quoted_name(QString::fromStdString(job.output.path))),
        message_ms
    );
    update_actions();
}

int MainWindow::add_jobs_for(const QStringList& paths) {
    QStringList taken = taken_paths(queue_);
    const Preferences preferences = settings_.preferences();
    int count = 0;
    for (const QString& path : paths) {
        if (path.endsWith(".json") || path.endsWith(".nakawari")) {
            continue;
        }
        Job job = panel_->job();
        job.source.path = QFileInfo(path).absoluteFilePath().toStdString();
        job.source.from.reset();
        job.source.to.reset();
        job.cuts = {};
        job.model = bridge_.choice_for(model_->currentData().toString());
        const QString folder = preferences.output_folder.isEmpty() ? QFileInfo(path).absolutePath()
                                                                   : preferences.output_folder;
        const QString output = output_path(job, folder, preferences.name_pattern, taken);
        job.output.path = output.toStdString();
        job.output.overwrite = false;
        taken << output;
        queue_.add(job);
        ++count;
    }
    if (count > 0) {
        queue_view_->set_expanded(true);
    }
    job_model_.refresh();
    panel_->suggest_path(taken);
    return count;
}

void MainWindow::edit_job(qint64 id) {
    if (const QueueItem* item = job_model_.find(id)) {
        edit_job_settings(item->job, [this, id](const Job& job) {
            if (!queue_.replace(id, job)) {
                statusBar()->showMessage(
                    tr("This job runs already; it was not changed."), message_ms
                );
            }
            job_model_.refresh();
        });
    }
}

void MainWindow::job_ended(qint64 id) {
    const QueueItem* item = job_model_.find(id);
    if (item == nullptr) {
        return;
    }
    const QString output = QString::fromStdString(item->job.output.path);
    if (item->state == ItemState::failed && item->error) {
        queue_view_->set_expanded(true);
        if (findChild<QDialog*>("error_dialog") == nullptr) {  // one is enough for a bad night
            show_error(this, *item->error);
        }
    } else if (item->state == ItemState::finished) {
        const bool is_short = item->report && item->report->truncation;
        notice_->show_notice(
            is_short ? text::of(*item->report->truncation)
                     : tr("%1 is done.").arg(text::quoted_name(output)),
            {{tr("Report…"), [this, id] { show_report(id); }},
             {tr("Open the result"), [this, output] { open_files({output}); }},
             {tr("Show in folder"),
              [output] {
                  QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(output).absolutePath()));
              }}}
        );
    }
}

void MainWindow::queue_changed() {
    if (job_model_.is_running()) {
        desktop_.inhibit_sleep(tr("Interpolating video"));
        take_preview();
    } else {
        desktop_.allow_sleep();
    }
    actions_.run_queue->setEnabled(!job_model_.items().empty());
}

void MainWindow::take_preview() {
    if (!queue_view_->is_expanded()) {
        return;
    }
    if (auto frame = queue_.take_preview()) {
        preview_lane_.request(
            Waiting::dropped,
            [images = preview_images_, frame = std::move(*frame)](const std::stop_token&) {
                return images->image(frame);
            },
            [this](const QImage& picture) { queue_view_->set_preview(picture); },
            [](const Error& error) { log::warn(error.what()); }
        );
    }
}

void MainWindow::show_report(qint64 id) {
    if (const QueueItem* item = job_model_.find(id)) {
        (new JobReportDialog(*item, this))->open();
    }
}

void MainWindow::remember_state() {
    settings_.set_value("geometry", saveGeometry());
    settings_.set_last_job(current_job());
}

void MainWindow::offer_unfinished_jobs() {
    const auto& items = job_model_.items();
    const bool is_any = std::any_of(items.begin(), items.end(), [](const QueueItem& item) {
        return item.state == ItemState::paused || item.state == ItemState::interrupted;
    });
    if (is_any) {
        queue_view_->set_expanded(true);
        statusBar()->showMessage(
            tr("An unfinished job was found. “Start queue” goes on where it was.")
        );
    }
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (wizard_ && wizard_->isVisible() && wizard_->asks_before_closing()) {
        event->ignore();
        leave_training();
        return;
    }
    if (is_closing_ || !queue_.is_running()) {
        remember_state();
        close_comparisons();
        event->accept();
        return;
    }
    event->ignore();
    auto* question = new QMessageBox(
        QMessageBox::Question,
        tr("Nakawari"),
        tr("A job is running. Pause it and go on at the next start?"),
        QMessageBox::NoButton,
        this
    );
    question->setObjectName("close_question");
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(tr("What is finished of it is kept."));
    QPushButton* pause = question->addButton(tr("Pause and close"), QMessageBox::AcceptRole);
    question->addButton(tr("Keep running"), QMessageBox::RejectRole);
    question->setDefaultButton(pause);
    connect(pause, &QPushButton::clicked, this, [this] {
        queue_.pause();
        is_closing_ = true;
        close();
    });
    question->open();
}

}  // namespace nakawari
