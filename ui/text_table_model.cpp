/// Rows of texts behind Qt's table views.
#include "ui/text_table_model.h"

#include <QFont>
#include <algorithm>

namespace nakawari {

TextTableModel::TextTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void TextTableModel::set_table(const QStringList& headers, std::vector<Row> rows) {
    if (headers.size() == headers_.size() && rows.size() == rows_.size()) {
        if (headers != headers_) {
            headers_ = headers;
            Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
        }
        if (rows != rows_) {
            rows_ = std::move(rows);
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        }
        return;
    }
    beginResetModel();
    headers_ = headers;
    rows_ = std::move(rows);
    checks_.resize(rows_.size());
    endResetModel();
}

void TextTableModel::set_checks(std::vector<bool> checks) {
    checks.resize(rows_.size());
    if (checks != checks_) {
        checks_ = std::move(checks);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {Qt::CheckStateRole});
    }
}

void TextTableModel::set_checkable(bool is_checkable) {
    if (is_checkable != is_checkable_) {
        is_checkable_ = is_checkable;
        if (!rows_.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
        }
    }
}

bool TextTableModel::is_checked(int row) const {
    return row >= 0 && row < rowCount() && checks_[static_cast<std::size_t>(row)];
}

int TextTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int TextTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(headers_.size());
}

bool TextTableModel::has_check(const QModelIndex& index) const {
    return is_checkable_ && index.isValid() && index.column() == 0;
}

QVariant TextTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    if (role == Qt::CheckStateRole) {
        return has_check(index) ? QVariant(is_checked(index.row()) ? Qt::Checked : Qt::Unchecked)
                                : QVariant();
    }
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    if (index.column() >= static_cast<int>(row.size())) {
        return {};
    }
    const TextCell& cell = row[static_cast<std::size_t>(index.column())];
    switch (role) {
        case Qt::DisplayRole:
            return cell.text;
        case Qt::ToolTipRole:
            return cell.tool_tip.isEmpty() ? QVariant() : QVariant(cell.tool_tip);
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(
                Qt::Alignment((cell.is_number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter)
            );
        case Qt::FontRole: {
            QFont font;
            font.setBold(cell.is_bold);
            return cell.is_bold ? QVariant(font) : QVariant();
        }
        default:
            return {};
    }
}

bool TextTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !has_check(index)) {
        return false;
    }
    const bool is_now = value.value<Qt::CheckState>() == Qt::Checked;
    if (is_now != is_checked(index.row())) {
        checks_[static_cast<std::size_t>(index.row())] = is_now;
        Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
        Q_EMIT checked(index.row(), is_now);
    }
    return true;
}

QVariant TextTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        return headers_.at(section);
    }
    if (role == Qt::TextAlignmentRole && !rows_.empty()) {
        const Row& row = rows_.front();
        const bool is_number = section < static_cast<int>(row.size()) &&
                               row[static_cast<std::size_t>(section)].is_number;
        return QVariant::fromValue(
            Qt::Alignment((is_number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter)
        );
    }
    return {};
}

Qt::ItemFlags TextTableModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return has_check(index) ? flags | Qt::ItemIsUserCheckable : flags;
}

}  // namespace nakawari
