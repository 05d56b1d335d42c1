/// Shots, duplicates and uneven times by what the pipeline knows about them; motion by small luma
/// pictures.
#include "training/footage_scan.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <deque>

#include "io/frame_source.h"
#include "pipeline/shot_reader.h"
#include "timeline/luma_picture.h"

namespace nakawari {

namespace {

/// Under this nothing moves that could be learnt from; noise of compression stays below it.
constexpr double least_motion = 0.35;
constexpr Size motion_picture{96, 54};
/// How far the middle frame may lie from the middle of its neighbours, as a share of an interval.
constexpr double most_unevenness = 0.1;

struct Seen {
    LumaPicture picture;
    Rational pts;
    int64_t number = 0;
    int64_t shot = 0;
    bool is_duplicate = false;
};

double change(const LumaPicture& a, const LumaPicture& b) {
    int64_t sum = 0;
    for (std::size_t i = 0; i < a.samples.size(); ++i) {
        sum += std::abs(int64_t{a.samples[i]} - int64_t{b.samples[i]});
    }
    return static_cast<double>(sum) / 256 / static_cast<double>(a.samples.size());
}

/// The newest seven frames, and what is wrong with them as a window.
class Window {
 public:
    void push(Seen seen) {
        frames_.push_back(std::move(seen));
        if (frames_.size() > static_cast<std::size_t>(window_frames)) {
            frames_.pop_front();
        }
    }

    [[nodiscard]] std::optional<WindowCenter> center() const {
        if (frames_.size() < static_cast<std::size_t>(window_frames) || !is_one_shot() ||
            !is_even()) {
            return std::nullopt;
        }
        const double motion = change(frames_[2].picture, frames_[4].picture);
        if (motion < least_motion) {
            return std::nullopt;
        }
        return WindowCenter{frames_[3].number, frames_[3].shot, motion};
    }

 private:
    [[nodiscard]] bool is_one_shot() const {
        return std::all_of(frames_.begin(), frames_.end(), [this](const Seen& seen) {
            const bool is_first = &seen == &frames_.front();
            return seen.shot == frames_.front().shot && (is_first || !seen.is_duplicate);
        });
    }
    [[nodiscard]] bool is_even() const {
        const double before = (frames_[3].pts - frames_[2].pts).to_double();
        const double after = (frames_[4].pts - frames_[3].pts).to_double();
        return before > 0 && std::abs(before - after) <= most_unevenness * (before + after);
    }

    std::deque<Seen> frames_;
};

/// Everything that lives while one clip is looked at.
class Scanner {
 public:
    Scanner(const ScanOptions& options, FrameSource& source, FootageScan& scan)
        : options_(options),
          scan_(scan),
          source_(source),
          reader_(source, CutOptions{}, Duplicates::collapsed) {}

    /// False after a stop.
    bool run(const std::stop_token& stop, const std::function<void(double)>& on_progress) {
        FootageFinding& finding = scan_.finding;
        const VideoInfo& video = *source_.info().video;
        const double expected = std::max(1.0, (video.duration * video.average_rate).to_double());
        while (finding.frames < options_.most_frames) {
            const std::optional<SourceFrame> next = reader_.next(stop);
            if (!next) {
                break;
            }
            take(*next);
            if (on_progress && finding.frames % 16 == 0) {
                on_progress(std::min(1.0, static_cast<double>(finding.frames) / expected));
            }
        }
        if (reader_.fault()) {
            finding.problems.push_back(
                NK_TEXT("The file is broken after some frames; only those before are used.")
            );
        } else if (finding.frames == options_.most_frames) {
            finding.problems.push_back(substitute(
                NK_TEXT("The clip is long: only its first %1 frames were looked at."),
                {std::to_string(options_.most_frames)}
            ));
        }
        return !stop.stop_requested();
    }

 private:
    void take(const SourceFrame& source) {
        FootageFinding& finding = scan_.finding;
        const int64_t number = finding.frames++;
        if (finding.shot_list.empty() || source.cut) {
            finding.shot_list.push_back({number, number, 0});
            finding.shots = static_cast<int64_t>(finding.shot_list.size());
        }
        finding.shot_list.back().last = number;
        window_.push(
            {make_luma_picture(source.frame, motion_picture),
             source.frame.pts(),
             number,
             finding.shots - 1,
             source.is_duplicate}
        );
        if (const auto center = window_.center()) {
            scan_.centers.push_back(*center);
            ++finding.usable_windows;
            ++finding.shot_list[static_cast<std::size_t>(center->shot)].usable_windows;
        }
    }

    const ScanOptions& options_;
    FootageScan& scan_;
    FrameSource& source_;
    ShotReader reader_;
    Window window_;
};

void judge_size(const ScanOptions& options, FootageScan& scan) {
    FootageFinding& finding = scan.finding;
    const int side = std::min(finding.size.width, finding.size.height);
    if (side >= options.smallest_side) {
        return;
    }
    finding.problems.push_back(substitute(
        NK_TEXT("The pictures are smaller than the crops of %1 pixels; the clip is not used."),
        {std::to_string(options.smallest_side)}
    ));
    scan.centers.clear();
    finding.usable_windows = 0;
    for (ShotFinding& shot : finding.shot_list) {
        shot.usable_windows = 0;
    }
}

}  // namespace

std::optional<FootageScan> scan_footage(
    const ScanOptions& options,
    const std::stop_token& stop,
    const std::function<void(double share)>& on_progress
) {
    FootageScan scan;
    scan.finding.path = options.source.path;
    try {
        const std::unique_ptr<FrameSource> source = FrameSource::open(options.source);
        scan.finding.size = source->info().video->size;
        scan.finding.rate = source->info().video->average_rate;
        if (!Scanner(options, *source, scan).run(stop, on_progress)) {
            return std::nullopt;
        }
    } catch (const Error& error) {
        if (error.category() != Category::input) {
            throw;
        }
        scan.finding.problems.push_back(substitute(error.message(), error.arguments()));
        return scan;
    }
    judge_size(options, scan);
    if (scan.finding.usable_windows == 0 && scan.finding.problems.empty()) {
        scan.finding.problems.push_back(
            NK_TEXT("There are no seven frames in a row with motion in one shot; the clip is not "
                    "used.")
        );
    }
    return scan;
}

}  // namespace nakawari
