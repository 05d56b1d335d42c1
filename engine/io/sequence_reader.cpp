/// Decoded pictures of a sequence of picture files.
#include <algorithm>
#include <utility>

#include "io/describe.h"
#include "io/picture_reader.h"

namespace nakawari {
namespace {

/// Opens one file at a time, so that names need no pattern and may be thousands.
class SequenceReader final : public PictureReader {
 public:
    SequenceReader(SourceOptions options, std::vector<std::string> files)
        : options_(std::move(options)), files_(std::move(files)) {
        if (options_.sequence_rate <= 0) {
            throw Error(
                Category::usage,
                NK_TEXT("A picture sequence needs a frame rate above 0, not %1."),
                {options_.sequence_rate.to_string()}
            );
        }
    }

    std::optional<Picture> next(const std::stop_token& stop) override {
        if (index_ >= files_.size() || stop.stop_requested()) {
            return std::nullopt;
        }
        const std::string& file = files_[index_];
        Demuxer demuxer(file, Demuxer::Probing::header);
        const int stream = find_video_stream(demuxer.context());
        if (stream < 0) {
            throw Error(Category::input, NK_TEXT("“%1” is not a picture."), {file});
        }
        Decoder decoder(demuxer, stream);
        std::optional<Picture> picture = decoder.next(stop);
        if (!picture) {
            if (stop.stop_requested()) {
                return std::nullopt;
            }
            throw Error(
                Category::input,
                NK_TEXT("The picture “%1” is damaged; %2 were read before it."),
                {file, std::to_string(index_)}
            );
        }
        picture->pts = Rational(static_cast<int64_t>(index_)) / options_.sequence_rate;
        picture->duration = Rational(1) / options_.sequence_rate;
        if (index_ == 0) {
            codec_ = avcodec_get_name(demuxer.context().streams[stream]->codecpar->codec_id);
        }
        ++index_;
        return picture;
    }

    void seek(const Rational& pts) override {
        const int64_t index = floor_to_unit(pts, Rational(1) / options_.sequence_rate);
        index_ = static_cast<std::size_t>(
            std::clamp<int64_t>(index, 0, static_cast<int64_t>(files_.size()))
        );
    }

    std::string fault() const override { return {}; }
    int64_t error_count() const override { return 0; }

    MediaInfo describe(const AVFrame& first) const override {
        const auto count = static_cast<int64_t>(files_.size());
        MediaInfo info;
        info.path = options_.path;
        info.container = "image2";
        info.duration = Rational(count) / options_.sequence_rate;
        VideoInfo video = describe_picture(first, options_);
        video.codec = codec_;
        note_linear_light(video);
        video.average_rate = options_.sequence_rate;
        video.time_base = Rational(1) / options_.sequence_rate;
        video.duration = info.duration;
        video.frame_count = count;
        info.streams.push_back({0, StreamType::video, codec_, "", "", true, false, 0, 0});
        info.video = std::move(video);
        return info;
    }

 private:
    const SourceOptions options_;
    const std::vector<std::string> files_;
    std::size_t index_ = 0;
    std::string codec_;
};

}  // namespace

std::unique_ptr<PictureReader> open_sequence_reader(
    const SourceOptions& options, std::vector<std::string> files
) {
    return std::make_unique<SequenceReader>(options, std::move(files));
}

}  // namespace nakawari
