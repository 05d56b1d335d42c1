/// What the program says in dialogs: errors with a Copy button, and reports of jobs.
#pragma once

#include <QDialog>
#include <QString>

#include "core/error.h"
#include "pipeline/job_queue.h"

class QWidget;

namespace nakawari {

/// Title by who has to act: “The file cannot be used” and the like.
[[nodiscard]] QString title_of(Category category);

/// One sentence with a Copy button; does not wait for its end. The dialog deletes itself.
QDialog* show_error(QWidget* parent, const Error& error);

/// After a job: the table of streams kept, converted and dropped, notes, times; or why it failed.
class JobReportDialog : public QDialog {
    Q_OBJECT

 public:
    explicit JobReportDialog(const QueueItem& item, QWidget* parent = nullptr);

    /// What Copy puts on the clipboard.
    [[nodiscard]] QString as_text() const { return text_; }

 private:
    QString text_;
};

}  // namespace nakawari
