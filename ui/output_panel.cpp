/// The panel's widgets.
#include "ui/output_panel.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QStandardPaths>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/job_form.h"
#include "ui/text.h"
#include "ui/theme.h"
#include "ui/window_actions.h"

namespace nakawari {
namespace {

/// Entries of the time menu: factors, then what takes a number.
constexpr int factors[] = {2, 4, 8};
constexpr int rate_entry = 3;
constexpr int slow_entry = 4;

QWidget* side_by_side(std::initializer_list<QWidget*> widgets, int stretched) {
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::grid);
    int index = 0;
    for (QWidget* widget : widgets) {
        row->addWidget(widget, index++ == stretched ? 1 : 0);
    }
    return box;
}

}  // namespace

OutputPanel::OutputPanel(QWidget* parent)
    : QWidget(parent),
      title_(new QLabel(this)),
      form_(new QFormLayout),
      preset_(new QComboBox(this)),
      time_(new QComboBox(this)),
      time_value_(new QLineEdit(this)),
      rate_(new QLabel(this)),
      quality_(new QSlider(Qt::Horizontal, this)),
      quality_name_(new QLabel(this)),
      format_(new QComboBox(this)),
      sound_(new QComboBox(this)),
      path_(new QLineEdit(this)),
      browse_(new QToolButton(this)),
      more_(new QPushButton(this)),
      try_title_(new QLabel(this)),
      try_frame_(new QPushButton(this)),
      try_second_(new QPushButton(this)),
      try_range_(new QPushButton(this)),
      try_stop_(new QPushButton(this)),
      estimate_(new QLabel(this)),
      problem_(new QLabel(this)),
      add_(new QPushButton(this)),
      start_(new QPushButton(theme::icon("play"), {}, this)) {
    job_.output.container = "mp4";
    job_.output.codec = "h264";
    job_.output.crf = crf_of(default_quality, "h264");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
    column->setSpacing(theme::grid);
    QFont bold = title_->font();
    bold.setBold(true);
    title_->setFont(bold);
    column->addWidget(title_);
    build_form();
    column->addLayout(form_);
    build_trial_and_buttons();
    retranslate();
    show_job();
}

void OutputPanel::build_form() {
    form_->setLabelAlignment(Qt::AlignLeft);
    form_->setHorizontalSpacing(2 * theme::grid);
    form_->setVerticalSpacing(theme::grid);
    form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (QComboBox* box : {preset_, time_, format_, sound_}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
    }
    time_value_->setFixedWidth(8 * theme::grid);
    quality_->setRange(0, quality_steps - 1);
    quality_->setPageStep(1);
    quality_->setTickPosition(QSlider::TicksBelow);
    quality_name_->setMinimumWidth(9 * theme::grid);
    browse_->setText(QString(QChar(0x2026)));
    form_->addRow(new QLabel(this), preset_);
    form_->addRow(new QLabel(this), side_by_side({time_, time_value_}, 0));
    form_->addRow(new QLabel(this), rate_);
    form_->addRow(new QLabel(this), side_by_side({quality_, quality_name_}, 0));
    form_->addRow(new QLabel(this), format_);
    form_->addRow(new QLabel(this), sound_);
    form_->addRow(new QLabel(this), side_by_side({path_, browse_}, 0));
    connect(preset_, &QComboBox::activated, this, [this](int index) {
        if (index > 0) {
            Q_EMIT preset_chosen(presets_[static_cast<std::size_t>(index - 1)]);
        }
    });
    connect(time_, &QComboBox::activated, this, &OutputPanel::take_time_choice);
    connect(time_value_, &QLineEdit::editingFinished, this, &OutputPanel::take_time_choice);
    connect(quality_, &QSlider::valueChanged, this, &OutputPanel::take_quality);
    connect(format_, &QComboBox::activated, this, &OutputPanel::take_format_choice);
    connect(sound_, &QComboBox::activated, this, &OutputPanel::take_sound);
    connect(path_, &QLineEdit::textEdited, this, [this](const QString& path) {
        is_path_typed_ = true;
        job_.output.path = path.toStdString();
        job_.output.overwrite = false;
        Q_EMIT job_changed();
    });
    connect(browse_, &QToolButton::clicked, this, &OutputPanel::choose_path);
}

