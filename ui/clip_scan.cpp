/// Thumbnails by seeking, times and cuts by decoding everything once.
#include "ui/clip_scan.h"

#include <algorithm>
#include <deque>

#include "core/log.h"
#include "timeline/cut_detector.h"
#include "ui/clip_reader.h"

namespace nakawari {
namespace {

constexpr int thumbnail_count = 24;
constexpr int thumbnail_height = 96;  // for 200 %
constexpr std::size_t frames_per_message = 50;

}  // namespace

ClipScan::ClipScan(QObject* parent) : QObject(parent) {}

void ClipScan::stop() {
    thumbnail_lane_.drop_all();
    cut_lane_.drop_all();
    thumbnails_.clear();
    times_.clear();
    cuts_.clear();
    is_complete_ = false;
}

void ClipScan::start(const SourceOptions& source) {
    stop();
    thumbnail_lane_.request(
        Waiting::dropped,
        [this, source](const std::stop_token& stop_token) {
            ClipReader reader(source);
            const Rational duration = reader.video().duration;
            for (int i = 0; i < thumbnail_count && !stop_token.stop_requested(); ++i) {
                const Rational at = duration * Rational(2 * i + 1, int64_t{2} * thumbnail_count);
                const auto frame = reader.at(at, stop_token);
                if (!frame) {
                    return;
                }
                const ClipPicture picture = reader.picture(*frame);
                const QImage small =
                    picture.image.scaledToHeight(thumbnail_height, Qt::SmoothTransformation);
                thumbnail_lane_.post([this, thumbnail = Thumbnail{at, small}] {
                    thumbnails_.push_back(thumbnail);
                    Q_EMIT thumbnails_changed();
                });
            }
        },
        [] {},
        [](const Error& error) { log::warn(error.what()); }
    );
    look_for_cuts(source);
}

void ClipScan::look_for_cuts(const SourceOptions& source) {
    cut_lane_.request(
        Waiting::dropped,
        [this, source](const std::stop_token& stop_token) {
            const auto frames = FrameSource::open(source);
            const Rational start = frames->info().video->start;
            CutDetector detector;
            std::deque<Rational> undecided;
            Found found;
            const auto decide = [&](const std::vector<bool>& decisions) {
                for (const bool is_cut : decisions) {
                    if (is_cut) {
                        found.cuts.push_back(undecided.front());
                    }
                    undecided.pop_front();
                }
            };
            while (const auto frame = frames->next(stop_token)) {
                const Rational pts = frame->pts() - start;
                found.times.push_back(pts);
                undecided.push_back(pts);
                decide(detector.push(*frame));
                if (found.times.size() == frames_per_message) {
                    cut_lane_.post([this, part = std::move(found)] { take(part); });
                    found = {};
                }
            }
            if (!stop_token.stop_requested()) {
                decide(detector.finish());
            }
            return found;
        },
        [this](const Found& last) {
            is_complete_ = true;
            take(last);
            Q_EMIT completed();
        },
        // A file that is broken at its end: what was found up to there stays.
        [this](const Error& error) {
            log::warn(error.what());
            is_complete_ = true;
            Q_EMIT completed();
        }
    );
}

void ClipScan::take(const Found& found) {
    times_.insert(times_.end(), found.times.begin(), found.times.end());
    cuts_.insert(cuts_.end(), found.cuts.begin(), found.cuts.end());
    Q_EMIT progressed();
}

bool ClipScan::has_variable_rate() const {
    if (times_.size() < 3) {
        return false;
    }
    Rational least = times_[1] - times_[0];
    Rational greatest = least;
    for (std::size_t i = 2; i < times_.size(); ++i) {
        const Rational interval = times_[i] - times_[i - 1];
        least = std::min(least, interval);
        greatest = std::max(greatest, interval);
    }
    // Containers round times to milliseconds; that alone makes no variable rate.
    return greatest - least > Rational(3, 1000);
}

}  // namespace nakawari
