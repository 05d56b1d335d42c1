/// The main window: the clip, the player, cuts and range.
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QSaveFile>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QStatusBar>
#include <QUrl>

#include "ui/empty_view.h"
#include "ui/frame_view.h"
#include "ui/job_form.h"
#include "ui/main_window.h"
#include "ui/message_dialogs.h"
#include "ui/notice_bar.h"
#include "ui/output_panel.h"
#include "ui/source_facts.h"
#include "ui/text.h"
#include "ui/timeline_bar.h"
#include "ui/transport_bar.h"

namespace nakawari {
namespace {

constexpr int message_ms = 8000;

bool is_saved_job(const QString& path) {
    return path.endsWith(".nakawari", Qt::CaseInsensitive) ||
           path.endsWith(".json", Qt::CaseInsensitive);
}

}  // namespace

void MainWindow::connect_file_actions() {
    connect(actions_.open, &QAction::triggered, this, &MainWindow::choose_files);
    connect(actions_.open_folder, &QAction::triggered, this, &MainWindow::choose_picture_folder);
    connect(actions_.save_job, &QAction::triggered, this, &MainWindow::save_job);
    connect(actions_.close_clip, &QAction::triggered, this, &MainWindow::close_clip);
    connect(actions_.quit, &QAction::triggered, this, &QWidget::close);
    connect(empty_, &EmptyView::open_requested, this, &MainWindow::choose_files);
    connect(empty_, &EmptyView::demo_requested, this, &MainWindow::open_demo);
    connect(empty_, &EmptyView::file_requested, this, [this](const QString& path) {
        open_files({path});
    });
    for (Player* player : {&clip_player_, &trial_player_}) {
        connect(player, &Player::picture_changed, this, [this, player](const QImage& picture) {
            if (player != active_) {
                return;
            }
            if (is_trial_shown_ && active_ == &clip_player_) {
                is_trial_shown_ = false;  // the person went on from the one new frame
                notice_->clear();
            }
            view_->set_image(picture);
        });
        connect(player, &Player::position_changed, this, [this, player] {
            if (player == active_) {
                show_position();
            }
        });
        connect(player, &Player::playing_changed, this, &MainWindow::update_actions);
    }
    connect(&clip_player_, &Player::opened, this, &MainWindow::clip_opened);
    connect(&clip_player_, &Player::failed, this, &MainWindow::clip_failed);
    connect(&trial_player_, &Player::failed, this, [this](const Error& error) {
        leave_trial();
        show_error(this, error);
    });
    connect(&scan_, &ClipScan::thumbnails_changed, this, [this] {
        timeline_->set_thumbnails(scan_.thumbnails());
    });
    connect(&scan_, &ClipScan::progressed, this, &MainWindow::take_found_cuts);
    connect(&scan_, &ClipScan::completed, this, &MainWindow::show_facts);
}

void MainWindow::connect_view_actions() {
    connect(actions_.fit, &QAction::triggered, view_, &FrameView::fit);
    connect(actions_.actual_size, &QAction::triggered, view_, &FrameView::show_actual_size);
    constexpr double step = 1.25;
    connect(actions_.zoom_in, &QAction::triggered, this, [this] { view_->zoom_by(step); });
    connect(actions_.zoom_out, &QAction::triggered, this, [this] { view_->zoom_by(1 / step); });
    connect(actions_.nearest, &QAction::toggled, this, [this](bool is_nearest) {
        view_->set_sampling(is_nearest ? Sampling::nearest : Sampling::automatic);
    });
    connect(actions_.full_screen, &QAction::toggled, this, [this](bool is_full) {
        setWindowState(
            is_full ? windowState() | Qt::WindowFullScreen : windowState() & ~Qt::WindowFullScreen
        );
    });
    connect(actions_.copy_frame, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setImage(view_->image());
        statusBar()->showMessage(tr("The picture was copied."), message_ms);
    });
}

void MainWindow::connect_playback() {
    connect(actions_.play, &QAction::triggered, this, [this] { active_->toggle(); });
    connect(actions_.backward, &QAction::triggered, this, [this] { active_->shuttle(-1); });
    connect(actions_.stop, &QAction::triggered, this, [this] { active_->pause(); });
    connect(actions_.forward, &QAction::triggered, this, [this] { active_->shuttle(1); });
    connect(actions_.step_back, &QAction::triggered, this, [this] { active_->step(-1); });
    connect(actions_.step_forward, &QAction::triggered, this, [this] { active_->step(1); });
    connect(actions_.to_start, &QAction::triggered, this, [this] { active_->go_to_start(); });
    connect(actions_.to_end, &QAction::triggered, this, [this] { active_->go_to_end(); });
    connect(actions_.loop, &QAction::toggled, this, [this](bool is_looping) {
        clip_player_.set_looping(is_looping);
    });
    connect(timeline_, &TimelineBar::seek_requested, this, [this](const Rational& pts) {
        clip_player_.seek(pts);
    });
    connect(transport_, &TransportBar::seek_requested, this, [this](const Rational& pts) {
        active_->seek(pts);
    });
    connect(timeline_, &TimelineBar::range_edited, this, &MainWindow::set_range);
    connect(actions_.set_in, &QAction::triggered, this, [this] {
        const Rational here = clip_player_.position();
        set_range(here, out_ && *out_ > here ? out_ : std::nullopt);
    });
    connect(actions_.set_out, &QAction::triggered, this, [this] {
        const Rational here = clip_player_.position();
        set_range(in_ && *in_ < here ? in_ : std::nullopt, here);
    });
    connect(actions_.clear_range, &QAction::triggered, this, [this] { set_range({}, {}); });
}

