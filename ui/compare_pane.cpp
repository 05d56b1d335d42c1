/// Painting one place, and moving the handle.
#include "ui/compare_pane.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme.h"

namespace nakawari {
namespace {

constexpr int turn_interval_ms = 80;
constexpr double turn_step = 0.06;
constexpr int ring_side = 36;
constexpr double small_wipe_step = 0.01;
constexpr double large_wipe_step = 0.1;

QString spoken(const PaneContent& content) {
    QStringList parts = content.plate.lines;
    if (!content.message.isEmpty()) {
        parts.push_back(content.message);
    }
    return parts.join(QStringLiteral("; "));
}

}  // namespace

ComparePane::ComparePane(QWidget* parent) : FrameView(parent) {
    setMouseTracking(true);
    turning_.setInterval(turn_interval_ms);
    connect(&turning_, &QTimer::timeout, this, [this] {
        turn_ = std::fmod(turn_ + turn_step, 1.0);
        update(compare_layout::ring_rect(rect(), ring_side, theme::grid));
    });
}

void ComparePane::take(const PaneContent& content) {
    if (content.image.cacheKey() != image().cacheKey()) {
        set_image(content.image);
    }
    content_ = content;
}

void ComparePane::set_content(const PaneContent& content) {
    take(content);
    wiped_.reset();
    is_dragging_ = false;
    describe();
}

void ComparePane::set_wipe(const PaneContent& a, const PaneContent& b, double share) {
    // What has the size of both, should one be missing.
    take(a);
    if (a.image.isNull() && b.image.cacheKey() != image().cacheKey()) {
        set_image(b.image);
    }
    wiped_ = WipedContent{b, share};
    describe();
}

void ComparePane::describe() {
    setAccessibleName(
        wiped_ ? content_.plate.heading + QStringLiteral(" | ") + wiped_->b.plate.heading
               : content_.plate.heading
    );
    setAccessibleDescription(
        wiped_ ? spoken(content_) + QStringLiteral(" | ") + spoken(wiped_->b) : spoken(content_)
    );
    const bool is_busy = content_.is_busy || (wiped_ && wiped_->b.is_busy);
    if (is_busy != turning_.isActive()) {
        is_busy ? turning_.start() : turning_.stop();
    }
    if (!wiped_) {
        unsetCursor();
    }
    update();
}

void ComparePane::set_overlay(Overlay overlay) {
    overlay_ = overlay;
    update();
}

compare_layout::Wipe ComparePane::divided() const {
    return compare_layout::wipe(rect(), picture_rect(), wiped_ ? wiped_->share : 1);
}

void ComparePane::paint_picture(QPainter& painter) {
    if (!wiped_) {
        draw_picture(painter, content_.image);
        return;
    }
    const compare_layout::Wipe wipe = divided();
    painter.save();
    painter.setClipRect(wipe.a);
    draw_picture(painter, content_.image);
    painter.setClipRect(wipe.b);
    draw_picture(painter, wiped_->b.image);
    painter.restore();
}

void ComparePane::paint_over(QPainter& painter) {
    using compare_layout::Corner;
    const compare_layout::Wipe wipe = divided();
    if (wiped_) {
        compare_paint::handle(painter, wipe, rect());
    }
    const QFont numbers = theme::tabular(font());
    const QRect visible = compare_layout::visible_part(rect(), picture_rect());
    const QRect area = visible.isEmpty() ? rect() : visible;
    if (overlay_ == Overlay::shown) {
        compare_paint::plate(painter, area, content_.plate, Corner::top_left, numbers);
        if (wiped_) {
            compare_paint::plate(painter, area, wiped_->b.plate, Corner::top_right, numbers);
        }
    }
    if (!content_.message.isEmpty()) {
        compare_paint::message(painter, wiped_ ? wipe.a : rect(), content_.message, font());
    }
    if (wiped_ && !wiped_->b.message.isEmpty()) {
        compare_paint::message(painter, wipe.b, wiped_->b.message, font());
    }
    if (turning_.isActive()) {
        compare_paint::ring(
            painter, compare_layout::ring_rect(rect(), ring_side, theme::grid), turn_
        );
    }
    if (hasFocus() && shows_focus_) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void ComparePane::mousePressEvent(QMouseEvent* event) {
    if (wiped_ && event->button() == Qt::LeftButton &&
        compare_layout::is_on_handle(divided(), event->pos().x())) {
        is_dragging_ = true;
        return;
    }
    FrameView::mousePressEvent(event);
}

void ComparePane::mouseMoveEvent(QMouseEvent* event) {
    if (is_dragging_) {
        Q_EMIT wipe_moved(compare_layout::wipe_share(rect(), picture_rect(), event->pos().x()));
        return;
    }
    if (wiped_ && event->buttons() == Qt::NoButton) {
        const bool is_near = compare_layout::is_on_handle(divided(), event->pos().x());
        is_near ? setCursor(Qt::SplitHCursor) : unsetCursor();
    }
    FrameView::mouseMoveEvent(event);
}

void ComparePane::mouseReleaseEvent(QMouseEvent* event) {
    if (is_dragging_) {
        is_dragging_ = false;
        return;
    }
    FrameView::mouseReleaseEvent(event);
}

void ComparePane::keyPressEvent(QKeyEvent* event) {
    if (!wiped_) {
        FrameView::keyPressEvent(event);
        return;
    }
    const bool is_large = event->modifiers().testFlag(Qt::ShiftModifier);
    const double step = is_large ? large_wipe_step : small_wipe_step;
    switch (event->key()) {
        case Qt::Key_Left:
            Q_EMIT wipe_moved(std::max(0.0, wiped_->share - step));
            return;
        case Qt::Key_Right:
            Q_EMIT wipe_moved(std::min(1.0, wiped_->share + step));
            return;
        case Qt::Key_Home:
            Q_EMIT wipe_moved(0);
            return;
        case Qt::Key_End:
            Q_EMIT wipe_moved(1);
            return;
        default:
            FrameView::keyPressEvent(event);
    }
}

void ComparePane::focusInEvent(QFocusEvent* event) {
    FrameView::focusInEvent(event);
    const Qt::FocusReason reason = event->reason();
    shows_focus_ = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason;
    update();
}

void ComparePane::focusOutEvent(QFocusEvent* event) {
    FrameView::focusOutEvent(event);
    update();
}

}  // namespace nakawari
