/// The wizard's fifth page: a dashboard of the run.
#pragma once

#include <QFormLayout>
#include <QProgressBar>
#include <QPushButton>

#include "ui/frame_view.h"
#include "ui/training_charts.h"
#include "ui/training_page.h"
#include "ui/training_session.h"

namespace nakawari {

class WizardRunPage : public TrainingPage {
    Q_OBJECT

 public:
    WizardRunPage(const WizardContext& context, TrainingSession& session, QWidget* parent);

    [[nodiscard]] QString title() const override;
    void enter() override;
    [[nodiscard]] QWidget* first_field() override;
    void set_read_only(bool /*is_read_only*/) override {}

 Q_SIGNALS:
    /// After the run was left, failed, or was opened unfinished.
    void resume_wanted();

 protected:
    [[nodiscard]] QString decision() const override;
    void retranslate() override;

 private:
    QLayout* build_left();
    QLayout* build_right();
    void show_progress();
    void show_numbers(const TrainingProgress& progress);
    void show_end(const TrainingOutcome& outcome);
    void show_buttons();
    void confirm_stop();

    TrainingSession& session_;
    QString message_;  ///< why the run is not going on
    bool is_stopping_ = false;
    QLabel* phase_;
    QLabel* time_;
    QProgressBar* bar_;
    QLabel* message_label_;
    TrainingCharts* charts_;
    QLabel* picture_title_;
    FrameView* picture_;
    QLabel* numbers_;
    QPushButton* pause_;
    QPushButton* stop_;
    QPushButton* resume_;
};

}  // namespace nakawari
