/// The settings dialog.
#include "ui/settings_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/job_form.h"
#include "ui/text.h"
#include "ui/theme.h"
#include "ui/translations.h"

namespace nakawari {

SettingsDialog::SettingsDialog(
    const Preferences& preferences, const std::vector<Preset>& presets, QWidget* parent
)
    : QDialog(parent),
      language_(new QComboBox(this)),
      device_(new QComboBox(this)),
      precision_(new QComboBox(this)),
      threads_(new QSpinBox(this)),
      memory_(new QSpinBox(this)),
      strips_(new QLabel(this)),
      cache_(new QSpinBox(this)),
      preset_(new QComboBox(this)),
      folder_(new QLineEdit(this)),
      pattern_(new QLineEdit(this)),
      notifies_(new QCheckBox(tr("Notify when the queue is done"), this)) {
    setWindowTitle(tr("Settings"));
    language_->addItem(tr("The system’s"), "");
    for (const QString& language : Translations::languages()) {
        language_->addItem(Translations::title(language), language);
    }
    device_->addItem(tr("Automatic"), "auto");
    device_->addItem(tr("CPU"), "cpu");
    device_->addItem(tr("CUDA graphics card"), "cuda");
    precision_->addItem(tr("Automatic"), "auto");
    precision_->addItem(tr("fp32: exact"), "fp32");
    precision_->addItem(tr("bf16: faster on newer processors"), "bf16");
    precision_->addItem(tr("fp16: for graphics cards only"), "fp16");
    threads_->setRange(0, 256);
    threads_->setSpecialValueText(tr("all cores"));
    memory_->setObjectName("memory_limit");
    memory_->setRange(0, most_megabytes);
    memory_->setSingleStep(512);
    memory_->setSuffix(tr(" MiB"));
    memory_->setSpecialValueText(tr("from what is free"));
    memory_->setToolTip(tr("Pictures that would need more are computed in strips."));
    strips_->setObjectName("strips");
    strips_->setToolTip(
        tr("Strips give the same frames as the whole picture and take a little longer.")
    );
    cache_->setRange(least_compare_cache_mb, most_megabytes);
    cache_->setSingleStep(128);
    cache_->setSuffix(tr(" MiB"));
    cache_->setToolTip(
        tr("For pictures of the comparison that are kept so that they need not be made again.")
    );
    connect(memory_, &QSpinBox::valueChanged, this, &SettingsDialog::show_strips);
    connect(precision_, &QComboBox::currentIndexChanged, this, &SettingsDialog::show_strips);
    preset_->addItem(tr("None"), "");
    for (const Preset& preset : presets) {
        preset_->addItem(preset_title(preset), preset.name);
    }
    folder_->setPlaceholderText(tr("Beside the source"));
    pattern_->setPlaceholderText(default_name_pattern());
    pattern_->setToolTip(tr("%name is the clip’s name, %time what happens to it, such as _x2"));
    auto* browse = new QToolButton(this);
    browse->setText(QString(QChar(0x2026)));
    browse->setAccessibleName(tr("Choose folder"));
    connect(browse, &QToolButton::clicked, this, [this] {
        const QString chosen =
            QFileDialog::getExistingDirectory(this, tr("Folder for results"), folder_->text());
        if (!chosen.isEmpty()) {
            folder_->setText(chosen);
        }
    });
    auto* folder_box = new QWidget(this);
    auto* folder_row = new QHBoxLayout(folder_box);
    folder_row->setContentsMargins(0, 0, 0, 0);
    folder_box->setFocusProxy(folder_);
    folder_row->addWidget(folder_, 1);
    folder_row->addWidget(browse);
    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft);
    form->setHorizontalSpacing(2 * theme::grid);
    form->setVerticalSpacing(theme::grid);
    form->addRow(tr("&Language"), language_);
    form->addRow(tr("&Device"), device_);
    form->addRow(tr("&Precision"), precision_);
    form->addRow(tr("&Threads"), threads_);
    form->addRow(tr("&Memory limit"), memory_);
    form->addRow(tr("Strips"), strips_);
    form->addRow(tr("&Cache for comparing"), cache_);
    form->addRow(tr("Pre&set at start"), preset_);
    form->addRow(tr("&Folder for results"), folder_box);
    form->addRow(tr("&Names of results"), pattern_);
    form->addRow(QString(), notifies_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    QPushButton* reset = buttons->addButton(tr("Reset all…"), QDialogButtonBox::ResetRole);
    connect(reset, &QPushButton::clicked, this, &SettingsDialog::ask_to_reset);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(2 * theme::grid);
    column->addLayout(form);
    column->addStretch();
    column->addWidget(buttons);
    show(preferences);
    show_strips();
    resize(60 * theme::grid, sizeHint().height());
}

void SettingsDialog::show(const Preferences& preferences) {
    const auto choose = [](QComboBox* box, const QString& value) {
        box->setCurrentIndex(std::max(0, box->findData(value)));
    };
    choose(language_, preferences.language);
    choose(device_, preferences.inference.device);
    choose(precision_, preferences.inference.precision);
    threads_->setValue(preferences.inference.threads);
    memory_->setValue(preferences.inference.memory_mb);
    cache_->setValue(preferences.compare_cache_mb);
    choose(preset_, preferences.default_preset);
    folder_->setText(preferences.output_folder);
    pattern_->setText(preferences.name_pattern);
    notifies_->setChecked(preferences.notifies);
}

Preferences SettingsDialog::preferences() const {
    Preferences preferences;
    preferences.language = language_->currentData().toString();
    preferences.inference.device = device_->currentData().toString();
    preferences.inference.precision = precision_->currentData().toString();
    preferences.inference.threads = threads_->value();
    preferences.inference.memory_mb = memory_->value();
    preferences.compare_cache_mb = cache_->value();
    preferences.default_preset = preset_->currentData().toString();
    preferences.output_folder = folder_->text().trimmed();
    preferences.name_pattern = pattern_->text().trimmed();
    preferences.notifies = notifies_->isChecked();
    return preferences;
}

void SettingsDialog::set_memory(const Memory& memory, const Size& size) {
    network_ = memory;
    size_ = size;
    show_strips();
}

void SettingsDialog::show_strips() {
    strips_->setText(strips_text());
}

/// What the limit comes to, in the engine's own numbers.
QString SettingsDialog::strips_text() const {
    if (!network_) {
        return tr("as the memory allows");
    }
    const QString precision = precision_->currentData().toString();
    const NetworkMemory& network =
        precision == "bf16" || precision == "fp16" ? network_->bf16 : network_->fp32;
    const QString size = QString("%1×%2").arg(size_.width).arg(size_.height);
    const auto needed = [&](int64_t rows) {
        return text::bytes(peak_memory_bytes(network, size_, rows));
    };
    if (memory_->value() == 0) {
        return tr("%1: unless about %2 are free").arg(size, needed(0));
    }
    const int64_t limit = int64_t{memory_->value()} << 20;
    const int64_t rows = strip_rows_within(network, size_, limit);
    if (peak_memory_bytes(network, size_, rows) > limit) {
        return tr("%1 does not fit: even strips of %2 rows need about %3")
            .arg(size)
            .arg(rows)
            .arg(needed(rows));
    }
    return rows == 0 ? tr("%1: none, about %2").arg(size, needed(0))
                     : tr("%1: %2 rows each, about %3").arg(size).arg(rows).arg(needed(rows));
}

void SettingsDialog::ask_to_reset() {
    auto* question = new QMessageBox(
        QMessageBox::Question,
        tr("Reset all settings"),
        tr("Set everything back to how it was at the first start? Own presets and models stay."),
        QMessageBox::NoButton,
        this
    );
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* reset = question->addButton(tr("Reset"), QMessageBox::AcceptRole);
    question->addButton(QMessageBox::Cancel);
    connect(question, &QMessageBox::buttonClicked, this, [this, reset](QAbstractButton* button) {
        if (button == static_cast<QAbstractButton*>(reset)) {
            show({});
            Q_EMIT reset_requested();
        }
    });
    question->open();
}

}  // namespace nakawari
