/// A line over the picture.
#include "ui/notice_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "ui/theme.h"

namespace nakawari {

NoticeBar::NoticeBar(QWidget* parent)
    : QFrame(parent), words_(new QLabel(this)), choices_(new QHBoxLayout) {
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    words_->setForegroundRole(QPalette::ToolTipText);
    words_->setWordWrap(true);
    words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme::grid, 4, theme::grid, 4);
    row->addWidget(words_, 1);
    row->addLayout(choices_);
    hide();
}

void NoticeBar::show_notice(const QString& words, const std::vector<Choice>& choices) {
    clear();
    words_->setText(words);
    const auto add = [this](const QString& title, const std::function<void()>& act) {
        auto* button = new QPushButton(title, this);
        // The action may bring another notice, which takes these buttons away.
        connect(button, &QPushButton::clicked, this, act, Qt::QueuedConnection);
        choices_->addWidget(button);
    };
    for (const Choice& choice : choices) {
        add(choice.title, choice.act);
    }
    add(tr("Close"), [this] { clear(); });
    show();
}

void NoticeBar::clear() {
    while (QLayoutItem* item = choices_->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    hide();
}

}  // namespace nakawari
