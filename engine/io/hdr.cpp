/// HDR metadata of streams and pictures as plain values.
#include "io/hdr.h"

#include <algorithm>

extern "C" {
#include <libavutil/mastering_display_metadata.h>
}

namespace nakawari {
namespace {

constexpr const char* dolby_vision = "Dolby Vision";
constexpr const char* hdr10_plus = "HDR10+";

MasteringDisplay to_value(const AVMasteringDisplayMetadata& data) {
    MasteringDisplay value;
    value.has_primaries = data.has_primaries != 0;
    value.has_luminance = data.has_luminance != 0;
    if (value.has_primaries) {
        for (std::size_t color = 0; color < 3; ++color) {
            for (std::size_t axis = 0; axis < 2; ++axis) {
                value.primaries[color][axis] = av::to_rational(data.display_primaries[color][axis]);
            }
        }
        value.white_point = {
            av::to_rational(data.white_point[0]), av::to_rational(data.white_point[1])};
    }
    if (value.has_luminance) {
        value.min_luminance = av::to_rational(data.min_luminance);
        value.max_luminance = av::to_rational(data.max_luminance);
    }
    return value;
}

ContentLight to_value(const AVContentLightMetadata& data) {
    return {static_cast<int>(data.MaxCLL), static_cast<int>(data.MaxFALL)};
}

/// Side data is a block of bytes; too small a block is none.
template <typename T>
const T* as(const uint8_t* data, std::size_t size) {
    return data != nullptr && size >= sizeof(T) ? reinterpret_cast<const T*>(data) : nullptr;
}

template <typename T>
const T* side_data(const AVFrame& frame, AVFrameSideDataType type) {
    const AVFrameSideData* side = av_frame_get_side_data(&frame, type);
    return side == nullptr ? nullptr : as<T>(side->data, side->size);
}

template <typename T>
const T* side_data(const AVStream& stream, AVPacketSideDataType type) {
    std::size_t size = 0;
    const uint8_t* data = av_stream_get_side_data(&stream, type, &size);
    return as<T>(data, size);
}

void add_once(std::vector<std::string>& names, const char* name) {
    if (std::ranges::find(names, name) == names.end()) {
        names.emplace_back(name);
    }
}

}  // namespace

std::optional<MasteringDisplay> mastering_display(const AVFrame& frame) {
    const auto* data =
        side_data<AVMasteringDisplayMetadata>(frame, AV_FRAME_DATA_MASTERING_DISPLAY_METADATA);
    return data == nullptr ? std::nullopt : std::optional(to_value(*data));
}

std::optional<ContentLight> content_light(const AVFrame& frame) {
    const auto* data = side_data<AVContentLightMetadata>(frame, AV_FRAME_DATA_CONTENT_LIGHT_LEVEL);
    return data == nullptr ? std::nullopt : std::optional(to_value(*data));
}

std::vector<std::string> dynamic_hdr(const AVFrame& frame) {
    std::vector<std::string> names;
    if (av_frame_get_side_data(&frame, AV_FRAME_DATA_DOVI_METADATA) != nullptr ||
        av_frame_get_side_data(&frame, AV_FRAME_DATA_DOVI_RPU_BUFFER) != nullptr) {
        names.emplace_back(dolby_vision);
    }
    if (av_frame_get_side_data(&frame, AV_FRAME_DATA_DYNAMIC_HDR_PLUS) != nullptr) {
        names.emplace_back(hdr10_plus);
    }
    return names;
}

void add_stream_hdr(const AVStream& stream, VideoInfo& video) {
    if (const auto* data =
            side_data<AVMasteringDisplayMetadata>(stream, AV_PKT_DATA_MASTERING_DISPLAY_METADATA);
        data != nullptr && !video.mastering_display) {
        video.mastering_display = to_value(*data);
    }
    if (const auto* data =
            side_data<AVContentLightMetadata>(stream, AV_PKT_DATA_CONTENT_LIGHT_LEVEL);
        data != nullptr && !video.content_light) {
        video.content_light = to_value(*data);
    }
    if (av_stream_get_side_data(&stream, AV_PKT_DATA_DOVI_CONF, nullptr) != nullptr) {
        add_once(video.dynamic_hdr, dolby_vision);
    }
    if (av_stream_get_side_data(&stream, AV_PKT_DATA_DYNAMIC_HDR10_PLUS, nullptr) != nullptr) {
        add_once(video.dynamic_hdr, hdr10_plus);
    }
}

}  // namespace nakawari
