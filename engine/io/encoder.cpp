/// Encoders with the settings people expect.
#include "io/encoder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "io/encoder_speed.h"
#include "io/hardware_encoders.h"
#include "io/high_bits.h"

extern "C" {
#include <libavutil/opt.h>
}

namespace nakawari {
namespace {

/// Constant quality that looks like the source; lower is better.
int default_crf(const std::string& encoder) {
    if (encoder == "libx264") return 16;
    if (encoder == "libx265") return 18;
    if (encoder == "libvpx-vp9") return 22;
    if (encoder == "h264_nvenc") return 19;
    if (encoder == "hevc_nvenc") return 21;
    return 24;  // AV1
}

bool is_hardware(const std::string& encoder) {
    return software_codec(encoder) != encoder;
}

bool has_crf(const std::string& encoder) {
    return encoder == "libx264" || encoder == "libx265" || encoder == "libvpx-vp9" ||
           encoder == "libsvtav1" || encoder == "libaom-av1";
}

void set_option(
    AVCodecContext& codec,
    const std::string& encoder,
    const char* option,
    const std::string& value,
    const char* flag
) {
    if (av_opt_set(codec.priv_data, option, value.c_str(), 0) < 0) {
        throw Error(Category::usage, NK_TEXT("%1 does not know %2 %3."), {encoder, flag, value});
    }
}

/// Constant quality: no bit rate, and a target on the scale of crf, where 0 would mean none.
void set_hardware_quality(AVCodecContext& codec, const EncoderSettings& settings) {
    const std::string& encoder = settings.format.encoder;
    const int quality = settings.crf.value_or(default_crf(encoder));
    codec.bit_rate = 0;
    set_option(codec, encoder, "rc", "vbr", "--crf");
    set_option(codec, encoder, "cq", std::to_string(quality == 0 ? 1 : quality), "--crf");
}

std::string x265_parameters(const EncoderSettings& settings) {
    const std::string threads = std::to_string(settings.threads);
    std::string text = "log-level=error:pools=" + threads + ":frame-threads=1";
    if (settings.mastering_display && settings.mastering_display->has_primaries &&
        settings.mastering_display->has_luminance) {
        const MasteringDisplay& display = *settings.mastering_display;
        const auto point = [](const std::array<Rational, 2>& xy) {
            return "(" + std::to_string(round_to_unit(xy[0], Rational(1, 50000))) + "," +
                   std::to_string(round_to_unit(xy[1], Rational(1, 50000))) + ")";
        };
        text += ":hdr10=1:master-display=G" + point(display.primaries[1]) + "B" +
                point(display.primaries[2]) + "R" + point(display.primaries[0]) + "WP" +
                point(display.white_point) + "L(" +
                std::to_string(round_to_unit(display.max_luminance, Rational(1, 10000))) + "," +
                std::to_string(round_to_unit(display.min_luminance, Rational(1, 10000))) + ")";
    }
    if (settings.content_light) {
        text += ":max-cll=" + std::to_string(settings.content_light->max_content) + "," +
                std::to_string(settings.content_light->max_frame_average);
    }
    return text;
}

void set_quality(AVCodecContext& codec, const EncoderSettings& settings) {
    const std::string& encoder = settings.format.encoder;
    if (is_hardware(encoder)) {
        set_hardware_quality(codec, settings);
    } else if (has_crf(encoder)) {
        const int crf = settings.crf.value_or(default_crf(encoder));
        set_option(codec, encoder, "crf", std::to_string(crf), "--crf");
    } else if (settings.crf) {
        throw Error(
            Category::usage,
            NK_TEXT("--crf has no meaning for %1: its quality is fixed."),
            {settings.format.codec}
        );
    }
}

/// Checked before anything is set: libav itself notices an unknown word late or not at all.
void set_speed(AVCodecContext& codec, const EncoderSettings& settings) {
    const std::string& encoder = settings.format.encoder;
    for (const EncoderOption& option :
         speed_options(encoder, settings.format.codec, settings.preset)) {
        set_option(codec, encoder, option.name.c_str(), option.value, "--preset");
    }
}

void set_private_options(AVCodecContext& codec, const EncoderSettings& settings) {
    const std::string& encoder = settings.format.encoder;
    if (encoder == "libx265") {
        av_opt_set(codec.priv_data, "x265-params", x265_parameters(settings).c_str(), 0);
    } else if (encoder == "libsvtav1") {
        const std::string threads = "lp=" + std::to_string(settings.threads);
        av_opt_set(codec.priv_data, "svtav1-params", threads.c_str(), 0);
    } else if (encoder == "libvpx-vp9" || encoder == "libaom-av1") {
        av_opt_set(codec.priv_data, "row-mt", "1", 0);
        codec.bit_rate = 0;
    } else if (encoder == "ffv1") {
        codec.level = 3;
        av_opt_set(codec.priv_data, "slicecrc", "1", 0);
    } else if (encoder == "prores_ks") {
        const bool is_444 = settings.format.format.chroma_shift_x == 0;
        av_opt_set(codec.priv_data, "profile", is_444 ? "4444" : "hq", 0);
        av_opt_set(codec.priv_data, "vendor", "apl0", 0);
    }
}

void set_picture(AVCodecContext& codec, const EncoderSettings& settings) {
    codec.width = settings.size.width;
    codec.height = settings.size.height;
    codec.pix_fmt = is_hardware(settings.format.encoder)
                        ? av::high_bits_format(settings.format.pixel_format)
                        : settings.format.pixel_format;
    codec.sample_aspect_ratio = av::to_av(settings.sample_aspect);
    codec.time_base = av::to_av(settings.time_base);
    codec.framerate = av::to_av(settings.rate);
    codec.thread_count = settings.threads;
    const Color& color = settings.format.color;
    codec.colorspace = av::to_av(color.matrix);
    codec.color_primaries = av::to_av(color.primaries);
    codec.color_trc = av::to_av(color.transfer);
    codec.color_range = av::to_av(color.range);
    codec.chroma_sample_location = av::to_av(color.chroma_location);
    codec.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
}

}  // namespace

Encoder::Encoder(const EncoderSettings& settings)
    : name_(settings.format.encoder), packet_(av::make_packet()) {
    const AVCodec* encoder = avcodec_find_encoder_by_name(name_.c_str());
    codec_.reset(avcodec_alloc_context3(encoder));
    if (encoder == nullptr || !codec_) {
        throw Error(
            Category::output, NK_TEXT("The encoder %1 is not built into this FFmpeg."), {name_}
        );
    }
    set_picture(*codec_, settings);
    set_quality(*codec_, settings);
    set_speed(*codec_, settings);
    set_private_options(*codec_, settings);
    av::check(
        avcodec_open2(codec_.get(), encoder, nullptr),
        Category::output,
        NK_TEXT("The encoder %1 cannot be opened for %2 at %3: %4."),
        {name_,
         av::format_name(settings.format.pixel_format),
         std::to_string(settings.size.width) + "×" + std::to_string(settings.size.height)}
    );
}

Encoder::~Encoder() {
    if (!has_picture_ && name_ == "libsvtav1") {
        send_blank();
    }
}

/// SVT-AV1 1.4 waits forever when it is closed before it got a picture, as where a job is cancelled
/// at its start.
void Encoder::send_blank() noexcept {
    const av::FramePtr blank(av_frame_alloc());
    if (!blank) {
        return;
    }
    blank->width = codec_->width;
    blank->height = codec_->height;
    blank->format = codec_->pix_fmt;
    blank->pts = 0;
    if (av_frame_get_buffer(blank.get(), 0) >= 0) {
        (void)avcodec_send_frame(codec_.get(), blank.get());
    }
}

void Encoder::encode(AVFrame& picture, const Take& take) {
    has_picture_ = true;
    if (picture.format == codec_->pix_fmt) {
        send(&picture, take);
    } else {
        send(av::to_high_bits(picture).get(), take);
    }
}

void Encoder::finish(const Take& take) {
    if (has_picture_) {
        send(nullptr, take);
    }
}

void Encoder::send(const AVFrame* picture, const Take& take) {
    av::check(
        avcodec_send_frame(codec_.get(), picture),
        Category::output,
        NK_TEXT("The encoder %1 failed: %2."),
        {name_}
    );
    for (;;) {
        const int code = avcodec_receive_packet(codec_.get(), packet_.get());
        if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) {
            return;
        }
        av::check(code, Category::output, NK_TEXT("The encoder %1 failed: %2."), {name_});
        take(*packet_);
        av_packet_unref(packet_.get());
    }
}

av::ParametersPtr Encoder::parameters() const {
    av::ParametersPtr parameters(avcodec_parameters_alloc());
    av::check(
        avcodec_parameters_from_context(parameters.get(), codec_.get()),
        Category::output,
        NK_TEXT("The encoder %1 failed: %2."),
        {name_}
    );
    return parameters;
}

}  // namespace nakawari
