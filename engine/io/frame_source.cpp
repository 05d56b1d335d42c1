/// Reads pictures, repairs their times, deinterlaces and trims.
#include "io/frame_source.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "core/log.h"
#include "io/av_frame.h"
#include "io/color_assumptions.h"
#include "io/color_converter.h"
#include "io/deinterlacer.h"
#include "io/image_sequence.h"
#include "io/picture_reader.h"
#include "io/timestamp_repair.h"

namespace nakawari {
namespace {

FieldOrder field_order(const AVFrame& picture) {
    return picture.interlaced_frame == 0  ? FieldOrder::progressive
           : picture.top_field_first != 0 ? FieldOrder::top_first
                                          : FieldOrder::bottom_first;
}

std::unique_ptr<PictureReader> open_reader(const SourceOptions& options) {
    if (auto pictures = find_pictures(options.path)) {
        return open_sequence_reader(options, std::move(*pictures));
    }
    return open_stream_reader(options);
}

/// What a frame lasts as long as nothing better is known.
Rational usual_interval(const VideoInfo& video) {
    return video.average_rate > 0 ? Rational(1) / video.average_rate : Rational(1, 25);
}

class PictureSource final : public FrameSource {
 public:
    explicit PictureSource(SourceOptions options);

    const MediaInfo& info() const override { return info_; }
    std::optional<Frame> next(const std::stop_token& stop) override;
    void seek(const Rational& pts) override;

 private:
    struct Timed {
        av::FramePtr frame;
        Rational pts;
        Rational duration;
    };

    [[nodiscard]] const VideoInfo& video() const { return *info_.video; }
    void open_first();
    void restart_at(const Rational& pts);
    void read(const std::stop_token& stop);
    void take(Picture picture);
    void time_waiting(const std::vector<Rational>& times);
    void give(const av::FramePtr& picture, const Rational& pts, const Rational& duration);
    void finish();
    Frame to_frame(const AVFrame& picture);
    void keep(std::vector<Frame> frames);
    [[nodiscard]] bool is_past_range(const Rational& pts) const;
    void report_end() const;

