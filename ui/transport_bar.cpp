/// The row under the picture.
#include "ui/transport_bar.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include "ui/text.h"
#include "ui/theme.h"

namespace nakawari {

TransportBar::TransportBar(const Actions& actions, QWidget* parent)
    : QWidget(parent),
      position_(new QLineEdit(this)),
      duration_(new QLabel(this)),
      range_(new QLabel(this)),
      rates_(new QLabel(this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme::grid, 2, theme::grid, 2);
    row->setSpacing(2);
    const auto add = [&](QAction* action) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
    };
    for (QAction* action :
         {actions.to_start,
          actions.step_back,
          actions.play,
          actions.step_forward,
          actions.to_end}) {
        add(action);
    }
    row->addSpacing(theme::grid);
    add(actions.loop);
    row->addSpacing(theme::grid);
    position_->setAlignment(Qt::AlignRight);
    position_->setFont(theme::tabular(position_->font()));
    position_->setFixedWidth(position_->fontMetrics().horizontalAdvance("0:00:00.0000") + 16);
    duration_->setFont(position_->font());
    row->addWidget(position_);
    row->addWidget(duration_);
    row->addSpacing(2 * theme::grid);
    add(actions.set_in);
    add(actions.set_out);
    add(actions.add_cut);
    row->addSpacing(theme::grid);
    range_->setFont(position_->font());
    row->addWidget(range_);
    row->addStretch(1);
    rates_->setFont(position_->font());
    row->addWidget(rates_);
    connect(position_, &QLineEdit::editingFinished, this, &TransportBar::take_typed_time);
    retranslate();
    clear();
}

void TransportBar::retranslate() {
    position_->setAccessibleName(tr("Time"));
    position_->setToolTip(tr("Time from the clip’s start; type one to go there"));
    range_->setAccessibleName(tr("Range"));
    rates_->setAccessibleName(tr("Frames per second"));
}

void TransportBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void TransportBar::take_typed_time() {
    Rational pts;
    if (position_->isModified() && text::parse_time(position_->text(), pts)) {
        Q_EMIT seek_requested(pts);
    }
    position_->setModified(false);
}

void TransportBar::set_times(const Rational& position, const Rational& duration) {
    if (!position_->isModified()) {
        position_->setText(text::time(position));
    }
    duration_->setText("/ " + text::time(duration));
}

void TransportBar::set_range(
    const std::optional<Rational>& in, const std::optional<Rational>& out
) {
    const QString open = QString(QChar(0x2026));
    range_->setText(
        in || out
            ? QString("[%1 – %2]").arg(in ? text::time(*in) : open, out ? text::time(*out) : open)
            : QString()
    );
}

void TransportBar::set_rates(const Rational& from, const Rational& to) {
    rates_->setText(QString("%1 → %2").arg(text::rate_number(from), text::rate(to)));
    rates_->setToolTip(QString("%1 → %2").arg(text::exact_rate(from), text::exact_rate(to)));
}

void TransportBar::clear() {
    position_->setModified(false);
    set_times(0, 0);
    set_range({}, {});
    rates_->clear();
    rates_->setToolTip({});
}

}  // namespace nakawari