void MainWindow::connect_cuts() {
    connect(timeline_, &TimelineBar::cuts_edited, this, [this] {
        are_cuts_edited_ = true;
        update_actions();
    });
    connect(actions_.add_cut, &QAction::triggered, this, [this] {
        timeline_->add_cut(clip_player_.position());
    });
    connect(actions_.remove_cut, &QAction::triggered, this, [this] {
        timeline_->remove_cut(timeline_->selected_cut().value_or(clip_player_.position()));
    });
    connect(actions_.find_cuts, &QAction::triggered, this, [this] {
        are_cuts_edited_ = false;
        take_found_cuts();
        update_actions();
    });
}

void MainWindow::choose_files() {
    const QString last = settings_.recent_files().value(0);
    const QStringList paths = QFileDialog::getOpenFileNames(
        this,
        tr("Open"),
        last.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::MoviesLocation)
                       : QFileInfo(last).absolutePath(),
        tr("Videos and saved jobs (*.mp4 *.mkv *.mov *.webm *.avi *.m4v *.mpg *.mpeg *.ts *.m2ts "
           "*.mxf "
           "*.wmv *.flv *.gif *.y4m *.ogv *.3gp *.nakawari *.json);;All files (*)")
    );
    open_files(paths);
}

void MainWindow::choose_picture_folder() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open picture folder"));
    if (!folder.isEmpty()) {
        open_files({folder});
    }
}

void MainWindow::open_demo() {
    for (const auto& models : services_.model_folders) {
        const auto clip = models.parent_path() / "demo" / "sea.mp4";
        std::error_code status;
        if (std::filesystem::is_regular_file(clip, status)) {
            open_files({QString::fromStdString(clip.string())});
            return;
        }
    }
    show_error(
        this,
        Error(
            Category::input,
            NK_TEXT("The demo clip is not installed; open a clip of your own instead.")
        )
    );
}

void MainWindow::open_files(const QStringList& paths) {
    if (paths.isEmpty()) {
        return;
    }
    if (is_saved_job(paths.first())) {
        open_job(QFileInfo(paths.first()).absoluteFilePath());
        return;
    }
    SourceOptions source;
    source.path = QFileInfo(paths.first()).absoluteFilePath().toStdString();
    open_clip(source);
    if (paths.size() > 1) {
        const int count = add_jobs_for(paths);
        statusBar()->showMessage(tr("Added to the queue: %1 clips.").arg(count), message_ms);
    }
}

void MainWindow::open_clip(const SourceOptions& source) {
    leave_trial();
    trial_.stop();
    scan_.stop();
    pending_ = source;
    SourceOptions whole = source;
    whole.from.reset();
    whole.to.reset();
    clip_player_.open(whole);
    statusBar()->showMessage(
        tr("Opening %1…").arg(text::quoted_name(QString::fromStdString(source.path)))
    );
}

void MainWindow::open_job(const QString& path) {
    file_lane_.request(
        Waiting::kept,
        [path](const std::stop_token&) {
            QFile file(path);
            constexpr qint64 largest = 1 << 20;
            if (!file.open(QIODevice::ReadOnly)) {
                throw Error(
                    Category::input,
                    NK_TEXT("“%1” cannot be read: %2."),
                    {path.toStdString(), file.errorString().toStdString()}
                );
            }
            return job_from_json(file.read(largest).toStdString());
        },
        [this](const Job& job) {
            panel_->set_job(job);
            want_model(QString::fromStdString(job.model.model));
            open_clip(job.source);
        },
        [this](const Error& error) { show_error(this, error); }
    );
}

void MainWindow::clip_opened() {
    statusBar()->clearMessage();
    const MediaInfo& info = clip_player_.info();
    const VideoInfo& video = *info.video;
    const bool is_turned = video.rotation_degrees % 180 != 0;
    const double aspect = video.sample_aspect.to_double();
    view_->set_sample_aspect(is_turned && aspect > 0 ? 1 / aspect : aspect);
    view_->fit();
    notice_->clear();
    measured_.reset();
    are_cuts_edited_ = false;
    timeline_->set_duration(clip_player_.duration());
    transport_->clear();
    panel_->set_source(info);
    center_->setCurrentWidget(clip_page_);
    panel_dock_->show();
    scan_.start(clip_player_.source());
    set_range(pending_ ? pending_->from : std::nullopt, pending_ ? pending_->to : std::nullopt);
    pending_.reset();
    if (!info.path.empty()) {
        settings_.add_recent_file(QString::fromStdString(info.path));
        update_recent();
    }
    view_->setFocus();
    show_facts();
    show_estimate();
    update_title();
    update_actions();
}

