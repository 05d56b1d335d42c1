/// Decoded pictures of a file that libavformat opens.
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "io/describe.h"
#include "io/fallback_reader.h"
#include "io/hardware_decoding.h"
#include "io/picture_reader.h"

namespace nakawari {
namespace {

/// Containers whose index leads to the same timestamps as reading from the start. In all others a
/// seek reads from the start: slower, never wrong.
bool has_exact_seek(const AVInputFormat& format) {
    constexpr std::array<std::string_view, 4> names = {
        "mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "nut", "mxf"};
    return std::ranges::find(names, format.name) != names.end();
}

int video_stream(const Demuxer& demuxer) {
    const int index = find_video_stream(demuxer.context());
    if (index >= 0) {
        return index;
    }
    throw Error(
        Category::input,
        demuxer.context().nb_streams == 0
            ? NK_TEXT("“%1” holds no streams; it is damaged or not a video file.")
            : NK_TEXT("“%1” holds no video, only other streams such as sound or subtitles."),
        {demuxer.path()}
    );
}

class StreamReader final : public PictureReader {
 public:
    /// `device` may be null.
    StreamReader(SourceOptions options, AVBufferRef* device)
        : options_(std::move(options)),
          device_(device),
          demuxer_(std::make_unique<Demuxer>(options_.path)),
          stream_index_(video_stream(*demuxer_)),
          decoder_(std::make_unique<Decoder>(*demuxer_, stream_index_, device_)) {}

    std::optional<Picture> next(const std::stop_token& stop) override {
        return decoder_->next(stop);
    }

    void seek(const Rational& pts) override {
        const bool is_found = has_exact_seek(*demuxer_->context().iformat) && decoder_->seek(pts);
        if (!is_found && hardware_fault().empty()) {
            decoder_.reset();
            demuxer_ = std::make_unique<Demuxer>(options_.path);
            decoder_ = std::make_unique<Decoder>(*demuxer_, stream_index_, device_);
        }
    }

    std::string fault() const override { return demuxer_->fault(); }
    int64_t error_count() const override { return decoder_->error_count(); }
    std::string hardware_fault() const override { return decoder_->hardware_fault(); }

    MediaInfo describe(const AVFrame& first) const override {
        MediaInfo info = describe_container(demuxer_->context(), options_.path);
        info.video = describe_video(demuxer_->context(), stream_index_, first, options_);
        return info;
    }

 private:
    const SourceOptions options_;
    AVBufferRef* const device_;
    std::unique_ptr<Demuxer> demuxer_;
    const int stream_index_;
    std::unique_ptr<Decoder> decoder_;  ///< borrows demuxer_
};

}  // namespace

std::unique_ptr<PictureReader> open_stream_reader(const SourceOptions& options) {
    const auto open = [options](AVBufferRef* device) {
        return std::make_unique<StreamReader>(options, device);
    };
    AVBufferRef* device = options.hardware_decoding ? av::decoding_device() : nullptr;
    if (device == nullptr) {
        return open(nullptr);
    }
    return open_with_fallback([=] { return open(device); }, [=] { return open(nullptr); });
}

}  // namespace nakawari
