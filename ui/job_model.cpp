/// The queue as a table.
#include "ui/job_model.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QFileInfo>
#include <QIODevice>
#include <QMimeData>
#include <algorithm>

#include "ui/text.h"

namespace nakawari {
namespace {

constexpr int poll_ms = 100;
constexpr const char* mime_type = "application/x-nakawari-queue-item";

struct Words {
    Q_DECLARE_TR_FUNCTIONS(nakawari::job_model::Words)
};

bool is_ended(ItemState state) {
    return state == ItemState::finished || state == ItemState::cancelled ||
           state == ItemState::failed;
}

bool same_ids(const std::vector<QueueItem>& a, const std::vector<QueueItem>& b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](const QueueItem& x, const QueueItem& y) {
               return x.id == y.id;
           });
}

}  // namespace

QString title_of(ItemState state) {
    switch (state) {
        case ItemState::waiting:
            return Words::tr("Waiting");
        case ItemState::running:
            return Words::tr("Running");
        case ItemState::paused:
            return Words::tr("Paused");
        case ItemState::interrupted:
            return Words::tr("Interrupted");
        case ItemState::finished:
            return Words::tr("Finished");
        case ItemState::cancelled:
            return Words::tr("Cancelled");
        case ItemState::failed:
            return Words::tr("Failed");
    }
    return {};
}

double fraction_of(const Progress& progress) {
    if (progress.expected_output_frames <= 0) {
        return -1;
    }
    return std::min(
        1.0,
        static_cast<double>(progress.output_frames) /
            static_cast<double>(progress.expected_output_frames)
    );
}

JobModel::JobModel(JobQueue& queue, QObject* parent) : QAbstractTableModel(parent), queue_(queue) {
    timer_.setInterval(poll_ms);
    connect(&timer_, &QTimer::timeout, this, &JobModel::refresh);
    timer_.start();
    items_ = queue_.items();
    revision_ = queue_.revision();
    is_running_ = queue_.is_running();
}

int JobModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(items_.size());
}

int JobModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant JobModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
        case name_column:
            return tr("Clip");
        case state_column:
            return tr("State");
        case progress_column:
            return tr("Progress");
        case rate_column:
            return tr("Speed");
        case left_column:
            return tr("Time left");
        default:
            return {};
    }
}

QVariant JobModel::text(const QueueItem& item, int column) const {
    const bool is_working = item.state == ItemState::running;
    switch (column) {
        case name_column:
            return QFileInfo(QString::fromStdString(item.job.source.path)).fileName();
        case state_column:
            return title_of(item.state);
        case progress_column: {
            const double fraction =
                item.state == ItemState::finished ? 1 : fraction_of(item.progress);
            constexpr int hundred = 100;
            return fraction < 0 ? QString() : tr("%1 %").arg(static_cast<int>(fraction * hundred));
        }
        case rate_column:
            return is_working && item.progress.frames_per_second > 0
                       ? tr("%1 fps").arg(item.progress.frames_per_second, 0, 'f', 1)
                       : QString();
        case left_column:
            return is_working && item.progress.remaining_s >= 0
                       ? text::span(item.progress.remaining_s)
                       : QString();
        default:
            return {};
    }
}

QString JobModel::tooltip(const QueueItem& item) const {
    QString tip = tr("%1\n→ %2")
                      .arg(
                          QString::fromStdString(item.job.source.path),
                          QString::fromStdString(item.job.output.path)
                      );
    if (item.error) {
        tip += "\n\n" + text::of(*item.error);
    }
    return tip;
}

QVariant JobModel::data(const QModelIndex& index, int role) const {
    const QueueItem* item = this->item(index);
    if (item == nullptr) {
        return {};
    }
    switch (role) {
        case Qt::DisplayRole:
            return text(*item, index.column());
        case Qt::ToolTipRole:
            return tooltip(*item);
        case Qt::TextAlignmentRole:
            return static_cast<int>(
                index.column() >= rate_column ? Qt::AlignRight | Qt::AlignVCenter
                                              : Qt::AlignLeft | Qt::AlignVCenter
            );
        case id_role:
            return static_cast<qint64>(item->id);
        case fraction_role:
            return item->state == ItemState::finished ? 1.0 : fraction_of(item->progress);
        case state_role:
            return static_cast<int>(item->state);
        default:
            return {};
    }
}

Qt::ItemFlags JobModel::flags(const QModelIndex& index) const {
    const auto usual = QAbstractTableModel::flags(index);
    return index.isValid() ? usual | Qt::ItemIsDragEnabled : usual | Qt::ItemIsDropEnabled;
}

QStringList JobModel::mimeTypes() const {
    return {mime_type};
}

QMimeData* JobModel::mimeData(const QModelIndexList& indexes) const {
    auto data = std::make_unique<QMimeData>();
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    if (!indexes.isEmpty()) {
        stream << indexes.first().data(id_role).toLongLong();
    }
    data->setData(mime_type, bytes);
    return data.release();  // Qt's drag owns it
}

bool JobModel::dropMimeData(
    const QMimeData* data, Qt::DropAction action, int row, int /*column*/, const QModelIndex& parent
) {
    if (action != Qt::MoveAction || !data->hasFormat(mime_type)) {
        return false;
    }
    qint64 id = 0;
    QDataStream stream(data->data(mime_type));
    stream >> id;
    const int wanted = row >= 0 ? row : parent.isValid() ? parent.row() : rowCount();
    const auto found = std::find_if(items_.begin(), items_.end(), [&](const QueueItem& item) {
        return item.id == id;
    });
    const auto from = static_cast<int>(found - items_.begin());
    // The place is counted without the item itself.
    const int place = from < wanted ? wanted - 1 : wanted;
    queue_.move(id, static_cast<std::size_t>(std::max(place, 0)));
    refresh();
    return false;  // the view would remove the row
}

const QueueItem* JobModel::item(const QModelIndex& index) const {
    return index.isValid() && index.row() < rowCount()
               ? &items_[static_cast<std::size_t>(index.row())]
               : nullptr;
}

const QueueItem* JobModel::find(int64_t id) const {
    const auto found = std::find_if(items_.begin(), items_.end(), [&](const QueueItem& item) {
        return item.id == id;
    });
    return found == items_.end() ? nullptr : &*found;
}

const QueueItem* JobModel::running() const {
    const auto found = std::find_if(items_.begin(), items_.end(), [](const QueueItem& item) {
        return item.state == ItemState::running;
    });
    return found == items_.end() ? nullptr : &*found;
}

void JobModel::refresh() {
    const bool was_running = is_running_;
    const uint64_t revision = queue_.revision();
    is_running_ = queue_.is_running();
    if (revision == revision_ && !is_running_ && !was_running) {
        return;
    }
    revision_ = revision;
    std::vector<QueueItem> items = queue_.items();
    std::vector<int64_t> ended;
    for (const QueueItem& item : items) {
        const QueueItem* before = find(item.id);
        if (is_ended(item.state) && before != nullptr && !is_ended(before->state)) {
            ended.push_back(item.id);
        }
    }
    if (same_ids(items, items_)) {
        items_ = std::move(items);
        if (!items_.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
        }
    } else {
        beginResetModel();
        items_ = std::move(items);
        endResetModel();
    }
    Q_EMIT progressed();
    for (const int64_t id : ended) {
        Q_EMIT item_ended(id);
    }
    if (was_running && !is_running_) {
        Q_EMIT drained();
    }
}

}  // namespace nakawari
