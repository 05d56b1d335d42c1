/// The queue's dock.
#include "ui/queue_view.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/frame_view.h"
#include "ui/text.h"
#include "ui/theme.h"

namespace nakawari {
namespace {

/// The share that is done, as a bar with its number.
class ProgressDelegate : public QStyledItemDelegate {
 public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index)
        const override {
        const double fraction = index.data(JobModel::fraction_role).toDouble();
        if (fraction < 0 || index.data().toString().isEmpty()) {
            QStyledItemDelegate::paint(painter, option, index);
            return;
        }
        QStyleOptionProgressBar bar;
        bar.rect = option.rect.adjusted(4, 3, -4, -3);
        bar.palette = option.palette;
        bar.state = option.state | QStyle::State_Horizontal;
        bar.minimum = 0;
        bar.maximum = 1000;
        bar.progress = static_cast<int>(fraction * 1000);
        bar.text = index.data().toString();
        bar.textVisible = true;
        bar.textAlignment = Qt::AlignCenter;
        const QWidget* widget = option.widget;
        widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, widget);
        widget->style()->drawControl(QStyle::CE_ProgressBar, &bar, painter, widget);
    }
};

bool can_edit(ItemState state) {
    return state != ItemState::running && state != ItemState::paused &&
           state != ItemState::interrupted;
}

bool can_cancel(ItemState state) {
    return state == ItemState::running || state == ItemState::waiting ||
           state == ItemState::paused || state == ItemState::interrupted;
}

bool can_retry(ItemState state) {
    return state == ItemState::failed || state == ItemState::cancelled ||
           state == ItemState::finished;
}

}  // namespace

QueueView::QueueView(JobQueue& queue, JobModel& model, QWidget* parent)
    : QWidget(parent),
      queue_(queue),
      model_(model),
      expand_(new QToolButton(this)),
      title_(new QLabel(this)),
      running_(new QLabel(this)),
      progress_(new QProgressBar(this)),
      numbers_(new QLabel(this)),
      start_(new QToolButton(this)),
      body_(new QSplitter(this)),
      table_(new QTableView(this)),
      edit_(new QToolButton(this)),
      up_(new QToolButton(this)),
      down_(new QToolButton(this)),
      cancel_(new QToolButton(this)),
      retry_(new QToolButton(this)),
      remove_(new QToolButton(this)),
      report_(new QToolButton(this)),
      preview_(new FrameView(this)),
      details_(new QLabel(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::grid, 4, theme::grid, 4);
    column->setSpacing(4);
    build_summary();
    build_table();
    connect(&model_, &JobModel::progressed, this, [this] {
        update_summary();
        update_buttons();
        update_details();
    });
    connect(&model_, &QAbstractItemModel::modelReset, this, [this] {
        for (int row = 0; row < model_.rowCount(); ++row) {
            if (model_.index(row, 0).data(JobModel::id_role).toLongLong() == selected_) {
                table_->selectRow(row);
            }
        }
    });
    retranslate();
    set_expanded(false);
}

void QueueView::build_summary() {
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::grid);
    expand_->setAutoRaise(true);
    expand_->setArrowType(Qt::RightArrow);
    start_->setAutoRaise(true);
    start_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    progress_->setRange(0, 1000);
    progress_->setFixedWidth(22 * theme::grid);
    progress_->setFormat("%p %");
    numbers_->setFont(theme::tabular(numbers_->font()));
    numbers_->setMinimumWidth(numbers_->fontMetrics().horizontalAdvance("00.0 fps · 0:00:00 left"));
    for (QWidget* widget :
         std::initializer_list<QWidget*>{expand_, title_, running_, progress_, numbers_}) {
        row->addWidget(widget);
    }
    row->addStretch(1);
    row->addWidget(start_);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(expand_, &QToolButton::clicked, this, [this] { set_expanded(!is_expanded()); });
    connect(start_, &QToolButton::clicked, this, &QueueView::start_or_pause);
}

