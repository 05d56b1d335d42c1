/// Colours, distances and icons.
#include "ui/theme.h"

#include <QFile>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QScreen>
#include <QSvgRenderer>
#include <QWidget>

namespace nakawari::theme {
namespace {

QColor mixed(const QColor& a, const QColor& b, double part_of_b) {
    const auto mix = [&](int x, int y) {
        return static_cast<int>(x * (1 - part_of_b) + y * part_of_b);
    };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

/// Draws a one-colour picture in the palette's colour when it is painted, so that a change of the
/// palette needs no new icons.
class PaletteIconEngine : public QIconEngine {
 public:
    explicit PaletteIconEngine(QString name) : name_(std::move(name)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State /*state*/)
        override {
        QFile file(":/icons/" + name_ + ".svg");
        if (!file.open(QIODevice::ReadOnly)) {
            return;
        }
        const QPalette palette = QGuiApplication::palette();
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role =
            mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
        QByteArray picture = file.readAll();
        picture.replace("#000", palette.color(group, role).name().toLatin1());
        QSvgRenderer(picture).render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new PaletteIconEngine(name_); }

 private:
    QString name_;
};

}  // namespace

QColor surround() {
    return {0x2B, 0x2B, 0x2B};
}

QColor surround_text() {
    return {0xD8, 0xD8, 0xD8};
}

bool is_dark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() <
           palette.color(QPalette::WindowText).lightness();
}

QColor plate() {
    return {0, 0, 0, 0xA8};
}

QColor plate_text() {
    return Qt::white;
}

QColor curve_a(const QPalette& palette) {
    return is_dark(palette) ? QColor(0x6F, 0xB4, 0xF0) : QColor(0x1B, 0x62, 0xA5);
}

QColor curve_b(const QPalette& palette) {
    return is_dark(palette) ? QColor(0xF2, 0xA6, 0x54) : QColor(0xB3, 0x5C, 0x00);
}

QColor good(const QPalette& palette) {
    return is_dark(palette) ? QColor(0x6C, 0xC6, 0x7A) : QColor(0x1E, 0x7B, 0x34);
}

QColor bad(const QPalette& palette) {
    return is_dark(palette) ? QColor(0xF0, 0x83, 0x7A) : QColor(0xB3, 0x26, 0x1E);
}

QColor quiet(const QPalette& palette) {
    constexpr double towards_background = 0.35;
    return mixed(
        palette.color(QPalette::WindowText), palette.color(QPalette::Window), towards_background
    );
}

QSize on_screen(const QSize& wanted, const QWidget& window) {
    constexpr QSize frame(grid, 5 * grid);  // the window manager's, not known before it is shown
    return wanted.boundedTo(window.screen()->availableSize() - frame);
}

QFont tabular(QFont font) {
    // Most interface fonts have digits of one width; where they have not, a fixed font does.
    const QFontMetrics metrics(font);
    const int zero = metrics.horizontalAdvance('0');
    for (const char digit : {'1', '4', '7'}) {
        if (metrics.horizontalAdvance(digit) != zero) {
            QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
            fixed.setPointSizeF(font.pointSizeF());
            return fixed;
        }
    }
    return font;
}

QIcon icon(const QString& name) {
    return QIcon(new PaletteIconEngine(name));
}

}  // namespace nakawari::theme
