/// An opened container: packets in file order.
#include "io/demuxer.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <new>
#include <span>
#include <string_view>
#include <tuple>

#include "io/truncation.h"

namespace nakawari {
namespace {

constexpr const char* allowed_protocols = "file,pipe";

/// Formats that name other files or addresses, or run scripts.
constexpr std::array refused_formats = {
    "hls",
    "dash",
    "concat",
    "imf",
    "sdp",
    "rtsp",
    "rtp",
    "webm_dash_manifest",
    "avisynth",
    "vapoursynth",
};

/// Text that libavformat would paint as terminal art.
constexpr std::array text_formats = {"tty", "bin", "xbin", "adf", "idf"};

/// libavformat's names are lists: "mov,mp4,m4a".
template <std::size_t count>
bool is_one_of(std::string_view names, const std::array<const char*, count>& list) {
    while (!names.empty()) {
        const std::size_t comma = std::min(names.find(','), names.size());
        if (std::ranges::find(list, names.substr(0, comma)) != list.end()) {
            return true;
        }
        names.remove_prefix(std::min(comma + 1, names.size()));
    }
    return false;
}

void check_file(const std::string& path) {
    std::error_code error;
    const std::filesystem::path file(path);
    const auto status = std::filesystem::status(file, error);
    if (!std::filesystem::exists(status)) {
        throw Error(Category::input, NK_TEXT("“%1” does not exist or cannot be reached."), {path});
    }
    if (std::filesystem::is_directory(status)) {
        throw Error(Category::input, NK_TEXT("“%1” is a folder, not a video file."), {path});
    }
    if (!std::filesystem::is_regular_file(status)) {
        throw Error(
            Category::input,
            NK_TEXT("“%1” is not an ordinary file; save the video to a file first."),
            {path}
        );
    }
    if (std::filesystem::file_size(file, error) == 0) {
        throw Error(Category::input, NK_TEXT("“%1” is empty."), {path});
    }
}

av::IoPtr open_io(const std::string& path, const std::string& url) {
    av::Dictionary options;
    options.set("protocol_whitelist", allowed_protocols);
    AVIOContext* io = nullptr;
    av::check(
        avio_open2(&io, url.c_str(), AVIO_FLAG_READ, nullptr, options.address()),
        Category::input,
        NK_TEXT("“%1” cannot be opened: %2."),
        {path}
    );
    return av::IoPtr(io);
}

const AVInputFormat* recognise(AVIOContext& io, const std::string& path, const std::string& url) {
    const AVInputFormat* format = nullptr;
    const int score = av_probe_input_buffer2(&io, &format, url.c_str(), nullptr, 0, 0);
    if (score < 0 || format == nullptr || is_one_of(format->name, text_formats)) {
        throw Error(
            Category::input, NK_TEXT("“%1” is not a video file that this program can read."), {path}
        );
    }
    if (is_one_of(format->name, refused_formats)) {
        throw Error(
            Category::input,
            NK_TEXT("“%1” is a playlist or a network description (%2), not a video; open the video "
                    "file itself."),
            {path, format->name}
        );
    }
    return format;
}

}  // namespace

Demuxer::Demuxer(const std::string& path, Probing probing) : path_(path) {
    av::route_log();
    check_file(path);
    const std::string url = "file:" + path;
    io_ = open_io(path, url);
    const AVInputFormat* format = recognise(*io_, path, url);
    AVFormatContext* context = avformat_alloc_context();
    if (context == nullptr) {
        throw std::bad_alloc();
    }
    context->pb = io_.get();
    context->flags |= AVFMT_FLAG_CUSTOM_IO;
    av::Dictionary options;
    options.set("protocol_whitelist", allowed_protocols);
    // On failure avformat_open_input frees the context itself.
    const int opened = avformat_open_input(&context, url.c_str(), format, options.address());
    av::check(opened, Category::input, NK_TEXT("“%1” is damaged or incomplete: %2."), {path});
    context_.reset(context);
    if (probing == Probing::streams) {
        av::check(
            avformat_find_stream_info(context, nullptr),
            Category::input,
            NK_TEXT("“%1” is damaged or incomplete: %2."),
            {path}
        );
    }
}

bool Demuxer::read(AVPacket& packet) {
    int result = AVERROR(EAGAIN);
    while (result == AVERROR(EAGAIN)) {
        result = av_read_frame(context_.get(), &packet);
    }
    if (result >= 0) {
        was_last_packet_corrupt_ = (packet.flags & AV_PKT_FLAG_CORRUPT) != 0;
        return true;
    }
    if (result != AVERROR_EOF) {
        fault_ = av::error_text(result);
    } else {
        detect_truncation();
    }
    return false;
}

/// libavformat reports the end of a cut file as an ordinary end in most formats.
void Demuxer::detect_truncation() {
    if (io_->error < 0) {
        fault_ = av::error_text(io_->error);
    } else if (was_last_packet_corrupt_ || is_truncated(path_)) {
        fault_ = NK_TEXT("the file is shorter than it should be");
    }
}

int find_video_stream(const AVFormatContext& context) {
    using Rank = std::tuple<bool, int64_t>;
    int best = -1;
    Rank best_rank;
    for (const AVStream* stream : std::span(context.streams, context.nb_streams)) {
        const AVCodecParameters& parameters = *stream->codecpar;
        if (parameters.codec_type != AVMEDIA_TYPE_VIDEO ||
            (stream->disposition & AV_DISPOSITION_ATTACHED_PIC) != 0) {
            continue;
        }
        const bool is_default = (stream->disposition & AV_DISPOSITION_DEFAULT) != 0;
        const Rank rank(is_default, int64_t{parameters.width} * parameters.height);
        if (best < 0 || rank > best_rank) {
            best = stream->index;
            best_rank = rank;
        }
    }
    return best;
}

}  // namespace nakawari
