/// Decoded pictures of one video stream.
#include "io/decoder.h"

#include <utility>

#include "core/log.h"
#include "io/hardware_decoding.h"

namespace nakawari {
namespace {

/// Inference keeps the cores: decoding only has to stay ahead of it.
constexpr int decoder_threads = 2;
/// 16K × 16K: no real video is larger, but a hostile header claims to be.
constexpr int64_t most_pixels = int64_t{1} << 28;
/// Only the first few bad packets are worth a line each.
constexpr int64_t most_logged_errors = 3;

/// libav's own VP8 and VP9 decoders leave out the alpha that WebM keeps beside the picture.
const AVCodec* find_decoder(const AVStream& stream) {
    const AVCodecID id = stream.codecpar->codec_id;
    const bool has_side_alpha = av::metadata_value(stream.metadata, "alpha_mode") == "1";
    const AVCodec* with_alpha = nullptr;
    if (has_side_alpha && (id == AV_CODEC_ID_VP8 || id == AV_CODEC_ID_VP9)) {
        with_alpha = avcodec_find_decoder_by_name(id == AV_CODEC_ID_VP8 ? "libvpx" : "libvpx-vp9");
    }
    return with_alpha != nullptr ? with_alpha : avcodec_find_decoder(id);
}

av::CodecPtr open_codec(const AVStream& stream, const std::string& path, AVBufferRef* device) {
    const AVCodec* codec = find_decoder(stream);
    if (codec == nullptr) {
        throw Error(
            Category::input,
            NK_TEXT("“%1” uses the codec %2, for which there is no decoder here."),
            {path, avcodec_get_name(stream.codecpar->codec_id)}
        );
    }
    av::CodecPtr context(avcodec_alloc_context3(codec));
    if (context == nullptr) {
        throw std::bad_alloc();
    }
    av::check(
        avcodec_parameters_to_context(context.get(), stream.codecpar),
        Category::input,
        NK_TEXT("“%1” is damaged or incomplete: %2."),
        {path}
    );
    context->pkt_timebase = stream.time_base;
    context->thread_count = decoder_threads;
    context->max_pixels = most_pixels;
    if (device != nullptr && av::decodes_on_device(*codec)) {
        av::use_device(*context, *device);
    }
    // Or cropping stops at an alignment of the memory.
    context->flags |= AV_CODEC_FLAG_UNALIGNED;
    // Or a picture that libavcodec holds back ends the draining; is_trustworthy sorts them out.
    context->flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT;
    av::Dictionary options;
    if (stream.codecpar->codec_id == AV_CODEC_ID_EXR) {
        options.set("apply_trc", "iec61966_2_1");  // the network sees gamma-encoded colours
    }
    av::check(
        avcodec_open2(context.get(), codec, options.address()),
        Category::input,
        NK_TEXT("The video in “%1” cannot be decoded: %2."),
        {path}
    );
    return context;
}

}  // namespace

Decoder::Decoder(Demuxer& demuxer, int stream_index, AVBufferRef* device)
    : demuxer_(demuxer),
      stream_(*demuxer.context().streams[stream_index]),
      codec_(open_codec(stream_, demuxer.path(), device)),
      packet_(av::make_packet()) {
    for (unsigned i = 0; i < demuxer.context().nb_streams; ++i) {
        AVStream* other = demuxer.context().streams[i];
        other->discard = other->index == stream_index ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
    }
}

std::optional<Picture> Decoder::next(const std::stop_token& stop) {
    if (peeked_) {
        return std::exchange(peeked_, std::nullopt);
    }
    int errors_in_a_row = 0;
    while (!stop.stop_requested() && hardware_fault_.empty()) {
        av::FramePtr frame = av::make_frame();
        const int result = avcodec_receive_frame(codec_.get(), frame.get());
        if (result == AVERROR_EOF) {
            return std::nullopt;
        }
        if (result == AVERROR(EAGAIN)) {
            if (!feed(stop)) {
                return std::nullopt;
            }
        } else if (result < 0) {
            note_error(result);
            constexpr int hopeless = 1000;
            if (++errors_in_a_row > hopeless) {
                return std::nullopt;
            }
        } else if (!is_on_device() || download(frame)) {
            Picture picture = timed(std::move(frame));
            if (is_trustworthy(picture)) {
                return picture;
            }
        }
    }
    return std::nullopt;
}

/// False, and a fault, where the picture is not the one that software gives.
bool Decoder::download(av::FramePtr& frame) {
    if (frame->decode_error_flags == 0) {
        frame = av::download(*frame, codec_->sw_pix_fmt);
    } else {
        frame.reset();
    }
    if (!frame) {
        hardware_fault_ = "a picture could not be decoded.";
    }
    return frame != nullptr;
}

/// After the start and after a seek, pictures may refer to some that were never there. Once a good
/// one has come, every picture counts.
bool Decoder::is_trustworthy(const Picture& picture) {
    if (first_pts_ && picture.pts && *picture.pts < *first_pts_) {
        return false;
    }
    if ((picture.frame->flags & AV_FRAME_FLAG_CORRUPT) == 0) {
        has_good_picture_ = true;
    } else if (!has_good_picture_) {
        log::debug("a picture without its references was left out");
    }
    return has_good_picture_;
}

/// One packet, or the order to drain. False when a stop is requested.
bool Decoder::feed(const std::stop_token& stop) {
    if (is_draining_) {
        return false;
    }
    while (!std::exchange(is_packet_waiting_, false)) {
        av_packet_unref(packet_.get());
        if (stop.stop_requested()) {
            return false;
        }
        if (!demuxer_.read(*packet_)) {
            is_draining_ = true;
            avcodec_send_packet(codec_.get(), nullptr);
            return true;
        }
        is_packet_waiting_ = packet_->stream_index == stream_.index;
    }
    const int result = avcodec_send_packet(codec_.get(), packet_.get());
    if (result < 0 && result != AVERROR(EAGAIN)) {
        note_error(result);
    }
    av_packet_unref(packet_.get());
    return true;
}

void Decoder::note_error(int code) {
    if (code == AVERROR(ENOMEM)) {
        throw std::bad_alloc();
    }
    if (is_on_device()) {
        hardware_fault_ = av::error_text(code) + ".";
        return;
    }
    if (++error_count_ <= most_logged_errors) {
        log::warn(substitute(
            NK_TEXT("“%1”: a damaged part of the video was skipped: %2."),
            {demuxer_.path(), av::error_text(code)}
        ));
    }
}

Picture Decoder::timed(av::FramePtr frame) const {
    Picture picture;
    const AVRational time_base = stream_.time_base;
    picture.pts = av::to_seconds(frame->best_effort_timestamp, time_base);
    // A duration of hours is a broken field, not a picture to look at.
    const Rational duration = av::to_seconds(frame->pkt_duration, time_base).value_or(0);
    picture.duration = duration > 0 && duration <= 3600 ? duration : Rational(0);
    picture.frame = std::move(frame);
    return picture;
}

bool Decoder::seek(const Rational& pts) {
    // Pictures that precede a key packet in display order refer to what was before it, indexes are
    // sorted by decoding time, and some streams refresh slowly: so look further back until the
    // first good picture is not after pts.
    for (const int64_t back_s : {0, 2, 8, 32}) {
        if (!seek_to_keyframe(pts - back_s, pts)) {
            continue;
        }
        peeked_ = next({});
        if (peeked_ && peeked_->pts && *peeked_->pts <= pts) {
            return true;
        }
    }
    return false;
}

bool Decoder::seek_to_keyframe(const Rational& target, const Rational& pts) {
    const int64_t ticks = floor_to_unit(target, av::to_rational(stream_.time_base));
    if (av_seek_frame(&demuxer_.context(), stream_.index, ticks, AVSEEK_FLAG_BACKWARD) < 0) {
        return false;
    }
    avcodec_flush_buffers(codec_.get());
    demuxer_.clear_fault();
    peeked_.reset();
    has_good_picture_ = false;
    is_draining_ = false;
    is_packet_waiting_ = false;
    av_packet_unref(packet_.get());
    while (demuxer_.read(*packet_)) {
        if (packet_->stream_index == stream_.index && (packet_->flags & AV_PKT_FLAG_KEY) != 0) {
            first_pts_ = av::to_seconds(packet_->pts, stream_.time_base);
            is_packet_waiting_ = first_pts_.has_value();
            return first_pts_ && *first_pts_ <= pts;
        }
        av_packet_unref(packet_.get());
    }
    return false;
}

}  // namespace nakawari
