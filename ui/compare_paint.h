/// Plates, rings and handles over pictures, and the whole comparison as one picture.
#pragma once

#include <QFont>
#include <QImage>
#include <QString>
#include <vector>

#include "ui/compare_layout.h"
#include "ui/compare_text.h"

class QPainter;

namespace nakawari {

/// One picture with what is said over it.
struct PaneContent {
    QImage image;
    PlateText plate;
    bool is_busy = false;  ///< a better picture is on its way
    QString message;       ///< in the middle, in place of a picture that could not be made
};

enum class Overlay { shown = 1, hidden };

namespace compare_paint {

/// In a corner of `area`, with as many lines as fit.
void plate(
    QPainter& painter,
    const QRect& area,
    const PlateText& text,
    compare_layout::Corner corner,
    const QFont& font
);
/// `turn` (0 … 1) is how far the arc has gone round.
void ring(QPainter& painter, const QRect& rect, double turn);
/// The line between the two sides of a wipe, and the grip on it.
void handle(QPainter& painter, const compare_layout::Wipe& wipe, const QRect& pane);
void message(QPainter& painter, const QRect& area, const QString& text, const QFont& font);

/// How pictures stand together in one that is saved.
struct CompositeOptions {
    bool is_wipe = false;  ///< two contents share one place
    double share = 0.5;    ///< of A, in a wipe
    Overlay overlay = Overlay::shown;
};

/// Every picture at its own size. Null without pictures. Any thread.
[[nodiscard]] QImage composite(
    const std::vector<PaneContent>& contents, const CompositeOptions& options, const QFont& font
);

}  // namespace compare_paint
}  // namespace nakawari
