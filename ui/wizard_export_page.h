/// The wizard's last page: the network into the model list, the report into files.
#pragma once

#include <QComboBox>
#include <QGroupBox>
#include <QLineEdit>
#include <QPushButton>

#include "ui/task_lane.h"
#include "ui/training_page.h"

namespace nakawari {

class WizardExportPage : public TrainingPage {
    Q_OBJECT

 public:
    WizardExportPage(const WizardContext& context, QWidget* parent);

    [[nodiscard]] QString title() const override;
    void enter() override;
    [[nodiscard]] QWidget* first_field() override;
    void set_read_only(bool /*is_read_only*/) override {}

    /// Writes the report in the language chosen; says on the page how it went.
    void save_report(const QString& path, ReportFormat format);

 Q_SIGNALS:
    /// The registered network is to be what new jobs use.
    void model_chosen(const QString& id);

 protected:
    [[nodiscard]] QString decision() const override;
    void retranslate() override;

 private:
    void build_model();
    void build_report();
    void register_model();
    void ask_where(ReportFormat format);
    void show_state();
    [[nodiscard]] QString id_problem() const;
    [[nodiscard]] QString proposed_id() const;

    QString registered_id_;
    QString saved_path_;
    bool is_registering_ = false;
    QGroupBox* model_box_;
    QLabel* id_label_;
    QLineEdit* id_;
    QPushButton* register_;
    QPushButton* use_;
    QLabel* model_state_;
    QGroupBox* report_box_;
    QLabel* language_label_;
    QComboBox* language_;
    QPushButton* html_;
    QPushButton* pdf_;
    QPushButton* json_;
    QLabel* report_state_;
    QLabel* folder_;
    QPushButton* open_folder_;
    TaskLane lane_{QStringLiteral("export")};
};

}  // namespace nakawari
