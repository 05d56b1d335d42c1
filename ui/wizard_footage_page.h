/// The wizard's first page: clips with checks, and earlier runs to pick up again.
#pragma once

#include <QGroupBox>
#include <QProgressBar>
#include <QPushButton>

#include "ui/run_list.h"
#include "ui/task_lane.h"
#include "ui/text_table_model.h"
#include "ui/training_page.h"

namespace nakawari {

class WizardFootagePage : public TrainingPage {
    Q_OBJECT

 public:
    WizardFootagePage(const WizardContext& context, QWidget* parent);

    [[nodiscard]] QString title() const override;
    void enter() override;
    [[nodiscard]] QWidget* first_field() override;
    void set_read_only(bool is_read_only) override;

    /// Files and folders; what is new is checked in the background.
    void add_paths(const QStringList& paths);
    /// Looks for earlier runs again.
    void refresh_runs();
    /// Checks what has no finding yet, for clips that came with a run.
    void check_again();

 Q_SIGNALS:
    void run_chosen(const std::filesystem::path& folder, const nakawari::RunStatus& status);
    void failed(const nakawari::Error& error);

 protected:
    [[nodiscard]] QString decision() const override;
    void retranslate() override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

 private:
    void build_runs();
    void build_clips();
    void check_clips();
    void remove_selected();
    void open_selected_run();
    void open_run(const std::filesystem::path& folder);
    void show_clips();
    void show_runs();
    void show_notes();
    void show_run_button();

    bool is_read_only_ = false;
    double share_ = 0;
    std::vector<FoundRun> runs_;
    TextTableModel* clips_;
    TextTableModel* run_rows_;
    QTableView* clip_view_;
    QTableView* run_view_;
    QGroupBox* runs_box_;
    QLabel* notes_;
    QLabel* sum_;
    QProgressBar* progress_;
    QPushButton* add_files_;
    QPushButton* add_folder_;
    QPushButton* remove_;
    QPushButton* continue_;
    QPushButton* open_folder_;
    TaskLane check_lane_{QStringLiteral("footage")};
    TaskLane run_lane_{QStringLiteral("runs")};
};

}  // namespace nakawari
