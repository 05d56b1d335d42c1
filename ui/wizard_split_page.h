/// The wizard's third page: what trains and what is held out.
#pragma once

#include <QButtonGroup>
#include <QSpinBox>

#include "ui/plan_measurer.h"
#include "ui/task_lane.h"
#include "ui/text_table_model.h"
#include "ui/training_page.h"

namespace nakawari {

class WizardSplitPage : public TrainingPage {
    Q_OBJECT

 public:
    WizardSplitPage(const WizardContext& context, PlanMeasurer& measurer, QWidget* parent);

    [[nodiscard]] QString title() const override;
    void enter() override;
    [[nodiscard]] QWidget* first_field() override;
    void set_read_only(bool is_read_only) override;

 Q_SIGNALS:
    void failed(const nakawari::Error& error);

 protected:
    [[nodiscard]] QString decision() const override;
    void retranslate() override;

 private:
    void preview();
    void show_parts();
    void enable_fields();

    PlanMeasurer& measurer_;
    bool is_read_only_ = false;
    QButtonGroup* modes_;
    QLabel* share_label_;
    QSpinBox* share_;
    QLabel* sum_;
    TextTableModel* parts_;
    QTableView* view_;
    TaskLane lane_{QStringLiteral("split")};
};

}  // namespace nakawari
