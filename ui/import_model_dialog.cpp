/// A short form, checked while it is filled in.
#include "ui/import_model_dialog.h"

#include <QFileInfo>
#include <QFormLayout>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include "ui/text.h"

namespace nakawari {
namespace {

/// The published files keep the ids that the rest of the program knows them by.
QString proposed_id(const QString& file) {
    const QString stem = QFileInfo(file).completeBaseName();
    const QString lower = stem.toLower();
    if (lower.contains(QStringLiteral("stmfnet")) || lower.contains(QStringLiteral("st-mfnet"))) {
        return lower.contains(QStringLiteral("mini")) ? QStringLiteral("mini")
                                                      : QStringLiteral("teacher");
    }
    static const QRegularExpression unfit(QStringLiteral("[^A-Za-z0-9_.-]+"));
    QString id = stem;
    return id.replace(unfit, QStringLiteral("-"));
}

}  // namespace

ImportModelDialog::ImportModelDialog(
    const QString& file, std::set<std::string> taken, QWidget* parent
)
    : QDialog(parent),
      file_(file.toStdString()),
      taken_(std::move(taken)),
      id_(new QLineEdit(this)),
      title_(new QLineEdit(this)),
      licence_(new QLineEdit(this)),
      trained_on_(new QLineEdit(this)),
      problem_(new QLabel(this)),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this)) {
    setWindowTitle(tr("Import a model"));
    auto* introduction = new QLabel(
        tr("%1 is copied into your model folder. What its card says stays beside it.")
            .arg(text::quoted_name(file)),
        this
    );
    introduction->setWordWrap(true);
    id_->setText(proposed_id(file));
    id_->setObjectName(QStringLiteral("id"));
    licence_->setObjectName(QStringLiteral("licence"));
    title_->setPlaceholderText(tr("As on its card, or the name"));
    licence_->setPlaceholderText(tr("As on its card; for example MIT"));
    trained_on_->setPlaceholderText(tr("As on its card"));
    problem_->setWordWrap(true);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Name"), id_);
    form->addRow(tr("&Title"), title_);
    form->addRow(tr("&Licence"), licence_);
    form->addRow(tr("T&rained on"), trained_on_);
    buttons_->button(QDialogButtonBox::Ok)->setText(tr("&Import"));
    auto* column = new QVBoxLayout(this);
    column->addWidget(introduction);
    column->addLayout(form);
    column->addWidget(problem_);
    column->addWidget(buttons_);
    connect(buttons_, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QLineEdit* field : {id_, licence_}) {
        connect(field, &QLineEdit::textChanged, this, &ImportModelDialog::check);
    }
    constexpr int usual_width = 520;
    resize(usual_width, sizeHint().height());
    check();
}

ImportOptions ImportModelDialog::options() const {
    ImportOptions options;
    options.file = file_;
    options.id = id_->text().toStdString();
    options.title = title_->text().trimmed().toStdString();
    options.licence = licence_->text().trimmed().toStdString();
    options.trained_on = trained_on_->text().trimmed().toStdString();
    return options;
}

void ImportModelDialog::check() {
    static const QRegularExpression fit(QStringLiteral("^[A-Za-z0-9_-][A-Za-z0-9_.-]*$"));
    const bool has_card = QFileInfo::exists(
        QString::fromStdString(std::filesystem::path(file_).replace_extension(".json").string())
    );
    QString problem;
    if (!fit.match(id_->text()).hasMatch()) {
        problem = tr("A name has letters from A to Z, digits, “-”, “_” and “.” only.");
    } else if (taken_.contains(id_->text().toStdString())) {
        problem = tr("There is a model “%1” already: choose another name.").arg(id_->text());
    } else if (licence_->text().trimmed().isEmpty() && !has_card) {
        problem = tr("Say under which licence the weights may be used.");
    }
    problem_->setText(problem);
    buttons_->button(QDialogButtonBox::Ok)->setEnabled(problem.isEmpty());
}

}  // namespace nakawari
