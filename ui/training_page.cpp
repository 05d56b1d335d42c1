/// Heading, sentence and body of a page, and its table.
#include "ui/training_page.h"

#include <QHeaderView>
#include <QStyledItemDelegate>

#include "ui/theme.h"

namespace nakawari {
namespace {

/// Room between columns: a number and the word after it do not run into each other.
class RoomyDelegate : public QStyledItemDelegate {
 public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(2 * theme::grid, 0);
    }

 protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        if (index.column() > 0 && option->displayAlignment.testFlag(Qt::AlignLeft)) {
            option->text.prepend(QStringLiteral("\u2002"));  // text beside a number
        }
    }
};

}  // namespace

TrainingPage::TrainingPage(const WizardContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      heading_(new QLabel(this)),
      sentence_(new QLabel(this)),
      body_(new QVBoxLayout) {
    QFont large = font();
    constexpr double heading_scale = 1.4;
    large.setPointSizeF(large.pointSizeF() * heading_scale);
    large.setBold(true);
    heading_->setFont(large);
    heading_->setObjectName(QStringLiteral("heading"));
    sentence_->setWordWrap(true);
    sentence_->setObjectName(QStringLiteral("decision"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(heading_);
    column->addWidget(sentence_);
    column->addSpacing(8);
    column->addLayout(body_, 1);
    body_->setSpacing(8);
}

void TrainingPage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        show_texts();
        enter();
    }
}

void TrainingPage::show_texts() {
    heading_->setText(title());
    sentence_->setText(decision());
    retranslate();
}

QTableView* make_reading_table(QAbstractItemModel* model, int wide_column, QWidget* parent) {
    auto* table = new QTableView(parent);
    table->setModel(model);
    table->setItemDelegate(new RoomyDelegate(table));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setWordWrap(false);
    table->setTextElideMode(Qt::ElideMiddle);
    table->setTabKeyNavigation(false);  // Tab leaves the table, arrows move in it
    table->verticalHeader()->hide();
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    if (wide_column >= 0) {
        // Sections exist once the model has columns, so this is set when they come.
        const auto stretch = [table, wide_column] {
            if (wide_column < table->horizontalHeader()->count()) {
                table->horizontalHeader()->setSectionResizeMode(wide_column, QHeaderView::Stretch);
            }
        };
        QObject::connect(model, &QAbstractItemModel::modelReset, table, stretch);
        stretch();
    }
    return table;
}

}  // namespace nakawari