void MainWindow::clip_failed(const Error& error) {
    statusBar()->clearMessage();
    pending_.reset();
    if (!clip_player_.is_open()) {
        close_clip();
    }
    show_error(this, error);
}

void MainWindow::close_clip() {
    leave_trial();
    trial_.stop();
    scan_.stop();
    clip_player_.close();
    timeline_->set_duration(0);
    panel_->set_source(std::nullopt);
    center_->setCurrentWidget(empty_);
    panel_dock_->hide();
    view_->set_image({});
    set_range({}, {});
    measured_.reset();
    show_facts();
    update_title();
    update_actions();
}

void MainWindow::show_position() {
    transport_->set_times(active_->position(), active_->duration());
    if (active_ == &clip_player_) {
        timeline_->set_position(clip_player_.position());
    }
}

void MainWindow::set_range(const std::optional<Rational>& in, const std::optional<Rational>& out) {
    in_ = in;
    out_ = out;
    timeline_->set_range(in, out);
    transport_->set_range(in, out);
    clip_player_.set_range(in, out);
    show_estimate();
    update_actions();
}

void MainWindow::take_found_cuts() {
    timeline_->set_frame_times(scan_.times());
    if (!are_cuts_edited_) {
        timeline_->set_cuts(scan_.cuts());
    }
}

void MainWindow::show_facts() {
    if (!clip_player_.is_open()) {
        facts_->clear();
        return;
    }
    const SourceFacts facts = source_facts(
        clip_player_.info(),
        scan_.is_complete() ? std::optional(scan_.has_variable_rate()) : std::nullopt
    );
    QString rows;
    for (const auto& [name, value] : facts.rows) {
        rows += QString("<tr><td style='padding-right:12px'>%1</td><td>%2</td></tr>")
                    .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    }
    QString notes;
    for (const QString& note : facts.notes) {
        notes += "<p>" + note.toHtmlEscaped() + "</p>";
    }
    facts_->setText("<table>" + rows + "</table>" + notes);
}

Job MainWindow::current_job() const {
    Job job = panel_->job();
    if (clip_player_.is_open()) {
        const Job chosen = job;
        job.source = clip_player_.source();
        job.source.deinterlace = chosen.source.deinterlace;
        job.source.hardware_decoding = chosen.source.hardware_decoding;
        job.source.color_matrix = chosen.source.color_matrix;
        job.source.sequence_rate = chosen.source.sequence_rate;
        job.source.from = in_;
        job.source.to = out_;
    } else {
        job.source = {};
    }
    const CutMode mode = job.cuts.mode;
    job.cuts = {mode == CutMode::off ? CutMode::off : CutMode::automatic, {}};
    if (are_cuts_edited_ && clip_player_.is_open()) {
        job.cuts.mode = CutMode::list;
        const Rational start = clip_player_.info().video->start;
        for (const Rational& cut : timeline_->cuts()) {
            job.cuts.first_frames.push_back(start + cut);
        }
    }
    job.model = bridge_.choice_for(model_->currentData().toString());
    return job;
}

void MainWindow::save_job() {
    const QString suggested =
        QFileInfo(QString::fromStdString(current_job().output.path)).completeBaseName();
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save job"), suggested + ".nakawari", tr("Nakawari jobs (*.nakawari *.json)")
    );
    if (path.isEmpty()) {
        return;
    }
    file_lane_.request(
        Waiting::kept,
        [path, job = current_job()](const std::stop_token&) {
            QSaveFile file(path);
            const QByteArray bytes = QByteArray::fromStdString(to_json(job));
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() ||
                !file.commit()) {
                throw Error(
                    Category::output,
                    NK_TEXT("“%1” cannot be written: %2."),
                    {path.toStdString(), file.errorString().toStdString()}
                );
            }
        },
        [this, path] {
            statusBar()->showMessage(tr("Saved as %1.").arg(text::quoted_name(path)), message_ms);
        },
        [this](const Error& error) { show_error(this, error); }
    );
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) {
        event->acceptProposedAction();
        empty_->set_highlighted(true);
    }
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent* event) {
    empty_->set_highlighted(false);
    QMainWindow::dragLeaveEvent(event);
}

void MainWindow::dropEvent(QDropEvent* event) {
    empty_->set_highlighted(false);
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile()) {
            paths << url.toLocalFile();
        }
    }
    event->acceptProposedAction();
    open_files(paths);
}

}  // namespace nakawari
