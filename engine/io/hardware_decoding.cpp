/// The device, the choice of its pixel format, and the way back to system memory.
#include "io/hardware_decoding.h"

#include <dlfcn.h>

#include <algorithm>
#include <array>

#include "core/log.h"

extern "C" {
#include <libavutil/hwcontext.h>
}

namespace nakawari::av {
namespace {

BufferPtr open_device() {
    if (!has_cuda_driver()) {
        return nullptr;
    }
    AVBufferRef* device = nullptr;
    const int code = av_hwdevice_ctx_create(&device, AV_HWDEVICE_TYPE_CUDA, nullptr, nullptr, 0);
    if (code < 0) {
        log::info("Videos are decoded without the graphics card: " + error_text(code) + ".");
        return nullptr;
    }
    return BufferPtr(device);
}

/// Formats in which the card's samples are those of the software decoder, only packed otherwise.
/// Deeper ones come with bits that are not the stream's.
bool keeps_samples(AVPixelFormat software_format) {
    return software_format == AV_PIX_FMT_YUV420P || software_format == AV_PIX_FMT_YUVJ420P ||
           software_format == AV_PIX_FMT_YUV420P10;
}

/// libavcodec asks when it has read the stream's header, and again if the device refuses. None
/// makes decoding fail, so that it begins anew with a decoder set up for the processor.
AVPixelFormat choose_format(AVCodecContext* context, const AVPixelFormat* offered) {
    for (; *offered != AV_PIX_FMT_NONE; ++offered) {
        if (*offered == AV_PIX_FMT_CUDA && keeps_samples(context->sw_pix_fmt)) {
            return AV_PIX_FMT_CUDA;
        }
    }
    return AV_PIX_FMT_NONE;
}

}  // namespace

bool has_cuda_driver() {
    static const bool is_found = [] {
        void* driver = dlopen("libcuda.so.1", RTLD_LAZY);
        if (driver != nullptr) {
            dlclose(driver);
        }
        return driver != nullptr;
    }();
    return is_found;
}

AVBufferRef* decoding_device() {
    static const BufferPtr device = open_device();
    return device.get();
}

bool decodes_on_device(const AVCodec& decoder) {
    // Their standards fix every sample. MPEG-2 and MPEG-4 leave the inverse transform's last bit
    // open; AV1's film grain is laid on by whoever decodes.
    constexpr std::array exact = {AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_VP9};
    if (std::ranges::find(exact, decoder.id) == exact.end()) {
        return false;
    }
    for (int i = 0; const AVCodecHWConfig* config = avcodec_get_hw_config(&decoder, i); ++i) {
        if (config->device_type == AV_HWDEVICE_TYPE_CUDA && config->pix_fmt == AV_PIX_FMT_CUDA &&
            (config->methods & AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX) != 0) {
            return true;
        }
    }
    return false;
}

void use_device(AVCodecContext& context, AVBufferRef& device) {
    context.hw_device_ctx = av_buffer_ref(&device);
    if (context.hw_device_ctx == nullptr) {
        throw std::bad_alloc();
    }
    context.get_format = choose_format;
    context.thread_count = 1;  // the card has its own
}

FramePtr download(const AVFrame& picture, AVPixelFormat software_format) {
    const FramePtr samples = make_frame();
    if (picture.format != AV_PIX_FMT_CUDA ||
        av_hwframe_transfer_data(samples.get(), &picture, 0) < 0) {
        return nullptr;
    }
    return as_decoded_in_software(*samples, picture, software_format);
}

FramePtr as_decoded_in_software(
    const AVFrame& samples, const AVFrame& picture, AVPixelFormat software_format
) {
    const auto packed = to_pixel_format(static_cast<AVPixelFormat>(samples.format));
    const auto planar = to_pixel_format(software_format);
    if (!packed || packed != planar) {
        return nullptr;
    }
    FramePtr result = to_av_frame(to_frame(samples, *planar, to_color(picture)));
    result->format = software_format;  // the "j" formats have the same planes
    if (av_frame_copy_props(result.get(), &picture) < 0) {
        throw std::bad_alloc();
    }
    // libav crops pictures of a device at the right and below only.
    result->crop_left = picture.crop_left;
    result->crop_top = picture.crop_top;
    result->crop_right = picture.crop_right;
    result->crop_bottom = picture.crop_bottom;
    if (av_frame_apply_cropping(result.get(), AV_FRAME_CROP_UNALIGNED) < 0) {
        return nullptr;
    }
    return result;
}

}  // namespace nakawari::av
