/// Items to tick, values to enter.
#include "ui/wizard_targets_page.h"

#include <QSize>
#include <algorithm>

#include "ui/text.h"
#include "ui/theme.h"
#include "ui/training_text.h"

namespace nakawari {
namespace {

/// How a field for an item looks, and what stands in it before anything is suggested.
struct FieldOptions {
    TargetItem item;
    const char* name;  ///< of the widgets
    double scale;      ///< a target's unit in units of the field
    int decimals;
    double least, most, step;
    double usual;  ///< in units of the field
};

constexpr FieldOptions fields[] = {
    {TargetItem::psnr_db, "psnr_db", 1, 2, 0, 100, 0.1, 30},
    {TargetItem::psnr_gain_db, "psnr_gain_db", 1, 2, -50, 50, 0.1, 0.2},
    {TargetItem::psnr_loss_db, "psnr_loss_db", 1, 2, 0, 50, 0.1, 0.5},
    {TargetItem::ssim, "ssim", 1, 4, 0, 1, 0.005, 0.92},
    {TargetItem::high_frequency_error, "high_frequency_error", 1, 3, 0, 10, 0.01, 0.5},
    {TargetItem::frame_ms, "frame_ms", 1, 0, 0, 1e7, 50, 1000},
    {TargetItem::parameters, "parameters", 1, 0, 0, 1e9, 10000, 2e6},
    {TargetItem::file_bytes, "file_bytes", 1e-6, 1, 0, 1e5, 0.5, 8},
    {TargetItem::peak_memory_bytes, "peak_memory_bytes", 1e-6, 0, 0, 1e6, 100, 2000},
};

const FieldOptions& field_of(TargetItem item) {
    return *std::find_if(std::begin(fields), std::end(fields), [&](const FieldOptions& field) {
        return field.item == item;
    });
}

QString capitalised(QString text) {
    return text.isEmpty() ? text : text.replace(0, 1, text.at(0).toUpper());
}

}  // namespace

WizardTargetsPage::WizardTargetsPage(
    const WizardContext& context, PlanMeasurer& measurer, QWidget* parent
)
    : TrainingPage(context, parent), measurer_(measurer), suggestion_(new QLabel(this)) {
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(2 * theme::grid);
    grid->setVerticalSpacing(theme::grid);
    grid->setColumnStretch(4, 1);
    for (const FieldOptions& field : fields) {
        add_line(grid, field.item);
    }
    suggestion_->setWordWrap(true);
    suggestion_->setObjectName(QStringLiteral("suggestion"));
    body()->addLayout(grid);
    body()->addWidget(suggestion_);
    body()->addStretch(1);
    connect(&measurer_, &PlanMeasurer::progressed, this, [this](double share) {
        measured_share_ = share;
        show_suggestion();
    });
    connect(&measurer_, &PlanMeasurer::changed, this, [this] {
        measured_share_ = measurer_.is_busy() ? measured_share_ : 0;
        show_targets();
        Q_EMIT changed();
    });
    show_texts();
}

void WizardTargetsPage::add_line(QGridLayout* grid, TargetItem item) {
    const FieldOptions& field = field_of(item);
    Line line;
    line.item = item;
    line.scale = field.scale;
    line.is_wanted = new QCheckBox(this);
    line.is_wanted->setObjectName(QStringLiteral("wanted_%1").arg(field.name));
    line.comparison = new QLabel(this);
    line.value = new QDoubleSpinBox(this);
    line.value->setObjectName(QStringLiteral("value_%1").arg(field.name));
    line.value->setDecimals(field.decimals);
    line.value->setRange(field.least, field.most);
    line.value->setSingleStep(field.step);
    line.value->setGroupSeparatorShown(field.most > 1e6);
    line.value->setAlignment(Qt::AlignRight);
    line.value->setFont(theme::tabular(font()));
    line.value->setValue(field.usual);
    line.help = new QLabel(this);
    line.help->setWordWrap(true);
    line.help->setForegroundRole(QPalette::PlaceholderText);
    const int row = grid->rowCount();
    grid->addWidget(line.is_wanted, row, 0);
    grid->addWidget(line.comparison, row, 1);
    grid->addWidget(line.value, row, 2);
    if (needs_size(item)) {
        line.size = new QComboBox(this);
        for (const QSize size : {QSize(1280, 720), QSize(1920, 1080), QSize(3840, 2160)}) {
            offer_size(line.size, size.width(), size.height());
        }
        line.size->setCurrentIndex(1);
        grid->addWidget(line.size, row, 3);
        connect(line.size, &QComboBox::currentIndexChanged, this, &WizardTargetsPage::take_over);
    }
    grid->addWidget(line.help, row, 4);
    connect(line.is_wanted, &QCheckBox::toggled, this, &WizardTargetsPage::take_over);
    connect(line.value, &QDoubleSpinBox::valueChanged, this, &WizardTargetsPage::take_over);
    lines_.push_back(line);
}

QString WizardTargetsPage::title() const {
    return tr("Targets");
}

QString WizardTargetsPage::decision() const {
    return tr(
        "Say what the small network must reach before it is trained, so that nobody can move "
        "the goal afterwards."
    );
}

void WizardTargetsPage::retranslate() {
    for (const Line& line : lines_) {
        const QString name = capitalised(item_name(line.item));
        line.is_wanted->setText(name);
        line.comparison->setText(wants_at_least(line.item) ? tr("at least") : tr("at most"));
        line.help->setText(item_help(line.item));
        line.is_wanted->setToolTip(item_help(line.item));
        line.value->setAccessibleName(tr("%1, target").arg(name));
        line.value->setToolTip(item_help(line.item));
        const bool is_decibel = line.item == TargetItem::psnr_db ||
                                line.item == TargetItem::psnr_gain_db ||
                                line.item == TargetItem::psnr_loss_db;
        line.value->setSuffix(
            is_decibel                          ? tr(" dB")
            : line.item == TargetItem::frame_ms ? tr(" ms")
            : line.scale < 1                    ? tr(" MB")
                                                : QString()
        );
        if (line.size != nullptr) {
            line.size->setAccessibleName(tr("%1, picture size").arg(name));
            line.size->setToolTip(tr("Picture size at which it is measured"));
        }
    }
    show_suggestion();
}

void WizardTargetsPage::enter() {
    for (const FootageFinding& finding : model().findings()) {
        for (const Line& line : lines_) {
            if (line.size != nullptr) {
                offer_size(line.size, finding.size.width, finding.size.height);
            }
        }
    }
    measurer_.request();  // the split may have been left when it could not be measured
    show_targets();
}

QWidget* WizardTargetsPage::first_field() {
    return lines_.front().is_wanted;
}

void WizardTargetsPage::set_read_only(bool is_read_only) {
    is_read_only_ = is_read_only;
    show_targets();
}

void WizardTargetsPage::offer_size(QComboBox* box, int width, int height) {
    const QSize size(width, height);
    if (!size.isEmpty() && box->findData(size) < 0) {
        const bool was_filling = std::exchange(is_filling_, true);
        box->addItem(QStringLiteral("%1×%2").arg(width).arg(height), size);
        is_filling_ = was_filling;
    }
}

void WizardTargetsPage::show_targets() {
    is_filling_ = true;
    const std::vector<Target> targets = model().targets();
    const MeasuredStart start = model().plan().estimate.start;
    for (const Line& line : lines_) {
        const auto found = std::find_if(targets.begin(), targets.end(), [&](const Target& target) {
            return target.item == line.item;
        });
        const bool is_wanted = found != targets.end();
        const bool was_wanted = line.is_wanted->isChecked();
        line.is_wanted->setChecked(is_wanted);
        if (!is_wanted && !was_wanted && start.frames > 0) {
            // What the start reaches is where one's own values begin.
            if (line.item == TargetItem::psnr_db || line.item == TargetItem::ssim) {
                line.value->setValue(line.item == TargetItem::psnr_db ? start.psnr_db : start.ssim);
            }
        }
        if (is_wanted) {
            line.value->setValue(found->value * line.scale);
            if (line.size != nullptr) {
                offer_size(line.size, found->width, found->height);
                line.size->setCurrentIndex(line.size->findData(QSize(found->width, found->height)));
            }
        }
        line.is_wanted->setEnabled(!is_read_only_);
        line.value->setEnabled(is_wanted && !is_read_only_);
        if (line.size != nullptr) {
            line.size->setEnabled(is_wanted && !is_read_only_);
        }
    }
    is_filling_ = false;
    show_suggestion();
}

void WizardTargetsPage::show_suggestion() {
    constexpr double percent = 100;
    QStringList sentences;
    for (const std::string& note : model().plan().estimate.notes) {
        sentences += text::translated(note);
    }
    if (is_read_only_) {
        // What was measured stays; there is nothing to decide.
    } else if (measurer_.is_busy()) {
        sentences = {tr("Suggested values are being measured on your footage: %1 %")
                         .arg(static_cast<int>(measured_share_ * percent))};
    } else if (!measurer_.fault().isEmpty()) {
        sentences = {measurer_.fault()};
    } else {
        sentences += model().targets().empty()
                         ? tr("Tick what matters to you; each item gets a verdict.")
                         : tr("Only ticked items get a verdict; the others are measured and "
                              "reported all the same.");
    }
    suggestion_->setText(sentences.join('\n'));
}

void WizardTargetsPage::take_over() {
    if (is_filling_) {
        return;
    }
    std::vector<Target> targets;
    for (const Line& line : lines_) {
        const bool is_wanted = line.is_wanted->isChecked();
        line.value->setEnabled(is_wanted);
        if (line.size != nullptr) {
            line.size->setEnabled(is_wanted);
        }
        if (!is_wanted) {
            continue;
        }
        Target target;
        target.item = line.item;
        target.value = line.value->value() / line.scale;
        if (line.size != nullptr) {
            const QSize size = line.size->currentData().toSize();
            target.width = size.width();
            target.height = size.height();
        }
        targets.push_back(target);
    }
    model().set_targets(std::move(targets));
    show_suggestion();
    Q_EMIT changed();
}

}  // namespace nakawari
