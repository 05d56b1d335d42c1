/// The models that there are: what each is, what it costs, importing, exporting, removing.
#pragma once

#include <QDialog>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QTextBrowser>
#include <QVBoxLayout>
#include <map>
#include <string>

#include "model/model_library.h"
#include "model/model_summary.h"
#include "ui/task_lane.h"
#include "ui/text_table_model.h"

namespace nakawari {

class EngineBridge;

/// Reads, counts, copies and deletes on a worker. Interface thread only; `bridge` outlives it. The
/// default model belongs to the settings: the dialog shows it and says when another is wanted.
class ModelsDialog : public QDialog {
    Q_OBJECT

 public:
    /// `user_folder`: where imported models go; tests give their own.
    explicit ModelsDialog(
        EngineBridge& bridge,
        std::filesystem::path user_folder = user_model_folder(),
        QWidget* parent = nullptr
    );

    void set_default_model(const QString& id);
    void select(const QString& id);
    [[nodiscard]] QString selected_id() const;

    /// Asks for name and licence, then imports.
    void import_file(const QString& path);
    void import_with(const ImportOptions& options);
    void export_to(const QString& path);

 Q_SIGNALS:
    /// The person wants new jobs to use this model.
    void default_chosen(const QString& id);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    void build_list(QVBoxLayout* column);
    void build_card(QVBoxLayout* column);
    void retranslate();
    void show_models();
    void show_card();
    void show_buttons();
    void ask_for_import();
    void ask_for_export();
    void ask_for_removal();
    void count(const ModelEntry& entry);
    void say(const QString& sentence);
    [[nodiscard]] const ModelEntry* selected() const;
    [[nodiscard]] QString card_html(const ModelEntry& entry) const;

    EngineBridge& bridge_;
    std::filesystem::path user_folder_;
    QString default_id_;
    QString wanted_id_;                              ///< to be selected once it is in the list
    std::map<std::string, ModelSummary> summaries_;  ///< by file and hash
    std::map<std::string, QString> faults_;
    bool is_working_ = false;
    TextTableModel* rows_;
    QTableView* view_;
    QTextBrowser* card_;
    QLabel* state_;
    QProgressBar* busy_;
    QPushButton* import_;
    QPushButton* export_;
    QPushButton* remove_;
    QPushButton* default_;
    QPushButton* close_;
    TaskLane count_lane_{QStringLiteral("model card")};
    TaskLane file_lane_{QStringLiteral("model files")};
};

}  // namespace nakawari
