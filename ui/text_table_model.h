/// A table of texts for reading: results, findings, models.
#pragma once

#include <QAbstractTableModel>
#include <QStringList>
#include <vector>

namespace nakawari {

struct TextCell {
    QString text = {};
    bool is_number = false;  ///< right-aligned
    QString tool_tip = {};   ///< the whole of what may be cut short
    bool is_bold = false;
    bool operator==(const TextCell&) const = default;
};

/// Rows are replaced as a whole; as long as their number stays, selection and scroll position stay.
/// A first column may be ticked. Interface thread only.
class TextTableModel : public QAbstractTableModel {
    Q_OBJECT

 public:
    using Row = std::vector<TextCell>;

    explicit TextTableModel(QObject* parent = nullptr);

    void set_table(const QStringList& headers, std::vector<Row> rows);
    /// Rows that are no longer there are forgotten.
    void set_checks(std::vector<bool> checks);
    void set_checkable(bool is_checkable);
    [[nodiscard]] bool is_checked(int row) const;
    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

 Q_SIGNALS:
    /// A person ticked or unticked a row.
    void checked(int row, bool is_checked);

 private:
    [[nodiscard]] bool has_check(const QModelIndex& index) const;

    QStringList headers_;
    std::vector<Row> rows_;
    std::vector<bool> checks_;
    bool is_checkable_ = false;
};

}  // namespace nakawari
