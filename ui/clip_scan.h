/// Looks through a whole clip in the background: thumbnails first, then the times of all frames and
/// the cuts.
#pragma once

#include <QImage>
#include <QObject>
#include <vector>

#include "io/media_info.h"
#include "ui/task_lane.h"

namespace nakawari {

struct Thumbnail {
    Rational pts;  ///< from the clip's start
    QImage image;
};

/// Belongs to the interface thread; the work is on lanes of its own. All times are from the clip's
/// start.
class ClipScan : public QObject {
    Q_OBJECT

 public:
    explicit ClipScan(QObject* parent = nullptr);

    /// Forgets the clip before.
    void start(const SourceOptions& source);
    void stop();

    [[nodiscard]] const std::vector<Thumbnail>& thumbnails() const { return thumbnails_; }
    /// Frames known so far, rising.
    [[nodiscard]] const std::vector<Rational>& times() const { return times_; }
    /// First frames after a cut, found so far.
    [[nodiscard]] const std::vector<Rational>& cuts() const { return cuts_; }
    [[nodiscard]] bool is_complete() const { return is_complete_; }
    /// Known when complete: intervals between frames differ.
    [[nodiscard]] bool has_variable_rate() const;

 Q_SIGNALS:
    void thumbnails_changed();
    /// More times and cuts are known.
    void progressed();
    void completed();

 private:
    struct Found {
        std::vector<Rational> times;
        std::vector<Rational> cuts;
    };

    void look_for_cuts(const SourceOptions& source);
    void take(const Found& found);

    std::vector<Thumbnail> thumbnails_;
    std::vector<Rational> times_;
    std::vector<Rational> cuts_;
    bool is_complete_ = false;
    TaskLane thumbnail_lane_{"thumbnails"};
    TaskLane cut_lane_{"cuts"};
};

}  // namespace nakawari
