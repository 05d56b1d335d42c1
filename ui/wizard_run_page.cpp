/// Progress on top, curves on the left, the fixed frame on the right.
#include "ui/wizard_run_page.h"

#include <QHBoxLayout>
#include <QMessageBox>

#include "ui/text.h"
#include "ui/theme.h"
#include "ui/training_text.h"

namespace nakawari {

WizardRunPage::WizardRunPage(
    const WizardContext& context, TrainingSession& session, QWidget* parent
)
    : TrainingPage(context, parent), session_(session) {
    phase_ = new QLabel(this);
    QFont bold = font();
    bold.setBold(true);
    phase_->setFont(bold);
    time_ = new QLabel(this);
    time_->setFont(theme::tabular(font()));
    bar_ = new QProgressBar(this);
    constexpr int steps = 1000;
    bar_->setRange(0, steps);
    message_label_ = new QLabel(this);
    message_label_->setWordWrap(true);
    message_label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* top = new QHBoxLayout;
    top->addWidget(phase_);
    top->addStretch(1);
    top->addWidget(time_);
    body()->addLayout(top);
    body()->addWidget(bar_);
    body()->addWidget(message_label_);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(2 * theme::grid);
    middle->addLayout(build_left(), 3);
    middle->addLayout(build_right(), 2);
    body()->addLayout(middle, 1);

    connect(&session_, &TrainingSession::opened, this, [this] {
        is_stopping_ = false;
        message_.clear();
        charts_->clear();
        picture_->set_image({});
        show_progress();
    });
    connect(&session_, &TrainingSession::progressed, this, &WizardRunPage::show_progress);
    connect(&session_, &TrainingSession::points_added, charts_, &TrainingCharts::add_points);
    connect(&session_, &TrainingSession::picture_changed, picture_, &FrameView::set_image);
    connect(&session_, &TrainingSession::ended, this, &WizardRunPage::show_end);
    show_texts();
}

QLayout* WizardRunPage::build_left() {
    charts_ = new TrainingCharts(Qt::Vertical, this);
    auto* column = new QVBoxLayout;
    column->addWidget(charts_, 1);
    return column;
}

QLayout* WizardRunPage::build_right() {
    picture_title_ = new QLabel(this);
    picture_title_->setWordWrap(true);
    picture_ = new FrameView(this);
    constexpr int least_height = 12 * theme::grid;
    picture_->setMinimumHeight(least_height);
    picture_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    numbers_ = new QLabel(this);
    numbers_->setFont(theme::tabular(font()));
    numbers_->setTextFormat(Qt::RichText);
    numbers_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    pause_ = new QPushButton(this);
    stop_ = new QPushButton(this);
    resume_ = new QPushButton(this);
    for (QPushButton* button : {pause_, stop_, resume_}) {
        button->setAutoDefault(false);
    }
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(resume_);
    buttons->addWidget(pause_);
    buttons->addWidget(stop_);
    auto* column = new QVBoxLayout;
    column->addWidget(picture_title_);
    column->addWidget(picture_, 1);
    column->addWidget(numbers_);
    column->addLayout(buttons);
    connect(pause_, &QPushButton::clicked, this, [this] {
        session_.set_paused(!session_.progress().is_paused);
    });
    connect(stop_, &QPushButton::clicked, this, &WizardRunPage::confirm_stop);
    connect(resume_, &QPushButton::clicked, this, &WizardRunPage::resume_wanted);
    return column;
}

QString WizardRunPage::title() const {
    return tr("Run");
}

QString WizardRunPage::decision() const {
    return tr(
        "Watch whether it still gets better, and stop early if it does not: the best network "
        "so far is always kept."
    );
}

void WizardRunPage::retranslate() {
    picture_title_->setText(tr("The same held-out frame after each validation"));
    picture_->setAccessibleName(picture_title_->text());
    stop_->setText(tr("&Stop and keep best"));
    stop_->setToolTip(tr("Ends training now and goes on to the result"));
    resume_->setText(tr("&Go on"));
    resume_->setToolTip(tr("Goes on where the run ended"));
    bar_->setAccessibleName(tr("Progress of the whole run"));
    show_progress();
}

void WizardRunPage::enter() {
    show_progress();
}

QWidget* WizardRunPage::first_field() {
    return pause_->isEnabled() && pause_->isVisible() ? pause_ : resume_;
}

void WizardRunPage::show_progress() {
    const TrainingProgress& progress = session_.progress();
    if (model().report()) {
        phase_->setText(tr("The run has ended"));
        bar_->setValue(bar_->maximum());
        time_->clear();
        if (session_.log().empty()) {  // opened when it had ended: the report has the curves
            charts_->clear();
            charts_->add_points(model().report()->log);
            charts_->set_references(model().report()->reference_db);
        }
    } else if (session_.is_active()) {
        const QString phase = phase_name(progress.phase);
        phase_->setText(
            progress.is_paused ? tr("Paused in: %1").arg(phase)
            : progress.steps <= 0
                ? phase
                : tr("%1, step %2 of %3")
                      .arg(phase, count_text(progress.step), count_text(progress.steps))
        );
        bar_->setValue(static_cast<int>(progress.share * bar_->maximum()));
        const QString elapsed = tr("%1 so far").arg(text::span(progress.elapsed_s));
        time_->setText(
            progress.remaining_s < 0
                ? elapsed
                : tr("%1 · %2 left").arg(elapsed, text::about(progress.remaining_s))
        );
        charts_->set_references(progress.reference_db);
    } else {
        phase_->setText(tr("Not running"));
        time_->clear();
    }
    message_label_->setText(message_);
    message_label_->setVisible(!message_.isEmpty());
    show_numbers(progress);
    show_buttons();
}

void WizardRunPage::show_numbers(const TrainingProgress& progress) {
    QList<std::pair<QString, QString>> lines;
    if (progress.best_db) {
        lines.append({tr("Best held-out PSNR"), decibel_text(*progress.best_db)});
    }
    for (const auto& [method, decibel] : progress.reference_db) {
        lines.append({method_name(method), decibel_text(decibel)});
    }
    if (progress.loss > 0) {
        lines.append({tr("Loss"), QString::number(progress.loss, 'g', 4)});
    }
    if (progress.steps_per_second > 0) {
        lines.append(
            {tr("Speed"), tr("%1 s per step").arg(1 / progress.steps_per_second, 0, 'f', 2)}
        );
    }
    if (progress.memory_bytes > 0) {
        lines.append({tr("Memory"), text::bytes(progress.memory_bytes)});
    }
    QString table = QStringLiteral("<table cellspacing=0>");
    for (const auto& [name, value] : lines) {
        table += QStringLiteral(
                     "<tr><td style='padding-right:16px'>%1</td>"
                     "<td align=right>%2</td></tr>"
        )
                     .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    }
    numbers_->setText(table + QStringLiteral("</table>"));
}

void WizardRunPage::show_buttons() {
    const bool is_running = session_.is_active() && !session_.is_opening();
    const bool is_paused = session_.progress().is_paused;
    pause_->setText(is_paused ? tr("&Go on") : tr("&Pause"));
    pause_->setToolTip(
        is_paused ? tr("Goes on where it was paused") : tr("Frees the processor until you go on")
    );
    pause_->setVisible(session_.is_active());
    pause_->setEnabled(is_running && !is_stopping_);
    stop_->setVisible(session_.is_active());
    stop_->setEnabled(is_running && !is_stopping_);
    resume_->setVisible(!session_.is_active() && !model().report() && model().is_run_started());
}

void WizardRunPage::confirm_stop() {
    QMessageBox box(
        QMessageBox::Question,
        tr("Stop training"),
        tr("Stop training now and keep the best network so far?"),
        QMessageBox::NoButton,
        this
    );
    box.setInformativeText(
        tr("The result is scored and reported as usual. This run cannot be "
           "trained further afterwards.")
    );
    QPushButton* stop = box.addButton(tr("Stop and keep best"), QMessageBox::AcceptRole);
    QPushButton* stay = box.addButton(tr("Go on training"), QMessageBox::RejectRole);
    box.setDefaultButton(stay);
    box.setEscapeButton(stay);
    box.exec();
    if (box.clickedButton() == stop) {
        is_stopping_ = true;
        session_.set_paused(false);
        session_.stop_and_keep_best();
        show_buttons();
    }
}

void WizardRunPage::show_end(const TrainingOutcome& outcome) {
    is_stopping_ = false;
    if (const auto* failed = std::get_if<TrainingFailed>(&outcome)) {
        message_ =
            tr("%1 The run can go on from its last checkpoint.").arg(text::of(failed->error));
    } else if (std::holds_alternative<TrainingCancelled>(outcome)) {
        message_ = tr("The run was left at a checkpoint; you can go on from there.");
    } else {
        message_.clear();
    }
    show_progress();
}

}  // namespace nakawari
