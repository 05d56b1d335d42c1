/// The upper rows of the compare view: what is compared, against what, shown how.
#pragma once

#include <QString>
#include <QWidget>
#include <string>
#include <utility>
#include <vector>

#include "ui/compare_model.h"

class QButtonGroup;
class QComboBox;
class QLabel;
class QMenu;
class QRadioButton;
class QToolButton;

namespace nakawari {

class CompareActions;

/// Belongs to the interface thread. Shows a state and reports what the person wants instead.
class CompareBar : public QWidget {
    Q_OBJECT

 public:
    using Model = std::pair<std::string, QString>;  ///< id and title

    /// The actions outlive the bar.
    CompareBar(const CompareActions& actions, QWidget* parent = nullptr);

    /// What can be chosen as A and B.
    void set_models(const std::vector<Model>& models);
    void set_state(const CompareState& state);
    /// Says how to get a teacher, if there is none.
    void set_teacher_installed(bool is_installed);
    /// Opens the menu of pictures to save, below its button.
    void open_save_menu();

 Q_SIGNALS:
    void state_chosen(const nakawari::CompareState& state);
    void import_requested();

 protected:
    void changeEvent(QEvent* event) override;

 private:
    QWidget* make_first_row(const CompareActions& actions);
    QWidget* make_second_row(const CompareActions& actions);
    void retranslate();
    void report();

    CompareState state_;
    QLabel* a_label_;
    QLabel* b_label_;
    QComboBox* a_;
    QComboBox* b_;
    QLabel* reference_label_;
    QRadioButton* held_out_;
    QRadioButton* agreement_;
    QLabel* teacher_note_;
    QLabel* view_label_;
    QLabel* gain_label_;
    QComboBox* gain_;
    QLabel* baseline_label_;
    QComboBox* baseline_;
    QToolButton* save_;
    bool is_filling_ = false;  ///< changes that are not the person's
};

}  // namespace nakawari
