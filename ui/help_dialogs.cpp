/// Help.
#include "ui/help_dialogs.h"

#include <QAction>
#include <QApplication>
#include <QDialogButtonBox>
#include <QDir>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScreen>
#include <QScrollArea>
#include <QSvgRenderer>
#include <QSysInfo>
#include <QTextBrowser>
#include <QThread>
#include <QVBoxLayout>

#include "ui/theme.h"
#include "ui/window_actions.h"

namespace nakawari {

ShortcutGroup shortcuts_of(const QString& title, const QList<QAction*>& actions) {
    ShortcutGroup group{plain_text(title), {}};
    for (const QAction* action : actions) {
        QStringList keys;
        for (const QKeySequence& key : action->shortcuts()) {
            keys << key.toString(QKeySequence::NativeText);
        }
        if (!keys.isEmpty()) {
            group.rows.append({plain_text(action->text()), keys.join(", ")});
        }
    }
    return group;
}

ShortcutDialog::ShortcutDialog(const QList<ShortcutGroup>& groups, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* sheet = new QWidget(this);
    auto* columns = new QHBoxLayout(sheet);
    columns->setSpacing(4 * theme::grid);
    constexpr int rows_per_column = 22;
    QGridLayout* grid = nullptr;
    int row = 0;
    for (const ShortcutGroup& group : groups) {
        if (group.rows.isEmpty()) {
            continue;
        }
        if (grid == nullptr || row + group.rows.size() > rows_per_column) {
            auto* column = new QVBoxLayout;
            grid = new QGridLayout;
            grid->setHorizontalSpacing(3 * theme::grid);
            grid->setVerticalSpacing(4);
            column->addLayout(grid);
            column->addStretch(1);
            columns->addLayout(column);
            row = 0;
        }
        auto* title = new QLabel("<b>" + group.title.toHtmlEscaped() + "</b>", sheet);
        title->setContentsMargins(0, row > 0 ? theme::grid : 0, 0, 0);
        grid->addWidget(title, row++, 0, 1, 2);
        for (const auto& [what, keys] : group.rows) {
            grid->addWidget(new QLabel(what, sheet), row, 0);
            grid->addWidget(new QLabel(keys, sheet), row++, 1);
        }
    }
    columns->addStretch();
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(sheet);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(scroll, 1);
    column->addWidget(buttons);
    const QSize wanted = sheet->sizeHint() + QSize(6 * theme::grid, 10 * theme::grid);
    const QSize screen = this->screen()->availableSize();
    resize(wanted.boundedTo(screen - QSize(4 * theme::grid, 8 * theme::grid)));
}

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("About Nakawari"));
    auto* words = new QTextBrowser(this);
    words->setFrameShape(QFrame::NoFrame);
    words->viewport()->setAutoFillBackground(false);
    words->setAccessibleName(windowTitle());
    const QString parts =
        QString(
            "<p>Qt %1 (LGPL-3.0; Qt Charts GPL-3.0) · FFmpeg (GPL-2.0-or-later) · zimg (WTFPL) · "
            "LibTorch 2.11.0 (BSD-3-Clause) · OpenCV (Apache-2.0) · nlohmann-json, spdlog (MIT)</p>"
        )
            .arg(qVersion());
    words->setHtml(
        "<h2>Nakawari " NK_VERSION "</h2><p>" +
        tr("Puts new frames between the frames of a video with ST-MFNet Mini, a network made from "
           "ST-MFNet by pruning and knowledge distillation.") +
        "</p><p>" +
        tr("Papers: arXiv 2302.08455 (Mini) and arXiv 2111.15483 (ST-MFNet). Neither their authors "
           "nor their institutions have anything to do with this program.") +
        "</p><p>" +
        tr("Free software under GPL-3.0-or-later. There is no warranty, to the extent that the law "
           "permits.") +
        "</p><p><b>" + tr("Made with") + "</b></p>" + parts
    );
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* icon = new QLabel(this);
    icon->setPixmap(QGuiApplication::windowIcon().pixmap(8 * theme::grid));
    icon->setAlignment(Qt::AlignTop);
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * theme::grid);
    row->addWidget(icon);
    row->addWidget(words, 1);
    auto* column = new QVBoxLayout(this);
    column->addLayout(row, 1);
    column->addWidget(buttons);
    resize(64 * theme::grid, 44 * theme::grid);
}

QString diagnostics(const QStringList& model_lines, const QStringList& log_lines) {
    constexpr qsizetype most_log_lines = 100;
    QStringList lines;
    lines << "Nakawari " NK_VERSION;
    lines << QString("Qt %1, platform %2").arg(qVersion(), QGuiApplication::platformName());
    lines << QString("%1, kernel %2, %3, %4 threads")
                 .arg(
                     QSysInfo::prettyProductName(),
                     QSysInfo::kernelVersion(),
                     QSysInfo::currentCpuArchitecture()
                 )
                 .arg(QThread::idealThreadCount());
    for (const QScreen* screen : QGuiApplication::screens()) {
        lines << QString("Screen %1×%2 at %3 %")
                     .arg(screen->size().width())
                     .arg(screen->size().height())
                     .arg(screen->devicePixelRatio() * 100);
    }
    lines << QString("Locale %1").arg(QLocale::system().name());
    lines << "Models:" << model_lines
          << "Log:" << log_lines.mid(std::max<qsizetype>(0, log_lines.size() - most_log_lines));
    return lines.join('\n').replace(QDir::homePath(), "~") + "\n";
}

}  // namespace nakawari
