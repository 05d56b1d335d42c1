/// What a media file holds, as plain values without libav types.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/color.h"
#include "core/frame.h"
#include "core/rational.h"

namespace nakawari {

using Metadata = std::vector<std::pair<std::string, std::string>>;

enum class StreamType { video = 1, audio, subtitle, attachment, data };

/// Any stream of the file; `index` is its number in the container.
struct StreamInfo {
    int index = 0;
    StreamType type = StreamType::data;
    std::string codec;     ///< libav's short name: "h264", "aac"
    std::string language;  ///< ISO 639-2, empty if unknown
    std::string title;
    bool is_default = false;
    bool is_cover = false;  ///< attached picture
    int sample_rate = 0;
    int channels = 0;
    friend bool operator==(const StreamInfo&, const StreamInfo&) = default;
};

struct Chapter {
    Rational start;  ///< seconds
    Rational end;
    std::string title;
    friend bool operator==(const Chapter&, const Chapter&) = default;
};

/// SMPTE ST 2086, as written in the file: CIE 1931 x, y and cd/m².
struct MasteringDisplay {
    bool has_primaries = false;
    std::array<std::array<Rational, 2>, 3> primaries;  ///< red, green, blue
    std::array<Rational, 2> white_point;
    bool has_luminance = false;
    Rational min_luminance;
    Rational max_luminance;
    friend bool operator==(const MasteringDisplay&, const MasteringDisplay&) = default;
};

/// CTA-861.3, cd/m².
struct ContentLight {
    int max_content = 0;        ///< MaxCLL
    int max_frame_average = 0;  ///< MaxFALL
    friend bool operator==(const ContentLight&, const ContentLight&) = default;
};

/// The one video stream that is interpolated.
struct VideoInfo {
    int stream_index = 0;
    std::string codec;
    Size size;                  ///< as stored, before rotation and aspect ratio
    PixelFormat format;         ///< of the frames that FrameSource gives
    std::string source_format;  ///< libav's name of the stored pixel format
    Color tagged;               ///< as the file says
    Color color;                ///< as used: what the file leaves open is assumed
    std::vector<std::string>
        assumptions;  ///< one sentence per assumed tag, e.g. "Matrix assumed BT.709 from the size."
    Rational sample_aspect = 1;
    int rotation_degrees = 0;            ///< clockwise, of the display matrix: 0, 90, 180, 270
    Rational average_rate;               ///< frames per second, 0 if unknown
    Rational time_base;                  ///< of the pts in the file
    Rational start;                      ///< pts of the first frame, seconds
    Rational duration;                   ///< seconds, 0 if unknown
    std::optional<int64_t> frame_count;  ///< as the container says; not trusted
    bool is_interlaced = false;
    std::optional<MasteringDisplay> mastering_display;  ///< HDR10, static
    std::optional<ContentLight> content_light;
    std::vector<std::string> dynamic_hdr;  ///< "Dolby Vision", "HDR10+": cannot be kept
};

struct MediaInfo {
    std::string path;
    std::string container;  ///< libav's short name
    Rational start;         ///< of the earliest stream, seconds
    Rational duration;
    std::optional<VideoInfo> video;
    std::vector<StreamInfo> streams;
    std::vector<Chapter> chapters;
    Metadata metadata;
};

/// How a file is to be opened; the defaults suit every ordinary file.
struct SourceOptions {
    std::string path;                         ///< file, folder of pictures, or pattern with %04d
    Rational sequence_rate = 25;              ///< of picture sequences
    bool deinterlace = true;                  ///< only pictures marked interlaced
    bool hardware_decoding = true;            ///< where a card gives the same pictures
    std::optional<ColorMatrix> color_matrix;  ///< overrides the file's tag
    std::optional<Rational> from;             ///< inclusive, seconds from the first frame
    std::optional<Rational> to;               ///< exclusive
    friend bool operator==(const SourceOptions&, const SourceOptions&) = default;
};

/// Opens, looks and closes. Throws Error{input} with one sentence: missing, empty, not a video, no
/// video stream, cut short.
[[nodiscard]] MediaInfo probe(const SourceOptions& options);

}  // namespace nakawari
