/// Folders and lists of the published test sets, told apart by the names in them.
#include "pipeline/evaluation_set.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <system_error>

#include "core/error.h"
#include "io/image_sequence.h"

namespace nakawari {
namespace {

namespace fs = std::filesystem;

struct FolderContent {
    std::vector<fs::path> folders;
    std::vector<fs::path> pictures;
    std::vector<fs::path> videos;
};

bool is_video_name(const fs::path& file) {
    static const std::set<std::string> suffixes{
        ".mp4", ".mkv", ".mov", ".webm", ".avi", ".m4v", ".mpg", ".ts", ".y4m", ".gif"};
    std::string suffix = file.extension().string();
    std::transform(suffix.begin(), suffix.end(), suffix.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return suffixes.contains(suffix);
}

FolderContent look_into(const fs::path& folder) {
    FolderContent content;
    std::error_code status;
    for (fs::directory_iterator entry(folder, status), end; !status && entry != end;
         entry.increment(status)) {
        const fs::path& path = entry->path();
        std::error_code unknown;
        if (path.filename().string().starts_with('.')) {
            continue;
        }
        if (entry->is_directory(unknown)) {
            content.folders.push_back(path);
        } else if (is_picture_name(path)) {
            content.pictures.push_back(path);
        } else if (is_video_name(path)) {
            content.videos.push_back(path);
        }
    }
    const auto by_name = [](const fs::path& a, const fs::path& b) {
        return natural_less(a.filename().string(), b.filename().string());
    };
    for (auto* paths : {&content.folders, &content.pictures, &content.videos}) {
        std::sort(paths->begin(), paths->end(), by_name);
    }
    return content;
}

/// frame0 … frame3 and framet of any picture format.
std::optional<PictureWindow> quintuplet(const FolderContent& content) {
    PictureWindow window;
    std::size_t found = 0;
    for (const fs::path& picture : content.pictures) {
        const std::string stem = picture.stem().string();
        for (std::size_t i = 0; i < window.inputs.size(); ++i) {
            if (stem == "frame" + std::to_string(i) && window.inputs[i].empty()) {
                window.inputs[i] = picture.string();
                ++found;
            }
        }
        if (stem == "framet" && window.truth.empty()) {
            window.truth = picture.string();
            ++found;
        }
    }
    return found == window.inputs.size() + 1 ? std::optional(window) : std::nullopt;
}

/// Windows of seven frames, every second start: t, t+2, t+4, t+6 show t+3.
std::vector<PictureWindow> sequence_windows(const std::vector<fs::path>& pictures) {
    constexpr std::size_t reach = 6;
    std::vector<PictureWindow> windows;
    for (std::size_t t = 0; t + reach < pictures.size(); t += 2) {
        windows.push_back(
            {static_cast<int64_t>(t + 3),
             {pictures[t].string(),
              pictures[t + 2].string(),
              pictures[t + 4].string(),
              pictures[t + 6].string()},
             pictures[t + 3].string()}
        );
    }
    return windows;
}

EvaluationClip clip_at(const fs::path& path) {
    fs::path named = path.has_filename() ? path : path.parent_path();
    return {named.filename().string(), path.string(), EvaluationLayout::clip, {}, false, 0};
}

Error nothing_found(const fs::path& path) {
    return {
        Category::input,
        NK_TEXT("“%1” holds nothing to evaluate: no video, no frames, no folders with frame0 … "
                "frame3 and framet, and no folders of at least seven frames."),
        {path.string()}};
}

std::vector<EvaluationClip> quintuplet_clips(const fs::path& path, const FolderContent& content) {
    std::vector<fs::path> folders{path};
    folders.insert(folders.end(), content.folders.begin(), content.folders.end());
    std::vector<EvaluationClip> clips;
    for (const fs::path& folder : folders) {
        if (const auto window = quintuplet(look_into(folder))) {
            EvaluationClip clip = clip_at(folder);
            clip.layout = EvaluationLayout::quintuplets;
            clip.windows = {*window};
            clips.push_back(clip);
        }
    }
    return clips;
}

std::vector<EvaluationClip> sequence_clips(const fs::path& path, const FolderContent& content) {
    std::vector<EvaluationClip> clips;
    const auto add = [&](const fs::path& folder, const std::vector<fs::path>& pictures) {
        EvaluationClip clip = clip_at(folder);
        clip.layout = EvaluationLayout::sequences;
        clip.windows = sequence_windows(pictures);
        clip.is_halved = clip.name.find("4K") != std::string::npos;
        if (!clip.windows.empty()) {
            clips.push_back(clip);
        }
    };
    for (const fs::path& folder : content.folders) {
        add(folder, look_into(folder).pictures);
    }
    if (clips.empty()) {
        add(path, content.pictures);
    }
    return clips;
}

std::vector<EvaluationClip> folder_clips(const fs::path& path, EvaluationLayout layout) {
    const FolderContent content = look_into(path);
    if (layout == EvaluationLayout::automatic || layout == EvaluationLayout::quintuplets) {
        auto clips = quintuplet_clips(path, content);
        if (!clips.empty() || layout == EvaluationLayout::quintuplets) {
            return clips;
        }
    }
    if (layout == EvaluationLayout::clip ||
        (layout == EvaluationLayout::automatic && !content.pictures.empty())) {
        return {clip_at(path)};
    }
    if (layout == EvaluationLayout::automatic && !content.videos.empty()) {
        std::vector<EvaluationClip> clips;
        std::transform(
            content.videos.begin(), content.videos.end(), std::back_inserter(clips), clip_at
        );
        return clips;
    }
    return sequence_clips(path, content);
}

/// A picture of a list: its folder, and its number written with so many digits.
struct NumberedPicture {
    fs::path folder;
    std::string before;
    std::string digits;
    std::string after;

    static std::optional<NumberedPicture> parse(const fs::path& file) {
        const std::string suffix = file.extension().string();
        const std::string stem = file.stem().string();
        const std::size_t last = stem.find_last_not_of("0123456789");
        const std::size_t begin = last == std::string::npos ? 0 : last + 1;
        constexpr std::size_t most_digits = 9;
        if (begin == stem.size() || stem.size() - begin > most_digits) {
            return std::nullopt;
        }
        return NumberedPicture{
            file.parent_path(), stem.substr(0, begin), stem.substr(begin), suffix};
    }
    [[nodiscard]] int64_t number() const { return std::stoll(digits); }
    [[nodiscard]] std::optional<fs::path> other(int64_t wanted) const {
        if (wanted < 0) {
            return std::nullopt;
        }
        std::string text = std::to_string(wanted);
        text.insert(0, digits.size() > text.size() ? digits.size() - text.size() : 0, '0');
        return folder / (before + text + after);
    }
};

/// Lists name their pictures from a root of their own: leading folders are dropped until it fits.
fs::path resolve(const fs::path& folder, const fs::path& listed) {
    std::error_code status;
    fs::path rest = listed.relative_path();
    while (!rest.empty()) {
        if (fs::exists(folder / rest, status)) {
            return folder / rest;
        }
        fs::path shorter;
        for (auto part = std::next(rest.begin()); part != rest.end(); ++part) {
            shorter /= *part;
        }
        rest = shorter;
    }
    return listed;
}

/// The outer frames lie as far away as the inner ones from each other.
std::optional<PictureWindow> listed_window(
    const fs::path& folder, const std::string& line, int64_t number
) {
    std::istringstream words(line);
    std::string a;
    std::string truth;
    std::string b;
    if (!(words >> a >> truth >> b) || a == truth || b == truth) {
        return std::nullopt;
    }
    const fs::path first = resolve(folder, a);
    const fs::path second = resolve(folder, b);
    const auto from = NumberedPicture::parse(first);
    const auto to = NumberedPicture::parse(second);
    if (!from || !to || to->number() <= from->number()) {
        return std::nullopt;
    }
    const int64_t distance = to->number() - from->number();
    const auto before = from->other(from->number() - distance);
    const auto after = from->other(from->number() + 2 * distance);
    const fs::path middle = resolve(folder, truth);
    std::error_code status;
    for (const auto& file : {before, std::optional(first), std::optional(middle)}) {
        if (!file || !fs::exists(*file, status)) {
            return std::nullopt;
        }
    }
    if (!after || !fs::exists(*after, status) || !fs::exists(second, status)) {
        return std::nullopt;
    }
    return PictureWindow{
        number,
        {before->string(), first.string(), second.string(), after->string()},
        middle.string()};
}

std::vector<EvaluationClip> listed_clips(const fs::path& list) {
    std::ifstream stream(list);
    EvaluationClip clip = clip_at(list);
    clip.layout = EvaluationLayout::snu_film;
    int64_t number = 0;
    for (std::string line; std::getline(stream, line);) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) {
            continue;
        }
        if (auto window = listed_window(list.parent_path(), line, number)) {
            clip.windows.push_back(*window);
        } else {
            ++clip.skipped;
        }
        ++number;
    }
    if (clip.windows.empty()) {
        throw Error(
            Category::input,
            NK_TEXT("“%1” lists no triplet whose pictures and outer neighbours exist; each line "
                    "names three pictures, the second to be predicted."),
            {list.string()}
        );
    }
    return {clip};
}

}  // namespace

