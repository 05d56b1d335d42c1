/// Qt Charts in the system's palette, with as many points as a screen can show.
#include "ui/training_charts.h"

#include <QBoxLayout>
#include <QChart>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <algorithm>
#include <cmath>

#include "ui/theme.h"
#include "ui/training_text.h"

namespace nakawari {
namespace {

/// More points than pixels cost time and show nothing.
constexpr qsizetype most_points = 1200;

}  // namespace

TrainingChart::TrainingChart(QWidget* parent)
    : QChartView(new QChart, parent), x_(new QValueAxis(this)), y_(new QValueAxis(this)) {
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setMinimumSize(20 * theme::grid, 12 * theme::grid);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);  // takes what a page has left
    x_->setLabelFormat(QStringLiteral("%.0f"));
    x_->setTickCount(3);
    y_->setTickCount(4);
    chart()->addAxis(x_, Qt::AlignBottom);
    chart()->addAxis(y_, Qt::AlignLeft);
    chart()->legend()->hide();  // its lines are too short to tell dashes apart: CurveLegend
    chart()->setMargins({0, 0, 0, 0});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setBackgroundRoundness(0);
    apply_palette();
}

void TrainingChart::set_title(const QString& title) {
    chart()->setTitle(title);
    setAccessibleName(title);
}

QLineSeries* TrainingChart::add_curve(const QColor& color, const Dashes& dashes, bool has_points) {
    auto* series = new QLineSeries(chart());
    QPen pen(color);
    pen.setWidthF(2);
    if (!dashes.isEmpty()) {
        pen.setDashPattern(dashes);
        pen.setCapStyle(Qt::FlatCap);
    }
    series->setPen(pen);
    series->setPointsVisible(has_points);
    chart()->addSeries(series);
    series->attachAxis(x_);
    series->attachAxis(y_);
    return series;
}

void TrainingChart::fit_axes() {
    QRectF bounds;
    bool is_empty = true;
    for (const QAbstractSeries* abstract : chart()->series()) {
        const auto* series = qobject_cast<const QLineSeries*>(abstract);
        for (const QPointF& point : series->points()) {
            const QRectF here(point, point);
            if (is_empty) {
                bounds = here;
            } else {
                bounds.setLeft(std::min(bounds.left(), point.x()));
                bounds.setRight(std::max(bounds.right(), point.x()));
                bounds.setTop(std::min(bounds.top(), point.y()));
                bounds.setBottom(std::max(bounds.bottom(), point.y()));
            }
            is_empty = false;
        }
    }
    if (is_empty) {
        return;
    }
    x_->setRange(0, std::max(1.0, bounds.right()));
    if (!is_range_fixed_) {
        const double room = std::max(bounds.height() * 0.08, 1e-6 + std::abs(bounds.top()) * 0.01);
        y_->setRange(bounds.top() - room, bounds.bottom() + room);
    }
}

void TrainingChart::set_value_range(double least, double most) {
    is_range_fixed_ = true;
    y_->setRange(least, most);
}

void TrainingChart::changeEvent(QEvent* event) {
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        apply_palette();
    }
}

void TrainingChart::apply_palette() {
    const QColor text = palette().color(QPalette::WindowText);
    const QColor faint = theme::quiet(palette());
    setBackgroundBrush(Qt::NoBrush);
    chart()->setBackgroundBrush(palette().color(QPalette::Base));
    chart()->setTitleBrush(text);
    QFont title = font();
    title.setBold(true);
    chart()->setTitleFont(title);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    QColor grid = faint;
    grid.setAlphaF(0.35F);
    for (QValueAxis* axis : {x_, y_}) {
        axis->setLabelsColor(text);
        axis->setLabelsFont(small);
        axis->setLinePenColor(faint);
        axis->setGridLineColor(grid);
    }
}

TrainingCharts::TrainingCharts(Qt::Orientation orientation, QWidget* parent)
    : QWidget(parent),
      loss_chart_(new TrainingChart(this)),
      psnr_chart_(new TrainingChart(this)),
      density_chart_(new TrainingChart(this)),
      legend_(new CurveLegend(this)) {
    auto* box = new QBoxLayout(
        orientation == Qt::Vertical ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight, this
    );
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(theme::grid);
    box->addWidget(loss_chart_, 2);
    auto* psnr_box = new QVBoxLayout;
    psnr_box->setSpacing(0);
    psnr_box->addWidget(psnr_chart_, 1);
    psnr_box->addWidget(legend_);
    box->addLayout(psnr_box, 3);
    box->addWidget(density_chart_, 2);
    const QColor main = theme::curve_a(palette());
    const QColor other = theme::curve_b(palette());
    loss_ = loss_chart_->add_curve(main);
    psnr_ = psnr_chart_->add_curve(main, {}, /*has_points=*/true);
    // Long, short and broken, dotted: they differ at a glance, also in the legend.
    const std::pair<const char*, TrainingChart::Dashes> references[] = {
        {"teacher", {9, 3}}, {"start", {3, 2, 1, 2}}, {"blend", {1, 2}}};
    for (const auto& [method, dashes] : references) {
        references_.emplace_back(method, psnr_chart_->add_curve(other, dashes));
    }
    legend_->add_series(psnr_);
    for (const auto& [method, series] : references_) {
        legend_->add_series(series);
    }
    density_ = density_chart_->add_curve(main);
    loss_chart_->set_value_format(QStringLiteral("%.3g"));
    psnr_chart_->set_value_format(QStringLiteral("%.1f"));
    density_chart_->set_value_format(QStringLiteral("%.0f %%"));
    density_chart_->set_value_range(0, 100);
    retranslate();
}

