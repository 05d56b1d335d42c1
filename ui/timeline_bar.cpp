/// Painting of the strip, and what the mouse does with it.
#include "ui/timeline_bar.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/text.h"
#include "ui/theme.h"

namespace nakawari {
namespace {

constexpr int reach = 5;  // pixels around a handle that belong to it
constexpr int handle = 6;
constexpr int64_t microseconds = 1'000'000;

}  // namespace

TimelineBar::TimelineBar(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Timeline"));
}

void TimelineBar::set_duration(const Rational& duration) {
    duration_ = duration;
    position_ = 0;
    in_.reset();
    out_.reset();
    cuts_.clear();
    frame_times_.clear();
    thumbnails_.clear();
    selected_cut_.reset();
    update();
}

void TimelineBar::set_position(const Rational& position) {
    position_ = position;
    update();
}

void TimelineBar::set_thumbnails(const std::vector<Thumbnail>& thumbnails) {
    thumbnails_ = thumbnails;
    update();
}

void TimelineBar::set_range(const std::optional<Rational>& in, const std::optional<Rational>& out) {
    in_ = in;
    out_ = out;
    update();
}

void TimelineBar::set_cuts(const std::vector<Rational>& cuts) {
    cuts_ = cuts;
    if (selected_cut_ && std::find(cuts_.begin(), cuts_.end(), *selected_cut_) == cuts_.end()) {
        selected_cut_.reset();
    }
    update();
}

void TimelineBar::add_cut(const Rational& pts) {
    const Rational cut = nearest_frame(pts);
    const auto place = std::lower_bound(cuts_.begin(), cuts_.end(), cut);
    const bool is_first_frame = !frame_times_.empty() && cut <= frame_times_.front();
    if (is_first_frame || (place != cuts_.end() && *place == cut)) {
        return;  // no shot ends before the first frame
    }
    cuts_.insert(place, cut);
    selected_cut_ = cut;
    update();
    Q_EMIT cuts_edited();
}

void TimelineBar::remove_cut(const Rational& pts) {
    if (std::erase(cuts_, pts) > 0) {
        selected_cut_.reset();
        update();
        Q_EMIT cuts_edited();
    }
}

QRect TimelineBar::strip() const {
    return rect().adjusted(theme::grid, 10, -theme::grid, -4);
}

double TimelineBar::x_of(const Rational& pts) const {
    const double length = duration_.to_double();
    const double part = length > 0 ? std::clamp(pts.to_double() / length, 0.0, 1.0) : 0;
    return strip().left() + part * strip().width();
}

Rational TimelineBar::time_at(double x) const {
    const double part = std::clamp((x - strip().left()) / std::max(1, strip().width()), 0.0, 1.0);
    return {std::llround(part * duration_.to_double() * microseconds), microseconds};
}

Rational TimelineBar::nearest_frame(const Rational& pts) const {
    if (frame_times_.empty()) {
        return pts;
    }
    const auto after = std::lower_bound(frame_times_.begin(), frame_times_.end(), pts);
    if (after == frame_times_.begin()) {
        return *after;
    }
    if (after == frame_times_.end()) {
        return frame_times_.back();
    }
    return *after - pts < pts - *(after - 1) ? *after : *(after - 1);
}

std::optional<Rational> TimelineBar::cut_at(double x) const {
    std::optional<Rational> nearest;
    double distance = reach + 1;
    for (const Rational& cut : cuts_) {
        if (const double away = std::abs(x_of(cut) - x); away < distance) {
            distance = away;
            nearest = cut;
        }
    }
    return nearest;
}

TimelineBar::Grip TimelineBar::grip_at(const QPointF& position) const {
    if (duration_ <= Rational(0)) {
        return Grip::none;
    }
    const auto is_near = [&](const std::optional<Rational>& pts) {
        return pts && std::abs(x_of(*pts) - position.x()) <= reach;
    };
    const bool is_above = position.y() < strip().top() + 2;
    if (is_above && cut_at(position.x())) {
        return Grip::cut;
    }
    if (is_near(in_)) {
        return Grip::in;
    }
    return is_near(out_) ? Grip::out : Grip::playhead;
}

void TimelineBar::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        return;
    }
    grip_ = grip_at(event->position());
    is_cut_moved_ = false;
    if (grip_ == Grip::cut) {
        selected_cut_ = cut_at(event->position().x());
        update();
        return;
    }
    selected_cut_.reset();
    drag_to(event->position().x());
}

void TimelineBar::drag_to(double x) {
    const Rational pts = time_at(x);
    switch (grip_) {
        case Grip::playhead:
            Q_EMIT seek_requested(pts);
            break;
        case Grip::in:
            in_ = std::min(nearest_frame(pts), out_.value_or(duration_));
            Q_EMIT range_edited(in_, out_);
            break;
        case Grip::out:
            out_ = std::max(nearest_frame(pts), in_.value_or(Rational(0)));
            Q_EMIT range_edited(in_, out_);
            break;
        case Grip::cut:
            if (selected_cut_) {
                const Rational moved = nearest_frame(pts);
                std::erase(cuts_, *selected_cut_);
                const auto place = std::lower_bound(cuts_.begin(), cuts_.end(), moved);
                if (place == cuts_.end() || *place != moved) {
                    cuts_.insert(place, moved);
                }
                is_cut_moved_ = is_cut_moved_ || moved != *selected_cut_;
                selected_cut_ = moved;
            }
            break;
        case Grip::none:
            break;
    }
    update();
}

