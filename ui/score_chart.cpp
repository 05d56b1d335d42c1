/// Qt Charts in the palette's colours.
#include "ui/score_chart.h"

#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLineSeries>
#include <QMouseEvent>
#include <QScatterSeries>
#include <QVBoxLayout>
#include <QValueAxis>
#include <algorithm>
#include <cmath>

#include "ui/theme.h"

namespace nakawari {
namespace {

constexpr double mark_size = 7;
constexpr int most_marks = 60;  // more of them would hide the line
constexpr double least_span_db = 2;

QList<QPointF> points_of(
    const std::vector<ScoreRow>& rows, std::optional<FrameScore> ScoreRow::*side
) {
    QList<QPointF> points;
    for (const ScoreRow& row : rows) {
        const std::optional<FrameScore>& score = row.*side;
        if (score && score->psnr.db) {
            points.push_back({row.pts.to_double(), *score->psnr.db});
        }
    }
    return points;
}

/// A line and the marks on it.
struct Curve {
    QLineSeries* line = new QLineSeries;
    QScatterSeries* marks = new QScatterSeries;

    void replace(const QList<QPointF>& points) const {
        line->replace(points);
        marks->replace(points.size() <= most_marks ? points : QList<QPointF>());
    }
    void set_pen(const QColor& color, Qt::PenStyle style) const {
        constexpr double width = 2;
        line->setPen(QPen(color, width, style));
        marks->setColor(color);
        marks->setBorderColor(color);
    }
};

}  // namespace

/// The chart owns series and axes, the view the chart, the widget the view.
struct ScoreChart::Private {
    QChart* chart = new QChart;
    QChartView* view = new QChartView(chart);
    Curve a;
    Curve b;
    QLineSeries* position = new QLineSeries;
    QValueAxis* time = new QValueAxis;
    QValueAxis* psnr = new QValueAxis;

    void add(QLineSeries* series) const {
        chart->addSeries(series);
        series->attachAxis(time);
        series->attachAxis(psnr);
    }
    void add(const Curve& curve) const {
        add(curve.line);
        chart->addSeries(curve.marks);
        curve.marks->attachAxis(time);
        curve.marks->attachAxis(psnr);
        curve.marks->setMarkerSize(mark_size);
    }
};

ScoreChart::ScoreChart(QWidget* parent) : QWidget(parent), private_(std::make_unique<Private>()) {
    Private& own = *private_;
    own.chart->addAxis(own.time, Qt::AlignBottom);
    own.chart->addAxis(own.psnr, Qt::AlignLeft);
    own.add(own.position);
    own.add(own.a);
    own.add(own.b);
    own.b.marks->setMarkerShape(QScatterSeries::MarkerShapeRectangle);
    own.chart->legend()->hide(
    );  // the line above the chart says which is which, in the same dashes
    own.chart->setMargins(QMargins(0, 0, theme::grid, 0));
    own.chart->layout()->setContentsMargins(0, 0, 0, 0);
    own.chart->setBackgroundRoundness(0);
    own.psnr->setLabelFormat("%.0f");
    own.time->setLabelFormat("%.1f");
    constexpr int psnr_ticks = 3;
    own.psnr->setTickCount(psnr_ticks);
    own.view->setFrameShape(QFrame::NoFrame);
    own.view->setRenderHint(QPainter::Antialiasing);
    own.view->viewport()->installEventFilter(this);
    own.view->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(own.view);
    apply_palette();
    retranslate();
    set_rows({}, 0, 1);
}

ScoreChart::~ScoreChart() = default;

void ScoreChart::set_rows(
    const std::vector<ScoreRow>& rows, const Rational& from, const Rational& to
) {
    const QList<QPointF> a = points_of(rows, &ScoreRow::a);
    const QList<QPointF> b = points_of(rows, &ScoreRow::b);
    private_->a.replace(a);
    private_->b.replace(b);
    QList<QPointF> all = a + b;
    constexpr double shortest = 0.04;
    private_->time->setRange(
        from.to_double(), std::max(to.to_double(), from.to_double() + shortest)
    );
    // As many decimals as tell one tick from the next.
    constexpr double coarse = 2;
    constexpr double fine = 0.2;
    const double span_s = private_->time->max() - private_->time->min();
    private_->time->setLabelFormat(span_s < fine ? "%.3f" : span_s < coarse ? "%.2f" : "%.1f");
    if (all.isEmpty()) {
        constexpr double usual_low = 20;
        constexpr double usual_high = 40;
        private_->psnr->setRange(usual_low, usual_high);
        return;
    }
    const auto [low, high] = std::minmax_element(
        all.begin(), all.end(), [](const QPointF& x, const QPointF& y) { return x.y() < y.y(); }
    );
    const double middle = (low->y() + high->y()) / 2;
    const double span = std::max(high->y() - low->y(), least_span_db);
    // Whole decibels at all three ticks.
    const double bottom = std::floor(middle - span / 2);
    const double half = std::ceil((std::ceil(middle + span / 2) - bottom) / 2);
    private_->psnr->setRange(bottom, bottom + 2 * half);
}

void ScoreChart::set_position(const std::optional<Rational>& seconds) {
    constexpr double far_below = -1000;
    constexpr double far_above = 1000;
    if (!seconds) {
        private_->position->clear();
        return;
    }
    const double x = seconds->to_double();
    private_->position->replace(QList<QPointF>{{x, far_below}, {x, far_above}});
}

void ScoreChart::apply_palette() {
    Private& own = *private_;
    own.chart->setBackgroundBrush(palette().color(QPalette::Base));
    own.chart->setPlotAreaBackgroundVisible(false);
    const QColor text = palette().color(QPalette::Text);
    QColor faint = text;
    constexpr int faint_alpha = 45;
    faint.setAlpha(faint_alpha);
    for (QValueAxis* axis : {own.time, own.psnr}) {
        axis->setLabelsColor(text);
        axis->setTitleBrush(text);
        axis->setTitleFont(font());
        axis->setLabelsFont(theme::tabular(font()));
        axis->setGridLinePen(QPen(faint, 1));
        axis->setLinePen(QPen(faint, 1));
    }
    own.a.set_pen(theme::curve_a(palette()), Qt::SolidLine);
    own.b.set_pen(theme::curve_b(palette()), Qt::DashLine);
    own.position->setPen(QPen(text, 1));
}

void ScoreChart::retranslate() {
    private_->time->setTitleText(tr("Time (s)"));
    private_->psnr->setTitleText(tr("PSNR (dB)"));
    setAccessibleName(tr("PSNR of A and B over time"));
    setAccessibleDescription(tr("The table beside the graph shows the same numbers."));
}

void ScoreChart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        apply_palette();
    } else if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void ScoreChart::choose(const QPointF& position) {
    const QPointF in_chart =
        private_->chart->mapFromScene(private_->view->mapToScene(position.toPoint()));
    const double seconds = private_->chart->mapToValue(in_chart, private_->position).x();
    Q_EMIT time_chosen(std::clamp(seconds, private_->time->min(), private_->time->max()));
}

bool ScoreChart::eventFilter(QObject* watched, QEvent* event) {
    const bool is_press = event->type() == QEvent::MouseButtonPress;
    if (is_press || event->type() == QEvent::MouseMove) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->buttons().testFlag(Qt::LeftButton)) {
            choose(mouse->position());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace nakawari
