/// Registering the result and saving its report.
#include "ui/wizard_export_page.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QUrl>
#include <algorithm>

#include "ui/engine_bridge.h"
#include "ui/text.h"
#include "ui/theme.h"

namespace nakawari {
namespace {

QString suffix_of(ReportFormat format) {
    switch (format) {
        case ReportFormat::html:
            return QStringLiteral("html");
        case ReportFormat::pdf:
            return QStringLiteral("pdf");
        case ReportFormat::json:
            return QStringLiteral("json");
    }
    return {};
}

}  // namespace

WizardExportPage::WizardExportPage(const WizardContext& context, QWidget* parent)
    : TrainingPage(context, parent) {
    build_model();
    build_report();
    folder_ = new QLabel(this);
    folder_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    open_folder_ = new QPushButton(this);
    open_folder_->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->addWidget(folder_, 1);
    row->addWidget(open_folder_);
    body()->addLayout(row);
    body()->addStretch(1);
    connect(open_folder_, &QPushButton::clicked, this, [this] {
        QDesktopServices::openUrl(
            QUrl::fromLocalFile(QString::fromStdString(model().folder().string()))
        );
    });
    connect(&bridge(), &EngineBridge::models_changed, this, &WizardExportPage::show_state);
    show_texts();
}

void WizardExportPage::build_model() {
    model_box_ = new QGroupBox(this);
    id_ = new QLineEdit(model_box_);
    id_->setObjectName(QStringLiteral("model_id"));
    id_label_ = new QLabel(model_box_);
    id_label_->setBuddy(id_);
    register_ = new QPushButton(model_box_);
    use_ = new QPushButton(model_box_);
    model_state_ = new QLabel(model_box_);
    model_state_->setWordWrap(true);
    model_state_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout;
    row->addWidget(id_label_);
    row->addWidget(id_, 1);
    row->addWidget(register_);
    row->addWidget(use_);
    auto* column = new QVBoxLayout(model_box_);
    column->addLayout(row);
    column->addWidget(model_state_);
    body()->addWidget(model_box_);
    for (QPushButton* button : {register_, use_}) {
        button->setAutoDefault(false);
    }
    connect(id_, &QLineEdit::textChanged, this, &WizardExportPage::show_state);
    connect(register_, &QPushButton::clicked, this, &WizardExportPage::register_model);
    connect(use_, &QPushButton::clicked, this, [this] {
        Q_EMIT model_chosen(registered_id_);
        model_state_->setText(tr("New jobs use “%1” from now on.").arg(registered_id_));
    });
}

void WizardExportPage::build_report() {
    report_box_ = new QGroupBox(this);
    language_ = new QComboBox(report_box_);
    language_->addItem(QStringLiteral("English"), static_cast<int>(ReportLanguage::english));
    language_->addItem(QStringLiteral("日本語"), static_cast<int>(ReportLanguage::japanese));
    language_label_ = new QLabel(report_box_);
    language_label_->setBuddy(language_);
    html_ = new QPushButton(report_box_);
    pdf_ = new QPushButton(report_box_);
    json_ = new QPushButton(report_box_);
    report_state_ = new QLabel(report_box_);
    report_state_->setWordWrap(true);
    report_state_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout;
    row->addWidget(language_label_);
    row->addWidget(language_);
    row->addStretch(1);
    for (const auto& [button, format] :
         {std::pair{html_, ReportFormat::html},
          std::pair{pdf_, ReportFormat::pdf},
          std::pair{json_, ReportFormat::json}}) {
        button->setAutoDefault(false);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, chosen = format] {
            ask_where(chosen);
        });
    }
    auto* column = new QVBoxLayout(report_box_);
    column->addLayout(row);
    column->addWidget(report_state_);
    body()->addWidget(report_box_);
}

QString WizardExportPage::title() const {
    return tr("Export");
}

QString WizardExportPage::decision() const {
    return tr(
        "Put the network to work and keep the report: without registering it the network "
        "stays in the run's folder only."
    );
}

void WizardExportPage::retranslate() {
    model_box_->setTitle(tr("The network"));
    id_label_->setText(tr("&Name in the model list"));
    register_->setText(tr("&Register"));
    register_->setToolTip(tr("Copies the network and its card into your model folder"));
    use_->setText(tr("&Use for new jobs"));
    use_->setToolTip(tr("Jobs that you add to the queue from now on use this network"));
    report_box_->setTitle(tr("The report"));
    language_label_->setText(tr("&Language"));
    html_->setText(tr("Save &HTML…"));
    pdf_->setText(tr("Save &PDF…"));
    json_->setText(tr("Save &JSON…"));
    json_->setToolTip(tr("Every number, for other programs"));
    open_folder_->setText(tr("&Open the run's folder"));
    const bool is_japanese = QLocale().language() == QLocale::Japanese;
    language_->setCurrentIndex(is_japanese ? 1 : 0);
    show_state();
}

