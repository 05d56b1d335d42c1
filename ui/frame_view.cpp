/// Geometry of the view in device pixels, and the mouse.
#include "ui/frame_view.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/theme.h"

namespace nakawari {
namespace {

constexpr double least_scale = 1.0 / 32;
constexpr double greatest_scale = 64;
constexpr double nearest_from = 2;
constexpr double wheel_step = 1.25;
constexpr int wheel_notch = 120;
constexpr std::size_t most_scaled = 4;  // a 2×2 view shows as many

}  // namespace

FrameView::FrameView(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Picture"));
}

void FrameView::set_image(const QImage& image) {
    image_ = image;
    scaled_.clear();
    update();
}

void FrameView::set_sample_aspect(double aspect) {
    sample_aspect_ = aspect > 0 ? aspect : 1;
    scaled_.clear();
    update();
}

void FrameView::set_sampling(Sampling sampling) {
    sampling_ = sampling;
    update();
}

ViewTransform FrameView::transform() const {
    ViewTransform transform = transform_;
    transform.scale = scale();
    return transform;
}

void FrameView::set_transform(const ViewTransform& transform) {
    transform_ = transform;
    transform_.scale = std::clamp(transform.scale, least_scale, greatest_scale);
    update();
}

void FrameView::change(const ViewTransform& transform) {
    set_transform(transform);
    Q_EMIT transform_changed(this->transform());
}

void FrameView::fit() {
    change({});
}

void FrameView::show_actual_size() {
    ViewTransform transform = transform_;
    transform.is_fitted = false;
    transform.scale = 1;
    change(transform);
}

void FrameView::zoom_by(double factor, std::optional<QPointF> at) {
    if (image_.isNull()) {
        return;
    }
    const QRectF before = device_rect();
    const QPointF point = at.value_or(QRectF(rect()).center()) * devicePixelRatioF();
    const QPointF spot(
        (point.x() - before.x()) / before.width(), (point.y() - before.y()) / before.height()
    );
    ViewTransform transform = transform_;
    transform.scale = std::clamp(scale() * factor, least_scale, greatest_scale);
    transform.is_fitted = false;
    // The spot under the cursor stays there.
    const QSizeF shown = display_size() * transform.scale;
    const QSizeF view = device_size();
    transform.center = {
        spot.x() - (point.x() - view.width() / 2) / shown.width(),
        spot.y() - (point.y() - view.height() / 2) / shown.height()};
    change(transform);
}

double FrameView::scale() const {
    return transform_.is_fitted ? fitting_scale() : transform_.scale;
}

QSizeF FrameView::device_size() const {
    return QSizeF(size()) * devicePixelRatioF();
}

QSizeF FrameView::display_size() const {
    return {image_.width() * sample_aspect_, static_cast<double>(image_.height())};
}

double FrameView::fitting_scale() const {
    const QSizeF view = device_size();
    const QSizeF picture = display_size();
    if (picture.isEmpty() || view.isEmpty()) {
        return 1;
    }
    return std::min(view.width() / picture.width(), view.height() / picture.height());
}

QRectF FrameView::device_rect() const {
    const double factor = scale();
    const QSizeF shown = display_size() * factor;
    const QSizeF view = device_size();
    const QPointF center = transform_.is_fitted ? QPointF(0.5, 0.5) : transform_.center;
    // Whole device pixels: at 1:1 every sample is one pixel, not a mixture of four.
    return {
        std::round(view.width() / 2 - center.x() * shown.width()),
        std::round(view.height() / 2 - center.y() * shown.height()),
        std::max(1.0, std::round(shown.width())),
        std::max(1.0, std::round(shown.height()))};
}

QRectF FrameView::picture_rect() const {
    const QRectF device = device_rect();
    const double ratio = devicePixelRatioF();
    return {device.topLeft() / ratio, device.size() / ratio};
}

std::optional<QPoint> FrameView::sample_at(const QPointF& position) const {
    const QRectF area = picture_rect();
    if (image_.isNull() || !area.contains(position)) {
        return std::nullopt;
    }
    const QPointF relative = position - area.topLeft();
    return QPoint(
        std::min(
            static_cast<int>(relative.x() / area.width() * image_.width()), image_.width() - 1
        ),
        std::min(
            static_cast<int>(relative.y() / area.height() * image_.height()), image_.height() - 1
        )
    );
}

const QImage& FrameView::scaled(const QImage& picture, QSize size) {
    for (const Scaled& known : scaled_) {
        if (known.key == picture.cacheKey() && known.image.size() == size) {
            return known.image;
        }
    }
    if (scaled_.size() >= most_scaled) {
        scaled_.erase(scaled_.begin());
    }
    scaled_.push_back(
        {picture.cacheKey(), picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)}
    );
    return scaled_.back().image;
}

void FrameView::draw_picture(QPainter& painter, const QImage& picture) {
    if (picture.isNull()) {
        return;
    }
    const double factor = scale();
    const bool is_nearest = sampling_ == Sampling::nearest ||
                            (sampling_ == Sampling::automatic && factor >= nearest_from);
    const QRectF target = picture_rect();
    if (factor < 1 && !is_nearest) {
        // The painter looks at four samples only; reducing needs all of them.
        painter.drawImage(target, scaled(picture, device_rect().size().toSize()));
        return;
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !is_nearest && factor != 1);
    painter.drawImage(target, picture);
}

void FrameView::paint_picture(QPainter& painter) {
    draw_picture(painter, image_);
}

void FrameView::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), theme::surround());
    paint_picture(painter);
    paint_over(painter);
}

void FrameView::wheelEvent(QWheelEvent* event) {
    const double notches = static_cast<double>(event->angleDelta().y()) / wheel_notch;
    zoom_by(std::pow(wheel_step, notches), event->position());
    event->accept();
}

void FrameView::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton) {
        drag_ = event->position();
    }
}

void FrameView::mouseMoveEvent(QMouseEvent* event) {
    if (!drag_ || image_.isNull()) {
        return;
    }
    const QPointF moved = event->position() - *drag_;
    // The hand trembles while it double-clicks; that is no drag.
    if (transform_.is_fitted && moved.manhattanLength() < 4) {
        return;
    }
    const QRectF shown = picture_rect();
    ViewTransform transform = this->transform();
    transform.center = transform.is_fitted ? QPointF(0.5, 0.5) : transform.center;
    transform.is_fitted = false;
    transform.center -= QPointF(moved.x() / shown.width(), moved.y() / shown.height());
    drag_ = event->position();
    setCursor(Qt::ClosedHandCursor);
    change(transform);
}

void FrameView::mouseReleaseEvent(QMouseEvent* /*event*/) {
    drag_.reset();
    unsetCursor();
}

void FrameView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        return;
    }
    if (transform_.is_fitted) {
        zoom_by(1 / scale(), event->position());
    } else {
        fit();
    }
}

void FrameView::resizeEvent(QResizeEvent* event) {
    scaled_.clear();
    QWidget::resizeEvent(event);
}

}  // namespace nakawari
