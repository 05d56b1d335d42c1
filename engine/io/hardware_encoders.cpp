/// NVENC: opened for each pixel format, since cards differ.
#include "io/hardware_encoders.h"

#include <algorithm>

#include "io/hardware_decoding.h"
#include "io/high_bits.h"

namespace nakawari {
namespace {

struct Candidate {
    const char* codec;
    const char* software;
    std::vector<AVPixelFormat> formats;
};

const std::vector<Candidate>& candidates() {
    static const std::vector<Candidate> all = {
        {"h264_nvenc", "h264", {AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV444P}},
        {"hevc_nvenc",
         "hevc",
         {AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV420P10, AV_PIX_FMT_YUV444P, AV_PIX_FMT_YUV444P10}},
        {"av1_nvenc", "av1", {AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV420P10}}};
    return all;
}

/// libav's code for opening the encoder with an ordinary picture.
int try_to_open(const AVCodec& codec, AVPixelFormat format) {
    const av::CodecPtr context(avcodec_alloc_context3(&codec));
    if (!context) {
        throw std::bad_alloc();
    }
    context->width = 640;
    context->height = 360;
    context->time_base = {1, 25};
    context->pix_fmt = av::high_bits_format(format);
    return avcodec_open2(context.get(), &codec, nullptr);
}

HardwareEncoder tried(const Candidate& candidate) {
    HardwareEncoder result{candidate.codec, candidate.software, {}, "", {}};
    const AVCodec* codec = avcodec_find_encoder_by_name(candidate.codec);
    if (codec == nullptr) {
        result.fault = NK_TEXT(
            "%1 cannot be used: this FFmpeg was built without it. Choose %2, "
            "which encodes on the processor."
        );
        return result;
    }
    if (!av::has_cuda_driver()) {
        result.fault = NK_TEXT(
            "%1 cannot be used: no driver of an NVIDIA graphics card was found. "
            "Choose %2, which encodes on the processor."
        );
        return result;
    }
    for (const AVPixelFormat format : candidate.formats) {
        if (const int code = try_to_open(*codec, format); code >= 0) {
            result.pixel_formats.push_back(av::format_name(format));
        } else if (result.detail.empty()) {
            result.detail = av::error_text(code);
        }
    }
    result.fault = NK_TEXT(
        "%1 cannot be used: the graphics card or its driver refuses it (%3). "
        "Choose %2, which encodes on the processor."
    );
    return result;
}

std::vector<HardwareEncoder> tried_all() {
    av::route_log();
    std::vector<HardwareEncoder> all;
    std::ranges::transform(candidates(), std::back_inserter(all), tried);
    return all;
}

}  // namespace

const std::vector<HardwareEncoder>& hardware_encoders() {
    static const std::vector<HardwareEncoder> all = tried_all();
    return all;
}

const HardwareEncoder* find_hardware_encoder(const std::string& codec) {
    if (software_codec(codec) == codec) {
        return nullptr;
    }
    const auto& all = hardware_encoders();
    return &*std::ranges::find(all, codec, &HardwareEncoder::codec);
}

std::string software_codec(const std::string& codec) {
    const auto found = std::ranges::find(candidates(), codec, [](const Candidate& candidate) {
        return std::string(candidate.codec);
    });
    return found == candidates().end() ? codec : found->software;
}

}  // namespace nakawari
