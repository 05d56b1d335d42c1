/// The main window: one clip, one job form, one queue.
#pragma once

#include <QMainWindow>
#include <QPointer>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "pipeline/job_queue.h"
#include "ui/clip_scan.h"
#include "ui/desktop.h"
#include "ui/engine_bridge.h"
#include "ui/frame_image.h"
#include "ui/job_model.h"
#include "ui/log_book.h"
#include "ui/player.h"
#include "ui/presets.h"
#include "ui/settings.h"
#include "ui/training_services.h"
#include "ui/translations.h"
#include "ui/trial.h"
#include "ui/window_actions.h"

class QComboBox;
class QDockWidget;
class QLabel;
class QMenu;
class QStackedWidget;

namespace nakawari {

class EmptyView;
class ModelsDialog;
class TrainingWizard;
class FrameView;
class NoticeBar;
class OutputPanel;
class QueueView;
class SettingsDialog;
class TimelineBar;
class TransportBar;

/// Where the window finds and keeps things; the defaults are a person's own, tests give folders.
struct WindowServices {
    QString settings_file;  ///< empty = the usual place
    std::filesystem::path queue_file;
    std::vector<std::filesystem::path> model_folders = standard_model_folders();
    std::vector<std::filesystem::path> preset_folders;
    /// Called on worker threads. Empty = the registry of model_folders.
    std::function<std::unique_ptr<Interpolator>(const ModelChoice&)> make_interpolator;
    /// What the PoC wizard works with; interface thread.
    std::function<TrainingServices()> make_training = make_training_services;
};

/// The queue's file in the person's data folder.
[[nodiscard]] std::filesystem::path standard_queue_file();

/// Owns everything it shows and the queue. Interface thread only; whatever can block runs on the
/// lanes of its parts.
class MainWindow : public QMainWindow {
    Q_OBJECT

 public:
    explicit MainWindow(const WindowServices& services);
    ~MainWindow() override;

    /// Videos, picture folders and saved jobs (JSON). The first is opened; if there are several
    /// videos, all are added to the queue.
    void open_files(const QStringList& paths);
    /// To the front, as a second start of the program asks.
    void come_to_front();

    /// What would be added to the queue now.
    [[nodiscard]] Job current_job() const;
    [[nodiscard]] JobQueue& queue() { return queue_; }
    [[nodiscard]] Player& player() { return *active_; }
    [[nodiscard]] const WindowActions& actions() const { return actions_; }
    [[nodiscard]] const LogBook& log_book() const { return log_book_; }
    void set_language(const QString& language);

 protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

 private:
    // main_window.cpp: what is where
    void build_center();
    void build_docks();
    void build_toolbar();
    void build_menus();
    void restore_state();
    void retranslate();
    void update_title();
    void update_actions();
    void update_models();
    void want_model(const QString& id);
    void update_recent();

    // main_window_clip.cpp: the clip, the player, cuts and range
    void connect_file_actions();
    void connect_view_actions();
    void connect_playback();
    void connect_cuts();
    void open_clip(const SourceOptions& source);
    void open_job(const QString& path);
    void clip_opened();
    void clip_failed(const Error& error);
    void close_clip();
    void choose_files();
    void choose_picture_folder();
    void open_demo();
    void show_position();
    void set_range(const std::optional<Rational>& in, const std::optional<Rational>& out);
    void take_found_cuts();
    void show_facts();
    void save_job();

    // main_window_trial.cpp: trying out, and what was measured
    void connect_trial();
    void try_frame();
    void try_part(const Rational& from, const Rational& to);
    void show_trial_frame(const QImage& picture, const TrialMeasurement& measured);
    void show_trial_part(const QString& file, const TrialMeasurement& measured);
    void leave_trial();
    void show_estimate();

    // main_window_compare.cpp: models on the same frame
    void connect_compare();
    void open_compare();
    void close_comparisons();

    // main_window_training.cpp: the PoC wizard and the models there are
    void connect_training();
    void open_wizard();
    void leave_training();
    void open_models();
    void choose_model(const QString& id);

    // main_window_queue.cpp: the queue and the end
    void connect_queue();
    void add_current_job(bool starts);
    int add_jobs_for(const QStringList& paths);
    void edit_job(qint64 id);
    void job_ended(qint64 id);
    void queue_changed();
    void offer_unfinished_jobs();
    void show_report(qint64 id);
    void take_preview();
    void remember_state();

    // main_window_dialogs.cpp: everything that opens beside the window
    void connect_dialogs();
    void reload_presets();
    void apply_preset(const Preset& preset);
    void edit_job_settings(const Job& job, const std::function<void(const Job&)>& take);
    void show_settings();
    void show_strips_in(SettingsDialog* dialog);
    void take_preferences(const Preferences& preferences);
    void show_log();
    void show_shortcuts();
    void copy_diagnostics();

    WindowServices services_;
    LogBook log_book_;
    Settings settings_;
    Translations translations_;
    EngineBridge bridge_;
    PresetFolder preset_folder_;
    std::vector<Preset> presets_;
    JobQueue queue_;
    JobModel job_model_;
    Desktop desktop_;
    Player clip_player_;
    Player trial_player_;
    Player* active_ = &clip_player_;
    ClipScan scan_;
    Trial trial_;
    WindowActions actions_;
    std::optional<TrialMeasurement> measured_;
    std::optional<Rational> in_;
    std::optional<Rational> out_;
    std::optional<SourceOptions> pending_;  ///< with a saved job's range, until the clip is open
    bool are_cuts_edited_ = false;
    QString wanted_model_ = QString::fromStdString(ModelChoice().model);
    bool are_models_known_ = false;
    bool is_closing_ = false;
    bool is_trial_shown_ = false;

    QStackedWidget* center_ = nullptr;
    EmptyView* empty_ = nullptr;
    QWidget* clip_page_ = nullptr;
    NoticeBar* notice_ = nullptr;
    FrameView* view_ = nullptr;
    TransportBar* transport_ = nullptr;
    TimelineBar* timeline_ = nullptr;
    OutputPanel* panel_ = nullptr;
    QDockWidget* panel_dock_ = nullptr;
    QDockWidget* queue_dock_ = nullptr;
    QDockWidget* facts_dock_ = nullptr;
    QLabel* facts_ = nullptr;
    QueueView* queue_view_ = nullptr;
    QComboBox* model_ = nullptr;
    QLabel* device_ = nullptr;
    QToolBar* toolbar_ = nullptr;
    QMenu* recent_menu_ = nullptr;
    std::vector<std::pair<QMenu*, const char*>> menus_;  ///< with their untranslated titles
    QPointer<LogDialog> log_dialog_;
    QPointer<QDialog> shortcut_dialog_;
    QPointer<TrainingWizard> wizard_;
    QPointer<ModelsDialog> models_dialog_;
    std::shared_ptr<FrameImages> preview_images_ = std::make_shared<FrameImages>();
    TaskLane preview_lane_{"preview"};
    TaskLane file_lane_{"files"};  ///< last: its answers touch everything above
};

}  // namespace nakawari
