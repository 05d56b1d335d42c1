/// The program's log.
#include "ui/log_book.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <cstdio>

#include "ui/theme.h"

namespace nakawari {
namespace {

constexpr std::size_t most_lines = 5000;

const char* level_name(log::Level level) {
    switch (level) {
        case log::Level::debug:
            return "debug";
        case log::Level::info:
            return "info";
        case log::Level::warning:
            return "warning";
        case log::Level::error:
            return "error";
    }
    return "";
}

}  // namespace

LogBook::LogBook(QObject* parent) : QObject(parent) {
    before_ =
        log::set_sink([this](log::Level level, std::string_view message) { add(level, message); });
}

LogBook::~LogBook() {
    log::set_sink(std::move(before_));
}

void LogBook::add(log::Level level, std::string_view message) {
    const QString words = QString::fromUtf8(message.data(), static_cast<qsizetype>(message.size()));
    const QString line = QString("%1 %2: %3")
                             .arg(
                                 QDateTime::currentDateTime().toString("hh:mm:ss.zzz"),
                                 QString(level_name(level)),
                                 words
                             );
    {
        const std::lock_guard lock(mutex_);
        lines_.push_back(line);
        if (lines_.size() > most_lines) {
            lines_.pop_front();
        }
    }
    if (level == log::Level::warning || level == log::Level::error) {
        std::fprintf(stderr, "%s\n", qPrintable(line));
    }
    Q_EMIT line_added(line);
}

QStringList LogBook::lines() const {
    const std::lock_guard lock(mutex_);
    return {lines_.begin(), lines_.end()};
}

LogDialog::LogDialog(const LogBook& book, QWidget* parent)
    : QDialog(parent), text_(new QPlainTextEdit(this)) {
    setWindowTitle(tr("Log"));
    text_->setReadOnly(true);
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    text_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text_->setMaximumBlockCount(static_cast<int>(most_lines));
    text_->setAccessibleName(tr("Log"));
    text_->setPlaceholderText(tr("Nothing was written yet."));
    text_->setPlainText(book.lines().join('\n'));
    text_->moveCursor(QTextCursor::End);
    text_->moveCursor(QTextCursor::StartOfLine);  // the newest line, from its beginning
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    QPushButton* save_as = buttons->addButton(tr("Save…"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(text_->toPlainText());
    });
    connect(save_as, &QPushButton::clicked, this, &LogDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(
        &book,
        &LogBook::line_added,
        text_,
        [this](const QString& line) { text_->appendPlainText(line); },
        Qt::QueuedConnection
    );
    auto* column = new QVBoxLayout(this);
    column->addWidget(text_, 1);
    column->addWidget(buttons);
    resize(90 * theme::grid, 50 * theme::grid);
}

void LogDialog::save() {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save the log"), "nakawari.log", tr("Text (*.log *.txt)")
    );
    if (path.isEmpty()) {
        return;
    }
    QFile file(path);
    const QByteArray bytes = text_->toPlainText().toUtf8() + "\n";
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        QMessageBox::warning(
            this, windowTitle(), tr("The log cannot be saved: %1.").arg(file.errorString())
        );
    }
}

}  // namespace nakawari
