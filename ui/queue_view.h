/// The queue's dock: one line while it is small, the table with details when it is opened.
#pragma once

#include <QWidget>
#include <cstdint>

#include "pipeline/job_queue.h"
#include "ui/job_model.h"

class QLabel;
class QProgressBar;
class QSplitter;
class QTableView;
class QToolButton;

namespace nakawari {

class FrameView;

/// Borrows queue and model. Belongs to the interface thread.
class QueueView : public QWidget {
    Q_OBJECT

 public:
    QueueView(JobQueue& queue, JobModel& model, QWidget* parent = nullptr);

    void set_expanded(bool is_expanded);
    [[nodiscard]] bool is_expanded() const;
    /// 0 = none.
    [[nodiscard]] int64_t selected() const;
    /// The newest picture of the running job, for the small preview.
    void set_preview(const QImage& picture);

    void start_or_pause();
    void cancel_selected();
    void retry_selected();
    void remove_selected();
    void move_selected(int by);

 Q_SIGNALS:
    void edit_requested(qint64 id);
    void report_requested(qint64 id);
    void open_result_requested(qint64 id);
    void expanded_changed(bool is_expanded);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    void build_summary();
    void build_table();
    void retranslate();
    void update_summary();
    void update_buttons();
    void update_details();
    void show_menu(const QPoint& position);
    void activate(const QModelIndex& index);

    JobQueue& queue_;
    JobModel& model_;
    QToolButton* expand_;
    QLabel* title_;
    QLabel* running_;
    QProgressBar* progress_;
    QLabel* numbers_;
    QToolButton* start_;
    QSplitter* body_;
    QTableView* table_;
    QToolButton* edit_;
    QToolButton* up_;
    QToolButton* down_;
    QToolButton* cancel_;
    QToolButton* retry_;
    QToolButton* remove_;
    QToolButton* report_;
    FrameView* preview_;
    QLabel* details_;
    int64_t selected_ = 0;
};

}  // namespace nakawari
