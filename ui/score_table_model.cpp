/// One line per frame.
#include "ui/score_table_model.h"

#include <QLocale>
#include <algorithm>

#include "ui/compare_text.h"
#include "ui/text.h"

namespace nakawari {
namespace {

/// What stands where nothing was measured.
const QString unmeasured = QStringLiteral("–");

QString psnr_text(const std::optional<FrameScore>& score) {
    return score ? CompareText::psnr(score->psnr) : unmeasured;
}

QString ssim_text(const std::optional<FrameScore>& score) {
    return score ? CompareText::ssim(score->ssim) : unmeasured;
}

QString lead_text(const ScoreRow& row) {
    if (!row.a || !row.b || !row.a->psnr.db || !row.b->psnr.db) {
        return unmeasured;
    }
    const double lead = *row.b->psnr.db - *row.a->psnr.db;
    const QString number = QLocale::c().toString(std::abs(lead), 'f', 2);
    const QChar sign = lead < 0 ? QChar(0x2212) : QChar('+');
    return QString("%1%2").arg(sign).arg(number);
}

}  // namespace

ScoreTableModel::ScoreTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void ScoreTableModel::set_rows(Reference reference, const std::vector<ScoreRow>& rows) {
    const auto is_same = [](const ScoreRow& x, const ScoreRow& y) { return x.number == y.number; };
    if (reference == reference_ &&
        std::equal(rows.begin(), rows.end(), rows_.begin(), rows_.end(), is_same)) {
        rows_ = rows;
        if (!rows_.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, column_count - 1));
        }
        return;
    }
    beginResetModel();
    reference_ = reference;
    rows_ = rows;
    endResetModel();
}

int ScoreTableModel::row_of(int64_t number) const {
    const auto found = std::lower_bound(
        rows_.begin(),
        rows_.end(),
        number,
        [](const ScoreRow& row, int64_t wanted) { return row.number < wanted; }
    );
    const bool is_there = found != rows_.end() && found->number == number;
    return is_there ? static_cast<int>(found - rows_.begin()) : -1;
}

int ScoreTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ScoreTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : column_count;
}

QString ScoreTableModel::text(const ScoreRow& row, int column) const {
    switch (column) {
        case frame:
            return CompareText::number(reference_, row.number);
        case time:
            return text::time(row.pts);
        case psnr_a:
            return psnr_text(row.a);
        case ssim_a:
            return ssim_text(row.a);
        case psnr_b:
            return psnr_text(row.b);
        case ssim_b:
            return ssim_text(row.b);
        default:
            return lead_text(row);
    }
}

QVariant ScoreTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= column_count) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return text(row(index.row()), index.column());
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    }
    return {};
}

QVariant ScoreTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    switch (section) {
        case frame:
            return tr("Frame");
        case time:
            return tr("Time");
        case psnr_a:
            return tr("PSNR A");
        case ssim_a:
            return tr("SSIM A");
        case psnr_b:
            return tr("PSNR B");
        case ssim_b:
            return tr("SSIM B");
        case lead:
            return tr("B − A (dB)");
        default:
            return {};
    }
}

}  // namespace nakawari
