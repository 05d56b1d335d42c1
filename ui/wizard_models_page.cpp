/// The form of models, phases and budget, with an estimate that follows it.
#include "ui/wizard_models_page.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>
#include <utility>

#include "ui/engine_bridge.h"
#include "ui/run_list.h"
#include "ui/text.h"
#include "ui/theme.h"
#include "ui/training_text.h"

namespace nakawari {
namespace {

/// What the engine calls a missing teacher or start.
const QString& no_model() {
    static const QString none = QStringLiteral("none");
    return none;
}

QComboBox* make_choice(const QStringList& values, QWidget* parent) {
    auto* box = new QComboBox(parent);
    for (const QString& value : values) {
        box->addItem(value, value);
    }
    return box;
}

/// A value that the list does not have (a run from elsewhere) is added rather than lost.
void choose(QComboBox* box, const std::string& value) {
    const QString text = QString::fromStdString(value);
    if (box->findData(text) < 0) {
        box->addItem(text, text);
    }
    box->setCurrentIndex(box->findData(text));
}

std::string chosen(const QComboBox* box) {
    return box->currentData().toString().toStdString();
}

QWidget* side_by_side(QCheckBox* box, QWidget* field, QWidget* parent) {
    auto* holder = new QWidget(parent);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(3 * theme::grid, 0, 0, 0);
    row->addWidget(box);
    row->addWidget(field);
    row->addStretch(1);
    return holder;
}

}  // namespace

WizardModelsPage::WizardModelsPage(
    const WizardContext& context, PlanMeasurer& measurer, QWidget* parent
)
    : TrainingPage(context, parent), measurer_(measurer), form_(new QFormLayout) {
    form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    body()->addLayout(form_);
    build_models();
    build_more();
    build_estimate();
    body()->addStretch(1);
    connect_fields();
    show_texts();
    fill_models();
}

void WizardModelsPage::build_models() {
    title_ = new QLineEdit(this);
    title_->setObjectName(QStringLiteral("title"));
    start_ = new QComboBox(this);
    teacher_ = new QComboBox(this);
    teacher_note_ = new QLabel(this);
    teacher_note_->setWordWrap(true);
    teacher_note_->setForegroundRole(QPalette::PlaceholderText);
    minutes_ = new QSpinBox(this);
    minutes_->setObjectName(QStringLiteral("minutes"));
    constexpr int most_minutes = 100000;
    minutes_->setRange(1, most_minutes);
    prune_ = new QCheckBox(this);
    has_most_parameters_ = new QCheckBox(this);
    most_parameters_ = new QSpinBox(this);
    constexpr int parameter_step = 50000;
    most_parameters_->setRange(1000, 100'000'000);
    most_parameters_->setSingleStep(parameter_step);
    most_parameters_->setGroupSeparatorShown(true);
    most_parameters_->setValue(1'000'000);
    has_speedup_ = new QCheckBox(this);
    speedup_ = new QDoubleSpinBox(this);
    speedup_->setRange(1, 100);
    speedup_->setSingleStep(0.1);
    speedup_->setPrefix(QStringLiteral("× "));
    speedup_->setValue(1.5);
    form_->addRow(new QLabel(this), title_);
    form_->addRow(new QLabel(this), start_);
    form_->addRow(new QLabel(this), teacher_);
    form_->addRow(QString(), teacher_note_);
    form_->addRow(new QLabel(this), prune_);
    form_->addRow(QString(), side_by_side(has_most_parameters_, most_parameters_, this));
    form_->addRow(QString(), side_by_side(has_speedup_, speedup_, this));
    form_->addRow(new QLabel(this), minutes_);
}

void WizardModelsPage::build_more() {
    more_ = new QGroupBox(this);
    more_->setCheckable(true);
    more_->setFlat(true);
    more_->setChecked(false);
    auto* inside = new QWidget(more_);
    more_form_ = new QFormLayout(inside);
    more_form_->setContentsMargins(0, 0, 0, 0);
    more_form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    precision_ = make_choice({"auto", "fp32", "bf16"}, inside);
    threads_ = new QSpinBox(inside);
    threads_->setRange(0, static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
    seed_ = new QSpinBox(inside);
    seed_->setRange(0, std::numeric_limits<int>::max());
    seed_->setValue(1);
    folder_ = new QLineEdit(inside);
    choose_folder_ = new QPushButton(inside);
    auto* folder_row = new QHBoxLayout;
    folder_row->addWidget(folder_, 1);
    folder_row->addWidget(choose_folder_);
    more_form_->addRow(new QLabel(inside), precision_);
    more_form_->addRow(new QLabel(inside), threads_);
    more_form_->addRow(new QLabel(inside), seed_);
    more_form_->addRow(new QLabel(inside), folder_row);
    auto* column = new QVBoxLayout(more_);
    column->addWidget(inside);
    // Ticking opens the group; nothing in it is lost by closing it. Closed, its frame is a line.
    const auto show = [inside, column](bool is_open) {
        inside->setVisible(is_open);
        const int margin = is_open ? theme::grid : 0;
        column->setContentsMargins(margin, margin, margin, margin);
    };
    show(false);
    connect(more_, &QGroupBox::toggled, inside, show);
    connect(more_, &QGroupBox::toggled, this, &WizardModelsPage::enable_fields);
    body()->addWidget(more_);
}

void WizardModelsPage::build_estimate() {
    estimate_box_ = new QGroupBox(this);
    estimate_ = new QLabel(estimate_box_);
    estimate_->setFont(theme::tabular(font()));
    estimate_->setWordWrap(true);
    warnings_ = new QLabel(estimate_box_);
    warnings_->setWordWrap(true);
    measuring_ = new QProgressBar(estimate_box_);
    measuring_->setRange(0, 1000);
    measuring_->setTextVisible(false);
    measuring_->setMaximumHeight(theme::grid);
    QSizePolicy kept = measuring_->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    measuring_->setSizePolicy(kept);
    auto* column = new QVBoxLayout(estimate_box_);
    column->addWidget(estimate_);
    column->addWidget(warnings_);
    column->addWidget(measuring_);
    body()->addWidget(estimate_box_);
}

void WizardModelsPage::connect_fields() {
    const auto take = [this] { take_over(); };
    const auto goals = [this] { take_over_goals(); };
    connect(title_, &QLineEdit::textEdited, this, [this](const QString& text) {
        model().set_title(text);
        Q_EMIT changed();
    });
    for (QComboBox* box : {start_, teacher_, precision_}) {
        connect(box, &QComboBox::currentIndexChanged, this, take);
    }
    for (QSpinBox* box : {minutes_, threads_}) {
        connect(box, &QSpinBox::valueChanged, this, take);
    }
    connect(prune_, &QCheckBox::toggled, this, take);
    connect(seed_, &QSpinBox::valueChanged, this, [this](int seed) {
        if (!is_filling_) {
            model().set_seed(static_cast<uint64_t>(seed));
            measurer_.request_soon();  // another seed holds out other clips
        }
    });
    connect(has_most_parameters_, &QCheckBox::toggled, this, goals);
    connect(most_parameters_, &QSpinBox::valueChanged, this, goals);
    connect(has_speedup_, &QCheckBox::toggled, this, goals);
    connect(speedup_, &QDoubleSpinBox::valueChanged, this, goals);
    connect(folder_, &QLineEdit::textEdited, this, [this](const QString& text) {
        model().set_folder(text.toStdString());
        Q_EMIT changed();
    });
    connect(choose_folder_, &QPushButton::clicked, this, &WizardModelsPage::choose_folder);
    connect(&bridge(), &EngineBridge::models_changed, this, &WizardModelsPage::fill_models);
    connect(&measurer_, &PlanMeasurer::changed, this, [this] {
        show_goals();
        enable_fields();
        show_estimate();
        Q_EMIT changed();
    });
    connect(&measurer_, &PlanMeasurer::progressed, this, [this](double share) {
        measuring_->setValue(static_cast<int>(share * measuring_->maximum()));
    });
}

QString WizardModelsPage::title() const {
    return tr("Models and budget");
}

QString WizardModelsPage::decision() const {
    return tr(
        "Choose the network to start from, the teacher to learn from, and the time: more "
        "time helps, but less and less."
    );
}

void WizardModelsPage::retranslate() {
    const auto label = [](QFormLayout* form, QWidget* field, const QString& text) {
        auto* name = qobject_cast<QLabel*>(form->labelForField(field));
        name->setText(text);
        name->setBuddy(field);
    };
    label(form_, title_, tr("&Title"));
    label(form_, start_, tr("&Start from"));
    label(form_, teacher_, tr("Tea&cher"));
    label(form_, prune_, tr("Phase 1"));
    label(form_, minutes_, tr("Ti&me"));
    title_->setPlaceholderText(tr("Name of the run and of its report"));
    minutes_->setSuffix(tr(" min"));
    minutes_->setToolTip(tr("For everything from preparing the footage to the report"));
    prune_->setText(tr("&Prune first: take away what the network does not need"));
    has_most_parameters_->setText(tr("down to a number of parameters of at most"));
    has_speedup_->setText(tr("until it is faster by at least"));
    most_parameters_->setAccessibleName(tr("Parameters at most"));
    speedup_->setAccessibleName(tr("Faster by at least"));
    more_->setTitle(tr("M&ore: precision, repeatability, folder"));
    label(more_form_, precision_, tr("Precision"));
    label(more_form_, threads_, tr("Threads"));
    label(more_form_, seed_, tr("Seed"));
    const int last_row = more_form_->rowCount() - 1;
    auto* name =
        qobject_cast<QLabel*>(more_form_->itemAt(last_row, QFormLayout::LabelRole)->widget());
    name->setText(tr("Folder of the run"));
    name->setBuddy(folder_);
    precision_->setItemText(0, tr("automatic"));
    threads_->setSpecialValueText(tr("all cores"));
    seed_->setToolTip(tr("The same seed, footage and computer give the same network"));
    choose_folder_->setText(tr("Choose…"));
    estimate_box_->setTitle(tr("What it will take"));
    measuring_->setAccessibleName(tr("Measuring a training step"));
    fill_models();
}

void WizardModelsPage::fill_models() {
    is_filling_ = true;
    start_->clear();
    teacher_->clear();
    teacher_->addItem(tr("none: learn from the footage alone"), no_model());
    for (const ModelEntry& entry : bridge().entries()) {
        if (entry.weights.empty()) {
            continue;  // repeat, blend and flow learn nothing
        }
        const QString id = QString::fromStdString(entry.card.id);
        const QString name = tr("%1 (%2)").arg(bridge().title(id), id);
        start_->addItem(name, id);
        teacher_->addItem(name, id);
    }
    start_->addItem(tr("new weights, at the widths of Mini-flow"), no_model());
    choose(start_, model().request().start);
    choose(teacher_, model().request().teacher);
    is_filling_ = false;
    enable_fields();
}

void WizardModelsPage::enter() {
    if (!model().is_run_started() && model().folder().empty()) {
        // The free name is settled when the run starts; here it is only shown.
        folder_->setPlaceholderText(QString::fromStdString(services().runs_folder.string()));
    }
    fill_models();
    is_filling_ = true;
    const PlanRequest& request = model().request();
    const TrainingPlan plan = model().plan();
    title_->setText(QString::fromStdString(plan.title));
    minutes_->setValue(static_cast<int>(std::lround(std::max(1.0, request.minutes))));
    prune_->setChecked(request.prune);
    choose(precision_, request.precision);
    threads_->setValue(request.threads);
    seed_->setValue(static_cast<int>(plan.seed));
    show_goals();
    folder_->setText(QString::fromStdString(model().folder().string()));
    is_filling_ = false;
    enable_fields();
    measurer_.request();
    show_estimate();
}

void WizardModelsPage::show_goals() {
    const bool was_filling = std::exchange(is_filling_, true);
    const PrunePlan prune = model().plan().prune;
    has_most_parameters_->setChecked(prune.max_parameters.has_value());
    has_speedup_->setChecked(prune.min_speedup.has_value());
    if (prune.max_parameters) {
        most_parameters_->setValue(static_cast<int>(*prune.max_parameters));
    }
    if (prune.min_speedup) {
        speedup_->setValue(*prune.min_speedup);
    }
    is_filling_ = was_filling;
}

QWidget* WizardModelsPage::first_field() {
    return title_;
}

void WizardModelsPage::set_read_only(bool is_read_only) {
    is_read_only_ = is_read_only;
    enable_fields();
}

void WizardModelsPage::enable_fields() {
    for (QWidget* field : std::initializer_list<QWidget*>{
             title_,
             start_,
             teacher_,
             prune_,
             minutes_,
             precision_,
             threads_,
             seed_,
             folder_,
             choose_folder_}) {
        field->setEnabled(!is_read_only_);
    }
    const bool can_prune = prune_->isChecked() && !is_read_only_;
    has_most_parameters_->setEnabled(can_prune);
    has_speedup_->setEnabled(can_prune);
    most_parameters_->setEnabled(can_prune && has_most_parameters_->isChecked());
    speedup_->setEnabled(can_prune && has_speedup_->isChecked());
    teacher_note_->setText(
        teacher_->currentData().toString() == no_model()
            ? tr("Without a teacher the network is fine-tuned on the footage. Import a published "
                 "teacher under Tools › Models to distil from it.")
            : tr("Distillation: the network learns from the teacher's frames and from the footage.")
    );
}

void WizardModelsPage::take_over() {
    if (is_filling_) {
        return;
    }
    PlanRequest request = model().request();
    request.start = chosen(start_);
    request.teacher = chosen(teacher_);
    request.minutes = minutes_->value();
    request.prune = prune_->isChecked();
    request.precision = chosen(precision_);
    request.threads = threads_->value();
    model().set_request(std::move(request));
    enable_fields();
    measurer_.request_soon();
    Q_EMIT changed();
}

void WizardModelsPage::take_over_goals() {
    if (is_filling_) {
        return;
    }
    std::optional<int64_t> most_parameters;
    std::optional<double> speedup;
    if (has_most_parameters_->isChecked()) {
        most_parameters = most_parameters_->value();
    }
    if (has_speedup_->isChecked()) {
        speedup = speedup_->value();
    }
    model().set_prune_goals(most_parameters, speedup);
    enable_fields();
    Q_EMIT changed();
}

void WizardModelsPage::choose_folder() {
    const QString parent = QFileDialog::getExistingDirectory(
        this,
        tr("Where to make the run's folder"),
        QString::fromStdString(services().runs_folder.string())
    );
    if (!parent.isEmpty()) {
        const std::filesystem::path folder = free_run_folder(parent.toStdString(), title_->text());
        model().set_folder(folder);
        folder_->setText(QString::fromStdString(folder.string()));
        Q_EMIT changed();
    }
}

void WizardModelsPage::show_estimate() {
    const bool is_measuring = measurer_.is_busy() && !is_read_only_;
    measuring_->setVisible(is_measuring);
    if (is_measuring) {
        estimate_->setText(tr("Measuring a training step on this computer …"));
        warnings_->clear();
        return;
    }
    if (!measurer_.fault().isEmpty() && !model().is_measured()) {
        estimate_->setText(measurer_.fault());
        warnings_->clear();
        return;
    }
    if (!model().has_plan()) {
        estimate_->clear();
        return;
    }
    const TrainingPlan plan = model().plan();
    constexpr double seconds_per_minute = 60;
    QStringList lines = {tr("%1 in all · %2 on disk · %3 s per training step")
                             .arg(
                                 text::about(plan.estimate.minutes * seconds_per_minute),
                                 text::bytes(plan.estimate.disk_bytes),
                                 QString::number(plan.estimate.step_ms / 1000, 'f', 2)
                             )};
    lines += plan.prune.steps > 0
                 ? tr("Phase 1 (pruning): %1 steps · Phase 2 (distillation): %2 steps")
                       .arg(count_text(plan.prune.steps), count_text(plan.distil.steps))
             : plan.models.teacher == "none"
                 ? tr("Fine-tuning: %1 steps").arg(count_text(plan.distil.steps))
                 : tr("Distillation: %1 steps").arg(count_text(plan.distil.steps));
    estimate_->setText(lines.join('\n'));
    QStringList warnings;
    for (const std::string& warning : plan.estimate.warnings) {
        warnings += text::translated(warning);
    }
    warnings_->setText(warnings.join('\n'));
    if (title_->text().isEmpty() && !title_->hasFocus()) {
        title_->setText(QString::fromStdString(plan.title));
    }
}

}  // namespace nakawari
