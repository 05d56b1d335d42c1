/// Seeking by known times, checked against the times that come.
#include "pipeline/numbered_frames.h"

#include <cstdlib>
#include <utility>

#include "core/error.h"

namespace nakawari {
namespace {

/// A held-out window spans seven frames, its neighbour in time shares six of them.
constexpr std::size_t most_kept = 12;
/// Decoding so many frames costs about as much as a seek to a key frame.
constexpr int64_t nearby = 48;

Error changed(const SourceOptions& options) {
    return {
        Category::input,
        NK_TEXT("“%1” no longer gives the frames it gave before; open it again."),
        {options.path}};
}

}  // namespace

NumberedFrames::NumberedFrames(
    SourceOptions options, std::unique_ptr<FrameSource> source, std::vector<Rational> times
)
    : options_(std::move(options)), source_(std::move(source)), times_(std::move(times)) {}

std::optional<Frame> NumberedFrames::get(int64_t number, const std::stop_token& stop) {
    (void)times_.at(static_cast<std::size_t>(number));
    if (const auto found = kept_.find(number); found != kept_.end()) {
        return found->second;
    }
    go_to(number);
    while (!kept_.contains(number)) {
        if (!read(stop)) {
            return std::nullopt;
        }
        if (next_ > number && !kept_.contains(number)) {
            throw changed(options_);
        }
    }
    return kept_.at(number);
}

void NumberedFrames::go_to(int64_t number) {
    if (number >= next_ && number < next_ + nearby) {
        return;
    }
    if (can_seek_) {
        source_->seek(times_.at(static_cast<std::size_t>(number)));
        has_sought_ = true;
        next_ = number;
    } else if (number < next_) {
        restart();
    }
}

/// One frame further, or back to the start if the file's times cannot be trusted.
bool NumberedFrames::read(const std::stop_token& stop) {
    const std::optional<Frame> frame = source_->next(stop);
    if (!frame && stop.stop_requested()) {
        return false;  // a frame that came before the stop counts: the source stands behind it
    }
    const auto index = static_cast<std::size_t>(next_);
    if (frame && index < times_.size() && frame->pts() == times_[index]) {
        keep(next_++, *frame);
        return true;
    }
    if (!has_sought_) {
        throw changed(options_);
    }
    can_seek_ = false;
    restart();
    return true;
}

void NumberedFrames::restart() {
    source_ = FrameSource::open(options_);
    has_sought_ = false;
    next_ = 0;
}

void NumberedFrames::keep(int64_t number, const Frame& frame) {
    kept_.insert_or_assign(number, frame);
    while (kept_.size() > most_kept) {
        const auto distance = [number](int64_t other) { return std::abs(other - number); };
        const bool is_first_farther =
            distance(kept_.begin()->first) >= distance(kept_.rbegin()->first);
        kept_.erase(is_first_farther ? kept_.begin() : std::prev(kept_.end()));
    }
}

}  // namespace nakawari
