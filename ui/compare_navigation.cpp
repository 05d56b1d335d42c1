/// Navigation by frame and by time.
#include "ui/compare_navigation.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <algorithm>

#include "ui/compare_actions.h"
#include "ui/text.h"
#include "ui/theme.h"

namespace nakawari {

CompareNavigation::CompareNavigation(const CompareActions& actions, QWidget* parent)
    : QWidget(parent),
      slider_(new QSlider(Qt::Horizontal)),
      time_(new QLineEdit),
      status_(new QLabel) {
    const auto button_for = [](QAction* action) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        return button;
    };
    time_->setFont(theme::tabular(font()));
    const QFontMetrics metrics(time_->font());
    time_->setFixedWidth(metrics.horizontalAdvance("00:00:00.0000"));
    time_->setAlignment(Qt::AlignRight);
    status_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    slider_->setFocusPolicy(Qt::TabFocus);  // a click must not take the arrow keys from the wipe
    connect(slider_, &QSlider::valueChanged, this, [this](int index) {
        if (index >= 0 && index < static_cast<int>(points_.size())) {
            Q_EMIT time_chosen(points_[static_cast<std::size_t>(index)].pts);
        }
    });
    connect(time_, &QLineEdit::returnPressed, this, &CompareNavigation::go);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::grid);
    layout->addWidget(button_for(actions.previous));
    layout->addWidget(button_for(actions.next));
    layout->addWidget(button_for(actions.worst));
    layout->addWidget(slider_, 3);
    layout->addWidget(time_);
    layout->addWidget(button_for(actions.copy_time));
    layout->addWidget(button_for(actions.range_start));
    layout->addWidget(button_for(actions.range_end));
    layout->addWidget(status_, 2);
    retranslate();
}

void CompareNavigation::retranslate() {
    slider_->setAccessibleName(tr("Frame"));
    time_->setAccessibleName(tr("Time"));
    time_->setToolTip(tr("Write a time, for example 1:02.5, and press Enter."));
}

void CompareNavigation::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void CompareNavigation::set_points(const std::vector<ComparePoint>& points) {
    if (points == points_) {
        return;
    }
    const QSignalBlocker quiet(slider_);
    points_ = points;
    slider_->setRange(0, std::max(0, static_cast<int>(points.size()) - 1));
    slider_->setEnabled(points.size() > 1);
    set_position(point_);
}

void CompareNavigation::set_position(const std::optional<ComparePoint>& point) {
    const QSignalBlocker quiet(slider_);
    point_ = point;
    if (!point) {
        time_->clear();
        return;
    }
    const auto found = std::find(points_.begin(), points_.end(), *point);
    if (found != points_.end()) {
        slider_->setValue(static_cast<int>(found - points_.begin()));
    }
    if (!time_->hasFocus() || !time_->isModified()) {
        time_->setText(text::time(point->pts));
    }
}

void CompareNavigation::set_status(const QString& sentence) {
    status_->setText(sentence);
    status_->setToolTip(sentence);
}

void CompareNavigation::go() {
    Rational seconds;
    if (!text::parse_time(time_->text(), seconds)) {
        Q_EMIT time_refused();
        return;
    }
    time_->setModified(false);
    Q_EMIT time_chosen(seconds);
    // The nearest frame may be the one that is shown already.
    set_position(point_);
}

}  // namespace nakawari