void WizardExportPage::enter() {
    if (id_->text().isEmpty()) {
        id_->setText(proposed_id());
    }
    const QString folder = QString::fromStdString(model().folder().string());
    constexpr int shown_characters = 70;
    folder_->setText(tr("Run: %1").arg(text::elided_path(folder, shown_characters)));
    folder_->setToolTip(folder);
    show_state();
}

QWidget* WizardExportPage::first_field() {
    return registered_id_.isEmpty() ? static_cast<QWidget*>(id_) : use_;
}

QString WizardExportPage::proposed_id() const {
    QString id = QString::fromStdString(model().plan().title).toLower();
    static const QRegularExpression unfit(QStringLiteral("[^a-z0-9_.]+"));
    id.replace(unfit, QStringLiteral("-"));
    while (id.startsWith('-') || id.startsWith('.')) {
        id.remove(0, 1);
    }
    while (id.endsWith('-')) {
        id.chop(1);
    }
    return id.isEmpty() ? QStringLiteral("my-mini") : id;
}

QString WizardExportPage::id_problem() const {
    static const QRegularExpression fit(QStringLiteral("^[A-Za-z0-9_-][A-Za-z0-9_.-]*$"));
    if (!fit.match(id_->text()).hasMatch()) {
        return tr("A name has letters from A to Z, digits, “-”, “_” and “.” only.");
    }
    const ModelRegistry& registry = *bridge().registry();
    const std::string id = id_->text().toStdString();
    const bool is_taken = std::any_of(
        registry.entries().begin(),
        registry.entries().end(),
        [&](const ModelEntry& entry) { return entry.card.id == id; }
    );
    return is_taken ? tr("There is a model “%1” already: choose another name.").arg(id_->text())
                    : QString();
}

void WizardExportPage::show_state() {
    const bool is_registered = !registered_id_.isEmpty();
    const QString problem = is_registered || is_registering_ ? QString() : id_problem();
    id_->setEnabled(!is_registered && !is_registering_);
    register_->setEnabled(!is_registered && !is_registering_ && problem.isEmpty());
    use_->setEnabled(is_registered);
    model_state_->setText(
        is_registered     ? tr("✓ Registered as “%1”.").arg(registered_id_)
        : is_registering_ ? tr("Copying the network …")
                          : problem
    );
    report_state_->setText(saved_path_.isEmpty() ? QString() : tr("✓ Saved: %1").arg(saved_path_));
}

void WizardExportPage::register_model() {
    is_registering_ = true;
    show_state();
    lane_.request(
        Waiting::kept,
        [folder = model().folder(),
         id = id_->text().toStdString(),
         run = services().register_result](const std::stop_token&) {
            return QString::fromStdString(run(folder, id));
        },
        [this](const QString& id) {
            registered_id_ = id;
            is_registering_ = false;
            show_state();
            bridge().reload_models();
            use_->setFocus();
            Q_EMIT changed();
        },
        [this](const Error& error) {
            is_registering_ = false;
            show_state();
            model_state_->setText(text::of(error));
        }
    );
}

void WizardExportPage::ask_where(ReportFormat format) {
    const QString suffix = suffix_of(format);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString proposed = QDir(folder).filePath(tr("%1 report.%2").arg(proposed_id(), suffix));
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save the report"), proposed, tr("Reports (*.%1)").arg(suffix)
    );
    if (!path.isEmpty()) {
        save_report(QFileInfo(path).suffix().isEmpty() ? path + "." + suffix : path, format);
    }
}

void WizardExportPage::save_report(const QString& path, ReportFormat format) {
    if (!model().report()) {
        return;
    }
    const auto language = static_cast<ReportLanguage>(language_->currentData().toInt());
    report_state_->setText(tr("Writing the report …"));
    lane_.request(
        Waiting::kept,
        [report = *model().report(),
         path,
         format,
         language,
         save = services().save_report](const std::stop_token&) {
            save(report, path.toStdString(), format, language);
        },
        [this, path] {
            saved_path_ = QDir::toNativeSeparators(path);
            show_state();
        },
        [this](const Error& error) {
            saved_path_.clear();
            report_state_->setText(text::of(error));
        }
    );
}

}  // namespace nakawari
