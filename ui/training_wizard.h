/// From footage to a verdict in seven pages.
#pragma once

#include <QDialog>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QStackedWidget>
#include <array>
#include <optional>

#include "ui/plan_measurer.h"
#include "ui/training_page.h"
#include "ui/training_session.h"

namespace nakawari {

class WizardExportPage;
class WizardFootagePage;

/// A window of its own beside the main window; shows what `nakawari-cli poc` does. A run goes on
/// until it ends or is left; closing asks. Interface thread only; `bridge` outlives it.
class TrainingWizard : public QDialog {
    Q_OBJECT

 public:
    TrainingWizard(TrainingServices services, EngineBridge& bridge, QWidget* parent = nullptr);
    ~TrainingWizard() override;

    /// As if dropped on the first page.
    void add_clips(const QStringList& paths);
    /// Clips that nobody chose here: closing does not ask for their sake.
    void suggest_clips(const QStringList& paths);
    /// Goes on with a run, or shows the result of a finished one.
    void open_run(const std::filesystem::path& folder, const RunStatus& status);

    [[nodiscard]] const TrainingModel& model() const { return model_; }
    [[nodiscard]] WizardPage page() const;
    [[nodiscard]] bool is_running() const { return session_.is_active(); }
    /// Closing would stop a run or lose what was entered: the person is asked.
    [[nodiscard]] bool asks_before_closing() const;
    /// The person has left the run; the wizard closes once the checkpoint is written.
    [[nodiscard]] bool is_leaving() const { return is_closing_; }
    /// False (and nothing happens) while the page is locked.
    bool go_to(WizardPage page);

    /// Escape, Close and the window's own button end here.
    void reject() override;

 Q_SIGNALS:
    /// The person wants new jobs to use this registered model.
    void model_chosen(const QString& id);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    void build_pages();
    void build_frame();
    void retranslate();
    void go_next();
    void go_back();
    void start_run();
    void resume_run();
    void start_anew();
    void read_finished(const std::filesystem::path& folder);
    void take_end(const TrainingOutcome& outcome);
    void show_page(WizardPage page);
    void show_state();
    void show_steps();
    void show_error(const Error& error);
    [[nodiscard]] bool confirm_close();
    [[nodiscard]] TrainingPage* page_widget(WizardPage page) const;

    TrainingServices services_;
    EngineBridge& bridge_;
    TrainingModel model_;
    PlanMeasurer measurer_;
    TrainingSession session_;
    bool is_starting_ = false;  ///< start() is on its way and the page is still the form
    bool is_closing_ = false;   ///< closes itself once the run has been left
    WizardFootagePage* footage_ = nullptr;
    WizardExportPage* export_ = nullptr;
    std::array<TrainingPage*, wizard_page_count> pages_{};
    QListWidget* steps_;
    QStackedWidget* stack_;
    QLabel* problem_;
    QPushButton* anew_;
    QPushButton* back_;
    QPushButton* next_;
    QPushButton* close_;
    TaskLane lane_{QStringLiteral("reports")};
};

}  // namespace nakawari
