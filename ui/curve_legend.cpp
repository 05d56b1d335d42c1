/// Pieces of lines with their names, in one row.
#include "ui/curve_legend.h"

#include <QPainter>
#include <algorithm>

#include "ui/theme.h"

namespace nakawari {
namespace {

constexpr QSize sample_size(7 * theme::grid, 2 * theme::grid);
constexpr int gap = theme::grid / 2;        // between line and name
constexpr int entry_gap = 2 * theme::grid;  // between one entry and the next

}  // namespace

CurveLegend::CurveLegend(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CurveLegend::add_series(QLineSeries* series) {
    series_.append(series);
    for (const auto signal : {&QAbstractSeries::nameChanged, &QAbstractSeries::visibleChanged}) {
        connect(series, signal, this, [this] { update(); });
    }
    connect(series, &QXYSeries::penChanged, this, [this] { update(); });
}

QPixmap CurveLegend::sample(const QLineSeries& series, qreal device_pixel_ratio) {
    QPixmap picture(sample_size * device_pixel_ratio);
    picture.setDevicePixelRatio(device_pixel_ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(series.pen());
    const double y = sample_size.height() / 2.0;
    painter.drawLine(QPointF(0, y), QPointF(sample_size.width(), y));
    if (series.pointsVisible()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(series.pen().color());
        const double radius = series.pen().widthF() * 1.5;
        painter.drawEllipse(QPointF(sample_size.width() / 2.0, y), radius, radius);
    }
    return picture;
}

int CurveLegend::entry_width(const QLineSeries& series) const {
    return sample_size.width() + gap + fontMetrics().horizontalAdvance(series.name());
}

int CurveLegend::content_width() const {
    int width = 0;
    for (const QLineSeries* series : series_) {
        if (series->isVisible()) {
            width += (width > 0 ? entry_gap : 0) + entry_width(*series);
        }
    }
    return width;
}

QSize CurveLegend::sizeHint() const {
    return {content_width(), std::max(sample_size.height(), fontMetrics().height()) + gap};
}

void CurveLegend::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    int x = std::max(0, (width() - content_width()) / 2);
    for (const QLineSeries* series : series_) {
        if (!series->isVisible()) {
            continue;
        }
        painter.drawPixmap(
            x, (height() - sample_size.height()) / 2, sample(*series, devicePixelRatioF())
        );
        const QRect name(x + sample_size.width() + gap, 0, width(), height());
        painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter, series->name());
        x += entry_width(*series) + entry_gap;
    }
}

}  // namespace nakawari
