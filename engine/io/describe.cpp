/// From libav's structures to the plain values of media_info.h.
#include "io/describe.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>

#include "io/av_frame.h"
#include "io/color_assumptions.h"
#include "io/hdr.h"

extern "C" {
#include <libavutil/display.h>
}

namespace nakawari {
namespace {

StreamType stream_type(const AVCodecParameters& parameters) {
    switch (parameters.codec_type) {
        case AVMEDIA_TYPE_VIDEO:
            return StreamType::video;
        case AVMEDIA_TYPE_AUDIO:
            return StreamType::audio;
        case AVMEDIA_TYPE_SUBTITLE:
            return StreamType::subtitle;
        case AVMEDIA_TYPE_ATTACHMENT:
            return StreamType::attachment;
        default:
            return StreamType::data;
    }
}

StreamInfo describe_stream(const AVStream& stream) {
    StreamInfo info;
    info.index = stream.index;
    info.type = stream_type(*stream.codecpar);
    info.codec = avcodec_get_name(stream.codecpar->codec_id);
    info.language = av::metadata_value(stream.metadata, "language");
    if (info.language == "und") {  // ISO 639-2 for "not known": as if nothing were said
        info.language.clear();
    }
    info.title = av::metadata_value(stream.metadata, "title");
    info.is_default = (stream.disposition & AV_DISPOSITION_DEFAULT) != 0;
    info.is_cover = (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
    info.sample_rate = stream.codecpar->sample_rate;
    info.channels = stream.codecpar->ch_layout.nb_channels;
    return info;
}

/// The display matrix turns counter-clockwise by its angle.
int clockwise_degrees(const uint8_t* matrix) {
    const double angle = av_display_rotation_get(reinterpret_cast<const int32_t*>(matrix));
    if (std::isnan(angle)) {
        return 0;
    }
    const int quarters = static_cast<int>(std::lround(-angle / 90.0));
    return ((quarters % 4) + 4) % 4 * 90;
}

int rotation_degrees(const AVStream& stream, const AVFrame& first) {
    if (const uint8_t* matrix =
            av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, nullptr)) {
        return clockwise_degrees(matrix);
    }
    const AVFrameSideData* side = av_frame_get_side_data(&first, AV_FRAME_DATA_DISPLAYMATRIX);
    return side == nullptr ? 0 : clockwise_degrees(side->data);
}

Rational stream_duration(const AVFormatContext& context, const AVStream& stream) {
    const Rational own = av::to_seconds(stream.duration, stream.time_base).value_or(0);
    if (own > 0) {
        return own;
    }
    const Rational whole = av::to_seconds(context.duration, AV_TIME_BASE_Q).value_or(0);
    return std::max(whole, Rational(0));
}

std::optional<int64_t> frame_count(const AVStream& stream) {
    if (stream.nb_frames > 0) {
        return stream.nb_frames;
    }
    for (const char* key : {"NUMBER_OF_FRAMES", "NUMBER_OF_FRAMES-eng"}) {  // of mkvmerge
        const std::string text = av::metadata_value(stream.metadata, key);
        int64_t count = 0;
        const auto result = std::from_chars(text.data(), text.data() + text.size(), count);
        if (result.ec == std::errc{} && count > 0) {
            return count;
        }
    }
    return std::nullopt;
}

PixelFormat picture_format(const AVFrame& first, const SourceOptions& options) {
    const auto source_format = static_cast<AVPixelFormat>(first.format);
    const std::optional<PixelFormat> format = av::to_pixel_format(source_format);
    if (!format) {
        throw Error(
            Category::input,
            NK_TEXT("“%1” stores its pictures as %2, which cannot be read."),
            {options.path, av::format_name(source_format)}
        );
    }
    return *format;
}

void merge_tags(Color& tagged, const Color& of_stream) {
    if (tagged.matrix == ColorMatrix::unspecified) {
        tagged.matrix = of_stream.matrix;
    }
    if (tagged.primaries == ColorPrimaries::unspecified) {
        tagged.primaries = of_stream.primaries;
    }
    if (tagged.transfer == ColorTransfer::unspecified) {
        tagged.transfer = of_stream.transfer;
    }
    if (tagged.range == ColorRange::unspecified) {
        tagged.range = of_stream.range;
    }
    if (tagged.chroma_location == ChromaLocation::unspecified) {
        tagged.chroma_location = of_stream.chroma_location;
    }
}

void complete_color(VideoInfo& video, const SourceOptions& options) {
    AssumedColor assumed =
        assume_color(video.tagged, video.format, video.size, options.color_matrix);
    video.color = assumed.color;
    video.assumptions = std::move(assumed.assumptions);
}

}  // namespace

MediaInfo describe_container(const AVFormatContext& context, const std::string& path) {
    MediaInfo info;
    info.path = path;
    info.container = context.iformat->name;
    info.duration = av::to_seconds(context.duration, AV_TIME_BASE_Q).value_or(0);
    info.metadata = av::to_metadata(context.metadata);
    std::optional<Rational> start;
    for (const AVStream* stream : std::span(context.streams, context.nb_streams)) {
        info.streams.push_back(describe_stream(*stream));
        const auto stream_start = av::to_seconds(stream->start_time, stream->time_base);
        if (stream_start && !info.streams.back().is_cover) {
            start = start ? std::min(*start, *stream_start) : *stream_start;
        }
    }
    info.start = start.value_or(0);
    for (const AVChapter* chapter : std::span(context.chapters, context.nb_chapters)) {
        info.chapters.push_back(
            {av::to_seconds(chapter->start, chapter->time_base).value_or(0),
             av::to_seconds(chapter->end, chapter->time_base).value_or(0),
             av::metadata_value(chapter->metadata, "title")}
        );
    }
    return info;
}

VideoInfo describe_picture(const AVFrame& first, const SourceOptions& options) {
    VideoInfo video;
    const auto source_format = static_cast<AVPixelFormat>(first.format);
    video.size = {first.width, first.height};
    video.source_format = av::format_name(source_format);
    video.format = picture_format(first, options);
    if (source_format == AV_PIX_FMT_PAL8) {
        // Every palette could hold transparency; few do.
        video.format.has_alpha = av::has_transparency(first);
    }
    video.tagged = av::to_color(first);
    video.is_interlaced = first.interlaced_frame != 0;
    video.mastering_display = mastering_display(first);
    video.content_light = content_light(first);
    video.dynamic_hdr = dynamic_hdr(first);
    complete_color(video, options);
    return video;
}

void note_linear_light(VideoInfo& video) {
    if (video.codec == "exr") {
        video.assumptions.emplace_back(
            NK_TEXT("OpenEXR holds linear light: it is encoded with the sRGB curve.")
        );
    }
}

VideoInfo describe_video(
    AVFormatContext& context, int stream_index, const AVFrame& first, const SourceOptions& options
) {
    AVStream& stream = *context.streams[stream_index];
    VideoInfo video = describe_picture(first, options);
    video.stream_index = stream_index;
    video.codec = avcodec_get_name(stream.codecpar->codec_id);
    if (stream.codecpar->codec_id == AV_CODEC_ID_GIF) {
        video.format.has_alpha = av::has_transparency(first);  // decoded with alpha always
    }
    merge_tags(video.tagged, av::to_color(*stream.codecpar));
    complete_color(video, options);
    note_linear_light(video);
    AVFrame* picture = const_cast<AVFrame*>(&first);  // only read, whatever the signature says
    const Rational aspect =
        av::to_rational(av_guess_sample_aspect_ratio(&context, &stream, picture));
    video.sample_aspect = aspect > 0 ? aspect : Rational(1);
    video.rotation_degrees = rotation_degrees(stream, first);
    video.average_rate = av::to_rational(stream.avg_frame_rate);
    if (video.average_rate <= 0) {
        video.average_rate = av::to_rational(stream.r_frame_rate);
    }
    video.time_base = av::to_rational(stream.time_base);
    video.duration = stream_duration(context, stream);
    video.frame_count = frame_count(stream);
    const AVFieldOrder order = stream.codecpar->field_order;
    video.is_interlaced =
        video.is_interlaced || (order != AV_FIELD_UNKNOWN && order != AV_FIELD_PROGRESSIVE);
    add_stream_hdr(stream, video);
    return video;
}

}  // namespace nakawari