void TimelineBar::mouseMoveEvent(QMouseEvent* event) {
    if ((event->buttons() & Qt::LeftButton) != 0) {
        drag_to(event->position().x());
        return;
    }
    const Grip grip = grip_at(event->position());
    const bool is_handle = grip == Grip::cut || grip == Grip::in || grip == Grip::out;
    setCursor(is_handle ? Qt::SizeHorCursor : Qt::ArrowCursor);
}

void TimelineBar::mouseReleaseEvent(QMouseEvent* /*event*/) {
    if (grip_ == Grip::cut && is_cut_moved_) {
        Q_EMIT cuts_edited();
    }
    grip_ = Grip::none;
}

void TimelineBar::contextMenuEvent(QContextMenuEvent* event) {
    if (duration_ <= Rational(0)) {
        return;
    }
    const Rational pts = time_at(event->x());
    QMenu menu(this);
    if (const auto cut = cut_at(event->x())) {
        menu.addAction(tr("Remove cut"), this, [this, cut] { remove_cut(*cut); });
    } else {
        menu.addAction(tr("Add cut here"), this, [this, pts] { add_cut(pts); });
    }
    menu.addSeparator();
    menu.addAction(tr("In point here"), this, [this, pts] {
        Q_EMIT range_edited(nearest_frame(pts), out_ && *out_ > pts ? out_ : std::nullopt);
    });
    menu.addAction(tr("Out point here"), this, [this, pts] {
        Q_EMIT range_edited(in_ && *in_ < pts ? in_ : std::nullopt, nearest_frame(pts));
    });
    menu.addAction(tr("Clear range"), this, [this] { Q_EMIT range_edited({}, {}); });
    menu.exec(event->globalPos());
}

void TimelineBar::keyPressEvent(QKeyEvent* event) {
    const bool deletes = event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace;
    if (deletes && selected_cut_) {
        remove_cut(*selected_cut_);
        return;
    }
    QWidget::keyPressEvent(event);
}

bool TimelineBar::event(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Timeline"));
    }
    if (event->type() == QEvent::ToolTip && duration_ > Rational(0)) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto cut = cut_at(help->pos().x());
        const QString time = text::time(cut.value_or(time_at(help->pos().x())));
        QToolTip::showText(help->globalPos(), cut ? tr("Cut at %1").arg(time) : time, this);
        return true;
    }
    return QWidget::event(event);
}

void TimelineBar::paint_thumbnails(QPainter& painter) const {
    const QRect area = strip();
    painter.fillRect(area, theme::surround());
    for (const Thumbnail& thumbnail : thumbnails_) {
        if (thumbnail.image.isNull()) {
            continue;
        }
        const double width =
            static_cast<double>(thumbnail.image.width()) * area.height() / thumbnail.image.height();
        const QRectF target(x_of(thumbnail.pts) - width / 2, area.top(), width, area.height());
        painter.drawImage(target, thumbnail.image);
    }
}

void TimelineBar::paint_range(QPainter& painter) const {
    if (!in_ && !out_) {
        return;
    }
    const QRect area = strip();
    const double from = in_ ? x_of(*in_) : area.left();
    const double to = out_ ? x_of(*out_) : area.right() + 1;
    const QColor outside(0, 0, 0, 0xA0);
    painter.fillRect(QRectF(area.left(), area.top(), from - area.left(), area.height()), outside);
    painter.fillRect(QRectF(to, area.top(), area.right() + 1 - to, area.height()), outside);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
    const auto bracket = [&](double x, int direction) {
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        for (const int y : {area.top() + 1, area.bottom()}) {
            painter.drawLine(QPointF(x, y), QPointF(x + direction * handle, y));
        }
    };
    if (in_) {
        bracket(from, 1);
    }
    if (out_) {
        bracket(to, -1);
    }
}

void TimelineBar::paint_cuts(QPainter& painter) const {
    const QRect area = strip();
    for (const Rational& cut : cuts_) {
        const double x = std::round(x_of(cut)) + 0.5;
        const bool is_selected = selected_cut_ == cut;
        painter.setPen(QPen(QColor(0, 0, 0, 0x90), 3));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        painter.setPen(QPen(Qt::white, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        QPainterPath marker;
        marker.moveTo(x - handle + 1, area.top() - 8);
        marker.lineTo(x + handle - 1, area.top() - 8);
        marker.lineTo(x, area.top());
        marker.closeSubpath();
        painter.fillPath(
            marker, palette().color(is_selected ? QPalette::Highlight : QPalette::WindowText)
        );
    }
}

void TimelineBar::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.save();
    painter.setClipRect(strip());
    paint_thumbnails(painter);
    painter.restore();
    if (duration_ <= Rational(0)) {
        return;
    }
    paint_range(painter);
    paint_cuts(painter);
    const double x = std::round(x_of(position_)) + 0.5;
    painter.setPen(QPen(QColor(0, 0, 0, 0xC0), 4));
    painter.drawLine(QPointF(x, strip().top()), QPointF(x, strip().bottom()));
    painter.setPen(QPen(Qt::white, 2));
    painter.drawLine(QPointF(x, strip().top() - 4), QPointF(x, strip().bottom() + 2));
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(strip()).adjusted(-1, -1, 1, 1));
    }
}

}  // namespace nakawari
