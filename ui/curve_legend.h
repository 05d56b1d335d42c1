/// Which line of a chart is which: a piece of each, long enough to show its dashes, and its name.
#pragma once

#include <QLineSeries>
#include <QList>
#include <QPixmap>
#include <QWidget>

namespace nakawari {

/// Qt Charts draws a line of a few pixels in its own legend, in which two kinds of dashes look
/// alike. Shows the series that are visible; borrows them. Interface thread only.
class CurveLegend : public QWidget {
    Q_OBJECT

 public:
    explicit CurveLegend(QWidget* parent = nullptr);

    void add_series(QLineSeries* series);
    /// The piece of line that stands before the series' name.
    [[nodiscard]] static QPixmap sample(const QLineSeries& series, qreal device_pixel_ratio = 1);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    [[nodiscard]] int entry_width(const QLineSeries& series) const;
    [[nodiscard]] int content_width() const;

    QList<QLineSeries*> series_;
};

}  // namespace nakawari
