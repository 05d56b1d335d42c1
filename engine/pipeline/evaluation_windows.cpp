/// Windows of clips by CompareSource, windows of picture files one by one.
#include "pipeline/evaluation_windows.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "core/error.h"
#include "io/color_converter.h"
#include "io/frame_source.h"

namespace nakawari {
namespace {

SourceOptions source_of(const EvaluationOptions& options, const std::string& path) {
    SourceOptions source = options.source;
    source.path = path;
    return source;
}

class ClipWindows final : public EvaluationWindows {
 public:
    ClipWindows(
        const EvaluationClip& clip, const EvaluationOptions& options, const std::stop_token& stop
    )
        : source_(source_of(options, clip.path), options.cuts, stop) {}

    [[nodiscard]] std::vector<int64_t> numbers() const override {
        std::vector<int64_t> result;
        for (const ComparePoint& point : source_.points(Reference::held_out)) {
            result.push_back(point.number);
        }
        return result;
    }
    [[nodiscard]] std::optional<CompareInput> load(int64_t number, const std::stop_token& stop)
        override {
        const auto& points = source_.points(Reference::held_out);
        const auto point = std::lower_bound(
            points.begin(),
            points.end(),
            number,
            [](const ComparePoint& a, int64_t wanted) { return a.number < wanted; }
        );
        return source_.load(*point, stop);
    }

 private:
    CompareSource source_;
};

class FileWindows final : public EvaluationWindows {
 public:
    FileWindows(const EvaluationClip& clip, const EvaluationOptions& options)
        : windows_(clip.windows), options_(options) {}

    [[nodiscard]] std::vector<int64_t> numbers() const override {
        std::vector<int64_t> result;
        for (const PictureWindow& window : windows_) {
            result.push_back(window.number);
        }
        return result;
    }
    [[nodiscard]] std::optional<CompareInput> load(int64_t number, const std::stop_token& stop)
        override {
        const auto window =
            std::find_if(windows_.begin(), windows_.end(), [number](const PictureWindow& each) {
                return each.number == number;
            });
        std::map<std::string, Frame> pictures;
        std::vector<std::string> files(window->inputs.begin(), window->inputs.end());
        files.push_back(window->truth);
        for (const std::string& file : files) {
            const std::optional<Frame> picture = read(file, stop);
            if (!picture) {
                return std::nullopt;
            }
            require_size(*picture, pictures, file);
            pictures.emplace(file, *picture);
        }
        kept_ = pictures;  // the next window shares most of them
        const Rational pts = Rational(number) / options_.source.sequence_rate;
        return CompareInput{
            {Reference::held_out, number, pts},
            {pictures.at(files[0]),
             pictures.at(files[1]),
             pictures.at(files[2]),
             pictures.at(files[3])},
            pictures.at(files[4])};
    }

 private:
    std::optional<Frame> read(const std::string& file, const std::stop_token& stop) {
        if (const auto kept = kept_.find(file); kept != kept_.end()) {
            return kept->second;
        }
        SourceOptions options = source_of(options_, file);
        options.from.reset();
        options.to.reset();
        const std::optional<Frame> frame = FrameSource::open(options)->next(stop);
        return frame ? std::optional(converter_.to_rgb_float(*frame)) : std::nullopt;
    }

    static void require_size(
        const Frame& picture, const std::map<std::string, Frame>& others, const std::string& file
    ) {
        if (!others.empty() && others.begin()->second.size() != picture.size()) {
            throw Error(
                Category::input,
                NK_TEXT("“%1” has another size than “%2”; the pictures of a window must have one."),
                {file, others.begin()->first}
            );
        }
    }

    const std::vector<PictureWindow> windows_;
    const EvaluationOptions& options_;
    ColorConverter converter_;
    std::map<std::string, Frame> kept_;
};

}  // namespace

std::unique_ptr<EvaluationWindows> open_windows(
    const EvaluationClip& clip, const EvaluationOptions& options, const std::stop_token& stop
) {
    if (clip.layout == EvaluationLayout::clip) {
        return std::make_unique<ClipWindows>(clip, options, stop);
    }
    return std::make_unique<FileWindows>(clip, options);
}

ClipEstimate estimate_clip(const EvaluationClip& clip, const EvaluationOptions& options) {
    try {
        const bool is_clip = clip.layout == EvaluationLayout::clip;
        const MediaInfo info = probe(
            source_of(options, is_clip || clip.windows.empty() ? clip.path : clip.windows[0].truth)
        );
        const VideoInfo& video = info.video.value();
        const double frames = video.duration.to_double() * video.average_rate.to_double();
        const int64_t predicted = std::max<int64_t>(static_cast<int64_t>(frames) - 2, 0);
        const auto windows = is_clip ? predicted : static_cast<int64_t>(clip.windows.size());
        std::vector<int64_t> numbers(static_cast<std::size_t>(windows));
        return {
            static_cast<int64_t>(chosen_numbers(numbers, options).size()),
            static_cast<double>(video.size.width) * video.size.height};
    } catch (const Error&) {
        return {};  // said when the clip's turn comes
    }
}

std::vector<int64_t> chosen_numbers(
    const std::vector<int64_t>& numbers, const EvaluationOptions& options
) {
    std::vector<int64_t> chosen;
    const auto stride = static_cast<std::size_t>(std::max<int64_t>(options.stride, 1));
    for (std::size_t i = 0; i < numbers.size(); i += stride) {
        if (options.max_frames > 0 && std::ssize(chosen) >= options.max_frames) {
            break;
        }
        chosen.push_back(numbers[i]);
    }
    return chosen;
}

}  // namespace nakawari
