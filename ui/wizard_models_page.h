/// The wizard's fourth page: what is started from, what is learnt from, and how long it may take.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

#include "ui/plan_measurer.h"
#include "ui/training_page.h"

namespace nakawari {

class WizardModelsPage : public TrainingPage {
    Q_OBJECT

 public:
    WizardModelsPage(const WizardContext& context, PlanMeasurer& measurer, QWidget* parent);

    [[nodiscard]] QString title() const override;
    void enter() override;
    [[nodiscard]] QWidget* first_field() override;
    void set_read_only(bool is_read_only) override;

 protected:
    [[nodiscard]] QString decision() const override;
    void retranslate() override;

 private:
    void build_models();
    void build_more();
    void build_estimate();
    void connect_fields();
    void fill_models();
    void take_over();
    void take_over_goals();
    void choose_folder();
    void show_goals();
    void show_estimate();
    void enable_fields();

    PlanMeasurer& measurer_;
    bool is_filling_ = false;
    bool is_read_only_ = false;
    QFormLayout* form_;
    QLineEdit* title_;
    QComboBox* start_;
    QComboBox* teacher_;
    QSpinBox* minutes_;
    QCheckBox* prune_;
    QCheckBox* has_most_parameters_;
    QSpinBox* most_parameters_;
    QCheckBox* has_speedup_;
    QDoubleSpinBox* speedup_;
    QGroupBox* more_;
    QFormLayout* more_form_;
    QComboBox* precision_;
    QSpinBox* threads_;
    QSpinBox* seed_;
    QLineEdit* folder_;
    QPushButton* choose_folder_;
    QLabel* teacher_note_;
    QGroupBox* estimate_box_;
    QLabel* estimate_;
    QLabel* warnings_;
    QProgressBar* measuring_;
};

}  // namespace nakawari
