/// Tries a job out on one frame or a short part, and measures what the whole will cost.
#pragma once

#include <QImage>
#include <QObject>
#include <QTemporaryDir>
#include <memory>
#include <optional>

#include "core/interpolator.h"
#include "io/media_info.h"
#include "pipeline/job.h"
#include "pipeline/progress.h"
#include "ui/task_lane.h"

namespace nakawari {

/// What was measured. Numbers that were not are empty.
struct TrialMeasurement {
    InterpolatorInfo model;
    int64_t new_frames = 0;
    double seconds_per_frame = 0;  ///< per new frame, all stages
    int64_t peak_memory_bytes = 0;
    int64_t output_bytes = 0;  ///< of the part that was made; 0 = a single frame
    double output_seconds = 0;
};

/// What that means for a whole job.
struct JobEstimate {
    double seconds = 0;
    int64_t output_bytes = 0;  ///< 0 = unknown
    int64_t new_frames = 0;
};

/// Pure. Empty if the clip's length is not known.
[[nodiscard]] std::optional<JobEstimate> estimate_job(
    const TrialMeasurement& measured, const Job& job, const MediaInfo& info
);

/// Belongs to the interface thread; networks run on a lane. Keeps the model loaded between trials.
class Trial : public QObject {
    Q_OBJECT

 public:
    explicit Trial(QObject* parent = nullptr);
    ~Trial() override;

    /// The new frame half way after the frame shown at `pts` (from the clip's start).
    void try_frame(
        const Job& job, const Rational& pts, std::shared_ptr<const class ModelRegistry> registry
    );
    /// A session over [from, to) into a temporary file.
    void try_part(
        const Job& job,
        const Rational& from,
        const Rational& to,
        std::shared_ptr<const class ModelRegistry> registry
    );
    void stop();
    [[nodiscard]] bool is_busy() const { return lane_->is_busy(); }

 Q_SIGNALS:
    void busy_changed(bool is_busy);
    void progressed(const nakawari::Progress& progress);
    void frame_made(const QImage& picture, const nakawari::TrialMeasurement& measured);
    void part_made(const QString& file, const nakawari::TrialMeasurement& measured);
    void failed(const nakawari::Error& error);

 private:
    struct Worker;

    QTemporaryDir folder_;
    int file_count_ = 0;
    std::shared_ptr<Worker> worker_;  ///< touched on the lane's thread only
    std::unique_ptr<TaskLane> lane_;
};

}  // namespace nakawari
