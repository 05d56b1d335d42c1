/// Chooses the sink that fits the output.
#include "io/frame_sink.h"

#include <filesystem>

#include "io/picture_sink.h"
#include "io/video_file_sink.h"

namespace nakawari {
namespace {

/// Bits per pixel that a codec needs for ordinary footage at our default quality; on the safe side.
double bits_per_pixel(const OutputFormat& format) {
    const double raw = format.format.bits * (format.format.model == SampleModel::grey ? 1.0 : 1.5);
    if (format.codec == "ffv1" || format.codec == "png" || format.codec == "tiff") {
        return raw * (format.codec == "tiff" ? 2.0 : 0.8);
    }
    if (format.codec == "prores") {
        return 5;
    }
    return format.codec == "gif" ? 6 : 0.15;
}

/// Segments and the joined file exist side by side for a moment.
double bytes_needed(const SinkSetup& setup, const OutputFormat& format) {
    const VideoInfo& video = *setup.source.video;
    const double frames =
        (video.duration * setup.time_stretch).to_double() *
        setup.output_rate.value_or(video.average_rate * Rational(1 << setup.time_base_depth))
            .to_double();
    const double pixels = static_cast<double>(video.size.width) * video.size.height;
    return 2 * frames * pixels * bits_per_pixel(format) / 8;
}

void check_stream_output(const OutputFormat& format) {
    if (format.container != "mkv" && format.container != "webm") {
        throw Error(
            Category::usage,
            NK_TEXT("Standard output takes mkv or webm only, not %1: use --container mkv."),
            {format.container}
        );
    }
}

}  // namespace

std::unique_ptr<FrameSink> FrameSink::open(const SinkSetup& setup) {
    av::route_log();
    if (!setup.source.video) {
        throw Error(Category::input, NK_TEXT("“%1” holds no video."), {setup.source.path});
    }
    OutputFormat format = choose_output_format(setup.options, *setup.source.video);
    const std::filesystem::path target(setup.options.path);
    if (format.kind == OutputKind::pictures) {
        std::error_code error;
        if (!target.has_extension() && !std::filesystem::is_directory(target, error)) {
            check_target(target, false);
            std::filesystem::create_directory(target, error);
        }
        check_free_space(target, bytes_needed(setup, format));
        return std::make_unique<PictureSink>(setup, std::move(format));
    }
    const bool is_done = setup.begin == Begin::resume &&
                         is_published(work_folder_for(setup.options.path), setup.options.path);
    if (setup.options.path == "-") {
        check_stream_output(format);
    } else if (!is_done) {
        check_target(target, setup.options.overwrite);
        check_free_space(target, bytes_needed(setup, format));
    }
    return std::make_unique<VideoFileSink>(setup, std::move(format));
}

}  // namespace nakawari
