/// Curves of a training run: loss, held-out PSNR against references, density.
#pragma once

#include <QChartView>
#include <QLineSeries>
#include <QValueAxis>
#include <QWidget>
#include <string>
#include <utility>
#include <vector>

#include "report/poc_report.h"
#include "ui/curve_legend.h"

namespace nakawari {

/// One chart in the palette's colours. Lines differ by dash as well as by colour.
class TrainingChart : public QChartView {
    Q_OBJECT

 public:
    explicit TrainingChart(QWidget* parent);

    void set_title(const QString& title);
    /// Lengths of lines and gaps in widths of the line; none for a solid line.
    using Dashes = QVector<qreal>;

    /// A curve; `dashes` also tell it apart. Owned by the chart.
    QLineSeries* add_curve(const QColor& color, const Dashes& dashes = {}, bool has_points = false);
    /// Fits the axes to all that is shown.
    void fit_axes();
    void set_value_format(const QString& format) { y_->setLabelFormat(format); }
    /// Puts a fixed span on the vertical axis.
    void set_value_range(double least, double most);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    void apply_palette();

    QValueAxis* x_;
    QValueAxis* y_;
    bool is_range_fixed_ = false;
};

/// The three charts over one axis of steps, pruning before distillation. Interface thread only.
class TrainingCharts : public QWidget {
    Q_OBJECT

 public:
    explicit TrainingCharts(Qt::Orientation orientation, QWidget* parent = nullptr);

    void clear();
    void add_points(const std::vector<LogPoint>& points);
    /// Held-out decibels of teacher, start and blend.
    void set_references(const std::vector<std::pair<std::string, double>>& reference_db);
    /// For people who do not see the curves.
    [[nodiscard]] QString description() const;
    [[nodiscard]] const CurveLegend& legend() const { return *legend_; }
    /// The line of a method that the run is compared with; null for others.
    [[nodiscard]] const QLineSeries* reference(const std::string& method) const;

 protected:
    void changeEvent(QEvent* event) override;

 private:
    void retranslate();
    void apply_palette();
    void show_references();
    void thin_out();

    TrainingChart* loss_chart_;
    TrainingChart* psnr_chart_;
    TrainingChart* density_chart_;
    CurveLegend* legend_;
    QLineSeries* loss_;
    QLineSeries* psnr_;
    QLineSeries* density_;
    std::vector<std::pair<std::string, QLineSeries*>> references_;
    std::vector<std::pair<std::string, double>> reference_db_;
    QList<QPointF> losses_;     ///< means of `loss_stride_` points each
    QList<QPointF> densities_;  ///< the same steps
    double sum_ = 0;
    int summed_ = 0;
    int loss_stride_ = 1;
    std::string phase_;
    double offset_ = 0;     ///< steps of the phases before
    double last_step_ = 0;  ///< on the common axis
};

}  // namespace nakawari
