/// The lower part of the compare view.
#include "ui/score_graph.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/compare_text.h"
#include "ui/score_chart.h"
#include "ui/score_table_model.h"
#include "ui/theme.h"

namespace nakawari {
namespace {

constexpr std::size_t worst_count = 12;
constexpr int number_role = Qt::UserRole;

QString decibels(double value) {
    return QLocale::c().toString(value, 'f', 2);
}

/// "A ── Mini-flow 31.07 dB", the line drawn as in the chart.
QString curve_text(
    const QString& side, const QString& title, const QColor& color, const ScoreSeries& series
) {
    const QString line = side == "A" ? QStringLiteral("━━━") : QStringLiteral("╍╍╍");
    const std::optional<double> mean = series.mean_db();
    const QString number = mean ? QString(" <b>%1&nbsp;dB</b>").arg(decibels(*mean)) : QString();
    return QString("<b>%1</b> <span style='color:%2'>%3</span> %4%5")
        .arg(side, color.name(), line, title.toHtmlEscaped(), number);
}

}  // namespace

ScoreGraph::ScoreGraph(QWidget* parent)
    : QWidget(parent),
      chart_(new ScoreChart),
      model_(new ScoreTableModel(this)),
      table_(new QTableView),
      stack_(new QStackedWidget) {
    table_->setModel(model_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setFont(theme::tabular(font()));
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    stack_->addWidget(chart_);
    stack_->addWidget(table_);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(theme::grid);
    middle->addWidget(stack_, 1);
    middle->addWidget(make_worst());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::grid / 2);
    layout->addWidget(make_header());
    layout->addLayout(middle, 1);
    connect_signals();
    retranslate();
    set_progress(0, 0);
}

QWidget* ScoreGraph::make_header() {
    constexpr int progress_width = 160;
    run_ = new QToolButton;
    run_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    progress_ = new QProgressBar;
    progress_->setFixedWidth(progress_width);
    // Its place stays taken, so that nothing jumps when it comes and goes.
    QSizePolicy policy = progress_->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    progress_->setSizePolicy(policy);
    summary_ = new QLabel;
    summary_->setTextFormat(Qt::RichText);
    summary_->setFont(theme::tabular(font()));
    summary_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    table_button_ = new QToolButton;
    table_button_->setCheckable(true);
    export_menu_ = new QMenu(this);
    for (const ExportFormat format : {ExportFormat::csv, ExportFormat::json}) {
        QAction* action = export_menu_->addAction(QString());
        connect(action, &QAction::triggered, this, [this, format] {
            Q_EMIT export_requested(format);
        });
    }
    export_button_ = new QToolButton;
    export_button_->setMenu(export_menu_);
    export_button_->setPopupMode(QToolButton::InstantPopup);

    auto* header = new QWidget;
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::grid);
    layout->addWidget(summary_, 1);
    layout->addWidget(progress_);
    layout->addWidget(run_);
    layout->addWidget(table_button_);
    layout->addWidget(export_button_);
    return header;
}

QWidget* ScoreGraph::make_worst() {
    constexpr int worst_width = 216;
    worst_label_ = new QLabel;
    order_ = new QComboBox;
    for (const WorstOf order : {WorstOf::b, WorstOf::a, WorstOf::b_behind_a}) {
        order_->addItem(QString(), static_cast<int>(order));
    }
    worst_label_->setBuddy(order_);
    worst_ = new QListWidget;
    worst_->setFont(theme::tabular(font()));
    auto* panel = new QWidget;
    panel->setFixedWidth(worst_width);
    auto* top = new QHBoxLayout;
    top->addWidget(worst_label_);
    top->addWidget(order_, 1);
    auto* layout = new QVBoxLayout(panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::grid / 2);
    layout->addLayout(top);
    layout->addWidget(worst_, 1);
    return panel;
}

void ScoreGraph::connect_signals() {
    connect(chart_, &ScoreChart::time_chosen, this, &ScoreGraph::time_chosen);
    connect(run_, &QToolButton::clicked, this, [this] {
        is_running_ ? Q_EMIT stop_requested() : Q_EMIT start_requested();
    });
    connect(table_button_, &QToolButton::toggled, this, [this](bool is_table) {
        stack_->setCurrentWidget(is_table ? static_cast<QWidget*>(table_) : chart_);
    });
    connect(table_, &QTableView::clicked, this, [this](const QModelIndex& index) {
        Q_EMIT frame_chosen(model_->row(index.row()).number);
    });
    connect(table_, &QTableView::activated, this, [this](const QModelIndex& index) {
        Q_EMIT frame_chosen(model_->row(index.row()).number);
    });
    connect(order_, &QComboBox::currentIndexChanged, this, &ScoreGraph::show_worst);
    const auto jump = [this](const QListWidgetItem* item) {
        chosen_ = item->data(number_role).toLongLong();
        Q_EMIT frame_chosen(*chosen_);
    };
    connect(worst_, &QListWidget::itemClicked, this, jump);
    connect(worst_, &QListWidget::itemActivated, this, jump);
}

