/// Random access to the pictures of one clip.
#include "ui/clip_reader.h"

#include <algorithm>

namespace nakawari {
namespace {

constexpr std::size_t most_kept = 32;
/// A target so little ahead is reached sooner by decoding than by seeking to a keyframe before it.
const Rational near_ahead(1, 2);

}  // namespace

ClipReader::ClipReader(const SourceOptions& options) : source_(FrameSource::open(options)) {}

bool ClipReader::find_kept(const Rational& pts) {
    for (std::size_t i = 0; i < kept_.size(); ++i) {
        const bool is_last = i + 1 == kept_.size();
        const bool begins_before = time_of(kept_[i]) <= pts;
        const bool ends_after =
            is_last ? is_at_end_ || time_of(kept_[i]) == pts : pts < time_of(kept_[i + 1]);
        if (begins_before && ends_after) {
            present_ = i;
            return true;
        }
    }
    return false;
}

bool ClipReader::read_one(const std::stop_token& stop) {
    auto frame = source_->next(stop);
    if (!frame) {
        is_at_end_ = !stop.stop_requested();
        return false;
    }
    kept_.push_back(std::move(*frame));
    if (kept_.size() > most_kept) {
        kept_.pop_front();
        present_ = present_ > 0 ? present_ - 1 : 0;
    }
    return true;
}

void ClipReader::seek(const Rational& pts) {
    kept_.clear();
    present_ = 0;
    is_at_end_ = false;
    source_->seek(video().start + pts);
}

bool ClipReader::read_until(const Rational& pts, const std::stop_token& stop) {
    while (!find_kept(pts)) {
        if (!kept_.empty() && time_of(kept_.front()) > pts) {
            present_ = 0;  // nothing is shown earlier
            return true;
        }
        if (!read_one(stop) && (stop.stop_requested() || kept_.empty())) {
            return false;
        }
    }
    return true;
}

std::optional<Frame> ClipReader::at(const Rational& pts, const std::stop_token& stop) {
    const Rational wanted = std::max(pts, Rational(0));
    if (!find_kept(wanted)) {
        const bool is_near = !kept_.empty() && time_of(kept_.back()) <= wanted &&
                             wanted < time_of(kept_.back()) + near_ahead;
        if (!is_near) {
            // The frame shown at a time begins before it: look a little back for it.
            const Rational interval = video().average_rate > Rational(0)
                                          ? Rational(2) / video().average_rate
                                          : near_ahead;
            seek(std::max(wanted - interval, Rational(0)));
        }
        if (!read_until(wanted, stop)) {
            if (stop.stop_requested() || wanted == Rational(0)) {
                return std::nullopt;
            }
            // Behind the end: the last frame there is.
            for (Rational back = 1; kept_.empty() && !stop.stop_requested(); back = back * 4) {
                const Rational from =
                    std::max(std::min(wanted, video().duration) - back, Rational(0));
                seek(from);
                while (read_one(stop)) {
                }
                if (from == Rational(0)) {
                    break;
                }
            }
            if (kept_.empty()) {
                return std::nullopt;
            }
            present_ = kept_.size() - 1;
        }
    }
    return kept_[present_];
}

std::optional<Frame> ClipReader::next(const std::stop_token& stop) {
    if (kept_.empty()) {
        return at(0, stop);
    }
    if (present_ + 1 == kept_.size() && !read_one(stop)) {
        return std::nullopt;
    }
    ++present_;
    present_ = std::min(present_, kept_.size() - 1);
    return kept_[present_];
}

std::optional<Frame> ClipReader::previous(const std::stop_token& stop) {
    if (kept_.empty()) {
        return std::nullopt;
    }
    if (present_ == 0) {
        const Rational here = time_of(kept_.front());
        for (Rational back(1, 2); here > Rational(0); back = back * 4) {
            const Rational from = std::max(here - back, Rational(0));
            seek(from);
            if (!read_until(here, stop)) {
                return std::nullopt;
            }
            if (present_ > 0 || from == Rational(0)) {
                break;
            }
        }
    }
    if (present_ == 0) {
        return std::nullopt;
    }
    --present_;
    return kept_[present_];
}

ClipPicture ClipReader::picture(const Frame& frame) {
    return {images_.image(frame, video().rotation_degrees), time_of(frame), frame.duration()};
}

}  // namespace nakawari
