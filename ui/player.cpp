/// The player's clock, and its worker.
#include "ui/player.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <semaphore>

#include "ui/clip_reader.h"

namespace nakawari {
namespace {

constexpr int pictures_ahead = 4;
constexpr int tick_ms = 4;
constexpr double fastest = 8;
/// So many pictures in a row may be dropped because they are late; then one is shown all the same.
constexpr int most_dropped = 12;

}  // namespace

/// What the interface and the worker share while it plays.
struct Player::Playback {
    std::counting_semaphore<> room{pictures_ahead};
    std::atomic<double> clock_s = 0;  ///< which time is due at the moment
    double speed = 1;
    bool is_looping = false;
    Rational start;
    std::optional<Rational> in;
    std::optional<Rational> out;

    [[nodiscard]] bool is_late(const Rational& pts) const {
        const double behind = (clock_s - pts.to_double()) * (speed < 0 ? -1 : 1);
        return behind > 0.04 * std::max(1.0, std::abs(speed));
    }
    [[nodiscard]] bool is_outside(const Rational& pts) const {
        return speed < 0 ? in && pts < *in : out && pts >= *out;
    }
    [[nodiscard]] bool wait_for_room(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            if (room.try_acquire_for(std::chrono::milliseconds(20))) {
                return true;
            }
        }
        return false;
    }
};

Player::Player(QObject* parent) : QObject(parent), lane_(std::make_unique<TaskLane>("player")) {
    timer_.setTimerType(Qt::PreciseTimer);
    timer_.setInterval(tick_ms);
    connect(&timer_, &QTimer::timeout, this, &Player::show_due);
}

Player::~Player() = default;

void Player::open(const SourceOptions& source) {
    close();
    source_ = source;
    lane_->request(
        Waiting::dropped,
        [source](const std::stop_token& stop) {
            auto reader = std::make_shared<ClipReader>(source);
            const auto frame = reader->at(0, stop);
            return std::pair(reader, frame ? reader->picture(*frame) : ClipPicture());
        },
        [this](std::pair<std::shared_ptr<ClipReader>, ClipPicture> first) {
            reader_ = first.first;
            info_ = reader_->info();
            Q_EMIT opened();
            show(first.second.image, first.second.pts);
        },
        [this](const Error& error) { Q_EMIT failed(error); }
    );
}

void Player::close() {
    end_playback();
    lane_->drop_all();
    // The last reference goes on the worker: closing a file may take its time.
    lane_->request(
        Waiting::kept,
        [reader = std::move(reader_)](const std::stop_token&) mutable { reader.reset(); },
        [] {},
        [](const Error&) {}
    );
    reader_.reset();
    position_ = 0;
    in_.reset();
    out_.reset();
    if (info_) {
        info_.reset();
        Q_EMIT closed();
    }
}

Rational Player::duration() const {
    return info_ ? info_->video->duration : Rational(0);
}

void Player::show(const QImage& image, const Rational& pts) {
    position_ = pts;
    Q_EMIT picture_changed(image);
    Q_EMIT position_changed();
}

void Player::seek(const Rational& pts) {
    if (!is_open()) {
        return;
    }
    const double speed = speed_;
    end_playback();
    position_ = std::max(pts, Rational(0));
    Q_EMIT position_changed();
    lane_->request(
        Waiting::dropped,
        [reader = reader_, pts](const std::stop_token& stop) -> std::optional<ClipPicture> {
            const auto frame = reader->at(pts, stop);
            return frame ? std::optional(reader->picture(*frame)) : std::nullopt;
        },
        [this, speed](const std::optional<ClipPicture>& picture) {
            if (picture) {
                show(picture->image, picture->pts);
            }
            if (speed != 0) {
                play(speed);
            }
        },
        [this](const Error& error) { Q_EMIT failed(error); }
    );
}

void Player::step(int direction) {
    if (!is_open()) {
        return;
    }
    end_playback();
    lane_->request(
        Waiting::dropped,
        [reader = reader_, pts = position_, direction](const std::stop_token& stop
        ) -> std::optional<ClipPicture> {
            if (!reader->at(pts, stop)) {
                return std::nullopt;
            }
            const auto frame = direction > 0 ? reader->next(stop) : reader->previous(stop);
            return frame ? std::optional(reader->picture(*frame)) : std::nullopt;
        },
        [this](const std::optional<ClipPicture>& picture) {
            if (picture) {
                show(picture->image, picture->pts);
            }
        },
        [this](const Error& error) { Q_EMIT failed(error); }
    );
}

