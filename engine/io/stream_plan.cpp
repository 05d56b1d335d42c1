/// Which streams a container can hold, and what the others become.
#include "io/stream_plan.h"

#include <algorithm>
#include <initializer_list>

#include "core/error.h"

namespace nakawari {
namespace {

using Action = StreamOutcome::Action;

bool is_one_of(const std::string& word, std::initializer_list<const char*> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string label(const StreamInfo& stream, const char* kind) {
    std::string text = std::string(kind) + " " + std::to_string(stream.index) + " (" + stream.codec;
    if (!stream.language.empty()) {
        text += ", " + stream.language;
    }
    return text + ")";
}

StreamPlan make_plan(
    const StreamInfo& stream,
    const char* kind,
    Treatment treatment,
    Action action,
    std::string reason
) {
    return {
        stream.index, stream.type, treatment, {}, {label(stream, kind), action, std::move(reason)}};
}

bool holds_audio(const std::string& container, const std::string& codec) {
    if (container == "mkv") {
        return true;
    }
    if (container == "webm") {
        return is_one_of(codec, {"opus", "vorbis"});
    }
    if (container == "mov" && codec.starts_with("pcm_")) {
        return !is_one_of(codec, {"pcm_bluray", "pcm_dvd"});
    }
    return is_one_of(codec, {"aac", "mp3", "ac3", "eac3", "alac"}) ||
           (container == "mp4" && is_one_of(codec, {"opus", "flac", "mp2"}));
}

StreamPlan plan_audio(
    const StreamInfo& stream, const std::string& container, AudioMode audio, const Rational& stretch
) {
    if (audio == AudioMode::drop) {
        return make_plan(stream, "audio", Treatment::drop, Action::dropped, NK_TEXT("Asked for."));
    }
    const bool is_stretched = audio == AudioMode::stretch && stretch != Rational(1);
    if (!is_stretched && holds_audio(container, stream.codec)) {
        return make_plan(stream, "audio", Treatment::copy, Action::kept, {});
    }
    const char* codec = container == "webm" ? "libopus" : "aac";
    StreamPlan plan = make_plan(
        stream,
        "audio",
        Treatment::transcode,
        Action::converted,
        is_stretched
            ? substitute(NK_TEXT("Stretched with the picture and encoded as %1."), {codec})
            : substitute(
                  NK_TEXT("%1 cannot hold %2: encoded as %3."), {container, stream.codec, codec}
              )
    );
    plan.encoder = codec;
    return plan;
}

bool is_text_subtitle(const std::string& codec) {
    return is_one_of(codec, {"subrip", "srt", "ass", "ssa", "webvtt", "mov_text", "text"});
}

StreamPlan plan_subtitle(const StreamInfo& stream, const std::string& container) {
    const bool is_copied =
        container == "mkv" ? is_one_of(
                                 stream.codec,
                                 {"subrip",
                                  "srt",
                                  "ass",
                                  "ssa",
                                  "webvtt",
                                  "text",
                                  "dvd_subtitle",
                                  "hdmv_pgs_subtitle",
                                  "dvb_subtitle"}
                             )
        : container == "webm"
            ? stream.codec == "webvtt"
            : stream.codec == "mov_text" || (container == "mov" && stream.codec == "eia_608");
    if (is_copied) {
        return make_plan(stream, "subtitles", Treatment::copy, Action::kept, {});
    }
    if (!is_text_subtitle(stream.codec)) {
        return make_plan(
            stream,
            "subtitles",
            Treatment::drop,
            Action::dropped,
            substitute(NK_TEXT("%1 cannot hold %2."), {container, stream.codec})
        );
    }
    const char* codec = container == "mkv" ? "subrip" : container == "webm" ? "webvtt" : "mov_text";
    StreamPlan plan = make_plan(
        stream,
        "subtitles",
        Treatment::transcode,
        Action::converted,
        substitute(NK_TEXT("%1 cannot hold %2: converted to %3."), {container, stream.codec, codec})
    );
    plan.encoder = codec;
    return plan;
}

StreamPlan plan_cover(const StreamInfo& stream, const std::string& container) {
    if (container == "mkv") {
        return make_plan(stream, "cover", Treatment::attach, Action::kept, {});
    }
    if (container != "webm" && is_one_of(stream.codec, {"png", "mjpeg", "bmp"})) {
        return make_plan(stream, "cover", Treatment::copy, Action::kept, {});
    }
    return make_plan(
        stream,
        "cover",
        Treatment::drop,
        Action::dropped,
        substitute(NK_TEXT("%1 cannot hold a cover picture."), {container})
    );
}

StreamPlan plan_stream(
    const StreamInfo& stream, const std::string& container, AudioMode audio, const Rational& stretch
) {
    switch (stream.type) {
        case StreamType::audio:
            return plan_audio(stream, container, audio, stretch);
        case StreamType::subtitle:
            return plan_subtitle(stream, container);
        case StreamType::attachment:
            return container == "mkv"
                       ? make_plan(stream, "attachment", Treatment::attach, Action::kept, {})
                       : make_plan(
                             stream,
                             "attachment",
                             Treatment::drop,
                             Action::dropped,
                             NK_TEXT("Only mkv holds attachments.")
                         );
        case StreamType::video:
            return stream.is_cover ? plan_cover(stream, container)
                                   : make_plan(
                                         stream,
                                         "video",
                                         Treatment::drop,
                                         Action::dropped,
                                         NK_TEXT("Only one video stream is interpolated.")
                                     );
        case StreamType::data:
            break;
    }
    return make_plan(
        stream,
        "data",
        Treatment::drop,
        Action::dropped,
        NK_TEXT("Data and timecode streams would not match the new frames.")
    );
}

}  // namespace

std::vector<StreamPlan> plan_streams(
    const MediaInfo& source,
    const std::string& container,
    AudioMode audio,
    const Rational& time_stretch
) {
    std::vector<StreamPlan> plans;
    const bool holds_streams = is_one_of(container, {"mp4", "mov", "mkv", "webm"});
    for (const StreamInfo& stream : source.streams) {
        if (source.video && stream.index == source.video->stream_index) {
            continue;
        }
        StreamPlan plan = plan_stream(stream, container, audio, time_stretch);
        if (!holds_streams) {
            plan.treatment = Treatment::drop;
            plan.outcome.action = Action::dropped;
            plan.outcome.reason = substitute(NK_TEXT("%1 holds pictures only."), {container});
        }
        plans.push_back(std::move(plan));
    }
    return plans;
}

}  // namespace nakawari
