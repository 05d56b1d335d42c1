/// The choice of container, codec, encoder and pixel format.
#include "io/output_format.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include "io/hardware_encoders.h"
#include "io/image_sequence.h"

namespace nakawari {
namespace {

struct Container {
    const char* name;
    const char* muxer;
    OutputKind kind;
    std::vector<std::string> codecs;  ///< the first is the default
};

const std::vector<Container>& containers() {
    static const std::vector<Container> all = {
        {"mp4", "mp4", OutputKind::video, {"h264", "hevc", "av1", "vp9"}},
        {"mkv", "matroska", OutputKind::video, {"h264", "hevc", "av1", "vp9", "ffv1", "prores"}},
        {"mov", "mov", OutputKind::video, {"h264", "hevc", "prores"}},
        {"webm", "webm", OutputKind::video, {"vp9", "av1"}},
        {"gif", "gif", OutputKind::gif, {"gif"}},
        {"png", "image2", OutputKind::pictures, {"png"}},
        {"tiff", "image2", OutputKind::pictures, {"tiff"}},
    };
    return all;
}

std::vector<std::string> encoders_of(const std::string& codec) {
    if (codec == "h264") return {"libx264"};
    if (codec == "hevc") return {"libx265"};
    if (codec == "av1") return {"libsvtav1", "libaom-av1"};
    if (codec == "vp9") return {"libvpx-vp9"};
    if (codec == "prores") return {"prores_ks"};
    return {codec};
}

std::string join(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return text;
}

std::string container_name(const OutputOptions& options) {
    std::string name = lower(options.container);
    if (name.empty()) {
        name = lower(std::filesystem::path(options.path).extension().string());
        name = name.empty() ? name : name.substr(1);
    }
    if (name.empty() && (options.codec == "png" || options.codec == "tiff")) {
        name = options.codec;
    }
    if (name == "tif") return "tiff";
    if (name == "m4v") return "mp4";
    if (name == "matroska") return "mkv";
    return name;
}

const Container& find_container(const OutputOptions& options) {
    const std::string name = container_name(options);
    std::vector<std::string> known;
    for (const Container& container : containers()) {
        if (container.name == name) {
            return container;
        }
        known.emplace_back(container.name);
    }
    if (name.empty()) {
        throw Error(
            Category::usage,
            NK_TEXT("The output “%1” has no ending that names a format: end it with one of %2, or "
                    "use --container."),
            {options.path, join(known)}
        );
    }
    throw Error(
        Category::usage,
        NK_TEXT("“%1” is not a format that can be written: use one of %2."),
        {name, join(known)}
    );
}

std::string codec_name(const OutputOptions& options, const Container& container) {
    std::string codec = lower(options.codec);
    if (codec.empty()) {
        return container.codecs.front();
    }
    if (codec == "h265") codec = "hevc";
    if (codec == "avc" || codec == "x264") codec = "h264";
    if (std::find(container.codecs.begin(), container.codecs.end(), software_codec(codec)) ==
        container.codecs.end()) {
        throw Error(
            Category::usage,
            NK_TEXT(
                "%1 cannot hold %2: choose one of %3, or another container (mkv takes every codec)."
            ),
            {container.name, options.codec, join(container.codecs)}
        );
    }
    return codec;
}

/// The encoder's formats with one component per plane, in native byte order.
std::vector<AVPixelFormat> planar_formats(const AVCodec& encoder) {
    std::vector<AVPixelFormat> result;
    if (const HardwareEncoder* hardware = find_hardware_encoder(encoder.name)) {
        for (const std::string& name : hardware->pixel_formats) {
            result.push_back(av_get_pix_fmt(name.c_str()));
        }
        return result;
    }
    for (const AVPixelFormat* format = encoder.pix_fmts;
         format != nullptr && *format != AV_PIX_FMT_NONE;
         ++format) {
        const bool is_full_range_alias = av::format_name(*format).starts_with("yuvj");
        if (av::is_planar_native(*format) && av::to_pixel_format(*format) && !is_full_range_alias) {
            result.push_back(*format);
        }
    }
    return result;
}

bool needs_even_size(const std::string& encoder) {
    return encoder == "libx264" || encoder == "libx265" || encoder == "libsvtav1" ||
           software_codec(encoder) != encoder;
}

bool fits_size(const PixelFormat& format, Size size, const std::string& encoder) {
    if (!needs_even_size(encoder)) {
        return true;
    }
    const bool is_subsampled = format.model == SampleModel::yuv;
    const bool width_fits = size.width % 2 == 0 || !is_subsampled || format.chroma_shift_x == 0;
    const bool height_fits = size.height % 2 == 0 || !is_subsampled || format.chroma_shift_y == 0;
    return width_fits && height_fits &&
           (encoder != "libsvtav1" || (size.width % 2 == 0 && size.height % 2 == 0));
}

/// What is lost or wasted by writing `source` as `target`: the smallest cost wins.
int conversion_cost(const PixelFormat& source, const PixelFormat& target) {
    int cost = 0;
    cost += source.has_alpha && !target.has_alpha   ? 400
            : !source.has_alpha && target.has_alpha ? 40
                                                    : 0;
    cost += target.bits < source.bits ? 200 * (source.bits - target.bits)
                                      : 3 * (target.bits - source.bits);
    if (source.model != target.model) {
        cost += target.model == SampleModel::grey ? 5000 : 100;
    }
    if (source.model == SampleModel::rgb && target.model == SampleModel::yuv) {
        // Players expect 4:2:0; who wants the whole colour asks for it.
        cost += target.chroma_shift_x == 1 && target.chroma_shift_y == 1 ? 0 : 10;
    } else if (target.model == SampleModel::yuv) {
        const int x = source.model == SampleModel::yuv ? source.chroma_shift_x : 1;
        const int y = source.model == SampleModel::yuv ? source.chroma_shift_y : 1;
        cost += target.chroma_shift_x > x || target.chroma_shift_y > y
                    ? 300
                    : 10 * (x - target.chroma_shift_x + y - target.chroma_shift_y);
    }
    return cost;
}

struct Choice {
    std::string encoder;
    AVPixelFormat pixel_format = AV_PIX_FMT_NONE;
    int cost = 0;
};

std::optional<Choice> best_choice(const std::string& codec, const PixelFormat& wanted, Size size) {
    std::optional<Choice> best;
    for (const std::string& name : encoders_of(codec)) {
        const AVCodec* encoder = avcodec_find_encoder_by_name(name.c_str());
        if (encoder == nullptr) {
            continue;
        }
        for (const AVPixelFormat candidate : planar_formats(*encoder)) {
            const PixelFormat format = *av::to_pixel_format(candidate);
            const int cost = conversion_cost(wanted, format);
            if (fits_size(format, size, name) && (!best || cost < best->cost)) {
                best = Choice{name, candidate, cost};
            }
        }
    }
    return best;
}

[[noreturn]] void refuse_missing_encoder(const std::string& codec) {
    throw Error(
        Category::output,
        NK_TEXT("No encoder for %1 is built into this FFmpeg (looked for %2): install one, or "
                "choose another --codec."),
        {codec, join(encoders_of(codec))}
    );
}

void check_hardware(const std::string& codec) {
    const HardwareEncoder* hardware = find_hardware_encoder(codec);
    if (hardware != nullptr && !hardware->is_usable()) {
        throw Error(
            Category::output, hardware->fault, {codec, hardware->software, hardware->detail}
        );
    }
}

[[noreturn]] void refuse_size(const std::string& codec, Size size) {
    throw Error(
        Category::output,
        NK_TEXT("%1 needs an even width and height, but the picture is %2. Choose %3, which "
                "encodes on the processor."),
        {codec,
         std::to_string(size.width) + "×" + std::to_string(size.height),
         software_codec(codec)}
    );
}

Choice asked_choice(const std::string& name, const std::string& codec, Size size) {
    const AVPixelFormat asked = av_get_pix_fmt(name.c_str());
    std::vector<std::string> known;
    for (const std::string& encoder_name : encoders_of(codec)) {
        const AVCodec* encoder = avcodec_find_encoder_by_name(encoder_name.c_str());
        if (encoder == nullptr) {
            continue;
        }
        for (const AVPixelFormat format : planar_formats(*encoder)) {
            if (format == asked && fits_size(*av::to_pixel_format(format), size, encoder_name)) {
                return {encoder_name, format, 0};
            }
            if (format == asked) {
                throw Error(
                    Category::usage,
                    NK_TEXT("%1 needs an even width and height, but the picture is %2: use "
                            "--pixel-format yuv444p."),
                    {name, std::to_string(size.width) + "×" + std::to_string(size.height)}
                );
            }
            known.push_back(av::format_name(format));
        }
    }
    throw Error(
        Category::usage,
        NK_TEXT("%1 cannot be written as %2: choose one of %3."),
        {codec, name, join(known)}
    );
}

Color output_color(const Color& source, const PixelFormat& from, const PixelFormat& to) {
    Color color = source;
    if (to.model == SampleModel::rgb) {
        color.matrix = ColorMatrix::rgb;
        color.range = ColorRange::full;
        color.chroma_location = ChromaLocation::unspecified;
    } else if (from.model == SampleModel::rgb) {
        color.matrix = ColorMatrix::bt709;
        color.range = ColorRange::limited;
    }
    const bool has_chroma =
        to.model == SampleModel::yuv && (to.chroma_shift_x != 0 || to.chroma_shift_y != 0);
    if (has_chroma && color.chroma_location == ChromaLocation::unspecified) {
        color.chroma_location = ChromaLocation::left;
    }
    return color;
}

void note_losses(const PixelFormat& from, OutputFormat& output) {
    if (from.has_alpha && !output.format.has_alpha) {
        output.outcomes.push_back(
            {"alpha",
             StreamOutcome::Action::dropped,
             substitute(
                 NK_TEXT("%1 in %2 holds no transparency."), {output.codec, output.container}
             )}
        );
    }
    PixelFormat opaque = from;
    opaque.has_alpha = output.format.has_alpha;
    if (opaque != output.format) {
        output.outcomes.push_back(
            {"pixel format",
             StreamOutcome::Action::converted,
             substitute(
                 NK_TEXT("%1 becomes %2, which %3 can encode."),
                 {from.to_string(), output.format.to_string(), output.codec}
             )}
        );
    }
}

/// Pictures are RGB or grey, 8 or 16 bits; their encoder gets packed samples.
void choose_picture_format(const PixelFormat& source, OutputFormat& output) {
    output.encoder = output.codec;
    const bool is_grey = source.model == SampleModel::grey && !source.has_alpha;
    output.format = {
        is_grey ? SampleModel::grey : SampleModel::rgb,
        output.kind == OutputKind::gif || source.bits <= 8 ? 8 : 16,
        0,
        0,
        source.has_alpha && output.kind == OutputKind::pictures};
    if (output.kind == OutputKind::gif) {
        output.format.model = SampleModel::rgb;
    }
    if (avcodec_find_encoder_by_name(output.encoder.c_str()) == nullptr) {
        refuse_missing_encoder(output.codec);
    }
}

}  // namespace

OutputFormat choose_output_format(const OutputOptions& options, const VideoInfo& video) {
    const Container& container = find_container(options);
    OutputFormat output;
    output.kind = container.kind;
    output.container = container.name;
    output.muxer = container.muxer;
    const std::string codec = codec_name(options, container);
    output.codec = software_codec(codec);
    if (output.kind != OutputKind::video) {
        if (!options.pixel_format.empty()) {
            throw Error(
                Category::usage,
                NK_TEXT("--pixel-format has no meaning for %1 output."),
                {output.container}
            );
        }
        choose_picture_format(video.format, output);
    } else {
        check_hardware(codec);
        PixelFormat wanted = video.format;
        const bool turns = !holds_rotation(output) && video.rotation_degrees % 180 != 0;
        if (turns && wanted.model == SampleModel::yuv &&
            wanted.chroma_shift_x != wanted.chroma_shift_y) {
            wanted.chroma_shift_x = 0;  // turned 4:2:2 would be 4:4:0, which few programs read
            wanted.chroma_shift_y = 0;
        }
        const std::optional<Choice> choice =
            options.pixel_format.empty() ? best_choice(codec, wanted, video.size)
                                         : asked_choice(options.pixel_format, codec, video.size);
        if (!choice && codec != output.codec) {
            refuse_size(codec, video.size);
        }
        if (!choice) {
            refuse_missing_encoder(codec);
        }
        output.encoder = choice->encoder;
        output.pixel_format = choice->pixel_format;
        output.format = *av::to_pixel_format(choice->pixel_format);
    }
    output.color = output_color(video.color, video.format, output.format);
    note_losses(video.format, output);
    return output;
}

bool holds_rotation(const OutputFormat& format) {
    return format.container == "mp4" || format.container == "mov";
}

}  // namespace nakawari