    const SourceOptions options_;
    std::unique_ptr<PictureReader> reader_;
    MediaInfo info_;
    std::optional<TimestampRepair> repair_;
    std::deque<Picture> untimed_;  ///< decoded, their timestamps not certain yet
    std::optional<Deinterlacer> deinterlacer_;
    ColorConverter converter_;  ///< for pictures whose format differs from the first one's
    bool is_format_change_logged_ = false;
    std::deque<Frame> ready_;
    std::optional<Rational> first_wanted_;
    bool is_finished_ = false;
    int64_t picture_count_ = 0;  ///< decoded, since the last seek
    int64_t given_count_ = 0;    ///< frames given, ever
};

PictureSource::PictureSource(SourceOptions options)
    : options_(std::move(options)), reader_(open_reader(options_)) {
    if (options_.from && options_.to && *options_.from >= *options_.to) {
        throw Error(Category::usage, NK_TEXT("The start of the range must be before its end."), {});
    }
    open_first();
    if (options_.from && *options_.from > 0) {
        seek(video().start);
    }
}

/// Everything about the pictures is learnt from the first one: headers may be wrong.
void PictureSource::open_first() {
    std::optional<Picture> first = reader_->next({});
    if (!first) {
        const std::string fault = reader_->fault();
        throw Error(
            Category::input,
            fault.empty() ? NK_TEXT("“%1” holds no video frame that can be decoded.")
                          : NK_TEXT("“%1” holds no video frame that can be decoded: %2."),
            {options_.path, fault}
        );
    }
    info_ = reader_->describe(*first->frame);
    repair_.emplace(usual_interval(video()));
    take(std::move(*first));
    while (ready_.empty() && !is_finished_) {
        read({});
    }
    if (!ready_.empty()) {
        info_.video->start = ready_.front().pts();
    }
}

std::optional<Frame> PictureSource::next(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        if (!ready_.empty()) {
            Frame frame = std::move(ready_.front());
            ready_.pop_front();
            if (is_past_range(frame.pts())) {
                ready_.clear();
                is_finished_ = true;
                continue;
            }
            ++given_count_;
            return frame;
        }
        if (is_finished_) {
            report_end();
            return std::nullopt;
        }
        read(stop);
    }
    return std::nullopt;
}

bool PictureSource::is_past_range(const Rational& pts) const {
    return options_.to && pts - video().start >= *options_.to;
}

/// Frames before the fault have been given; now say that more should have come.
void PictureSource::report_end() const {
    if (const std::string fault = reader_->fault(); !fault.empty()) {
        throw Error(
            Category::input,
            NK_TEXT("“%1” is damaged or cut short: %2 frames could be read (%3)."),
            {options_.path, std::to_string(picture_count_), fault}
        );
    }
    if (given_count_ == 0 && (options_.from || options_.to)) {
        throw Error(
            Category::usage,
            NK_TEXT("“%1” has no frame in the chosen range; it is %2 seconds long."),
            {options_.path, std::to_string(video().duration.to_double())}
        );
    }
}

void PictureSource::seek(const Rational& pts) {
    const Rational earliest = video().start + options_.from.value_or(0);
    const Rational target = std::max(pts, earliest);
    restart_at(target);
    first_wanted_ = target;
}

void PictureSource::restart_at(const Rational& pts) {
    ready_.clear();
    untimed_.clear();
    deinterlacer_.reset();
    repair_.emplace(usual_interval(video()));
    is_finished_ = false;
    picture_count_ = 0;
    reader_->seek(pts);
}

/// One picture further: afterwards a frame may be ready, or the end is reached.
void PictureSource::read(const std::stop_token& stop) {
    std::optional<Picture> picture = reader_->next(stop);
    if (picture) {
        take(std::move(*picture));
    } else if (!stop.stop_requested()) {
        finish();
    }
}

void PictureSource::take(Picture picture) {
    const Size size{picture.frame->width, picture.frame->height};
    if (size != video().size) {
        const auto text = [](Size s) {
            return std::to_string(s.width) + "×" + std::to_string(s.height);
        };
        throw Error(
            Category::input,
            NK_TEXT("“%1” changes its picture size from %2 to %3 after %4 frames; cut it there."),
            {options_.path, text(video().size), text(size), std::to_string(picture_count_)}
        );
    }
    ++picture_count_;
    const std::optional<Rational> pts = picture.pts;
    untimed_.push_back(std::move(picture));
    time_waiting(repair_->push(pts));
}

void PictureSource::time_waiting(const std::vector<Rational>& times) {
    for (const Rational& pts : times) {
        const Picture picture = std::move(untimed_.front());
        untimed_.pop_front();
        give(picture.frame, pts, picture.duration);
    }
}

void PictureSource::give(
    const av::FramePtr& picture, const Rational& pts, const Rational& duration
) {
    const FieldOrder order = field_order(*picture);
    const bool is_unwanted = first_wanted_ && pts < *first_wanted_;
    if (is_unwanted && order == FieldOrder::progressive && !deinterlacer_) {
        return;
    }
    const Frame frame = to_frame(*picture).with_time(pts, duration);
    if (options_.deinterlace && order != FieldOrder::progressive && !deinterlacer_ &&
        Deinterlacer::is_possible(frame)) {
        deinterlacer_.emplace(frame);
    }
    keep(deinterlacer_ ? deinterlacer_->push(frame, order) : std::vector<Frame>{frame});
}

void PictureSource::keep(std::vector<Frame> frames) {
    for (Frame& frame : frames) {
        if (!first_wanted_ || frame.pts() >= *first_wanted_) {
            ready_.push_back(std::move(frame));
        }
    }
}

void PictureSource::finish() {
    time_waiting(repair_->finish());
    if (deinterlacer_) {
        keep(deinterlacer_->finish());
    }
    is_finished_ = true;
    if (reader_->error_count() > 0) {
        log::warn(substitute(
            NK_TEXT("“%1”: %2 damaged parts of the video were skipped."),
            {options_.path, std::to_string(reader_->error_count())}
        ));
    }
    if (repair_->repaired_count() > 0) {
        log::warn(substitute(
            NK_TEXT("“%1”: %2 missing or backward timestamps were repaired."),
            {options_.path, std::to_string(repair_->repaired_count())}
        ));
    }
}

Frame PictureSource::to_frame(const AVFrame& picture) {
    const auto source_format = static_cast<AVPixelFormat>(picture.format);
    const std::optional<PixelFormat> format = av::to_pixel_format(source_format);
    if (!format) {
        throw Error(
            Category::input,
            NK_TEXT("“%1” stores its pictures as %2, which cannot be read."),
            {options_.path, av::format_name(source_format)}
        );
    }
    PixelFormat without_alpha = *format;
    without_alpha.has_alpha = false;
    if (*format == video().format || without_alpha == video().format) {
        return av::to_frame(picture, video().format, video().color);
    }
    if (!std::exchange(is_format_change_logged_, true)) {
        log::warn(substitute(
            NK_TEXT("“%1” changes its pixel format from %2 to %3; the first one is kept."),
            {options_.path, video().source_format, av::format_name(source_format)}
        ));
    }
    const Color color =
        assume_color(av::to_color(picture), *format, video().size, options_.color_matrix).color;
    return converter_.convert(av::to_frame(picture, *format, color), video().format, video().color);
}

}  // namespace

std::unique_ptr<FrameSource> FrameSource::open(const SourceOptions& options) {
    return std::make_unique<PictureSource>(options);
}

}  // namespace nakawari
