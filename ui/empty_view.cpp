/// The friendly empty state.
#include "ui/empty_view.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/text.h"
#include "ui/theme.h"

namespace nakawari {
namespace {

constexpr int most_shown = 5;
constexpr int longest_path = 60;

}  // namespace

EmptyView::EmptyView(QWidget* parent)
    : QWidget(parent),
      sentence_(new QLabel(this)),
      formats_(new QLabel(this)),
      open_(new QPushButton(theme::icon("open"), {}, this)),
      demo_(new QPushButton(theme::icon("play"), {}, this)),
      recent_title_(new QLabel(this)),
      recent_(new QVBoxLayout) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(5 * theme::grid, 5 * theme::grid, 5 * theme::grid, 5 * theme::grid);
    column->setSpacing(2 * theme::grid);
    column->addStretch(2);
    QFont large = sentence_->font();
    large.setPointSizeF(large.pointSizeF() * 1.7);
    sentence_->setFont(large);
    for (QLabel* label : {sentence_, formats_}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    column->addSpacing(theme::grid);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(2 * theme::grid);
    buttons->addStretch();
    for (QPushButton* button : {open_, demo_}) {
        button->setMinimumHeight(5 * theme::grid);
        button->setIconSize({20, 20});
        buttons->addWidget(button);
    }
    buttons->addStretch();
    column->addLayout(buttons);
    column->addStretch(1);
    recent_title_->setAlignment(Qt::AlignCenter);
    column->addWidget(recent_title_);
    recent_->setSpacing(2);
    column->addLayout(recent_);
    column->addStretch(2);
    open_->setDefault(true);
    connect(open_, &QPushButton::clicked, this, &EmptyView::open_requested);
    connect(demo_, &QPushButton::clicked, this, &EmptyView::demo_requested);
    retranslate();
    set_recent_files({});
}

void EmptyView::retranslate() {
    sentence_->setText(tr("Drop a video here to put new frames between its frames"));
    formats_->setText(tr("Videos, folders of pictures, and saved jobs"));
    open_->setText(tr("Open…"));
    demo_->setText(tr("Try the demo clip"));
    recent_title_->setText(tr("Open again"));
}

void EmptyView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

void EmptyView::set_recent_files(const QStringList& files) {
    while (QLayoutItem* item = recent_->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->deleteLater();
        }
        delete item;
    }
    int shown = 0;
    for (const QString& path : files) {
        if (shown == most_shown) {
            break;
        }
        ++shown;
        auto* button = new QPushButton(text::elided_path(path, longest_path), this);
        button->setFlat(true);
        button->setToolTip(path);
        button->setCursor(Qt::PointingHandCursor);
        connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT file_requested(path); });
        recent_->addWidget(button, 0, Qt::AlignHCenter);
    }
    recent_title_->setVisible(shown > 0);
}

void EmptyView::set_highlighted(bool is_highlighted) {
    is_highlighted_ = is_highlighted;
    update();
}

void EmptyView::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor line =
        is_highlighted_ ? palette().color(QPalette::Highlight) : theme::quiet(palette());
    QPen pen(line, is_highlighted_ ? 3 : 1.5, Qt::DashLine);
    painter.setPen(pen);
    const int margin = 2 * theme::grid;
    const QRect area = rect().adjusted(margin, margin, -margin, -margin);
    if (is_highlighted_) {
        QColor tint = line;
        tint.setAlpha(0x20);
        painter.setBrush(tint);
    }
    painter.drawRoundedRect(area, theme::grid, theme::grid);
}

}  // namespace nakawari
