/// Sound through decoder, atempo and encoder.
#include "io/audio_transcoder.h"

#include <array>

extern "C" {
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavutil/channel_layout.h>
}

namespace nakawari {
namespace {

constexpr const char* fault =
    NK_TEXT("The sound (%1) cannot be converted: %2. Try --audio keep or --audio drop.");
constexpr int64_t bits_per_second_and_channel = 96000;

av::CodecPtr open_decoder(const AVStream& source) {
    const char* name = avcodec_get_name(source.codecpar->codec_id);
    const AVCodec* decoder = avcodec_find_decoder(source.codecpar->codec_id);
    if (decoder == nullptr) {
        throw Error(Category::output, fault, {name, "no decoder"});
    }
    av::CodecPtr context(avcodec_alloc_context3(decoder));
    av::check(
        avcodec_parameters_to_context(context.get(), source.codecpar),
        Category::output,
        fault,
        {name}
    );
    context->pkt_timebase = source.time_base;
    av::check(avcodec_open2(context.get(), decoder, nullptr), Category::output, fault, {name});
    return context;
}

int supported_rate(const AVCodec& encoder, int rate) {
    if (encoder.supported_samplerates == nullptr) {
        return rate;
    }
    for (const int* candidate = encoder.supported_samplerates; *candidate != 0; ++candidate) {
        if (*candidate == rate) {
            return rate;
        }
    }
    return 48000;
}

av::CodecPtr open_encoder(const AVCodecContext& decoder, const std::string& name) {
    const AVCodec* encoder = avcodec_find_encoder_by_name(name.c_str());
    if (encoder == nullptr) {
        throw Error(Category::output, fault, {name, "no encoder"});
    }
    av::CodecPtr context(avcodec_alloc_context3(encoder));
    context->sample_fmt =
        encoder->sample_fmts != nullptr ? encoder->sample_fmts[0] : decoder.sample_fmt;
    context->sample_rate = supported_rate(*encoder, decoder.sample_rate);
    if (decoder.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC) {
        av_channel_layout_default(&context->ch_layout, decoder.ch_layout.nb_channels);
    } else {
        av::check(
            av_channel_layout_copy(&context->ch_layout, &decoder.ch_layout),
            Category::output,
            fault,
            {name}
        );
    }
    context->bit_rate = bits_per_second_and_channel * context->ch_layout.nb_channels;
    context->time_base = {1, context->sample_rate};
    context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    av::check(avcodec_open2(context.get(), encoder, nullptr), Category::output, fault, {name});
    return context;
}

std::string layout_name(const AVChannelLayout& layout) {
    std::array<char, 256> text{};
    av_channel_layout_describe(&layout, text.data(), text.size());
    return text.data();
}

/// atempo takes 0.5 and more: slower speeds are a chain.
std::string tempo_filters(const Rational& stretch) {
    std::string text;
    double tempo = 1.0 / stretch.to_double();
    for (; tempo < 0.5; tempo /= 0.5) {
        text += "atempo=0.5,";
    }
    return tempo == 1.0 ? text : text + "atempo=" + std::to_string(tempo) + ",";
}

}  // namespace

AudioTranscoder::AudioTranscoder(
    const AVStream& source, const std::string& encoder, const TimeMap& map
)
    : map_(map),
      source_time_base_(source.time_base),
      decoder_(open_decoder(source)),
      encoder_(open_encoder(*decoder_, encoder)) {}

void AudioTranscoder::feed(const AVPacket& packet, const Take& take) {
    decode(&packet, take);
}

void AudioTranscoder::finish(const Take& take) {
    decode(nullptr, take);
    if (graph_) {
        filter(nullptr, take);
    }
    encode(nullptr, take);
}

void AudioTranscoder::decode(const AVPacket* packet, const Take& take) {
    // A damaged packet costs its own sound only.
    if (avcodec_send_packet(decoder_.get(), packet) < 0 && packet != nullptr) {
        return;
    }
    const av::FramePtr frame = av::make_frame();
    while (avcodec_receive_frame(decoder_.get(), frame.get()) >= 0) {
        if (!graph_) {
            build_filters(*frame);
        }
        frame->pts = frame->best_effort_timestamp;
        filter(frame.get(), take);
        av_frame_unref(frame.get());
    }
}

void AudioTranscoder::build_filters(const AVFrame& first) {
    graph_.reset(avfilter_graph_alloc());
    const std::string entry =
        "time_base=" + std::to_string(source_time_base_.num) + "/" +
        std::to_string(source_time_base_.den) +
        ":sample_rate=" + std::to_string(first.sample_rate) +
        ":sample_fmt=" + av_get_sample_fmt_name(static_cast<AVSampleFormat>(first.format)) +
        ":channel_layout=" +
        (first.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC ? layout_name(encoder_->ch_layout)
                                                          : layout_name(first.ch_layout));
    const std::string chain =
        "aresample=async=1000," + tempo_filters(map_.stretch) +
        "aformat=sample_fmts=" + av_get_sample_fmt_name(encoder_->sample_fmt) +
        ":sample_rates=" + std::to_string(encoder_->sample_rate) +
        ":channel_layouts=" + layout_name(encoder_->ch_layout);
    const auto check = [](int code) { av::check(code, Category::output, fault, {"filter"}); };
    check(avfilter_graph_create_filter(
        &entry_, avfilter_get_by_name("abuffer"), "in", entry.c_str(), nullptr, graph_.get()
    ));
    check(avfilter_graph_create_filter(
        &exit_, avfilter_get_by_name("abuffersink"), "out", nullptr, nullptr, graph_.get()
    ));
    AVFilterInOut* outputs = avfilter_inout_alloc();
    AVFilterInOut* inputs = avfilter_inout_alloc();
    *outputs = {av_strdup("in"), entry_, 0, nullptr};
    *inputs = {av_strdup("out"), exit_, 0, nullptr};
    const int code =
        avfilter_graph_parse_ptr(graph_.get(), chain.c_str(), &inputs, &outputs, nullptr);
    avfilter_inout_free(&inputs);
    avfilter_inout_free(&outputs);
    check(code);
    check(avfilter_graph_config(graph_.get(), nullptr));
    if (encoder_->frame_size > 0) {
        av_buffersink_set_frame_size(exit_, static_cast<unsigned>(encoder_->frame_size));
    }
    const Rational start =
        av::to_seconds(first.best_effort_timestamp, source_time_base_).value_or(map_.source_origin);
    next_pts_ = round_to_unit(map_(start), Rational(1, encoder_->sample_rate));
}

void AudioTranscoder::filter(AVFrame* frame, const Take& take) {
    av::check(av_buffersrc_add_frame(entry_, frame), Category::output, fault, {"filter"});
    const av::FramePtr ready = av::make_frame();
    while (av_buffersink_get_frame(exit_, ready.get()) >= 0) {
        ready->pts = *next_pts_;
        *next_pts_ += ready->nb_samples;
        encode(ready.get(), take);
        av_frame_unref(ready.get());
    }
}

void AudioTranscoder::encode(AVFrame* frame, const Take& take) {
    av::check(
        avcodec_send_frame(encoder_.get(), frame), Category::output, fault, {encoder_->codec->name}
    );
    const av::PacketPtr packet = av::make_packet();
    while (avcodec_receive_packet(encoder_.get(), packet.get()) >= 0) {
        take(*packet);
        av_packet_unref(packet.get());
    }
}

}  // namespace nakawari