void QueueView::build_table() {
    table_->setModel(&model_);
    table_->setItemDelegateForColumn(JobModel::progress_column, new ProgressDelegate(table_));
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setDragDropMode(QAbstractItemView::InternalMove);
    table_->setDragDropOverwriteMode(false);
    table_->setTextElideMode(Qt::ElideMiddle);
    table_->setShowGrid(false);
    table_->setTabKeyNavigation(false);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setSectionResizeMode(JobModel::name_column, QHeaderView::Stretch);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->setColumnWidth(JobModel::progress_column, 20 * theme::grid);
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    auto* left = new QWidget(body_);
    auto* left_column = new QVBoxLayout(left);
    left_column->setContentsMargins(0, 0, 0, 0);
    left_column->setSpacing(4);
    left_column->addWidget(table_, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    for (QToolButton* button : {edit_, up_, down_, cancel_, retry_, remove_, report_}) {
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    left_column->addLayout(buttons);
    auto* right = new QWidget(body_);
    auto* right_column = new QVBoxLayout(right);
    right_column->setContentsMargins(0, 0, 0, 0);
    right_column->addWidget(preview_, 1);
    details_->setFont(theme::tabular(details_->font()));
    details_->setWordWrap(true);
    details_->setMinimumHeight(3 * details_->fontMetrics().lineSpacing());
    right_column->addWidget(details_);
    body_->addWidget(left);
    body_->addWidget(right);
    body_->setStretchFactor(0, 3);
    body_->setStretchFactor(1, 1);
    body_->setChildrenCollapsible(false);
    static_cast<QVBoxLayout*>(layout())->addWidget(body_, 1);
    connect(edit_, &QToolButton::clicked, this, [this] { Q_EMIT edit_requested(selected()); });
    connect(report_, &QToolButton::clicked, this, [this] { Q_EMIT report_requested(selected()); });
    connect(up_, &QToolButton::clicked, this, [this] { move_selected(-1); });
    connect(down_, &QToolButton::clicked, this, [this] { move_selected(1); });
    connect(cancel_, &QToolButton::clicked, this, &QueueView::cancel_selected);
    connect(retry_, &QToolButton::clicked, this, &QueueView::retry_selected);
    connect(remove_, &QToolButton::clicked, this, &QueueView::remove_selected);
    connect(table_, &QWidget::customContextMenuRequested, this, &QueueView::show_menu);
    connect(table_, &QAbstractItemView::activated, this, &QueueView::activate);
    connect(
        table_->selectionModel(),
        &QItemSelectionModel::currentRowChanged,
        this,
        [this](const QModelIndex& index) {
            if (index.isValid()) {
                selected_ = index.data(JobModel::id_role).toLongLong();
            }
            update_buttons();
            update_details();
        }
    );
}

void QueueView::retranslate() {
    expand_->setToolTip(tr("Shows or hides the list of jobs"));
    expand_->setAccessibleName(tr("Queue"));
    table_->setAccessibleName(tr("Jobs"));
    preview_->setAccessibleName(tr("Preview of the running job"));
    progress_->setAccessibleName(tr("Progress of the running job"));
    edit_->setText(tr("Edit…"));
    up_->setText(tr("Up"));
    down_->setText(tr("Down"));
    cancel_->setText(tr("Cancel"));
    retry_->setText(tr("Again"));
    remove_->setText(tr("Remove"));
    report_->setText(tr("Report…"));
    report_->setToolTip(tr("What became of every stream, or why it failed"));
    update_summary();
    update_buttons();
    update_details();
}

void QueueView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void QueueView::set_expanded(bool is_expanded) {
    body_->setVisible(is_expanded);
    expand_->setArrowType(is_expanded ? Qt::DownArrow : Qt::RightArrow);
    setMinimumHeight(is_expanded ? 24 * theme::grid : 0);
    setMaximumHeight(is_expanded ? QWIDGETSIZE_MAX : sizeHint().height());
    Q_EMIT expanded_changed(is_expanded);
}

bool QueueView::is_expanded() const {
    return !body_->isHidden();
}

int64_t QueueView::selected() const {
    return model_.find(selected_) != nullptr ? selected_ : 0;
}

void QueueView::set_preview(const QImage& picture) {
    preview_->set_image(picture);
}

void QueueView::update_summary() {
    int open = 0;
    int failed = 0;
    for (const QueueItem& item : model_.items()) {
        open += can_cancel(item.state) ? 1 : 0;
        failed += item.state == ItemState::failed ? 1 : 0;
    }
    title_->setText(
        model_.items().empty() ? tr("Queue: empty")
        : open == 0 ? (failed == 0 ? tr("Queue: done") : tr("Queue: done, %1 failed").arg(failed))
                    : tr("Queue: %1 to do").arg(open)
    );
    const QueueItem* item = model_.running();
    running_->setVisible(item != nullptr);
    progress_->setVisible(item != nullptr);
    numbers_->setVisible(item != nullptr);
    if (item != nullptr) {
        constexpr int longest_name = 40;
        const QString path = QString::fromStdString(item->job.source.path);
        running_->setText(text::elided_path(QFileInfo(path).fileName(), longest_name));
        running_->setToolTip(path);
        const double fraction = fraction_of(item->progress);
        progress_->setRange(0, fraction < 0 ? 0 : 1000);
        progress_->setValue(static_cast<int>(fraction * 1000));
        QStringList numbers;
        if (item->progress.frames_per_second > 0) {
            numbers << tr("%1 fps").arg(item->progress.frames_per_second, 0, 'f', 1);
        }
        if (item->progress.remaining_s >= 0) {
            numbers << tr("%1 left").arg(text::span(item->progress.remaining_s));
        }
        numbers_->setText(numbers.join(" · "));
    }
    const bool is_running = model_.is_running();
    start_->setIcon(theme::icon(is_running ? "pause" : "play"));
    start_->setText(is_running ? tr("Pause queue") : tr("Start queue"));
    start_->setEnabled(is_running || open > 0);
}

void QueueView::update_buttons() {
    const QueueItem* item = model_.find(selected_);
    const bool has_item = item != nullptr;
    edit_->setEnabled(has_item && can_edit(item->state));
    up_->setEnabled(has_item);
    down_->setEnabled(has_item);
    cancel_->setEnabled(has_item && can_cancel(item->state));
    retry_->setEnabled(has_item && can_retry(item->state));
    remove_->setEnabled(has_item && item->state != ItemState::running);
    report_->setEnabled(has_item && (item->report || item->error));
}

void QueueView::update_details() {
    const QueueItem* item = model_.running() != nullptr ? model_.running() : model_.find(selected_);
    if (item == nullptr) {
        details_->clear();
        return;
    }
    const Progress& progress = item->progress;
    const StageTimes& stages = progress.stages;
    constexpr double ms_per_s = 1000;
    details_->setText(
        tr("%1 of %2 frames, %3 new · %4")
            .arg(progress.output_frames)
            .arg(progress.expected_output_frames)
            .arg(progress.new_frames)
            .arg(text::bytes(progress.peak_memory_bytes)) +
        "\n" +
        tr("decode %1 s · convert %2 s · network %3 s · encode %4 s")
            .arg(stages.decode_ms / ms_per_s, 0, 'f', 1)
            .arg(stages.convert_ms / ms_per_s, 0, 'f', 1)
            .arg(stages.infer_ms / ms_per_s, 0, 'f', 1)
            .arg(stages.encode_ms / ms_per_s, 0, 'f', 1)
    );
}

void QueueView::start_or_pause() {
    if (queue_.is_running()) {
        queue_.pause();
    } else {
        queue_.start();
    }
    model_.refresh();
}

void QueueView::cancel_selected() {
    queue_.cancel(selected_);
    model_.refresh();
}

void QueueView::retry_selected() {
    queue_.retry(selected_);
    model_.refresh();
}

void QueueView::remove_selected() {
    queue_.remove(selected_);
    model_.refresh();
}

void QueueView::move_selected(int by) {
    const auto& items = model_.items();
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].id == selected_) {
            const auto place = static_cast<int64_t>(i) + by;
            queue_.move(selected_, static_cast<std::size_t>(std::max<int64_t>(place, 0)));
            break;
        }
    }
    model_.refresh();
}

void QueueView::activate(const QModelIndex& index) {
    const QueueItem* item = model_.item(index);
    if (item == nullptr) {
        return;
    }
    if (item->state == ItemState::finished) {
        Q_EMIT open_result_requested(item->id);
    } else if (item->error) {
        Q_EMIT report_requested(item->id);
    } else if (can_edit(item->state)) {
        Q_EMIT edit_requested(item->id);
    }
}

void QueueView::show_menu(const QPoint& position) {
    const QueueItem* item = model_.item(table_->indexAt(position));
    if (item == nullptr) {
        return;
    }
    const qint64 id = item->id;
    QMenu menu(this);
    if (item->state == ItemState::finished) {
        menu.addAction(tr("Open the result"), this, [this, id] {
            Q_EMIT open_result_requested(id);
        });
        menu.addSeparator();
    }
    for (QToolButton* button : {edit_, up_, down_, cancel_, retry_, remove_, report_}) {
        QAction* action = menu.addAction(button->text(), button, &QToolButton::click);
        action->setEnabled(button->isEnabled());
    }
    menu.exec(table_->viewport()->mapToGlobal(position));
}

}  // namespace nakawari
