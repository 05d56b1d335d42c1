/// Finds cuts and duplicates while frames pass.
#include "pipeline/shot_reader.h"

#include <algorithm>

#include "timeline/luma_picture.h"
#include "timeline/picture_mismatch.h"

namespace nakawari {
namespace {

constexpr int most_duplicates_in_row = 3;

/// People write 1.368 for 41041/30000.
const Rational listed_tolerance(1, 1000);

double cut_score(const Frame& before, const Frame& after) {
    const auto centered = [](const Frame& frame) {
        return make_centered(make_luma_picture(frame, CutDetector::picture_size));
    };
    return mismatch(centered(before), centered(after));
}

}  // namespace

ShotReader::ShotReader(FrameSource& source, const CutOptions& cuts, Duplicates duplicates)
    : source_(source), mode_(cuts.mode), duplicates_(duplicates), listed_(cuts.first_frames) {
    std::sort(listed_.begin(), listed_.end());
}

std::optional<SourceFrame> ShotReader::next(const std::stop_token& stop) {
    while (ready_.empty() && !is_ended_) {
        if (const std::optional<Frame> frame = read(stop)) {
            take(*frame);
            continue;
        }
        if (stop.stop_requested()) {
            return std::nullopt;
        }
        is_ended_ = true;
        for (const bool starts_shot : cut_detector_.finish()) {
            decide(starts_shot);
        }
    }
    if (ready_.empty()) {
        return std::nullopt;
    }
    SourceFrame frame = std::move(ready_.front());
    ready_.pop_front();
    return frame;
}

std::optional<Frame> ShotReader::read(const std::stop_token& stop) {
    try {
        std::optional<Frame> frame = source_.next(stop);
        read_count_ += frame ? 1 : 0;
        return frame;
    } catch (const Error& error) {
        if (read_count_ == 0 || error.category() != Category::input) {
            throw;
        }
        fault_ = error;
        return std::nullopt;
    }
}

void ShotReader::take(const Frame& frame) {
    const bool is_duplicate =
        duplicates_ == Duplicates::collapsed && duplicate_detector_.push(frame);
    waiting_.push_back({frame, is_duplicate});
    if (mode_ != CutMode::automatic) {
        decide(mode_ == CutMode::list && is_listed(frame.pts()));
        return;
    }
    for (const bool starts_shot : cut_detector_.push(frame)) {
        decide(starts_shot);
    }
}

/// True for the first frame at or after a listed time.
bool ShotReader::is_listed(const Rational& pts) {
    bool is_passed = false;
    while (next_listed_ < listed_.size() && listed_[next_listed_] <= pts + listed_tolerance) {
        ++next_listed_;
        is_passed = true;
    }
    return is_passed && read_count_ > 1;
}

/// About the oldest frame that waits.
void ShotReader::decide(bool starts_shot) {
    const Waiting waiting = std::move(waiting_.front());
    waiting_.pop_front();
    SourceFrame decided{waiting.frame, shot_, false, std::nullopt};
    if (starts_shot && previous_) {
        decided.shot = ++shot_;
        decided.cut = CutFound{waiting.frame.pts(), cut_score(*previous_, waiting.frame)};
    }
    decided.is_duplicate =
        waiting.is_duplicate && !decided.cut && duplicates_in_row_ < most_duplicates_in_row;
    duplicates_in_row_ = decided.is_duplicate ? duplicates_in_row_ + 1 : 0;
    previous_ = waiting.frame;
    ready_.push_back(std::move(decided));
}

}  // namespace nakawari
