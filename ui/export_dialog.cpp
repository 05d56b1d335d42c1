/// The pages of “More…”.
#include "ui/export_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

#include "io/encoder_speed.h"
#include "io/hardware_encoders.h"
#include "ui/job_form.h"
#include "ui/text.h"
#include "ui/theme.h"

namespace nakawari {
namespace {

enum Mode { by_factor, by_rate, by_slow };

std::optional<Rational> read_number(const QLineEdit* edit) {
    try {
        const Rational number = Rational::parse(edit->text().trimmed().toStdString());
        return number > Rational(0) ? std::optional(number) : std::nullopt;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

std::optional<Rational> read_time(const QLineEdit* edit) {
    Rational seconds;
    return text::parse_time(edit->text(), seconds) ? std::optional(seconds) : std::nullopt;
}

void choose(QComboBox* box, const QVariant& value) {
    int index = box->findData(value);
    if (index < 0 && !value.toString().isEmpty()) {
        box->addItem(value.toString(), value);
        index = box->count() - 1;
    }
    box->setCurrentIndex(std::max(index, 0));
}

std::string chosen(const QComboBox* box) {
    return box->currentData().toString().toStdString();
}

}  // namespace

ExportDialog::ExportDialog(const Job& job, const std::vector<ModelTitle>& models, QWidget* parent)
    : QDialog(parent),
      job_(job),
      mode_(new QComboBox(this)),
      factor_(new QComboBox(this)),
      rate_(new QLineEdit(this)),
      slow_(new QLineEdit(this)),
      fine_(new QCheckBox(this)),
      cuts_(new QComboBox(this)),
      collapse_(new QCheckBox(this)),
      deinterlace_(new QCheckBox(this)),
      decode_on_card_(new QCheckBox(this)),
      matrix_(new QComboBox(this)),
      sequence_rate_(new QLineEdit(this)),
      from_(new QLineEdit(this)),
      to_(new QLineEdit(this)),
      container_(new QComboBox(this)),
      codec_(new QComboBox(this)),
      crf_(new QSpinBox(this)),
      speed_(new QComboBox(this)),
      pixel_format_(new QComboBox(this)),
      audio_(new QComboBox(this)),
      overwrite_(new QCheckBox(this)),
      metadata_(new QCheckBox(this)),
      model_(new QComboBox(this)),
      precision_(new QComboBox(this)),
      device_(new QComboBox(this)),
      threads_(new QSpinBox(this)),
      preset_(new QComboBox(this)),
      preset_apply_(new QPushButton(this)),
      preset_save_(new QPushButton(this)),
      preset_remove_(new QPushButton(this)),
      problem_(new QLabel(this)),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this)) {
    setWindowTitle(tr("Job settings"));
    auto* tabs = new QTabWidget(this);
    const auto add_page = [&](const QString& title) {
        auto* page = new QWidget(tabs);
        auto* form = new QFormLayout(page);
        form->setLabelAlignment(Qt::AlignLeft);
        form->setHorizontalSpacing(2 * theme::grid);
        form->setVerticalSpacing(theme::grid);
        form->setContentsMargins(2 * theme::grid, 2 * theme::grid, 2 * theme::grid, theme::grid);
        tabs->addTab(page, title);
        return form;
    };
    build_time(add_page(tr("Frames and time")));
    build_output(add_page(tr("File")));
    build_model(add_page(tr("Model")), models);
    auto* column = new QVBoxLayout(this);
    auto* presets = new QWidget(this);
    build_presets(presets);
    column->addWidget(presets);
    column->addWidget(tabs, 1);
    problem_->setWordWrap(true);
    column->addWidget(problem_);
    column->addWidget(buttons_);
    connect(buttons_, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    set_job(job);
    resize(96 * theme::grid, sizeHint().height());
}

void ExportDialog::build_time(QFormLayout* form) {
    mode_->addItem(tr("Multiply the frames"), by_factor);
    mode_->addItem(tr("To a frame rate"), by_rate);
    mode_->addItem(tr("Slow motion"), by_slow);
    for (const int factor : {2, 4, 8}) {
        factor_->addItem(tr("×%1").arg(factor), factor);
    }
    fine_->setText(tr("Sixteenths: truer positions, more new frames"));
    fine_->setToolTip(
        tr("For a frame rate, new frames lie at eighths between source frames; with "
           "this at sixteenths.")
    );
    cuts_->addItem(tr("Find them"), static_cast<int>(CutMode::automatic));
    cuts_->addItem(tr("There are none"), static_cast<int>(CutMode::off));
    cuts_->addItem(tr("As on the timeline"), static_cast<int>(CutMode::list));
    collapse_->setText(tr("Collapse repeated drawings (animation)"));
    deinterlace_->setText(tr("Deinterlace frames that are marked interlaced"));
    matrix_->addItem(tr("As the file says"), -1);
    matrix_->addItem("BT.601", static_cast<int>(ColorMatrix::smpte170m));
    matrix_->addItem("BT.709", static_cast<int>(ColorMatrix::bt709));
    matrix_->addItem("BT.2020", static_cast<int>(ColorMatrix::bt2020_ncl));
    from_->setPlaceholderText(tr("from the start"));
    to_->setPlaceholderText(tr("to the end"));
    form->addRow(tr("Frames"), mode_);
    form->addRow(tr("Factor"), factor_);
    form->addRow(tr("Frames per second"), rate_);
    form->addRow(tr("Times slower"), slow_);
    form->addRow(QString(), fine_);
    form->addRow(tr("From"), from_);
    form->addRow(tr("Up to"), to_);
    form->addRow(tr("Cuts"), cuts_);
    form->addRow(QString(), collapse_);
    form->addRow(QString(), deinterlace_);
    form->addRow(tr("Colour matrix"), matrix_);
    form->addRow(tr("Rate of picture sequences"), sequence_rate_);
    connect(mode_, &QComboBox::currentIndexChanged, this, &ExportDialog::check);
    for (QLineEdit* edit : {rate_, slow_, from_, to_, sequence_rate_}) {
        connect(edit, &QLineEdit::textChanged, this, &ExportDialog::check);
    }
}

void ExportDialog::build_output(QFormLayout* form) {
    const std::pair<const char*, const char*> containers[] = {
        {"mp4", "MP4"},
        {"mkv", "Matroska (MKV)"},
        {"mov", "QuickTime (MOV)"},
        {"webm", "WebM"},
        {"gif", "GIF"},
        {"png", "PNG"},
        {"tiff", "TIFF"}};
    for (const auto& [name, title] : containers) {
        container_->addItem(title, name);
    }
    crf_->setRange(-1, 63);
    crf_->setSpecialValueText(tr("the codec’s usual one"));
    speed_->addItem(tr("the codec’s usual one"), "");
    for (const char* speed : encoder_speeds) {
        speed_->addItem(speed, speed);
    }
    pixel_format_->addItem(tr("As the source, if the format holds it"), "");
    for (const char* format :
         {"yuv420p", "yuv422p", "yuv444p", "yuv420p10le", "yuv422p10le", "yuv444p10le"}) {
        pixel_format_->addItem(format, format);
    }
    audio_->addItem(tr("Keep"), static_cast<int>(AudioMode::keep));
    audio_->addItem(tr("Stretch with the picture"), static_cast<int>(AudioMode::stretch));
    audio_->addItem(tr("Leave out"), static_cast<int>(AudioMode::drop));
    overwrite_->setText(tr("Replace a file of the same name"));
    metadata_->setText(tr("Write the job’s settings into the file"));
    form->addRow(tr("Container"), container_);
    form->addRow(tr("Codec"), codec_);
    form->addRow(tr("Quality (CRF, smaller is better)"), crf_);
    form->addRow(tr("Encoder speed"), speed_);
    form->addRow(tr("Pixel format"), pixel_format_);
    form->addRow(tr("Sound"), audio_);
    form->addRow(QString(), overwrite_);
    form->addRow(QString(), metadata_);
    connect(container_, &QComboBox::currentIndexChanged, this, &ExportDialog::show_codecs);
    connect(codec_, &QComboBox::currentIndexChanged, this, &ExportDialog::check);
}

void ExportDialog::build_model(QFormLayout* form, const std::vector<ModelTitle>& models) {
    for (const ModelTitle& model : models) {
        model_->addItem(model.title, model.id);
    }
    precision_->addItem(tr("Automatic"), "auto");
    precision_->addItem(tr("fp32: exact"), "fp32");
    precision_->addItem(tr("bf16: faster on newer processors"), "bf16");
    precision_->addItem(tr("fp16: for graphics cards only"), "fp16");
    device_->addItem(tr("Automatic"), "auto");
    device_->addItem(tr("CPU"), "cpu");
    device_->addItem(tr("CUDA graphics card"), "cuda");
    threads_->setRange(0, 256);
    threads_->setSpecialValueText(tr("all cores"));
    decode_on_card_->setText(tr("Decode videos on an NVIDIA graphics card if there is one"));
    decode_on_card_->setToolTip(
        tr("H.264, HEVC and VP9, where it gives the same pictures as decoding on the processor")
    );
    form->addRow(tr("Model"), model_);
    form->addRow(tr("Precision"), precision_);
    form->addRow(tr("Device"), device_);
    form->addRow(tr("Threads"), threads_);
    form->addRow(QString(), decode_on_card_);
}

void ExportDialog::build_presets(QWidget* page) {
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, theme::grid);
    auto* label = new QLabel(tr("&Preset"), page);
    label->setBuddy(preset_);
    preset_->setAccessibleName(tr("Preset"));
    connect(preset_, &QComboBox::currentTextChanged, preset_, &QWidget::setToolTip);
    preset_apply_->setText(tr("Apply"));
    preset_save_->setText(tr("Save as preset…"));
    preset_remove_->setText(tr("Remove"));
    preset_remove_->setToolTip(
        tr("Removes an own preset; a bundled one of the same name shows again")
    );
    row->addWidget(label);
    row->addWidget(preset_, 1);
    for (QPushButton* button : {preset_apply_, preset_save_, preset_remove_}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    const auto present = [this]() -> const Preset* {
        const auto index = static_cast<std::size_t>(preset_->currentIndex());
        return index < presets_.size() ? &presets_[index] : nullptr;
    };
    connect(preset_apply_, &QPushButton::clicked, this, [this, present] {
        if (const Preset* preset = present()) {
            Q_EMIT preset_chosen(*preset);
        }
    });
    connect(preset_remove_, &QPushButton::clicked, this, [this, present] {
        if (const Preset* preset = present()) {
            Q_EMIT remove_preset_requested(*preset);
        }
    });
    connect(preset_save_, &QPushButton::clicked, this, [this] {
        auto* input = new QInputDialog(this);
        input->setAttribute(Qt::WA_DeleteOnClose);
        input->setWindowTitle(tr("Save as preset"));
        input->setLabelText(tr("Name of the preset"));
        connect(input, &QInputDialog::textValueSelected, this, [this](const QString& title) {
            if (!title.trimmed().isEmpty()) {
                Q_EMIT save_preset_requested(title.trimmed(), job());
            }
        });
        input->open();
    });
    connect(preset_, &QComboBox::currentIndexChanged, this, &ExportDialog::update_preset_buttons);
    update_preset_buttons();
}

void ExportDialog::update_preset_buttons() {
    const auto index = static_cast<std::size_t>(preset_->currentIndex());
    const bool has_preset = index < presets_.size();
    preset_apply_->setEnabled(has_preset);
    preset_remove_->setEnabled(has_preset && presets_[index].is_own);
}

void ExportDialog::set_presets(const std::vector<Preset>& presets) {
    presets_ = presets;
    preset_->clear();
    for (const Preset& preset : presets_) {
        preset_->addItem(
            preset.is_own ? tr("%1 (own)").arg(preset_title(preset)) : preset_title(preset)
        );
    }
    update_preset_buttons();
}

void ExportDialog::set_hardware_codecs(const QStringList& codecs) {
    hardware_codecs_ = codecs;
    const QString before = codec_->currentData().toString();
    show_codecs();
    choose(codec_, before);  // also one that a job from another machine asks for
    check();
}

/// What the container takes, with its hardware encoders behind the software ones.
QStringList ExportDialog::present_codecs() const {
    const QStringList all = codecs_of(container_->currentData().toString());
    QStringList result = all;
    for (const QString& codec : hardware_codecs_) {
        if (all.contains(QString::fromStdString(software_codec(codec.toStdString())))) {
            result << codec;
        }
    }
    return result;
}

void ExportDialog::show_codecs() {
    const QString before = codec_->currentData().toString();
    codec_->clear();
    const QString container = container_->currentData().toString();
    const QStringList codecs = present_codecs();
    for (const QString& codec : codecs) {
        codec_->addItem(title_of({container, codec}).section(" · ", -1), codec);
    }
    choose(codec_, codecs.contains(before) ? before : codec_->itemData(0));
    check();
}

void ExportDialog::set_job(const Job& job) {
    job_ = job;
    const RetimeOptions& retime = job.retime;
    mode_->setCurrentIndex(
        retime.slow != Rational(1) ? by_slow
        : retime.rate              ? by_rate
                                   : by_factor
    );
    choose(factor_, retime.factor);
    rate_->setText(text::rate_number(retime.rate.value_or(Rational(60))));
    if (retime.rate && retime.rate->den() != 1) {
        rate_->setText(QString::fromStdString(retime.rate->to_string()));
    }
    slow_->setText(text::rate_number(retime.slow == Rational(1) ? Rational(2) : retime.slow));
    fine_->setChecked(retime.max_depth > 3);
    cuts_->setCurrentIndex(static_cast<int>(job.cuts.mode) - 1);
    collapse_->setChecked(job.collapse_duplicates);
    deinterlace_->setChecked(job.source.deinterlace);
    decode_on_card_->setChecked(job.source.hardware_decoding);
    matrix_->setCurrentIndex(std::max(
        0,
        job.source.color_matrix ? matrix_->findData(static_cast<int>(*job.source.color_matrix)) : 0
    ));
    sequence_rate_->setText(text::rate_number(job.source.sequence_rate));
    from_->setText(job.source.from ? text::time(*job.source.from) : QString());
    to_->setText(job.source.to ? text::time(*job.source.to) : QString());
    choose(container_, QString::fromStdString(job.output.container));
    show_codecs();
    choose(codec_, QString::fromStdString(job.output.codec));
    crf_->setValue(job.output.crf.value_or(-1));
    choose(speed_, QString::fromStdString(job.output.preset));
    choose(pixel_format_, QString::fromStdString(job.output.pixel_format));
    audio_->setCurrentIndex(static_cast<int>(job.output.audio) - 1);
    overwrite_->setChecked(job.output.overwrite);
    metadata_->setChecked(job.output.write_job_metadata);
    choose(model_, QString::fromStdString(job.model.model));
    choose(precision_, QString::fromStdString(job.model.precision));
    choose(device_, QString::fromStdString(job.model.device));
    threads_->setValue(job.model.threads);
    check();
}

Job ExportDialog::job() const {
    Job job = job_;
    const int mode = mode_->currentIndex();
    job.retime = {};
    job.retime.max_depth = fine_->isChecked() ? 4 : 3;
    job.retime.factor = factor_->currentData().toInt();
    if (mode == by_rate) {
        job.retime.rate = read_number(rate_);
    } else if (mode == by_slow) {
        job.retime.slow = read_number(slow_).value_or(Rational(1));
    }
    job.cuts.mode = static_cast<CutMode>(cuts_->currentData().toInt());
    job.collapse_duplicates = collapse_->isChecked();
    job.source.deinterlace = deinterlace_->isChecked();
    job.source.hardware_decoding = decode_on_card_->isChecked();
    const int matrix = matrix_->currentData().toInt();
    job.source.color_matrix =
        matrix < 0 ? std::nullopt : std::optional(static_cast<ColorMatrix>(matrix));
    job.source.sequence_rate = read_number(sequence_rate_).value_or(job_.source.sequence_rate);
    // What was not edited keeps its exact fraction.
    const auto kept = [](const QLineEdit* edit, const std::optional<Rational>& before) {
        const bool is_same = before && edit->text() == text::time(*before);
        return is_same ? before : read_time(edit);
    };
    job.source.from = kept(from_, job_.source.from);
    job.source.to = kept(to_, job_.source.to);
    job.output.container = chosen(container_);
    job.output.codec = chosen(codec_);
    job.output.crf =
        crf_->isEnabled() && crf_->value() >= 0 ? std::optional(crf_->value()) : std::nullopt;
    job.output.preset = speed_->isEnabled() ? chosen(speed_) : std::string();
    job.output.pixel_format = chosen(pixel_format_);
    job.output.audio = static_cast<AudioMode>(audio_->currentData().toInt());
    job.output.overwrite = overwrite_->isChecked();
    job.output.write_job_metadata = metadata_->isChecked();
    job.model.model = chosen(model_);
    job.model.precision = chosen(precision_);
    job.model.device = chosen(device_);
    job.model.threads = threads_->value();
    return job;
}

void ExportDialog::check() {
    const int mode = mode_->currentIndex();
    factor_->setEnabled(mode != by_rate);
    rate_->setEnabled(mode == by_rate);
    fine_->setEnabled(mode == by_rate);
    slow_->setEnabled(mode == by_slow);
    const bool has_quality = crf_of(0, codec_->currentData().toString()).has_value();
    crf_->setEnabled(has_quality);
    speed_->setEnabled(has_quality);
    QString problem;
    const auto slow = read_number(slow_);
    const auto is_time = [](const QLineEdit* edit) {
        return edit->text().isEmpty() || read_time(edit).has_value();
    };
    if (mode == by_rate && !read_number(rate_)) {
        problem = tr("The frame rate must be a number such as 60, 59.94 or 60000/1001.");
    } else if (mode == by_slow && (!slow || *slow < Rational(1) || *slow > Rational(100))) {
        problem = tr("Slow motion takes a number from 1 to 100.");
    } else if (!is_time(from_) || !is_time(to_)) {
        problem = tr("Times are written like 1:02:03.5 or 12.5.");
    } else if (read_time(from_) && read_time(to_) && *read_time(to_) <= *read_time(from_)) {
        problem = tr("“Up to” must be later than “From”.");
    } else if (!read_number(sequence_rate_)) {
        problem = tr("The rate of picture sequences must be a number such as 25.");
    }
    problem_->setText(problem);
    buttons_->button(QDialogButtonBox::Ok)->setEnabled(problem.isEmpty());
}

}  // namespace nakawari
