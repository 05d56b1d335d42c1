/// Values of the engine as JSON, and how JSON is printed.
#include "app/cli_json.h"

#include <string>

#include "app/cli_text.h"

namespace nakawari::cli {
namespace {

using nlohmann::json;

void print(const json& value, int indent, std::FILE* out) {
    const std::string text =
        value.dump(indent, ' ', /*ensure_ascii=*/false, json::error_handler_t::replace);
    std::fprintf(out, "%s\n", text.c_str());
    std::fflush(out);
}

json to_json_value(const Color& color) {
    return {
        {"matrix", static_cast<int>(color.matrix)},
        {"primaries", static_cast<int>(color.primaries)},
        {"transfer", static_cast<int>(color.transfer)},
        {"range", name(color.range)},
        {"chroma_location", static_cast<int>(color.chroma_location)},
    };
}

json to_json_value(const VideoInfo& video) {
    json value{
        {"stream", video.stream_index},
        {"codec", video.codec},
        {"width", video.size.width},
        {"height", video.size.height},
        {"pixel_format", video.source_format},
        {"frame_format", video.format.to_string()},
        {"color_tagged", to_json_value(video.tagged)},
        {"color_used", to_json_value(video.color)},
        {"assumptions", video.assumptions},
        {"sample_aspect_ratio", video.sample_aspect.to_string()},
        {"rotation_degrees", video.rotation_degrees},
        {"average_rate", video.average_rate.to_string()},
        {"time_base", video.time_base.to_string()},
        {"start", video.start.to_string()},
        {"duration", video.duration.to_string()},
        {"interlaced", video.is_interlaced},
        {"dynamic_hdr", video.dynamic_hdr},
    };
    if (video.frame_count) {
        value["frames_by_container"] = *video.frame_count;
    }
    return value;
}

json to_json_value(const StreamInfo& stream) {
    json value{
        {"index", stream.index},
        {"type", name(stream.type)},
        {"codec", stream.codec},
        {"language", stream.language},
        {"title", stream.title},
        {"default", stream.is_default},
    };
    if (stream.type == StreamType::audio) {
        value["sample_rate"] = stream.sample_rate;
        value["channels"] = stream.channels;
    }
    if (stream.is_cover) {
        value["cover"] = true;
    }
    return value;
}

}  // namespace

void print_json_line(const json& value, std::FILE* out) {
    print(value, -1, out);
}

void print_json(const json& value, std::FILE* out) {
    print(value, 1, out);
}

json to_json_value(const InterpolatorInfo& model) {
    return {
        {"id", model.id},
        {"title", model.title},
        {"device", model.device},
        {"precision", model.precision},
        {"sha256", model.sha256},
    };
}

json to_json_value(const MediaInfo& info) {
    json streams = json::array();
    for (const StreamInfo& stream : info.streams) {
        streams.push_back(to_json_value(stream));
    }
    json chapters = json::array();
    for (const Chapter& chapter : info.chapters) {
        chapters.push_back(
            {{"start", chapter.start.to_string()},
             {"end", chapter.end.to_string()},
             {"title", chapter.title}}
        );
    }
    json metadata = json::array();  // a list: names may repeat
    for (const auto& [key, value] : info.metadata) {
        metadata.push_back({{"name", key}, {"value", value}});
    }
    return {
        {"path", info.path},
        {"container", info.container},
        {"start", info.start.to_string()},
        {"duration", info.duration.to_string()},
        {"video", info.video ? to_json_value(*info.video) : json()},
        {"streams", std::move(streams)},
        {"chapters", std::move(chapters)},
        {"metadata", std::move(metadata)},
    };
}

}  // namespace nakawari::cli
