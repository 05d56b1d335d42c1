/// The main window: what is where.
#include "ui/main_window.h"

#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QEvent>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "io/minterpolate.h"
#include "ui/empty_view.h"
#include "ui/frame_view.h"
#include "ui/job_form.h"
#include "ui/notice_bar.h"
#include "ui/output_panel.h"
#include "ui/queue_view.h"
#include "ui/theme.h"
#include "ui/timeline_bar.h"
#include "ui/transport_bar.h"

namespace nakawari {
namespace {

JobQueueOptions queue_options(const WindowServices& services) {
    JobQueueOptions options;
    options.file = services.queue_file;
    options.make_interpolator = services.make_interpolator;
    if (!options.make_interpolator) {
        options.make_interpolator = [folders = services.model_folders](const ModelChoice& choice) {
            return make_any_interpolator(ModelRegistry(folders), inference_options(choice));
        };
    }
    return options;
}

}  // namespace

std::filesystem::path standard_queue_file() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return std::filesystem::path(folder.toStdString()) / "nakawari" / "queue.json";
}

MainWindow::MainWindow(const WindowServices& services)
    : services_(services),
      settings_(services.settings_file),
      bridge_(services.model_folders),
      preset_folder_(services.preset_folders),
      queue_(queue_options(services)),
      job_model_(queue_) {
    setObjectName("main_window");
    setAcceptDrops(true);
    setDockNestingEnabled(true);
    const Preferences preferences = settings_.preferences();
    translations_.set_language(preferences.language);
    bridge_.set_inference(preferences.inference);
    bridge_.set_compare_cache_mb(preferences.compare_cache_mb);
    build_center();
    build_docks();
    build_toolbar();
    build_menus();
    connect_file_actions();
    connect_view_actions();
    connect_playback();
    connect_cuts();
    connect_trial();
    connect_compare();
    connect_training();
    connect_queue();
    connect_dialogs();
    retranslate();
    restore_state();
    reload_presets();
    queue_changed();
    offer_unfinished_jobs();
}

MainWindow::~MainWindow() {
    hide();  // what follows its docks' visibility is gone before QMainWindow hides them
    // Comparisons, wizard and dialogs use what the window owns: they go first.
    for (QWidget* child : findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
        if (child->isWindow()) {
            delete child;
        }
    }
    trial_.stop();
    scan_.stop();
    clip_player_.close();
    trial_player_.close();
}

