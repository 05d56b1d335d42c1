/// Rectangles, in whole pixels and without overlap.
#include "ui/compare_layout.h"

#include <algorithm>
#include <cmath>

namespace nakawari::compare_layout {
namespace {

constexpr int handle_reach = 8;
constexpr int least_plate_width = 48;
constexpr int least_plate_height = 14;

struct Span {
    int start = 0;
    int length = 0;
};

/// `count` spans of almost equal length, `gap` apart, that fill [start, start + length).
std::vector<Span> divided(int start, int length, int count, int gap) {
    const int available = std::max(0, length - gap * (count - 1));
    std::vector<Span> spans;
    int position = start;
    for (int i = 0; i < count; ++i) {
        // Rounding each end, not each length, leaves no remainder.
        const int size = available * (i + 1) / count - available * i / count;
        spans.push_back({position, size});
        position += size + gap;
    }
    return spans;
}

/// The horizontal extent that a wipe divides.
Span wiped(const QRect& pane, const QRectF& picture) {
    const QRect visible = visible_part(pane, picture);
    return visible.isEmpty() ? Span{pane.x(), pane.width()} : Span{visible.x(), visible.width()};
}

}  // namespace

std::vector<QRect> pane_rects(int count, const QRect& area, int gap) {
    const int columns = count <= 1 ? 1 : 2;
    const int rows = count <= 2 ? 1 : 2;
    std::vector<QRect> rects;
    for (const Span& row : divided(area.y(), area.height(), rows, gap)) {
        for (const Span& column : divided(area.x(), area.width(), columns, gap)) {
            if (static_cast<int>(rects.size()) < count) {
                rects.emplace_back(column.start, row.start, column.length, row.length);
            }
        }
    }
    return rects;
}

QRect visible_part(const QRect& pane, const QRectF& picture) {
    return picture.toAlignedRect() & pane;
}

Wipe wipe(const QRect& pane, const QRectF& picture, double share) {
    const Span extent = wiped(pane, picture);
    const double inside = std::clamp(share, 0.0, 1.0) * extent.length;
    const int x = extent.start + static_cast<int>(std::lround(inside));
    // The surround beside the picture goes with the side it lies on.
    const int right = pane.x() + pane.width();
    return {
        x,
        {pane.x(), pane.y(), x - pane.x(), pane.height()},
        {x, pane.y(), right - x, pane.height()}};
}

double wipe_share(const QRect& pane, const QRectF& picture, int x) {
    const Span extent = wiped(pane, picture);
    if (extent.length <= 0) {
        return 0;
    }
    return std::clamp(static_cast<double>(x - extent.start) / extent.length, 0.0, 1.0);
}

bool is_on_handle(const Wipe& wipe, int x) {
    return std::abs(x - wipe.x) <= handle_reach;
}

QRect plate_rect(const QRect& area, const QSize& wanted, Corner corner, int margin) {
    // Two plates share the width, one has the height: a quarter of the picture is the most that
    // either covers, and the middle stays free.
    const int width = std::min(wanted.width(), area.width() / 2 - 2 * margin);
    const int height = std::min(wanted.height(), area.height() / 2 - 2 * margin);
    if (width < least_plate_width || height < least_plate_height) {
        return {};
    }
    const int x =
        corner == Corner::top_left ? area.x() + margin : area.x() + area.width() - margin - width;
    return {x, area.y() + margin, width, height};
}

QRect ring_rect(const QRect& pane, int side, int margin) {
    return {
        pane.x() + pane.width() - margin - side,
        pane.y() + pane.height() - margin - side,
        side,
        side};
}

}  // namespace nakawari::compare_layout