void OutputPanel::build_trial_and_buttons() {
    auto* column = static_cast<QVBoxLayout*>(layout());
    auto* more_row = new QHBoxLayout;
    more_row->addStretch();
    more_row->addWidget(more_);
    column->addLayout(more_row);
    auto* try_row = new QHBoxLayout;
    try_row->setSpacing(theme::grid);
    try_row->addWidget(try_title_);
    for (QPushButton* button : {try_frame_, try_second_, try_range_, try_stop_}) {
        try_row->addWidget(button, 1);
    }
    try_stop_->hide();
    column->addSpacing(theme::grid);
    column->addLayout(try_row);
    estimate_->setFont(theme::tabular(estimate_->font()));
    for (QLabel* label : {estimate_, problem_}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column->addWidget(label);
    }
    estimate_->setMinimumHeight(2 * estimate_->fontMetrics().lineSpacing());
    estimate_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    column->addStretch(1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::grid);
    for (QPushButton* button : {add_, start_}) {
        button->setMinimumHeight(4 * theme::grid);
        buttons->addWidget(button, 1);
    }
    start_->setDefault(true);
    column->addLayout(buttons);
    connect(more_, &QPushButton::clicked, this, &OutputPanel::more_requested);
    connect(try_frame_, &QPushButton::clicked, this, &OutputPanel::try_frame_requested);
    connect(try_second_, &QPushButton::clicked, this, &OutputPanel::try_second_requested);
    connect(try_range_, &QPushButton::clicked, this, &OutputPanel::try_range_requested);
    connect(try_stop_, &QPushButton::clicked, this, &OutputPanel::stop_trial_requested);
    connect(add_, &QPushButton::clicked, this, &OutputPanel::add_requested);
    connect(start_, &QPushButton::clicked, this, &OutputPanel::start_requested);
}

void OutputPanel::retranslate() {
    const bool was_showing = std::exchange(is_showing_, true);
    title_->setText(tr("Output"));
    const std::pair<QString, QWidget*> rows[] = {
        {tr("&Preset"), preset_},
        {tr("&Frames"), time_},
        {QString(), rate_},
        {tr("&Quality"), quality_},
        {tr("For&mat"), format_},
        {tr("Soun&d"), sound_},
        {tr("Save &to"), path_}};
    for (int row = 0; row < form_->rowCount(); ++row) {
        auto* label = static_cast<QLabel*>(form_->itemAt(row, QFormLayout::LabelRole)->widget());
        label->setText(rows[row].first);
        label->setBuddy(rows[row].second);
        rows[row].second->setAccessibleName(plain_text(rows[row].first));
    }
    time_->clear();
    for (const int factor : factors) {
        time_->addItem(tr("×%1").arg(factor));
    }
    time_->addItem(tr("To a frame rate"));
    time_->addItem(tr("Slow motion"));
    time_->setToolTip(tr("How many frames come out, and whether time is stretched"));
    time_value_->setAccessibleName(tr("Frames per second, or how many times slower"));
    format_->clear();
    for (const OutputFormatChoice& format : output_formats()) {
        format_->addItem(title_of(format));
        format_->setItemData(format_->count() - 1, purpose_of(format), Qt::ToolTipRole);
    }
    sound_->clear();
    sound_->addItems({tr("Keep"), tr("Stretch with the picture"), tr("Leave out")});
    browse_->setToolTip(tr("Choose file or folder"));
    browse_->setAccessibleName(browse_->toolTip());
    more_->setText(tr("More…"));
    more_->setToolTip(tr("Everything a job can say, and saving it as a preset"));
    try_title_->setText(tr("Try:"));
    try_frame_->setText(tr("Frame"));
    try_frame_->setToolTip(tr("Makes one new frame here and shows it"));
    try_second_->setText(tr("1 s"));
    try_second_->setToolTip(tr("Makes one second from here and plays it"));
    try_range_->setText(tr("Range"));
    try_range_->setToolTip(tr("Makes everything between the in and out points and plays it"));
    try_stop_->setText(tr("Stop"));
    add_->setText(tr("Add to queue"));
    start_->setText(tr("Start"));
    start_->setToolTip(tr("Adds this job to the queue and starts it"));
    is_showing_ = was_showing;
    set_presets(presets_);
}

void OutputPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        show_job();
    }
    QWidget::changeEvent(event);
}