void TrainingCharts::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::PaletteChange) {
        apply_palette();
    }
}

void TrainingCharts::apply_palette() {
    const auto tint = [](QLineSeries* series, const QColor& color) {
        QPen pen = series->pen();
        pen.setColor(color);
        series->setPen(pen);
    };
    for (QLineSeries* series : {loss_, psnr_, density_}) {
        tint(series, theme::curve_a(palette()));
    }
    for (const auto& [method, series] : references_) {
        tint(series, theme::curve_b(palette()));
    }
}

const QLineSeries* TrainingCharts::reference(const std::string& method) const {
    const auto found = std::find_if(references_.begin(), references_.end(), [&](const auto& known) {
        return known.first == method;
    });
    return found == references_.end() ? nullptr : found->second;
}

void TrainingCharts::retranslate() {
    loss_chart_->set_title(tr("Loss"));
    psnr_chart_->set_title(tr("Held-out PSNR in dB"));
    density_chart_->set_title(tr("Density: weights that are not zero"));
    psnr_->setName(tr("In training"));
    for (const auto& [method, series] : references_) {
        series->setName(method_name(method));
    }
}

void TrainingCharts::clear() {
    losses_.clear();
    densities_.clear();
    sum_ = 0;
    summed_ = 0;
    loss_stride_ = 1;
    phase_.clear();
    offset_ = 0;
    last_step_ = 0;
    loss_->clear();
    psnr_->clear();
    density_->clear();
    set_references({});
}

void TrainingCharts::add_points(const std::vector<LogPoint>& points) {
    constexpr double percent = 100;
    for (const LogPoint& point : points) {
        if (point.phase != phase_) {
            offset_ = last_step_;
            phase_ = point.phase;
        }
        last_step_ = offset_ + static_cast<double>(point.step);
        sum_ += point.loss;
        if (++summed_ >= loss_stride_) {
            losses_.append({last_step_, sum_ / summed_});
            densities_.append({last_step_, point.density * percent});
            sum_ = 0;
            summed_ = 0;
        }
        if (point.held_out_db) {
            psnr_->append(last_step_, *point.held_out_db);
        }
        if (losses_.size() > most_points) {
            thin_out();
        }
    }
    loss_->replace(losses_);
    density_->replace(densities_);
    show_references();
    loss_chart_->fit_axes();
    density_chart_->fit_axes();
}

/// Two neighbouring means become one, from now on over twice as many steps.
void TrainingCharts::thin_out() {
    QList<QPointF> fewer_losses;
    QList<QPointF> fewer_densities;
    for (qsizetype i = 0; i + 1 < losses_.size(); i += 2) {
        fewer_losses.append({losses_[i + 1].x(), (losses_[i].y() + losses_[i + 1].y()) / 2});
        fewer_densities.append(densities_[i + 1]);
    }
    losses_ = fewer_losses;
    densities_ = fewer_densities;
    loss_stride_ *= 2;
}

void TrainingCharts::set_references(const std::vector<std::pair<std::string, double>>& reference_db
) {
    if (reference_db != reference_db_) {
        reference_db_ = reference_db;
        show_references();
    }
}

void TrainingCharts::show_references() {
    for (const auto& [method, series] : references_) {
        const auto found = std::find_if(
            reference_db_.begin(),
            reference_db_.end(),
            [&, name = method](const auto& reference) { return reference.first == name; }
        );
        const bool is_known = found != reference_db_.end();
        series->setVisible(is_known);
        series->replace(
            is_known
                ? QList<QPointF>{{0, found->second}, {std::max(1.0, last_step_), found->second}}
                : QList<QPointF>{}
        );
    }
    psnr_chart_->fit_axes();
    setAccessibleDescription(description());
}

QString TrainingCharts::description() const {
    QStringList parts;
    if (!losses_.isEmpty()) {
        parts += tr("Loss %1").arg(losses_.back().y(), 0, 'g', 3);
    }
    if (psnr_->count() > 0) {
        parts += tr("held-out PSNR %1").arg(decibel_text(psnr_->at(psnr_->count() - 1).y()));
    }
    for (const auto& [method, decibel] : reference_db_) {
        parts += tr("%1 %2").arg(method_name(method), decibel_text(decibel));
    }
    return parts.join(tr(", "));
}

}  // namespace nakawari
