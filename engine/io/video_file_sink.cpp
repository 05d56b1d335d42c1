/// Video files from frames.
#include "io/video_file_sink.h"

#include <algorithm>
#include <numeric>

#include "io/join.h"
#include "io/rotate.h"

namespace nakawari {
namespace {

constexpr int64_t largest_denominator = int64_t{1} << 30;
constexpr int64_t gif_ticks_per_second = 100;
constexpr int64_t shortest_gif_ticks = 2;

/// The largest rational of which both are multiples.
Rational common_unit(const Rational& a, const Rational& b) {
    if (a == Rational(0)) {
        return b;
    }
    const int64_t den = std::lcm(a.den(), b.den());
    return {std::gcd(a.num() * (den / a.den()), b.num() * (den / b.den())), den};
}

bool fits(const Rational& unit) {
    return unit.den() <= largest_denominator && unit.num() <= largest_denominator;
}

Rational sample_aspect_of(const VideoInfo& video, int turned_degrees) {
    const Rational aspect = video.sample_aspect > Rational(0) ? video.sample_aspect : Rational(1);
    return turned_degrees % 180 == 0 ? aspect : Rational(1) / aspect;
}

}  // namespace

Rational exact_time_base(const SinkSetup& setup, const OutputFormat& format) {
    const VideoInfo& video = *setup.source.video;
    if (format.kind == OutputKind::gif) {
        return {1, gif_ticks_per_second};
    }
    const bool is_trimmed = setup.source_options.from || setup.source_options.to;
    if (setup.output_rate) {
        const Rational interval = Rational(1) / *setup.output_rate;
        const Rational start = is_trimmed || video.start < Rational(0) ? Rational(0) : video.start;
        const Rational unit = common_unit(start, interval);
        return fits(unit) ? unit : interval;
    }
    Rational unit = video.time_base > Rational(0) ? video.time_base : Rational(1, 90000);
    unit = unit / Rational(setup.time_stretch.den());
    for (int i = 0; i < setup.time_base_depth; ++i) {
        unit = unit / Rational(2);
    }
    while (!fits(unit)) {
        unit = unit * Rational(2);  // coarser, but still what a container can write
    }
    return unit;
}

VideoFileSink::VideoFileSink(SinkSetup setup, OutputFormat format)
    : setup_(std::move(setup)),
      format_(std::move(format)),
      time_base_(exact_time_base(setup_, format_)),
      turned_degrees_(holds_rotation(format_) ? 0 : setup_.source.video->rotation_degrees),
      work_(setup_.options.path, setup_.begin),
      encoder_(segment_setup()) {
    if (format_.kind == OutputKind::gif) {
        const Size size = rotated_size(setup_.source.video->size, turned_degrees_);
        palette_ = std::make_unique<GifPalette>(
            size, av::to_av_format(format_.format), av::to_av(time_base_)
        );
    }
}

SegmentSetup VideoFileSink::segment_setup() const {
    SegmentSetup segments;
    segments.encoder = encoder_settings();
    segments.folder = work_.path();
    segments.segment_ticks = round_to_unit(setup_.segment_duration, time_base_);
    segments.job_json = setup_.journal_json;
    segments.begin = setup_.begin;
    return segments;
}

EncoderSettings VideoFileSink::encoder_settings() const {
    const VideoInfo& video = *setup_.source.video;
    EncoderSettings settings;
    settings.format = format_;
    if (format_.kind == OutputKind::gif) {
        settings.format.pixel_format = AV_PIX_FMT_PAL8;
    } else if (turned_degrees_ % 180 != 0) {
        PixelFormat turned = format_.format;
        std::swap(turned.chroma_shift_x, turned.chroma_shift_y);
        settings.format.pixel_format = av::to_av_format(turned);
    }
    settings.size = rotated_size(video.size, turned_degrees_);
    settings.sample_aspect = sample_aspect_of(video, turned_degrees_);
    settings.time_base = time_base_;
    const Rational rate = video.average_rate > Rational(0) ? video.average_rate : Rational(25);
    settings.rate = setup_.output_rate.value_or(
        rate * Rational(1 << setup_.time_base_depth) / setup_.time_stretch
    );
    settings.crf = setup_.options.crf;
    settings.preset = setup_.options.preset;
    settings.threads = std::max(1, setup_.threads);
    settings.mastering_display = video.mastering_display;
    settings.content_light = video.content_light;
    return settings;
}

VideoFileSink::Ticks VideoFileSink::to_ticks(const Rational& pts, const Rational& duration) const {
    const int64_t first = round_to_unit(pts, time_base_);
    return {first, round_to_unit(pts + duration, time_base_) - first};
}

void VideoFileSink::write(const Frame& frame) {
    const Ticks shown = to_ticks(frame.pts(), frame.duration());
    const Frame turned = rotate(frame, turned_degrees_);
    if (palette_) {
        write_gif(turned, shown);
    } else {
        const av::FramePtr picture = av::to_av_frame(turned);
        encoder_.write(*picture, shown.pts, shown.duration, taken_);
    }
    ++taken_;
}

void VideoFileSink::skip(const Rational& pts, const Rational& duration) {
    const Ticks shown = to_ticks(pts, duration);
    if (!palette_) {
        encoder_.skip(shown.pts, shown.duration);
    } else if (place_in_gif(shown)) {
        ++gif_done_;
        encoder_.skip(gif_times_.back().shown.pts, gif_times_.back().shown.duration);
    }
    ++taken_;
}

void VideoFileSink::set_unfinished(Unfinished unfinished) {
    // Half a stream has gone to standard output: nobody can go on with that.
    work_.set_unfinished(setup_.options.path == "-" ? Unfinished::removed : unfinished);
}

/// False for a picture that is left out.
bool VideoFileSink::place_in_gif(const Ticks& shown) {
    if (!gif_times_.empty()) {
        Ticks& before = gif_times_.back().shown;
        if (shown.pts < before.pts + shortest_gif_ticks) {
            ++left_out_;
            before.duration = shown.pts + shown.duration - before.pts;
            return false;
        }
        before.duration = shown.pts - before.pts;
    }
    gif_times_.push_back({{shown.pts, std::max(shown.duration, shortest_gif_ticks)}, taken_});
    return true;
}

void VideoFileSink::write_gif(const Frame& frame, const Ticks& shown) {
    if (!place_in_gif(shown)) {
        return;
    }
    const av::FramePtr picture = av::to_av_frame(frame);
    picture->pts = shown.pts;
    palette_->feed(*picture, [this](AVFrame& ready) { encode_gif(ready); });
}

void VideoFileSink::encode_gif(AVFrame& ready) {
    const GifTime& time = gif_times_[gif_done_++];
    encoder_.write(ready, time.shown.pts, time.shown.duration, time.taken);
}

/// A source that now ends before the point where the job is to go on.
void VideoFileSink::check_all_skipped() const {
    if (taken_ < encoder_.frames_done()) {
        throw Error(
            Category::input,
            NK_TEXT("“%1” ends before the point where the job was interrupted, so it cannot be "
                    "resumed: start it anew."),
            {setup_.source.path}
        );
    }
}

std::vector<StreamOutcome> VideoFileSink::finish() {
    check_all_skipped();
    // A run that was killed after its very last step but one: nothing is left to do.
    if (encoder_.result() && is_published(work_.path(), setup_.options.path)) {
        return encoder_.result()->streams;
    }
    if (palette_) {
        palette_->finish([this](AVFrame& ready) { encode_gif(ready); });
    }
    encoder_.finish(taken_);
    if (encoder_.video().frame_pts.empty()) {
        throw Error(
            Category::input,
            NK_TEXT("“%1” gave no frame, so nothing was written."),
            {setup_.source.path}
        );
    }
    const bool is_stream = setup_.options.path == "-";
    const std::string joined = is_stream ? "-" : (work_.path() / "joined").string();
    std::vector<StreamOutcome> outcomes = format_.outcomes;
    const JoinSetup join_setup{
        setup_,
        format_,
        encoder_.video(),
        encoder_.parameters(),
        time_base_,
        sample_aspect_of(*setup_.source.video, turned_degrees_),
        joined};
    for (StreamOutcome& outcome : join(join_setup)) {
        outcomes.push_back(std::move(outcome));
    }
    if (left_out_ > 0) {
        outcomes.push_back(
            {"frame rate",
             StreamOutcome::Action::converted,
             substitute(
                 NK_TEXT("GIF shows no picture for less than 20 ms: %1 frames were left out."),
                 {std::to_string(left_out_)}
             )}
        );
    }
    if (!is_stream) {
        flush_to_disk(joined);
        encoder_.set_result({file_state(joined), outcomes});
        WorkFolder::publish(joined, setup_.options.path, setup_.options.overwrite);
    }
    return outcomes;
}

}  // namespace nakawari
