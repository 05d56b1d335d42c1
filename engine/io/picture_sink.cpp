/// Still pictures from frames.
#include "io/picture_sink.h"

#include "io/durable_file.h"
#include "io/pack.h"
#include "io/rotate.h"
#include "io/stream_plan.h"

namespace nakawari {
namespace {

namespace fs = std::filesystem;

constexpr const char* fault = NK_TEXT("The picture cannot be encoded as %1: %2.");

/// A pattern names its pictures; a folder gets frame_000001.png and so on; a plain name is one
/// picture's.
NamePattern pattern_of(const fs::path& path, const OutputFormat& format) {
    if (!path.has_extension()) {
        return {"frame_", "." + format.container, 6};
    }
    if (std::optional<NamePattern> pattern = NamePattern::parse(path.filename().string())) {
        return *pattern;
    }
    throw Error(
        Category::usage,
        NK_TEXT("“%1” names one picture, but a video is many: put a number in the name, such as "
                "frame_%04d%2, or name a folder."),
        {path.string(), path.extension().string()}
    );
}

}  // namespace

av::PacketPtr encode_picture(const Frame& frame, const OutputFormat& format) {
    const av::FramePtr picture =
        av::pack(frame, format.codec == "png" ? av::ByteOrder::big : av::ByteOrder::native);
    const AVCodec* encoder = avcodec_find_encoder_by_name(format.encoder.c_str());
    const av::CodecPtr codec(avcodec_alloc_context3(encoder));
    codec->width = picture->width;
    codec->height = picture->height;
    codec->pix_fmt = static_cast<AVPixelFormat>(picture->format);
    codec->time_base = {1, 25};
    codec->color_range = AVCOL_RANGE_JPEG;
    codec->color_primaries = av::to_av(frame.color().primaries);
    codec->color_trc = av::to_av(frame.color().transfer);
    av::check(
        avcodec_open2(codec.get(), encoder, nullptr), Category::output, fault, {format.codec}
    );
    av::check(
        avcodec_send_frame(codec.get(), picture.get()), Category::output, fault, {format.codec}
    );
    av::PacketPtr packet = av::make_packet();
    av::check(avcodec_send_frame(codec.get(), nullptr), Category::output, fault, {format.codec});
    av::check(
        avcodec_receive_packet(codec.get(), packet.get()), Category::output, fault, {format.codec}
    );
    return packet;
}

PictureSink::PictureSink(SinkSetup setup, OutputFormat format)
    : setup_(std::move(setup)),
      format_(std::move(format)),
      folder_(
          fs::path(setup_.options.path).has_extension()
              ? fs::path(setup_.options.path).parent_path()
              : fs::path(setup_.options.path)
      ),
      pattern_(pattern_of(setup_.options.path, format_)),
      work_(picture_work_name(setup_.options.path), setup_.begin) {
    if (setup_.begin == Begin::resume) {
        resume();
        return;
    }
    if (!setup_.options.overwrite && fs::exists(target(1))) {
        check_target(target(1), false);
    }
    journal_ = {setup_.journal_json, Rational(1), format_.encoder, {}, std::nullopt, std::nullopt};
    write_work_journal(work_.path(), journal_);
}

/// Pictures get their names when they are whole, so the first missing one is where to go on.
void PictureSink::resume() {
    journal_ = read_work_journal(work_.path());
    if (journal_.picture_count) {
        done_ = *journal_.picture_count;
        return;
    }
    while (fs::exists(unfinished(done_ + 1))) {
        ++done_;
    }
}

fs::path PictureSink::target(int64_t number) const {
    return folder_ / pattern_.name(number);
}

fs::path PictureSink::unfinished(int64_t number) const {
    return work_.path() / pattern_.name(number);
}

void PictureSink::skip(const Rational& /*pts*/, const Rational& /*duration*/) {
    ++count_;
}

void PictureSink::write(const Frame& frame) {
    const av::PacketPtr packet =
        encode_picture(rotate(frame, setup_.source.video->rotation_degrees), format_);
    const std::string bytes(
        reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size)
    );
    write_file_atomically(unfinished(++count_), bytes);
}

/// Nothing that is there is replaced unasked.
void PictureSink::check_targets() const {
    for (int64_t number = 1; number <= count_; ++number) {
        if (!setup_.options.overwrite && fs::exists(target(number))) {
            check_target(target(number), false);
        }
    }
}

std::vector<StreamOutcome> PictureSink::finish() {
    if (count_ < done_) {
        throw Error(
            Category::input,
            NK_TEXT("“%1” ends before the point where the job was interrupted, so it cannot be "
                    "resumed: start it anew."),
            {setup_.source.path}
        );
    }
    if (!journal_.picture_count) {
        check_targets();
        journal_.picture_count = count_;
        write_work_journal(work_.path(), journal_);
    }
    for (int64_t number = 1; number <= count_; ++number) {
        // A killed run may have moved some of them out.
        if (setup_.begin == Begin::anew || fs::exists(unfinished(number))) {
            WorkFolder::publish(unfinished(number), target(number), setup_.options.overwrite);
        }
    }
    std::vector<StreamOutcome> outcomes = format_.outcomes;
    for (StreamPlan& plan : plan_streams(
             setup_.source, format_.container, setup_.options.audio, setup_.time_stretch
         )) {
        outcomes.push_back(std::move(plan.outcome));
    }
    return outcomes;
}

}  // namespace nakawari
