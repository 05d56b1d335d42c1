/// The wizard's second page: what the compressed network must reach, said before it is trained.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <vector>

#include "ui/plan_measurer.h"
#include "ui/training_page.h"

namespace nakawari {

class WizardTargetsPage : public TrainingPage {
    Q_OBJECT

 public:
    WizardTargetsPage(const WizardContext& context, PlanMeasurer& measurer, QWidget* parent);

    [[nodiscard]] QString title() const override;
    void enter() override;
    [[nodiscard]] QWidget* first_field() override;
    void set_read_only(bool is_read_only) override;

 protected:
    [[nodiscard]] QString decision() const override;
    void retranslate() override;

 private:
    /// One evaluation item: asked for or not, its value, and for some the picture size.
    struct Line {
        TargetItem item = TargetItem::psnr_db;
        double scale = 1;  ///< a target's unit in units of the field
        QCheckBox* is_wanted = nullptr;
        QLabel* comparison = nullptr;
        QDoubleSpinBox* value = nullptr;
        QComboBox* size = nullptr;  ///< null where the size plays no role
        QLabel* help = nullptr;
    };

    void add_line(QGridLayout* grid, TargetItem item);
    void take_over();
    void show_targets();
    void show_suggestion();
    void offer_size(QComboBox* box, int width, int height);

    PlanMeasurer& measurer_;
    std::vector<Line> lines_;
    QLabel* suggestion_;
    double measured_share_ = 0;
    bool is_filling_ = false;
    bool is_read_only_ = false;
};

}  // namespace nakawari
