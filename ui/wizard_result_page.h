/// The wizard's sixth page: met or not met, and everything behind it.
#pragma once

#include <QTabWidget>
#include <QTableView>

#include "ui/picture_strips.h"
#include "ui/text_table_model.h"
#include "ui/training_charts.h"
#include "ui/training_page.h"

namespace nakawari {

class WizardResultPage : public TrainingPage {
    Q_OBJECT

 public:
    WizardResultPage(const WizardContext& context, QWidget* parent);

    [[nodiscard]] QString title() const override;
    void enter() override;
    [[nodiscard]] QWidget* first_field() override;
    void set_read_only(bool /*is_read_only*/) override {}

 protected:
    [[nodiscard]] QString decision() const override;
    void retranslate() override;

 private:
    void show_verdicts(const PocReport& report);
    void show_scores(const PocReport& report);
    void show_costs(const PocReport& report);
    void show_widths(const PocReport& report);
    void show_notes(const PocReport& report);

    QLabel* sentence_;
    QLabel* gain_;
    QTabWidget* tabs_;
    TextTableModel* verdicts_;
    TextTableModel* scores_;
    TextTableModel* costs_;
    TextTableModel* durations_;
    TextTableModel* widths_;
    QTableView* verdict_view_;
    QTableView* score_view_;
    QTableView* cost_view_;
    QTableView* duration_view_;
    QTableView* width_view_;
    PictureStrips* strips_;
    TrainingCharts* charts_;
    QLabel* notes_;
};

}  // namespace nakawari
