/// The compare view: several models on the same frame, with scores against a named reference.
#pragma once

#include <QList>
#include <QString>
#include <QTimer>
#include <QWidget>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "ui/compare_actions.h"
#include "ui/compare_session.h"
#include "ui/score_graph.h"
#include "ui/task_lane.h"

class QAction;
class QLabel;
class QStackedWidget;

namespace nakawari {

class CompareBar;
class CompareCanvas;
class CompareNavigation;
class EngineBridge;

/// A window or tab of its own, opened for one clip. Belongs to the interface thread; the bridge
/// outlives it. Closing it does not wait for a model that is running.
class CompareView : public QWidget {
    Q_OBJECT

 public:
    /// Models come from the bridge's registry; `make_interpolator` takes its place if given.
    CompareView(
        EngineBridge& bridge,
        CompareSetup setup,
        QWidget* parent = nullptr,
        CompareWorker::MakeInterpolator make_interpolator = {}
    );
    ~CompareView() override;

    /// For a menu of the window that holds the view.
    [[nodiscard]] QList<QAction*> menu_actions() const { return actions_->all(); }
    /// Null until the registry of models is there.
    [[nodiscard]] const CompareSession* session() const { return session_.get(); }

    void go_to(const Rational& seconds);
    void set_state(const CompareState& state);
    /// In the background; picture_saved() or a sentence in the view follows. An existing file is
    /// replaced.
    void save_picture(SavedPicture what, const QString& file);
    void export_scores(ExportFormat format, const QString& file);

 Q_SIGNALS:
    /// The person looks at another frame, in seconds from the clip's start.
    void position_changed(const nakawari::Rational& seconds);
    /// The person wants to import the teacher's weights.
    void import_requested();
    void picture_saved(const QString& file);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    void build();
    void connect_actions();
    void connect_widgets();
    void connect_saving();
    void start();
    void connect_session();
    void reload_models();
    void reload_titles();
    void edit(const std::function<void(CompareState&)>& change);
    void refresh();
    void refresh_scores();
    void show_page();
    void go_to_worst();
    void set_range_end(bool is_start);
    void ask_for_picture(SavedPicture what);
    void ask_for_scores(ExportFormat format);
    void write_image(const std::function<QImage()>& make, const QString& file);
    [[nodiscard]] CompareWorker::MakeInterpolator interpolators() const;
    [[nodiscard]] QString title_of(const std::string& model) const;
    [[nodiscard]] bool has_model(const std::string& id) const;
    [[nodiscard]] QString suggested_file(const QString& what, const QString& suffix) const;

    EngineBridge& bridge_;
    CompareSetup setup_;
    const CompareWorker::MakeInterpolator make_interpolator_;
    CompareActions* actions_;
    CompareBar* bar_;
    CompareCanvas* canvas_;
    CompareNavigation* navigation_;
    ScoreGraph* graph_;
    QLabel* message_;
    QStackedWidget* pages_;
    QTimer score_refresh_;  ///< many scores, one repaint
    TaskLane saving_{"compare save"};
    std::unique_ptr<CompareSession> session_;
};

/// "clip_0-00-03.167_B_mini-flow": names clip, time and content; safe in every file system.
[[nodiscard]] QString compare_file_name(
    const QString& clip, const std::optional<ComparePoint>& point, const QString& what
);

}  // namespace nakawari