void OutputPanel::set_presets(const std::vector<Preset>& presets) {
    presets_ = presets;
    preset_->clear();
    preset_->addItem(tr("Choose…"));
    for (const Preset& preset : presets_) {
        preset_->addItem(preset_title(preset));
        preset_->setItemData(preset_->count() - 1, preset_title(preset), Qt::ToolTipRole);
    }
}

void OutputPanel::set_job(const Job& job) {
    const std::string path = job_.output.path;
    job_ = job;
    if (job_.output.container.empty()) {
        job_.output.container = "mp4";
    }
    if (job_.output.codec.empty()) {
        const QStringList codecs = codecs_of(QString::fromStdString(job_.output.container));
        job_.output.codec = codecs.isEmpty() ? "h264" : codecs.first().toStdString();
    }
    if (job_.output.path.empty()) {
        job_.output.path = path;
    }
    show_job();
    changed();
}

void OutputPanel::show_job() {
    is_showing_ = true;
    const RetimeOptions& retime = job_.retime;
    const bool is_slow = retime.slow != Rational(1);
    const auto factor = std::find(std::begin(factors), std::end(factors), retime.factor);
    time_->setCurrentIndex(
        is_slow       ? slow_entry
        : retime.rate ? rate_entry
                      : static_cast<int>(factor - std::begin(factors))
    );
    time_value_->setVisible(is_slow || retime.rate);
    time_value_->setText(
        is_slow       ? text::rate_number(retime.slow)
        : retime.rate ? text::rate_number(*retime.rate)
                      : QString()
    );
    time_value_->setToolTip(
        is_slow ? tr("How many times slower, 1 to 100")
                : tr("Frames per second, such as 60 or 24000/1001")
    );
    const OutputFormatChoice format{
        QString::fromStdString(job_.output.container), QString::fromStdString(job_.output.codec)};
    const auto& formats = output_formats();
    const auto known = std::find(formats.begin(), formats.end(), format);
    while (format_->count() > static_cast<int>(formats.size())) {
        format_->removeItem(format_->count() - 1);
    }
    if (known == formats.end()) {
        format_->addItem(title_of(format));
    }
    format_->setCurrentIndex(static_cast<int>(known - formats.begin()));
    const bool has_quality = crf_of(0, format.codec).has_value();
    quality_->setEnabled(has_quality);
    quality_->setValue(quality_of(job_.output.crf, format.codec));
    quality_name_->setText(has_quality ? quality_title(quality_->value()) : tr("fixed"));
    quality_->setToolTip(
        job_.output.crf
            ? tr("Constant quality %1 (CRF); smaller numbers are better").arg(*job_.output.crf)
            : QString()
    );
    sound_->setCurrentIndex(static_cast<int>(job_.output.audio) - 1);
    if (path_->text() != QString::fromStdString(job_.output.path)) {
        path_->setText(QString::fromStdString(job_.output.path));
        path_->setCursorPosition(static_cast<int>(path_->text().size()));
    }
    path_->setToolTip(path_->text());
    update_rate_label();
    is_showing_ = false;
}

void OutputPanel::update_rate_label() {
    if (!info_) {
        rate_->setText(QString());
        return;
    }
    const Rational from = info_->video->average_rate;
    const Rational to = output_rate(job_.retime, from);
    rate_->setText(tr("%1 → %2").arg(text::rate_number(from), text::rate(to)));
    rate_->setToolTip(tr("%1 → %2").arg(text::exact_rate(from), text::exact_rate(to)));
}

void OutputPanel::changed() {
    if (info_ && !is_path_typed_) {
        suggest_path();
    }
    update_rate_label();
    Q_EMIT job_changed();
}

void OutputPanel::take_time_choice() {
    if (is_showing_) {
        return;
    }
    const int entry = time_->currentIndex();
    RetimeOptions retime;
    retime.max_depth = job_.retime.max_depth;
    std::optional<Rational> number;
    try {
        number = Rational::parse(time_value_->text().trimmed().toStdString());
    } catch (const std::exception&) {
        number.reset();  // what cannot be read becomes the usual value below
    }
    const bool was_slow = job_.retime.slow != Rational(1);
    if (entry == rate_entry) {
        const bool is_usable = job_.retime.rate && number && *number > Rational(0);
        retime.rate = is_usable ? *number : Rational(60);
    } else if (entry == slow_entry) {
        const bool is_usable =
            was_slow && number && *number > Rational(1) && *number <= Rational(100);
        retime.slow = is_usable ? *number : Rational(2);
        retime.factor = retime.slow <= Rational(2) ? 2 : retime.slow <= Rational(4) ? 4 : 8;
    } else {
        retime.factor = factors[std::clamp(entry, 0, rate_entry - 1)];
    }
    const bool is_slow = retime.slow != Rational(1);
    if (is_slow != was_slow) {
        job_.output.audio = is_slow ? AudioMode::stretch : AudioMode::keep;
    }
    job_.retime = retime;
    show_job();
    changed();
    show_job();
}

