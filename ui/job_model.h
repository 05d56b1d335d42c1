/// The queue as a table: one row per job.
#pragma once

#include <QAbstractTableModel>
#include <QTimer>
#include <vector>

#include "pipeline/job_queue.h"

namespace nakawari {

/// Looks at the queue ten times a second while it is used; rows keep their place while only
/// progress changes. Borrows the queue. Belongs to the interface thread.
class JobModel : public QAbstractTableModel {
    Q_OBJECT

 public:
    enum Column { name_column, state_column, progress_column, rate_column, left_column, columns };
    enum Role {
        id_role = Qt::UserRole,
        fraction_role,  ///< 0 … 1, or −1 where unknown
        state_role,     ///< int of ItemState
    };

    explicit JobModel(JobQueue& queue, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool dropMimeData(
        const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent
    ) override;

    [[nodiscard]] const std::vector<QueueItem>& items() const { return items_; }
    [[nodiscard]] const QueueItem* item(const QModelIndex& index) const;
    [[nodiscard]] const QueueItem* find(int64_t id) const;
    [[nodiscard]] bool is_running() const { return is_running_; }
    /// The one that runs; null if none does.
    [[nodiscard]] const QueueItem* running() const;

    /// Looks at the queue now.
    void refresh();

 Q_SIGNALS:
    void progressed();
    /// An item came to its end: finished, failed or cancelled.
    void item_ended(qint64 id);
    /// Nothing is left to do.
    void drained();

 private:
    [[nodiscard]] QVariant text(const QueueItem& item, int column) const;
    [[nodiscard]] QString tooltip(const QueueItem& item) const;

    JobQueue& queue_;
    std::vector<QueueItem> items_;
    uint64_t revision_ = 0;
    bool is_running_ = false;
    QTimer timer_;
};

/// "Waiting", "Running" …
[[nodiscard]] QString title_of(ItemState state);
/// 0 … 1; −1 where unknown.
[[nodiscard]] double fraction_of(const Progress& progress);

}  // namespace nakawari
