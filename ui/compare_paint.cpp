/// Painting over pictures.
#include "ui/compare_paint.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/theme.h"

namespace nakawari::compare_paint {
namespace {

constexpr int padding = 6;
constexpr double corner_radius = 4;
constexpr int gap = 4;
constexpr int degree = 16;  // QPainter counts sixteenths

QFont bold(QFont font) {
    font.setBold(true);
    return font;
}

QSize wanted_size(const PlateText& text, const QFont& font) {
    const QFontMetrics heading(bold(font));
    const QFontMetrics metrics(font);
    int width = heading.horizontalAdvance(text.heading);
    for (const QString& line : text.lines) {
        width = std::max(width, metrics.horizontalAdvance(line));
    }
    const auto line_count = static_cast<int>(text.lines.size());
    // Advances are rounded: a pixel too few would cut a line off.
    constexpr int rounding = 4;
    return {
        width + rounding + 2 * padding,
        heading.height() + line_count * metrics.height() + 2 * padding};
}

}  // namespace

void plate(
    QPainter& painter,
    const QRect& area,
    const PlateText& text,
    compare_layout::Corner corner,
    const QFont& font
) {
    const QRect rect =
        compare_layout::plate_rect(area, wanted_size(text, font), corner, theme::grid);
    if (rect.isEmpty()) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::plate());
    painter.drawRoundedRect(rect, corner_radius, corner_radius);
    painter.setPen(theme::plate_text());
    const QRect inner = rect.adjusted(padding, padding, -padding, -padding);
    int top = inner.top();
    // Numbers first: where not every line fits, the name of the model can be read above the view.
    const QFontMetrics metrics(font);
    const auto line_count = static_cast<int>(text.lines.size());
    const auto draw = [&](const QString& line, const QFont& with) {
        const QFontMetrics of_line(with);
        if (top + of_line.height() > inner.bottom() + 2) {
            return;
        }
        painter.setFont(with);
        painter.drawText(
            QRect(inner.left(), top, inner.width(), of_line.height()),
            Qt::AlignLeft | Qt::AlignVCenter,
            of_line.elidedText(line, Qt::ElideRight, inner.width())
        );
        top += of_line.height();
    };
    const int lines_height = line_count * metrics.height();
    if (lines_height == 0 || inner.height() >= lines_height + metrics.height() - 2) {
        draw(text.heading, bold(font));
    }
    for (const QString& line : text.lines) {
        draw(line, font);
    }
    painter.restore();
}

void ring(QPainter& painter, const QRect& rect, double turn) {
    constexpr int full = 360 * degree;
    constexpr int arc = 100 * degree;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor quiet = theme::plate();
    painter.setPen(Qt::NoPen);
    painter.setBrush(quiet);
    painter.drawEllipse(rect);
    const QRect inner = rect.adjusted(padding, padding, -padding, -padding);
    constexpr int faint = 70;
    QColor line = theme::plate_text();
    line.setAlpha(faint);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(line, 3));
    painter.drawEllipse(inner);
    painter.setPen(QPen(theme::plate_text(), 3, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(inner, static_cast<int>(-turn * full), arc);
    painter.restore();
}

void handle(QPainter& painter, const compare_layout::Wipe& wipe, const QRect& pane) {
    constexpr int grip_width = 14;
    constexpr int grip_height = 36;
    painter.save();
    // White between black: seen on every picture.
    painter.fillRect(QRect(wipe.x - 2, pane.y(), 4, pane.height()), QColor(0, 0, 0, 0x90));
    painter.fillRect(QRect(wipe.x - 1, pane.y(), 2, pane.height()), Qt::white);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF grip(
        wipe.x - grip_width / 2.0, pane.center().y() - grip_height / 2.0, grip_width, grip_height
    );
    painter.setPen(QPen(QColor(0, 0, 0, 0x90), 1));
    painter.setBrush(Qt::white);
    painter.drawRoundedRect(grip, corner_radius, corner_radius);
    painter.setPen(QPen(QColor(0x50, 0x50, 0x50), 1.5));
    for (const int offset : {-2, 2}) {
        const double x = wipe.x + offset;
        painter.drawLine(QPointF(x, grip.top() + 10), QPointF(x, grip.bottom() - 10));
    }
    painter.restore();
}

void message(QPainter& painter, const QRect& area, const QString& text, const QFont& font) {
    constexpr int margin = 4 * theme::grid;
    painter.save();
    painter.setFont(font);
    const QRect inner = area.adjusted(margin, margin, -margin, -margin);
    const QRect bounds = painter.boundingRect(inner, Qt::AlignCenter | Qt::TextWordWrap, text)
                             .adjusted(-2 * padding, -2 * padding, 2 * padding, 2 * padding);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::plate());
    painter.drawRoundedRect(bounds & area, corner_radius, corner_radius);
    painter.setPen(theme::plate_text());
    painter.drawText(inner, Qt::AlignCenter | Qt::TextWordWrap, text);
    painter.restore();
}

QImage composite(
    const std::vector<PaneContent>& contents, const CompositeOptions& options, const QFont& font
) {
    QSize cell;
    for (const PaneContent& content : contents) {
        cell = cell.expandedTo(content.image.size());
    }
    if (cell.isEmpty()) {
        return {};
    }
    const int count = options.is_wipe ? 1 : static_cast<int>(contents.size());
    const int columns = count == 1 ? 1 : 2;
    const int rows = count <= 2 ? 1 : 2;
    const QRect area(
        0, 0, cell.width() * columns + gap * (columns - 1), cell.height() * rows + gap * (rows - 1)
    );
    QImage whole(area.size(), QImage::Format_RGB32);
    whole.fill(theme::surround());
    QPainter painter(&whole);
    const std::vector<QRect> panes = compare_layout::pane_rects(count, area, gap);
    const compare_layout::Wipe wipe = compare_layout::wipe(area, area, options.share);
    for (std::size_t i = 0; i < contents.size(); ++i) {
        const bool is_right = options.is_wipe && i > 0;
        const QRect pane = options.is_wipe ? area : panes[i];
        if (options.is_wipe) {
            painter.setClipRect(is_right ? wipe.b : wipe.a);
        }
        painter.drawImage(pane.topLeft(), contents[i].image);
        painter.setClipping(false);
        if (options.overlay == Overlay::shown) {
            const auto corner =
                is_right ? compare_layout::Corner::top_right : compare_layout::Corner::top_left;
            plate(painter, pane, contents[i].plate, corner, font);
        }
    }
    return whole;
}

}  // namespace nakawari::compare_paint
