/// A training run as the wizard sees it: polled ten times a second, ended off the interface thread.
#pragma once

#include <QImage>
#include <QObject>
#include <QTimer>
#include <memory>

#include "ui/frame_image.h"
#include "ui/task_lane.h"
#include "ui/training_services.h"

namespace nakawari {

/// Owns the run. Starting, resuming, waiting and destroying may block and happen on its worker.
/// Interface thread only; destroying it stops the run, which can be resumed from its folder.
class TrainingSession : public QObject {
    Q_OBJECT

 public:
    TrainingSession(const TrainingServices& services, QObject* parent);
    ~TrainingSession() override;

    void start(const TrainingPlan& plan, const std::filesystem::path& folder);
    void resume(const std::filesystem::path& folder);
    /// From start() or resume() until ended() or failed().
    [[nodiscard]] bool is_active() const { return is_active_; }
    /// Between start() and the first sign of the run.
    [[nodiscard]] bool is_opening() const { return is_active_ && run_ == nullptr; }
    [[nodiscard]] const TrainingProgress& progress() const { return progress_; }
    [[nodiscard]] const std::vector<LogPoint>& log() const { return log_; }
    [[nodiscard]] const QImage& picture() const { return picture_; }

    void set_paused(bool paused);
    void stop_and_keep_best();
    /// Ends at a checkpoint; ended() follows with TrainingCancelled.
    void leave();

 Q_SIGNALS:
    /// The run exists now; its folder does too.
    void opened();
    void progressed();
    void points_added(const std::vector<nakawari::LogPoint>& points);
    void picture_changed(const QImage& picture);
    void ended(const nakawari::TrainingOutcome& outcome);

 private:
    using Open = std::function<std::unique_ptr<TrainingRun>()>;

    void open(Open open);
    void poll();
    void finish();

    const TrainingServices& services_;
    std::shared_ptr<TrainingRun> run_;
    std::shared_ptr<FrameImages> images_;
    TrainingProgress progress_;
    std::vector<LogPoint> log_;
    QImage picture_;
    bool is_active_ = false;
    bool is_leaving_ = false;
    QTimer timer_;
    TaskLane lane_{QStringLiteral("training")};  ///< last: joined before the rest goes
};

}  // namespace nakawari