void ScoreGraph::retranslate() {
    run_->setText(is_running_ ? tr("Stop") : tr("Score the range"));
    run_->setToolTip(
        is_running_ ? tr("Stop scoring; what was scored stays.")
                    : tr("Make and score every frame of the range with both models. What you look "
                         "at goes first.")
    );
    table_button_->setText(tr("Table"));
    table_button_->setToolTip(tr("Show the curves as a table."));
    export_button_->setText(tr("Export"));
    export_button_->setToolTip(tr("Save the scores of the range for another program."));
    export_menu_->actions().at(0)->setText(tr("Scores as &CSV…"));
    export_menu_->actions().at(1)->setText(tr("Scores as &JSON…"));
    worst_label_->setText(tr("Worst:"));
    order_->setItemText(0, tr("of B"));
    order_->setItemText(1, tr("of A"));
    order_->setItemText(2, tr("B behind A"));
    order_->setAccessibleName(tr("What the worst frames are worst in"));
    worst_->setAccessibleName(tr("Worst frames"));
    worst_->setToolTip(tr("Click a frame to look at it; W goes through them."));
    table_->setAccessibleName(tr("Scores of A and B"));
    progress_->setAccessibleName(tr("Frames scored"));
    progress_->setFormat(QStringLiteral("%v / %m"));
}

void ScoreGraph::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        model_->set_rows(state_.reference, {});
        model_->set_rows(state_.reference, rows_);
        show_summary();
        show_worst();
    } else if (event->type() == QEvent::PaletteChange) {
        show_summary();
    }
}

void ScoreGraph::set_titles(const QString& a, const QString& b) {
    title_a_ = a;
    title_b_ = b;
    show_summary();
}

void ScoreGraph::set_rows(
    const CompareState& state,
    const std::vector<ScoreRow>& rows,
    const Rational& from,
    const Rational& to,
    int frame_count
) {
    frame_count_ = frame_count;
    state_ = state;
    rows_ = rows;
    chart_->set_rows(rows, from, to);
    model_->set_rows(state.reference, rows);
    export_button_->setEnabled(!rows.empty());
    show_summary();
    show_worst();
}

void ScoreGraph::set_position(const std::optional<ComparePoint>& point) {
    chart_->set_position(point ? std::optional(point->pts) : std::nullopt);
    const int row = point ? model_->row_of(point->number) : -1;
    if (row >= 0) {
        table_->selectRow(row);
        table_->scrollTo(model_->index(row, 0));
    } else {
        table_->clearSelection();
    }
    position_ = point ? std::optional(point->number) : std::nullopt;
    if (chosen_ != position_) {
        chosen_.reset();
    }
    mark_position();
}

void ScoreGraph::mark_position() {
    for (int i = 0; i < worst_->count(); ++i) {
        if (worst_->item(i)->data(number_role).toLongLong() == position_) {
            worst_->setCurrentRow(i);
            return;
        }
    }
    worst_->setCurrentRow(-1);
}

void ScoreGraph::set_progress(int done, int total) {
    is_running_ = done < total;
    progress_->setRange(0, std::max(total, 1));
    progress_->setValue(done);
    progress_->setVisible(is_running_);
    run_->setEnabled(is_ready_ || is_running_);
    retranslate();
}

void ScoreGraph::set_ready(bool is_ready) {
    is_ready_ = is_ready;
    run_->setEnabled(is_ready_ || is_running_);
}

WorstOf ScoreGraph::order() const {
    return static_cast<WorstOf>(order_->currentData().toInt());
}

void ScoreGraph::show_summary() {
    const ScoreSeries a = series_of(rows_, &ScoreRow::a);
    const ScoreSeries b = series_of(rows_, &ScoreRow::b);
    QStringList parts;
    if (score_key(state_, CompareSlot::a)) {
        parts.push_back(curve_text("A", title_a_, theme::curve_a(palette()), a));
    }
    if (score_key(state_, CompareSlot::b)) {
        parts.push_back(curve_text("B", title_b_, theme::curve_b(palette()), b));
    }
    if (rows_.empty()) {
        parts.push_back(tr("not scored yet"));
    } else {
        parts.push_back(tr("%1 of %2 frames scored").arg(rows_.size()).arg(frame_count_));
    }
    if (const std::size_t identical = a.identical_count() + b.identical_count()) {
        parts.push_back(tr("%1 identical, not drawn").arg(identical));
    }
    summary_->setText(parts.join(QStringLiteral("&nbsp;&nbsp; ")));
    summary_->setToolTip(
        tr("PSNR on 8-bit RGB: the mean of the frames’ dB, against the reference chosen above.")
    );
}

void ScoreGraph::show_worst() {
    const bool of_a = order() == WorstOf::a;
    worst_->clear();
    for (const std::size_t index : worst_rows(rows_, order(), worst_count)) {
        const ScoreRow& row = rows_[index];
        const std::optional<FrameScore>& score = of_a ? row.a : row.b;
        auto* item = new QListWidgetItem(QString("%1   %2").arg(
            CompareText::number(state_.reference, row.number), CompareText::psnr(score->psnr)
        ));
        item->setData(number_role, qint64{row.number});
        worst_->addItem(item);
    }
    mark_position();
}

std::optional<int64_t> ScoreGraph::next_worst() {
    if (worst_->count() == 0) {
        return std::nullopt;
    }
    int next = 0;
    for (int i = 0; i < worst_->count(); ++i) {
        if (worst_->item(i)->data(number_role).toLongLong() == chosen_) {
            next = (i + 1) % worst_->count();
        }
    }
    chosen_ = worst_->item(next)->data(number_role).toLongLong();
    return chosen_;
}

}  // namespace nakawari
