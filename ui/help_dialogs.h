/// Help: the sheet of shortcuts, and what this program is.
#pragma once

#include <QDialog>
#include <QList>
#include <QString>
#include <utility>

class QAction;

namespace nakawari {

struct ShortcutGroup {
    QString title;
    QList<std::pair<QString, QString>> rows;  ///< what, keys
};

/// From the menus' actions, so that the sheet cannot tell anything else.
[[nodiscard]] ShortcutGroup shortcuts_of(const QString& title, const QList<QAction*>& actions);

class ShortcutDialog : public QDialog {
    Q_OBJECT

 public:
    explicit ShortcutDialog(const QList<ShortcutGroup>& groups, QWidget* parent = nullptr);
};

class AboutDialog : public QDialog {
    Q_OBJECT

 public:
    explicit AboutDialog(QWidget* parent = nullptr);
};

/// Versions, system, models and the last log lines, for a bug report. No paths of the person's.
[[nodiscard]] QString diagnostics(const QStringList& model_lines, const QStringList& log_lines);

}  // namespace nakawari