void OutputPanel::take_format_choice() {
    const auto index = static_cast<std::size_t>(format_->currentIndex());
    if (is_showing_ || index >= output_formats().size()) {
        return;
    }
    const OutputFormatChoice& format = output_formats()[index];
    job_.output.container = format.container.toStdString();
    job_.output.codec = format.codec.toStdString();
    job_.output.crf = crf_of(quality_->value(), format.codec);
    job_.output.preset.clear();
    job_.output.pixel_format.clear();
    is_path_typed_ = false;  // the ending has to follow
    changed();
    show_job();
}

void OutputPanel::take_quality() {
    if (is_showing_) {
        return;
    }
    job_.output.crf = crf_of(quality_->value(), QString::fromStdString(job_.output.codec));
    changed();
    show_job();
}

void OutputPanel::take_sound() {
    if (!is_showing_) {
        job_.output.audio = static_cast<AudioMode>(sound_->currentIndex() + 1);
        changed();
    }
}

void OutputPanel::choose_path() {
    const QString present = QString::fromStdString(job_.output.path);
    const OutputFormatChoice format{
        QString::fromStdString(job_.output.container), QString::fromStdString(job_.output.codec)};
    const QString chosen =
        is_pictures(format)
            ? QFileDialog::getExistingDirectory(this, tr("Folder for the pictures"), present)
            : QFileDialog::getSaveFileName(
                  this,
                  tr("Save the result as"),
                  present,
                  QString("%1 (*.%2)").arg(title_of(format), format.container)
              );
    if (chosen.isEmpty()) {
        return;
    }
    is_path_typed_ = true;
    job_.output.path = chosen.toStdString();
    job_.output.overwrite = !is_pictures(format) && QFileInfo::exists(chosen);  // the dialog asked
    show_job();
    Q_EMIT job_changed();
}

void OutputPanel::set_source(const std::optional<MediaInfo>& info) {
    info_ = info;
    is_path_typed_ = false;
    job_.output.path.clear();
    job_.source.path = info ? info->path : "";
    if (info) {
        suggest_path();
    }
    show_job();
}

void OutputPanel::set_naming(const QString& folder, const QString& pattern) {
    folder_ = folder;
    pattern_ = pattern;
    if (info_ && !is_path_typed_) {
        suggest_path();
    }
}

void OutputPanel::suggest_path(const QStringList& taken) {
    if (!info_) {
        return;
    }
    const QFileInfo source(QString::fromStdString(info_->path));
    QString folder = folder_.isEmpty() ? source.absolutePath() : folder_;
    if (!QFileInfo(folder).isWritable()) {
        folder = QStandardPaths::writableLocation(QStandardPaths::MoviesLocation);
    }
    Job job = job_;
    job.source.path = info_->path;
    job_.output.path = output_path(job, folder, pattern_, taken).toStdString();
    job_.output.overwrite = false;
    is_path_typed_ = false;
    const QString path = QString::fromStdString(job_.output.path);
    path_->setText(path);
    path_->setToolTip(path);
}

void OutputPanel::set_estimate(const QString& line, const QString& tooltip) {
    estimate_->setText(line);
    estimate_->setToolTip(tooltip);
}

void OutputPanel::set_trial_busy(bool is_busy) {
    try_frame_->setVisible(!is_busy);
    try_second_->setVisible(!is_busy);
    try_range_->setVisible(!is_busy);
    try_stop_->setVisible(is_busy);
}

void OutputPanel::set_range_available(bool has_range) {
    try_range_->setEnabled(has_range && info_);
}

void OutputPanel::set_problem(const QString& sentence) {
    problem_->setText(sentence);
    problem_->setVisible(!sentence.isEmpty() && info_);
    for (QPushButton* button : {add_, start_}) {
        button->setEnabled(sentence.isEmpty());
    }
    for (QPushButton* button : {try_frame_, try_second_}) {
        button->setEnabled(info_.has_value());
    }
}

}  // namespace nakawari
