/// What has to be said about a weights file before it becomes a model.
#pragma once

#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <set>

#include "model/model_library.h"

namespace nakawari {

/// Name, title, licence and origin. Interface thread only.
class ImportModelDialog : public QDialog {
    Q_OBJECT

 public:
    /// `taken`: ids that cannot be given again.
    ImportModelDialog(const QString& file, std::set<std::string> taken, QWidget* parent);

    [[nodiscard]] ImportOptions options() const;

 private:
    void check();

    std::filesystem::path file_;
    std::set<std::string> taken_;
    QLineEdit* id_;
    QLineEdit* title_;
    QLineEdit* licence_;
    QLineEdit* trained_on_;
    QLabel* problem_;
    QDialogButtonBox* buttons_;
};

}  // namespace nakawari
