/// Names of picture files, and the sheet that becomes a video's frame.
#include "app/cli_compare_files.h"

#include <algorithm>
#include <cctype>
#include <system_error>

#include "app/cli_text.h"
#include "core/error.h"
#include "io/color_converter.h"
#include "io/frame_sink.h"
#include "io/png_file.h"
#include "pipeline/comparison_sheet.h"
#include "quality/difference_map.h"

namespace nakawari::cli {
namespace {

namespace fs = std::filesystem;

/// A model's name as part of a file's.
std::string file_name(const std::string& model) {
    std::string name = fs::path(model).filename().string();
    std::replace_if(
        name.begin(),
        name.end(),
        [](unsigned char c) {
            return c >= 0x80 || (std::isalnum(c) == 0 && c != '-' && c != '_' && c != '.');
        },
        '_'
    );
    return name;
}

std::string gain_text(float gain) {
    return format("%g", static_cast<double>(gain));
}

class PictureWriter final : public CompareWriter {
 public:
    explicit PictureWriter(CompareFilesOptions options) : options_(std::move(options)) {}

    void write(const ComparedPoint& point) override {
        const bool is_new = point.point.reference == Reference::agreement;
        const std::string prefix =
            format("frame_%06lld", static_cast<long long>(point.point.number)) +
            (is_new ? "_half_" : "_");
        if (is_new) {
            put(point.sources.at(0), prefix + "source_before");
            put(point.sources.at(1), prefix + "source_after");
        } else {
            put(point.sources.at(0), prefix + "source");
        }
        for (const ComparedPicture& picture : point.pictures) {
            const std::string name = prefix + file_name(picture.name);
            put(picture.made.picture, name);
            if (picture.score) {
                put(difference_map(point.reference, picture.made.picture, options_.gain),
                    name + "_difference_x" + gain_text(options_.gain));
                put(high_frequency_map(point.reference, picture.made.picture, options_.gain),
                    name + "_detail_x" + gain_text(options_.gain));
            }
        }
    }
    void finish() override {}

 private:
    void put(const Frame& picture, const std::string& name) {
        const fs::path file = options_.folder / (name + ".png");
        std::error_code status;
        if (!options_.overwrite && fs::exists(file, status)) {
            throw Error(
                Category::output, NK_TEXT("“%1” exists; --overwrite replaces it."), {file.string()}
            );
        }
        write_png(picture, file);
    }

    const CompareFilesOptions options_;
};

class VideoWriter final : public CompareWriter {
 public:
    VideoWriter(CompareFilesOptions options, std::string name)
        : options_(std::move(options)), name_(std::move(name)) {}

    void write(const ComparedPoint& point) override {
        const Frame sheet = make_sheet(rows_of(point));
        if (!sink_) {
            open(sheet.size(), point.duration);
        }
        const Frame ready = converter_.from_rgb_float(sheet, sink_->format(), sink_->color());
        sink_->write(ready.with_time(next_, point.duration));
        next_ += point.duration;
    }

    void finish() override {
        if (sink_) {
            (void)sink_->finish();
        }
    }

 private:
    using Row = std::vector<SheetTile>;

    [[nodiscard]] std::vector<Row> rows_of(const ComparedPoint& point) const {
        const bool is_new = point.point.reference == Reference::agreement;
        const std::string number = std::to_string(point.point.number);
        const std::string source =
            is_new ? "source frame " + number + " (the new one follows)" : "source frame " + number;
        Row pictures{{point.sources.at(0), {source, "reference: " + point.reference_name}}};
        const Frame black = difference_map(point.reference, point.reference);
        Row differences{
            {black, {"right: difference from the reference x" + gain_text(options_.gain)}}};
        Row details{{black, {"right: error in fine detail x" + gain_text(options_.gain)}}};
        for (const ComparedPicture& picture : point.pictures) {
            const std::string cost = format("%.0f ms", picture.made.milliseconds);
            const std::string score = picture.score ? score_text(*picture.score) : "the reference";
            pictures.push_back({picture.made.picture, {picture.name, score, cost}});
            differences.push_back(
                {difference_map(point.reference, picture.made.picture, options_.gain),
                 {picture.name}}
            );
            details.push_back(
                {high_frequency_map(point.reference, picture.made.picture, options_.gain),
                 {picture.name}}
            );
        }
        return {pictures, differences, details};
    }

    /// A source without other streams: nothing but the pictures goes into the file.
    void open(Size size, const Rational& interval) {
        SinkSetup setup;
        setup.options.path = (options_.folder / name_).string();
        setup.options.overwrite = options_.overwrite;
        setup.options.audio = AudioMode::drop;
        VideoInfo video;
        video.size = size;
        video.format = {SampleModel::yuv, 8, 1, 1, /*has_alpha=*/false, /*is_float=*/false};
        video.color.matrix = ColorMatrix::bt709;
        video.color.range = ColorRange::limited;
        video.color.chroma_location = ChromaLocation::left;
        video.time_base = Rational(1, 90000);
        video.average_rate = interval > 0 ? Rational(1) / interval : Rational(25);
        setup.source.video = video;
        sink_ = FrameSink::open(setup);
    }

    const CompareFilesOptions options_;
    const std::string name_;
    ColorConverter converter_;
    std::unique_ptr<FrameSink> sink_;
    Rational next_;
};

}  // namespace

std::unique_ptr<CompareWriter> make_picture_writer(const CompareFilesOptions& options) {
    return std::make_unique<PictureWriter>(options);
}

std::unique_ptr<CompareWriter> make_video_writer(
    const CompareFilesOptions& options, const std::string& name
) {
    if (fs::path(name).has_parent_path() || !fs::path(name).has_extension()) {
        throw Error(
            Category::usage,
            NK_TEXT("--video takes a file name such as side.mp4, which goes into the folder."),
            {name}
        );
    }
    std::error_code status;
    if (!options.overwrite && fs::exists(options.folder / name, status)) {
        throw Error(
            Category::output,
            NK_TEXT("“%1” exists; --overwrite replaces it."),
            {(options.folder / name).string()}
        );
    }
    return std::make_unique<VideoWriter>(options, name);
}

std::string score_text(const FrameScore& score) {
    if (!score.psnr.db) {
        return "identical";
    }
    std::string text = format("PSNR %.2f dB", *score.psnr.db);
    return score.ssim ? text + format(", SSIM %.4f", *score.ssim) : text;
}

}  // namespace nakawari::cli
