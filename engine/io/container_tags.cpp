/// Tags of the output.
#include "io/container_tags.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "io/time_map.h"

extern "C" {
#include <libavutil/avstring.h>
#include <libavutil/display.h>
#include <libavutil/mastering_display_metadata.h>
}

namespace nakawari {
namespace {

using Action = StreamOutcome::Action;

/// Adds side data of a plain struct type to a stream, which owns it.
template <typename T>
void add_side_data(AVStream& stream, AVPacketSideDataType type, const T& value) {
    uint8_t* data = av_stream_new_side_data(&stream, type, sizeof(T));
    if (data == nullptr) {
        throw std::bad_alloc();
    }
    std::memcpy(data, &value, sizeof(T));
}

void add_hdr(const VideoInfo& video, AVStream& stream) {
    if (video.mastering_display) {
        const MasteringDisplay& source = *video.mastering_display;
        AVMasteringDisplayMetadata display{};
        for (std::size_t i = 0; i < 3; ++i) {
            display.display_primaries[i][0] = av::to_av(source.primaries[i][0]);
            display.display_primaries[i][1] = av::to_av(source.primaries[i][1]);
        }
        display.white_point[0] = av::to_av(source.white_point[0]);
        display.white_point[1] = av::to_av(source.white_point[1]);
        display.min_luminance = av::to_av(source.min_luminance);
        display.max_luminance = av::to_av(source.max_luminance);
        display.has_primaries = source.has_primaries ? 1 : 0;
        display.has_luminance = source.has_luminance ? 1 : 0;
        add_side_data(stream, AV_PKT_DATA_MASTERING_DISPLAY_METADATA, display);
    }
    if (video.content_light) {
        AVContentLightMetadata light{};
        light.MaxCLL = static_cast<unsigned>(video.content_light->max_content);
        light.MaxFALL = static_cast<unsigned>(video.content_light->max_frame_average);
        add_side_data(stream, AV_PKT_DATA_CONTENT_LIGHT_LEVEL, light);
    }
}

void add_rotation(int degrees, AVStream& stream) {
    std::array<int32_t, 9> matrix{};
    av_display_rotation_set(matrix.data(), degrees);
    add_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, matrix);
}

bool is_technical(const std::string& key) {
    static constexpr std::array names = {
        "encoder", "major_brand", "minor_version", "compatible_brands", "duration", "timecode"};
    return std::any_of(names.begin(), names.end(), [&](const char* name) {
        return av_strcasecmp(key.c_str(), name) == 0;
    });
}

/// mp4 and mov write known keys only: the job goes into the first of these that is free.
const char* job_key(const OutputFormat& format, const AVDictionary* metadata) {
    if (format.container == "mkv" || format.container == "webm") {
        return "NAKAWARI_JOB";
    }
    return av_dict_get(metadata, "comment", nullptr, 0) == nullptr ? "comment" : "synopsis";
}

void add_chapters(
    const JoinSetup& setup, AVFormatContext& context, std::vector<StreamOutcome>& outcomes
) {
    constexpr AVRational unit = {1, 1000000};
    const TimeMap map = make_time_map(setup.sink);
    std::vector<AVChapter*> chapters;
    for (const Chapter& source : setup.sink.source.chapters) {
        const Rational start = std::max(source.start, map.from.value_or(source.start));
        const Rational end = std::min(source.end, map.to.value_or(source.end));
        if (start >= end) {
            continue;
        }
        auto* chapter = static_cast<AVChapter*>(av_mallocz(sizeof(AVChapter)));
        chapter->id = static_cast<int64_t>(chapters.size()) + 1;
        chapter->time_base = unit;
        chapter->start = round_to_unit(map(start), av::to_rational(unit));
        chapter->end = round_to_unit(map(end), av::to_rational(unit));
        av_dict_set(&chapter->metadata, "title", source.title.c_str(), 0);
        chapters.push_back(chapter);
    }
    if (chapters.empty()) {
        return;
    }
    context.chapters =
        static_cast<AVChapter**>(av_malloc_array(chapters.size(), sizeof(AVChapter*)));
    std::copy(chapters.begin(), chapters.end(), context.chapters);
    context.nb_chapters = static_cast<unsigned>(chapters.size());
    outcomes.push_back({"chapters", Action::kept, {}});
}

}  // namespace

void write_video_tags(const JoinSetup& setup, AVStream& stream) {
    const VideoInfo& video = *setup.sink.source.video;
    stream.sample_aspect_ratio = av::to_av(setup.sample_aspect);
    stream.codecpar->sample_aspect_ratio = stream.sample_aspect_ratio;
    stream.disposition = AV_DISPOSITION_DEFAULT;
    if (holds_rotation(setup.format) && video.rotation_degrees != 0) {
        add_rotation(video.rotation_degrees, stream);
    }
    if (setup.format.codec == "hevc" && setup.format.muxer != "matroska") {
        stream.codecpar->codec_tag = MKTAG('h', 'v', 'c', '1');  // the tag that QuickTime plays
    }
    add_hdr(video, stream);
    for (const StreamInfo& info : setup.sink.source.streams) {
        if (info.index == video.stream_index) {
            av_dict_set(
                &stream.metadata,
                "language",
                info.language.empty() ? nullptr : info.language.c_str(),
                0
            );
            av_dict_set(
                &stream.metadata, "title", info.title.empty() ? nullptr : info.title.c_str(), 0
            );
        }
    }
}

void write_container_tags(
    const JoinSetup& setup, AVFormatContext& context, std::vector<StreamOutcome>& outcomes
) {
    const SinkSetup& sink = setup.sink;
    const VideoInfo& video = *sink.source.video;
    for (const auto& [key, value] : sink.source.metadata) {
        if (!is_technical(key)) {
            av_dict_set(&context.metadata, key.c_str(), value.c_str(), 0);
        }
    }
    if (av_dict_count(context.metadata) > 0) {
        outcomes.push_back({"metadata", Action::kept, {}});
    }
    if (sink.options.write_job_metadata && !sink.job_json.empty()) {
        av_dict_set(
            &context.metadata, job_key(setup.format, context.metadata), sink.job_json.c_str(), 0
        );
    }
    add_chapters(setup, context, outcomes);
    if (video.rotation_degrees != 0) {
        const bool is_kept = holds_rotation(setup.format);
        outcomes.push_back(
            {"rotation",
             is_kept ? Action::kept : Action::converted,
             is_kept
                 ? std::string()
                 : substitute(
                       NK_TEXT(
                           "%1 cannot be told to show pictures turned: the pictures were turned."
                       ),
                       {setup.format.container}
                   )}
        );
    }
    for (const std::string& name : video.dynamic_hdr) {
        outcomes.push_back(
            {name,
             Action::dropped,
             NK_TEXT("It describes the source's frames and cannot be made for new ones.")}
        );
    }
}

}  // namespace nakawari
