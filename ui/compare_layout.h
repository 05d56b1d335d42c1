/// Where things lie in the compare view: panes, the two sides of a wipe, plates over pictures.
#pragma once

#include <QRect>
#include <QRectF>
#include <QSize>
#include <vector>

namespace nakawari::compare_layout {

/// Panes for 1, 2 (beside each other) or up to 4 pictures (two rows) that fill `area` without
/// overlap, `gap` apart. Sizes differ by one pixel at most. An area too small for its gaps gives
/// empty rectangles.
[[nodiscard]] std::vector<QRect> pane_rects(int count, const QRect& area, int gap);

/// The part of the picture that is in sight.
[[nodiscard]] QRect visible_part(const QRect& pane, const QRectF& picture);

/// A left of `x`, B right of it; together they are the pane.
struct Wipe {
    int x = 0;
    QRect a;
    QRect b;
    friend bool operator==(const Wipe&, const Wipe&) = default;
};

/// `share` (0 … 1) of the visible part of the picture belongs to A. A picture out of sight divides
/// the pane.
[[nodiscard]] Wipe wipe(const QRect& pane, const QRectF& picture, double share);
/// The share that puts the handle at `x`, within 0 … 1.
[[nodiscard]] double wipe_share(const QRect& pane, const QRectF& picture, int x);
/// True if the mouse at `x` takes hold of the handle.
[[nodiscard]] bool is_on_handle(const Wipe& wipe, int x);

enum class Corner { top_left = 1, top_right };

/// A plate of the wanted size in a corner of the visible picture, `margin` away from its edges;
/// smaller where the plate would cover the middle of `area`. Empty if nothing readable is left.
[[nodiscard]] QRect plate_rect(const QRect& area, const QSize& wanted, Corner corner, int margin);

/// A square for the progress ring, in the corner where no plate lies: bottom right.
[[nodiscard]] QRect ring_rect(const QRect& pane, int side, int margin);

}  // namespace nakawari::compare_layout