std::vector<EvaluationClip> find_evaluation_clips(
    const std::string& path, EvaluationLayout layout
) {
    const fs::path place(path);
    std::error_code status;
    if (fs::is_directory(place, status)) {
        auto clips = folder_clips(place, layout);
        if (clips.empty()) {
            throw nothing_found(place);
        }
        return clips;
    }
    const bool is_list = layout == EvaluationLayout::snu_film ||
                         (layout == EvaluationLayout::automatic && place.extension() == ".txt");
    if (is_list && fs::is_regular_file(place, status)) {
        return listed_clips(place);
    }
    if (!fs::exists(place, status) && path.find('%') == std::string::npos) {
        throw Error(Category::input, NK_TEXT("“%1” does not exist."), {path});
    }
    if (layout != EvaluationLayout::automatic && layout != EvaluationLayout::clip) {
        throw nothing_found(place);
    }
    return {clip_at(place)};
}

std::vector<EvaluationClip> find_evaluation_clips(
    const std::vector<std::string>& paths, EvaluationLayout layout
) {
    std::vector<EvaluationClip> all;
    std::map<std::string, int> counts;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        for (EvaluationClip& clip : find_evaluation_clips(paths[i], layout)) {
            const int count = ++counts[clip.name];
            if (count > 1) {
                clip.name += " (" + std::to_string(count) + ")";
            }
            all.push_back(std::move(clip));
        }
    }
    return all;
}

}  // namespace nakawari
