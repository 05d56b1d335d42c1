/// Scores of A and B as a table: the graph's curves for people who read numbers, or cannot see it.
#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "ui/compare_scores.h"

namespace nakawari {

/// Belongs to the interface thread.
class ScoreTableModel : public QAbstractTableModel {
    Q_OBJECT

 public:
    enum Column { frame, time, psnr_a, ssim_a, psnr_b, ssim_b, lead, column_count };

    explicit ScoreTableModel(QObject* parent = nullptr);

    /// In rising order of number, as score_rows() gives them. Rows that stay keep their index.
    void set_rows(Reference reference, const std::vector<ScoreRow>& rows);
    [[nodiscard]] const ScoreRow& row(int index) const {
        return rows_.at(static_cast<std::size_t>(index));
    }
    /// The row of a frame; -1 if it has none.
    [[nodiscard]] int row_of(int64_t number) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role)
        const override;

 private:
    [[nodiscard]] QString text(const ScoreRow& row, int column) const;

    Reference reference_ = Reference::held_out;
    std::vector<ScoreRow> rows_;
};

}  // namespace nakawari