void MainWindow::build_center() {
    center_ = new QStackedWidget(this);
    empty_ = new EmptyView(center_);
    clip_page_ = new QWidget(center_);
    notice_ = new NoticeBar(clip_page_);
    auto* picture = new QWidget(clip_page_);  // has the keys without Ctrl
    view_ = new FrameView(picture);
    timeline_ = new TimelineBar(picture);
    transport_ = new TransportBar(
        {actions_.to_start,
         actions_.step_back,
         actions_.play,
         actions_.step_forward,
         actions_.to_end,
         actions_.loop,
         actions_.set_in,
         actions_.set_out,
         actions_.add_cut},
        picture
    );
    picture->addActions(actions_.player_actions());
    auto* inner = new QVBoxLayout(picture);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(0);
    inner->addWidget(view_, 1);
    inner->addWidget(transport_);
    inner->addWidget(timeline_);
    auto* column = new QVBoxLayout(clip_page_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(notice_);
    column->addWidget(picture, 1);
    center_->addWidget(empty_);
    center_->addWidget(clip_page_);
    setCentralWidget(center_);
}

void MainWindow::build_docks() {
    panel_ = new OutputPanel(this);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(panel_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    constexpr int panel_width = 40 * theme::grid;
    scroll->setMinimumWidth(panel_width);
    panel_dock_ = new QDockWidget(this);
    panel_dock_->setObjectName("output_dock");
    panel_dock_->setTitleBarWidget(new QWidget(panel_dock_));  // the panel has its own title
    panel_dock_->setFeatures(QDockWidget::NoDockWidgetFeatures);
    panel_dock_->setWidget(scroll);
    addDockWidget(Qt::RightDockWidgetArea, panel_dock_);

    facts_ = new QLabel(this);
    facts_->setWordWrap(true);
    facts_->setTextFormat(Qt::RichText);
    facts_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    facts_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    facts_->setMargin(theme::grid);
    facts_dock_ = new QDockWidget(this);
    facts_dock_->setObjectName("facts_dock");
    facts_dock_->setWidget(facts_);
    addDockWidget(Qt::RightDockWidgetArea, facts_dock_);
    facts_dock_->hide();

    queue_view_ = new QueueView(queue_, job_model_, this);
    queue_dock_ = new QDockWidget(this);
    queue_dock_->setObjectName("queue_dock");
    queue_dock_->setTitleBarWidget(new QWidget(queue_dock_));
    queue_dock_->setFeatures(QDockWidget::NoDockWidgetFeatures);
    queue_dock_->setWidget(queue_view_);
    addDockWidget(Qt::BottomDockWidgetArea, queue_dock_);
}

void MainWindow::build_toolbar() {
    toolbar_ = addToolBar(QString());
    toolbar_->setObjectName("toolbar");
    toolbar_->setMovable(false);
    toolbar_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    toolbar_->setIconSize({18, 18});
    toolbar_->addAction(actions_.open);
    toolbar_->addAction(actions_.start);
    toolbar_->addSeparator();
    toolbar_->addAction(actions_.compare);
    toolbar_->addAction(actions_.wizard);
    auto* spacer = new QWidget(toolbar_);
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    toolbar_->addWidget(spacer);
    model_ = new QComboBox(toolbar_);
    model_->setObjectName("model");
    model_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    constexpr int widest = 40 * theme::grid;
    model_->setMaximumWidth(widest);
    device_ = new QLabel(toolbar_);
    device_->setContentsMargins(theme::grid, 0, theme::grid, 0);
    toolbar_->addWidget(model_);
    toolbar_->addWidget(device_);
    connect(&bridge_, &EngineBridge::models_changed, this, [this] {
        are_models_known_ = true;
        update_models();
        update_actions();
    });
    connect(&bridge_, &EngineBridge::inference_changed, this, &MainWindow::update_models);
    connect(model_, &QComboBox::activated, this, [this] {
        wanted_model_ = model_->currentData().toString();
        measured_.reset();
        model_->setToolTip(model_->currentText());
        show_estimate();
        update_actions();
    });
}

void MainWindow::build_menus() {
    const auto add = [this](const char* title) {
        QMenu* menu = menuBar()->addMenu(QString());
        menus_.emplace_back(menu, title);
        menu->setToolTipsVisible(true);
        return menu;
    };
    const auto& a = actions_;
    QMenu* file = add(QT_TR_NOOP("&File"));
    file->addActions({a.open, a.open_folder});
    recent_menu_ = file->addMenu(QString());
    menus_.emplace_back(recent_menu_, QT_TR_NOOP("Open &again"));
    file->addAction(a.save_job);
    file->addSeparator();
    file->addActions({a.close_clip, a.quit});
    QMenu* edit = add(QT_TR_NOOP("&Edit"));
    edit->addActions({a.set_in, a.set_out, a.clear_range});
    edit->addSeparator();
    edit->addActions({a.add_cut, a.remove_cut, a.find_cuts});
    edit->addSeparator();
    edit->addActions({a.copy_frame, a.settings});
    QMenu* view = add(QT_TR_NOOP("&View"));
    view->addActions({a.fit, a.actual_size, a.zoom_in, a.zoom_out, a.nearest});
    view->addSeparator();
    view->addActions({a.facts, a.show_queue, a.full_screen});
    QMenu* playback = add(QT_TR_NOOP("&Playback"));
    playback->addActions({a.play, a.backward, a.stop, a.forward});
    playback->addSeparator();
    playback->addActions({a.step_back, a.step_forward, a.to_start, a.to_end});
    playback->addSeparator();
    playback->addAction(a.loop);
    add(QT_TR_NOOP("&Compare"))->addAction(a.compare);
    QMenu* queue = add(QT_TR_NOOP("&Queue"));
    queue->addActions({a.start, a.add_to_queue, a.add_files, a.add_folder});
    queue->addSeparator();
    queue->addActions({a.run_queue, a.clear_done});
    QMenu* tools = add(QT_TR_NOOP("&Tools"));
    tools->addActions({a.try_frame, a.try_second, a.try_range});
    tools->addSeparator();
    tools->addActions({a.wizard, a.models, a.log});
    QMenu* help = add(QT_TR_NOOP("&Help"));
    help->addActions({a.shortcuts, a.diagnostics});
    help->addSeparator();
    help->addAction(a.about);
}

void MainWindow::restore_state() {
    constexpr QSize usual(1280, 800);
    resize(theme::on_screen(usual, *this));
    restoreGeometry(settings_.value("geometry"));
    const Preferences preferences = settings_.preferences();
    panel_->set_naming(preferences.output_folder, preferences.name_pattern);
    if (const auto job = settings_.last_job()) {
        panel_->set_job(*job);
        wanted_model_ = QString::fromStdString(job->model.model);
    }
    update_recent();
    update_models();
    panel_->set_source(std::nullopt);
    panel_dock_->hide();
    set_range({}, {});
    show_estimate();
    update_actions();
    update_title();
}

void MainWindow::retranslate() {
    actions_.retranslate();
    for (const auto& [menu, title] : menus_) {
        menu->setTitle(tr(title));
    }
    toolbar_->setWindowTitle(tr("Toolbar"));
    model_->setAccessibleName(tr("Model"));
    facts_dock_->setWindowTitle(tr("Source facts"));
    panel_dock_->setWindowTitle(tr("Output"));
    queue_dock_->setWindowTitle(tr("Queue"));
    view_->setAccessibleName(tr("Picture"));
    update_models();
    update_title();
    show_facts();
    show_estimate();
    update_actions();
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::set_language(const QString& language) {
    translations_.set_language(language);
}

void MainWindow::come_to_front() {
    setWindowState((windowState() & ~Qt::WindowMinimized) | Qt::WindowActive);
    show();
    raise();
    activateWindow();
}

void MainWindow::update_title() {
    if (!clip_player_.is_open()) {
        setWindowTitle("Nakawari");
        setWindowFilePath({});
        return;
    }
    const QString path = QString::fromStdString(clip_player_.source().path);
    setWindowFilePath(path);
    setWindowTitle(tr("%1 – Nakawari").arg(QFileInfo(path).fileName()));
}

void MainWindow::update_models() {
    model_->clear();
    int first_network = -1;
    for (const ModelEntry& entry : bridge_.entries()) {
        const QString id = QString::fromStdString(entry.card.id);
        QString title = bridge_.title(id);
        if (id == "repeat") {
            title = tr("Repeat frames (baseline)");
        } else if (id == "blend") {
            title = tr("Blend frames (baseline)");
        } else if (id == "flow") {
            title = tr("Optical flow (baseline)");
        } else if (id == minterpolate_id) {
            title = tr("FFmpeg minterpolate (baseline)");
        }
        if (!entry.weights.empty() && first_network < 0) {
            first_network = model_->count();
        }
        model_->addItem(title, id);
    }
    if (!are_models_known_) {
        model_->clear();  // only methods without weights are known so far
        model_->addItem(wanted_model_, wanted_model_);
    }
    const int wanted = model_->findData(wanted_model_);
    model_->setCurrentIndex(wanted >= 0 ? wanted : std::max(0, first_network));
    model_->setToolTip(model_->currentText());
    const InferenceSettings& inference = bridge_.inference();
    const bool has_nvidia = QFile::exists("/dev/nvidiactl");
    const bool is_cpu = inference.device == "cpu" || (inference.device == "auto" && !has_nvidia);
    device_->setText(
        is_cpu                       ? tr("CPU")
        : inference.device == "auto" ? tr("Automatic device")
                                     : tr("Graphics card")
    );
    device_->setToolTip(tr("Where networks run; see Settings"));
}

void MainWindow::want_model(const QString& id) {
    wanted_model_ = id;
    const int index = model_->findData(id);
    if (index >= 0) {
        model_->setCurrentIndex(index);
    }
}

void MainWindow::update_recent() {
    const QStringList files = settings_.recent_files();
    empty_->set_recent_files(files);
    recent_menu_->clear();
    for (const QString& path : files) {
        QAction* action = recent_menu_->addAction(QFileInfo(path).fileName(), this, [this, path] {
            open_files({path});
        });
        action->setToolTip(path);
    }
    recent_menu_->setEnabled(!files.isEmpty());
    if (!files.isEmpty()) {
        recent_menu_->addSeparator();
        recent_menu_->addAction(tr("Forget these"), this, [this] {
            settings_.clear_recent_files();
            update_recent();
        });
    }
}

void MainWindow::update_actions() {
    const bool is_open = clip_player_.is_open();
    for (QAction* action : actions_.clip_actions()) {
        action->setEnabled(is_open);
    }
    const bool is_trial = active_ == &trial_player_;
    for (QAction* action :
         {actions_.set_in, actions_.set_out, actions_.add_cut, actions_.remove_cut}) {
        action->setEnabled(is_open && !is_trial);
    }
    const bool has_range = in_ || out_;
    actions_.clear_range->setEnabled(is_open && has_range);
    actions_.find_cuts->setEnabled(is_open && are_cuts_edited_);
    const QString problem = problem_of(current_job());
    actions_.start->setEnabled(is_open && problem.isEmpty());
    actions_.add_to_queue->setEnabled(is_open && problem.isEmpty());
    actions_.try_range->setEnabled(is_open && has_range);
    actions_.play->setIcon(theme::icon(active_->is_playing() ? "pause" : "play"));
    panel_->set_problem(is_open ? problem : QString());
    panel_->set_range_available(has_range);
    timeline_->setEnabled(!is_trial);
}

}  // namespace nakawari