void Player::go_to_start() {
    const bool is_at_in = in_ && position_ == *in_;
    seek(in_ && !is_at_in ? *in_ : Rational(0));
}

void Player::go_to_end() {
    seek(out_ && position_ < *out_ ? *out_ : duration());
}

void Player::set_range(const std::optional<Rational>& in, const std::optional<Rational>& out) {
    in_ = in;
    out_ = out;
    if (is_playing()) {
        play(speed_);
    }
}

void Player::toggle() {
    if (is_playing()) {
        pause();
    } else {
        play();
    }
}

void Player::shuttle(int direction) {
    const bool is_same = speed_ * direction > 0;
    play(is_same ? std::clamp(speed_ * 2, -fastest, fastest) : direction);
}

void Player::pause() {
    end_playback();
}

void Player::play(double speed) {
    if (!is_open() || speed == 0) {
        return;
    }
    const bool was_playing = is_playing();
    due_.clear();
    is_drained_ = false;
    speed_ = speed;
    round_ = 0;
    auto playback = std::make_shared<Playback>();
    playback->speed = speed;
    playback->is_looping = is_looping_;
    playback->in = in_;
    playback->out = out_;
    playback->start = position_;
    if (speed > 0 && (playback->is_outside(position_) || (in_ && position_ < *in_))) {
        playback->start = in_.value_or(Rational(0));
    }
    playback->clock_s = playback->start.to_double();
    playback_ = playback;
    clock_start_s_ = playback->start.to_double();
    clock_.start();
    timer_.start();
    TaskLane* lane = lane_.get();
    lane_->request(
        Waiting::dropped,
        [this, lane, playback, reader = reader_](const std::stop_token& stop) {
            int round = 0;
            int dropped = 0;
            auto frame = reader->at(playback->start, stop);
            while (!stop.stop_requested()) {
                if (frame && playback->is_outside(reader->time_of(*frame))) {
                    frame.reset();
                }
                if (!frame) {
                    const bool goes_on = playback->is_looping && playback->speed > 0;
                    if (!goes_on || stop.stop_requested()) {
                        return;
                    }
                    ++round;
                    frame = reader->at(playback->in.value_or(Rational(0)), stop);
                    if (!frame) {
                        return;
                    }
                }
                const bool is_late = round == 0 && playback->is_late(reader->time_of(*frame));
                if (!is_late || ++dropped > most_dropped) {
                    dropped = 0;
                    if (!playback->wait_for_room(stop)) {
                        return;
                    }
                    ClipPicture picture = reader->picture(*frame);
                    lane->post([this, playback, due = Due{picture.image, picture.pts, round}] {
                        receive(due, playback);
                    });
                }
                frame = playback->speed > 0 ? reader->next(stop) : reader->previous(stop);
            }
        },
        [this] { is_drained_ = true; },
        [this](const Error& error) {
            end_playback();
            Q_EMIT failed(error);
        }
    );
    if (!was_playing) {
        Q_EMIT playing_changed();
    }
}

void Player::receive(Due due, const std::shared_ptr<Playback>& playback) {
    if (playback == playback_) {
        due_.push_back(std::move(due));
    }
}

void Player::show_due() {
    if (!playback_) {
        return;
    }
    constexpr double ns_per_s = 1e9;
    const double elapsed_s = static_cast<double>(clock_.nsecsElapsed()) / ns_per_s;
    const double now_s = clock_start_s_ + elapsed_s * speed_;
    playback_->clock_s = now_s;
    std::optional<Due> newest;
    while (!due_.empty()) {
        const Due& first = due_.front();
        const double ahead = (first.pts.to_double() - now_s) * (speed_ < 0 ? -1 : 1);
        if (first.round == round_ && ahead > 0) {
            break;
        }
        if (first.round != round_) {
            round_ = first.round;
            clock_start_s_ = first.pts.to_double();
            clock_.restart();
            playback_->clock_s = clock_start_s_;
            newest = std::move(due_.front());
            due_.pop_front();
            playback_->room.release();
            break;
        }
        newest = std::move(due_.front());
        due_.pop_front();
        playback_->room.release();
    }
    if (newest) {
        show(newest->image, newest->pts);
    }
    if (is_drained_ && due_.empty()) {
        end_playback();
    }
}

void Player::end_playback() {
    if (!playback_) {
        return;
    }
    playback_.reset();
    due_.clear();
    timer_.stop();
    speed_ = 0;
    lane_->drop_all();
    Q_EMIT playing_changed();
}

}  // namespace nakawari
