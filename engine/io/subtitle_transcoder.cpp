/// Text subtitles through libavcodec's common form (ASS).
#include "io/subtitle_transcoder.h"

#include <cstring>
#include <vector>

namespace nakawari {
namespace {

constexpr const char* fault = NK_TEXT("The subtitles (%1) cannot be converted: %2.");
constexpr int largest_text = 1 << 16;

struct FreeSubtitle {
    void operator()(AVSubtitle* subtitle) const { avsubtitle_free(subtitle); }
};

}  // namespace

SubtitleTranscoder::SubtitleTranscoder(const AVStream& source, const std::string& encoder_name) {
    const char* name = avcodec_get_name(source.codecpar->codec_id);
    const AVCodec* decoder = avcodec_find_decoder(source.codecpar->codec_id);
    const AVCodec* encoder = avcodec_find_encoder_by_name(encoder_name.c_str());
    if (decoder == nullptr || encoder == nullptr) {
        throw Error(Category::output, fault, {name, "no codec"});
    }
    decoder_.reset(avcodec_alloc_context3(decoder));
    encoder_.reset(avcodec_alloc_context3(encoder));
    av::check(
        avcodec_parameters_to_context(decoder_.get(), source.codecpar),
        Category::output,
        fault,
        {name}
    );
    decoder_->pkt_timebase = source.time_base;
    av::check(avcodec_open2(decoder_.get(), decoder, nullptr), Category::output, fault, {name});
    encoder_->time_base = {1, 1000};
    if (decoder_->subtitle_header != nullptr) {
        const auto size = static_cast<std::size_t>(decoder_->subtitle_header_size);
        encoder_->subtitle_header = static_cast<uint8_t*>(av_mallocz(size + 1));
        std::memcpy(encoder_->subtitle_header, decoder_->subtitle_header, size);
        encoder_->subtitle_header_size = decoder_->subtitle_header_size;
    }
    av::check(
        avcodec_open2(encoder_.get(), encoder, nullptr), Category::output, fault, {encoder_name}
    );
}

bool SubtitleTranscoder::convert(const AVPacket& packet, AVPacket& result) {
    AVSubtitle subtitle{};
    int has_text = 0;
    const av::PacketPtr copy(av_packet_clone(&packet));
    if (avcodec_decode_subtitle2(decoder_.get(), &subtitle, &has_text, copy.get()) < 0 ||
        has_text == 0) {
        return false;
    }
    const std::unique_ptr<AVSubtitle, FreeSubtitle> owner(&subtitle);
    std::vector<uint8_t> text(largest_text);
    const int size = avcodec_encode_subtitle(encoder_.get(), text.data(), largest_text, &subtitle);
    if (size <= 0) {
        return false;
    }
    av::check(av_new_packet(&result, size), Category::output, fault, {"text"});
    std::memcpy(result.data, text.data(), static_cast<std::size_t>(size));
    result.pts = packet.pts;
    result.dts = packet.dts;
    result.duration = packet.duration;
    return true;
}

}  // namespace nakawari
