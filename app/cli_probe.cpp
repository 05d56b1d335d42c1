/// nakawari-cli probe: what the program sees in a file.
#include <cstdio>

#include "app/cli_commands.h"
#include "app/cli_json.h"
#include "app/cli_text.h"
#include "app/cli_values.h"
#include "io/media_info.h"

namespace nakawari::cli {
namespace {

void print(const std::string& line) {
    std::printf("%s\n", line.c_str());
}

void print_video(const VideoInfo& video) {
    print(
        format("  video %d: %s, ", video.stream_index, video.codec.c_str()) +
        format("%d×%d, %s", video.size.width, video.size.height, video.source_format.c_str())
    );
    print(
        format(
            "    rate %.3f frames/s (%s)",
            video.average_rate.to_double(),
            video.average_rate.to_string().c_str()
        ) +
        ", first frame at " + format_time(video.start) + ", length " + format_time(video.duration) +
        (video.frame_count
             ? format(", %lld frames by the container", static_cast<long long>(*video.frame_count))
             : "")
    );
    print(
        "    colour " + name(video.color.matrix) + ", " + name(video.color.range) + " range" +
        (video.is_interlaced ? ", interlaced" : "")
    );
    if (video.sample_aspect != Rational(1)) {
        print("    sample aspect ratio " + video.sample_aspect.to_string());
    }
    if (video.rotation_degrees != 0) {
        print(format("    shown turned by %d° clockwise", video.rotation_degrees));
    }
    for (const std::string& assumption : video.assumptions) {
        print("    " + assumption);
    }
    for (const std::string& hdr : video.dynamic_hdr) {
        print("    " + hdr + " cannot be kept");
    }
}

void print_stream(const StreamInfo& stream) {
    std::string line =
        format("  %s %d: %s", name(stream.type).c_str(), stream.index, stream.codec.c_str());
    if (stream.type == StreamType::audio) {
        line += format(
            ", %d Hz, %d channel%s",
            stream.sample_rate,
            stream.channels,
            stream.channels == 1 ? "" : "s"
        );
    }
    line += stream.language.empty() ? "" : ", " + stream.language;
    line += stream.title.empty() ? "" : ", " + quoted(stream.title);
    line += stream.is_cover ? ", cover" : "";
    print(line);
}

void print_text(const MediaInfo& info) {
    print(quoted(info.path) + ": " + info.container + ", " + format_time(info.duration));
    if (info.video) {
        print_video(*info.video);
    }
    for (const StreamInfo& stream : info.streams) {
        if (!info.video || stream.index != info.video->stream_index) {
            print_stream(stream);
        }
    }
    for (const Chapter& chapter : info.chapters) {
        print(
            "  chapter " + format_time(chapter.start) + " to " + format_time(chapter.end) + " " +
            quoted(chapter.title)
        );
    }
    for (const auto& [key, value] : info.metadata) {
        print("  " + key + ": " + value);
    }
}

}  // namespace

ExitCode run_probe(const ProbeArguments& arguments) {
    SourceOptions options;
    options.path = arguments.input;
    if (arguments.input_fps) {
        options.sequence_rate = parse_rate(*arguments.input_fps, "--input-fps");
    }
    const MediaInfo info = probe(options);
    if (arguments.json) {
        print_json(to_json_value(info), stdout);
    } else {
        print_text(info);
    }
    return ExitCode::ok;
}

}  // namespace nakawari::cli
