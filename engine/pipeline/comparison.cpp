/// Points of a clip where a picture can be made, and the frames that make it.
#include "pipeline/comparison.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include "core/log.h"
#include "core/process_memory.h"
#include "io/color_converter.h"
#include "io/frame_source.h"
#include "pipeline/numbered_frames.h"
#include "pipeline/shot_reader.h"
#include "timeline/quad_window.h"

namespace nakawari {
namespace {

using QuadNumbers = std::array<int64_t, 4>;

/// Times and shots of all frames of a clip.
struct ClipTimes {
    std::vector<Rational> pts;      ///< of the file
    std::vector<ShotBounds> shots;  ///< in order
};

ClipTimes read_times(FrameSource& source, const CutOptions& cuts, const std::stop_token& stop) {
    ShotReader reader(source, cuts, Duplicates::kept);
    ClipTimes times;
    int64_t shot = -1;
    while (const std::optional<SourceFrame> next = reader.next(stop)) {
        const auto number = static_cast<int64_t>(times.pts.size());
        times.pts.push_back(next->frame.pts());
        if (next->shot != shot) {
            shot = next->shot;
            times.shots.push_back({number, number});
        }
        times.shots.back().last = number;
    }
    if (reader.fault()) {
        log::warn(reader.fault()->what());  // what could be read is compared
    }
    return times;
}

}  // namespace

struct CompareSource::Private {
    Private(const SourceOptions& source, const CutOptions& cuts, const std::stop_token& stop) {
        auto first = FrameSource::open(source);
        info = first->info();
        ClipTimes times = read_times(*first, cuts, stop);
        shots = std::move(times.shots);
        frames.emplace(source, FrameSource::open(source), std::move(times.pts));
        for (const ShotBounds& shot : shots) {
            add_points(shot);
        }
    }

    void add_points(const ShotBounds& shot) {
        for (int64_t n = shot.first; n < shot.last; ++n) {
            if (held_out_window(n, shot)) {
                held_out.push_back({Reference::held_out, n, time_of(n)});
            }
            agreement.push_back(
                {Reference::agreement, n, (time_of(n) + time_of(n + 1)) / Rational(2)}
            );
        }
    }

    /// From the clip's start.
    [[nodiscard]] Rational time_of(int64_t number) const {
        const std::vector<Rational>& times = frames->times();
        return times.at(static_cast<std::size_t>(number)) - times.front();
    }

    [[nodiscard]] QuadNumbers window(const ComparePoint& point) const {
        const auto shot = std::find_if(shots.begin(), shots.end(), [&](const ShotBounds& bounds) {
            return point.number >= bounds.first && point.number <= bounds.last;
        });
        if (shot != shots.end()) {
            if (point.reference == Reference::held_out) {
                if (const auto numbers = held_out_window(point.number, *shot)) {
                    return *numbers;
                }
            } else if (point.number < shot->last) {
                return quad_window(point.number, *shot);
            }
        }
        throw Error(
            Category::input,
            NK_TEXT("Frame %1 of “%2” has no neighbours in its own shot to make a picture from."),
            {std::to_string(point.number), info.path}
        );
    }

    MediaInfo info;
    std::vector<ShotBounds> shots;
    std::optional<NumberedFrames> frames;
    ColorConverter converter;
    std::vector<ComparePoint> held_out;
    std::vector<ComparePoint> agreement;
};

CompareSource::CompareSource(
    const SourceOptions& source, const CutOptions& cuts, const std::stop_token& stop
)
    : private_(std::make_unique<Private>(source, cuts, stop)) {}

CompareSource::~CompareSource() = default;

const MediaInfo& CompareSource::info() const {
    return private_->info;
}

const std::vector<ComparePoint>& CompareSource::points(Reference reference) const {
    return reference == Reference::held_out ? private_->held_out : private_->agreement;
}

std::optional<ComparePoint> CompareSource::nearest(Reference reference, const Rational& pts) const {
    const std::vector<ComparePoint>& all = points(reference);
    const auto after = std::lower_bound(
        all.begin(),
        all.end(),
        pts,
        [](const ComparePoint& point, const Rational& time) { return point.pts < time; }
    );
    if (after == all.begin()) {
        return all.empty() ? std::nullopt : std::optional(all.front());
    }
    const ComparePoint& before = *std::prev(after);
    return after == all.end() || pts - before.pts <= after->pts - pts ? before : *after;
}

std::optional<CompareInput> CompareSource::load(
    const ComparePoint& point, const std::stop_token& stop
) {
    const QuadNumbers window = private_->window(point);
    std::vector<int64_t> wanted(window.begin(), window.end());
    if (point.reference == Reference::held_out) {
        wanted.push_back(point.number);
    }
    // In rising order, so that decoding goes forward; a repeated frame is converted once.
    std::sort(wanted.begin(), wanted.end());
    std::map<int64_t, Frame> pictures;
    for (const int64_t number : wanted) {
        if (!pictures.contains(number)) {
            const std::optional<Frame> frame = private_->frames->get(number, stop);
            if (!frame) {
                return std::nullopt;
            }
            pictures.emplace(number, private_->converter.to_rgb_float(*frame));
        }
    }
    CompareInput input{
        point,
        {pictures.at(window[0]),
         pictures.at(window[1]),
         pictures.at(window[2]),
         pictures.at(window[3])},
        std::nullopt};
    if (point.reference == Reference::held_out) {
        input.truth = pictures.at(point.number);
    }
    return input;
}

ComparePicture make_picture(Interpolator& interpolator, const CompareInput& input) {
    using Clock = std::chrono::steady_clock;
    reset_peak_memory();
    const Clock::time_point start = Clock::now();
    Frame picture = interpolator.interpolate(input.frames);
    const double milliseconds =
        std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    return {interpolator.info(), std::move(picture), milliseconds, peak_memory_bytes()};
}

}  // namespace nakawari
