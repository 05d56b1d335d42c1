/// Colours, distances and icons that the window's parts share. The palette is the system's.
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QPalette>
#include <QSize>
#include <QString>

class QWidget;

namespace nakawari::theme {

/// Distances are multiples of this many pixels.
inline constexpr int grid = 8;

/// Around pictures: a neutral grey that does not colour the eye, the same in every palette.
[[nodiscard]] QColor surround();
/// For text on surround().
[[nodiscard]] QColor surround_text();
/// Qt 6.4 has no colour scheme: a palette is dark if its windows are darker than their text.
[[nodiscard]] bool is_dark(const QPalette& palette);
/// The translucent plate under numbers that lie over a picture, and its text.
[[nodiscard]] QColor plate();
[[nodiscard]] QColor plate_text();
/// For curves A and B, readable on the palette's base; lines differ by dash as well.
[[nodiscard]] QColor curve_a(const QPalette& palette);
[[nodiscard]] QColor curve_b(const QPalette& palette);
/// Met and not met, done and failed: always beside a word or a sign.
[[nodiscard]] QColor good(const QPalette& palette);
[[nodiscard]] QColor bad(const QPalette& palette);
/// Between text and background, for what is said beside the point.
[[nodiscard]] QColor quiet(const QPalette& palette);

/// `wanted`, or what the window's screen leaves beside panels, frame and title.
[[nodiscard]] QSize on_screen(const QSize& wanted, const QWidget& window);

/// Digits of one width, so that numbers do not dance while they change.
[[nodiscard]] QFont tabular(QFont font);

/// resources/icons/NAME.svg, drawn in the palette's text colour of the moment.
[[nodiscard]] QIcon icon(const QString& name);

}  // namespace nakawari::theme
