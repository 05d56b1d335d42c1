/// Plays one clip: decodes on a worker, shows each picture when it is due, drops what comes late.
#pragma once

#include <QElapsedTimer>
#include <QImage>
#include <QObject>
#include <QTimer>
#include <deque>
#include <memory>
#include <optional>

#include "io/media_info.h"
#include "ui/task_lane.h"

namespace nakawari {

class ClipReader;

/// Belongs to the interface thread; no member waits for decoding. Times are from the clip's start.
/// There is no sound: the player is for looking.
class Player : public QObject {
    Q_OBJECT

 public:
    explicit Player(QObject* parent = nullptr);
    ~Player() override;

    /// Answered by opened() or failed().
    void open(const SourceOptions& source);
    void close();
    [[nodiscard]] bool is_open() const { return info_.has_value(); }
    /// Of the open clip.
    [[nodiscard]] const MediaInfo& info() const { return *info_; }
    [[nodiscard]] const SourceOptions& source() const { return source_; }
    /// Zero where unknown.
    [[nodiscard]] Rational duration() const;

    [[nodiscard]] const Rational& position() const { return position_; }
    void seek(const Rational& pts);
    /// To the next (1) or previous (−1) frame.
    void step(int direction);
    /// The clip's or range's first and last frame.
    void go_to_start();
    void go_to_end();

    [[nodiscard]] bool is_playing() const { return speed_ != 0; }
    /// 1 is the clip's own speed, negative ones run backward, 0 stands still.
    [[nodiscard]] double speed() const { return speed_; }
    void play(double speed = 1);
    void pause();
    void toggle();
    /// J and L: one faster in this direction (1 or −1), up to eight times.
    void shuttle(int direction);

    /// The part that is looped; both may be empty.
    void set_range(const std::optional<Rational>& in, const std::optional<Rational>& out);
    void set_looping(bool is_looping) { is_looping_ = is_looping; }
    [[nodiscard]] bool is_looping() const { return is_looping_; }

 Q_SIGNALS:
    void opened();
    void closed();
    void failed(const nakawari::Error& error);
    void picture_changed(const QImage& picture);
    void position_changed();
    void playing_changed();

 private:
    struct Playback;
    struct Due {
        QImage image;
        Rational pts;
        int round = 0;  ///< rises when the loop begins anew
    };

    void show(const QImage& image, const Rational& pts);
    void receive(Due due, const std::shared_ptr<Playback>& playback);
    void show_due();
    void end_playback();

    std::optional<MediaInfo> info_;
    SourceOptions source_;
    std::shared_ptr<ClipReader> reader_;  ///< touched on the lane's thread only
    Rational position_;
    std::optional<Rational> in_;
    std::optional<Rational> out_;
    bool is_looping_ = false;
    double speed_ = 0;
    std::shared_ptr<Playback> playback_;
    std::deque<Due> due_;
    bool is_drained_ = false;  ///< the worker has reached the end
    int round_ = 0;
    double clock_start_s_ = 0;
    QElapsedTimer clock_;
    QTimer timer_;
    std::unique_ptr<TaskLane> lane_;
};

}  // namespace nakawari
