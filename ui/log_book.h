/// The program's log, kept for the log view and for diagnostics.
#pragma once

#include <QDateTime>
#include <QDialog>
#include <QObject>
#include <QString>
#include <QStringList>
#include <deque>
#include <mutex>

#include "core/log.h"

class QPlainTextEdit;

namespace nakawari {

/// Takes the place of the log's sink while it lives and keeps the newest lines. Any thread writes;
/// it belongs to the interface thread otherwise.
class LogBook : public QObject {
    Q_OBJECT

 public:
    explicit LogBook(QObject* parent = nullptr);
    ~LogBook() override;

    /// Oldest first: time, level, message.
    [[nodiscard]] QStringList lines() const;

 Q_SIGNALS:
    /// From any thread.
    void line_added(const QString& line);

 private:
    void add(log::Level level, std::string_view message);

    mutable std::mutex mutex_;
    std::deque<QString> lines_;
    log::Sink before_;
};

/// Shows the log while it grows; it can be copied and saved.
class LogDialog : public QDialog {
    Q_OBJECT

 public:
    explicit LogDialog(const LogBook& book, QWidget* parent = nullptr);

 private:
    void save();

    QPlainTextEdit* text_;
};

}  // namespace nakawari
