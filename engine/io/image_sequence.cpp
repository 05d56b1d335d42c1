/// Which files a pattern or a folder of pictures means.
#include "io/image_sequence.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "core/error.h"
#include "core/log.h"

namespace nakawari {
namespace {

namespace fs = std::filesystem;

constexpr std::array picture_endings = {".png", ".tif",  ".tiff", ".jpg", ".jpeg", ".jp2", ".j2k",
                                        ".bmp", ".exr",  ".dpx",  ".tga", ".ppm",  ".pgm", ".pnm",
                                        ".pam", ".webp", ".sgi",  ".hdr", ".pfm",  ".qoi", ".jxl"};

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

/// Takes the digits at the front, without leading zeros.
std::string_view take_digits(std::string_view& text) {
    std::size_t length = 0;
    while (length < text.size() && is_digit(text[length])) {
        ++length;
    }
    std::string_view digits = text.substr(0, length);
    text.remove_prefix(length);
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
    return digits;
}

std::vector<std::string> folder_pictures(const fs::path& folder) {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_regular_file() && name.front() != '.' && is_picture_name(entry.path())) {
            names.push_back(name);
        }
    }
    std::ranges::sort(names, natural_less);
    return names;
}

std::vector<std::string> pattern_pictures(const fs::path& folder, const NamePattern& pattern) {
    std::vector<std::pair<int64_t, std::string>> found;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        const std::optional<int64_t> number = pattern.number(name);
        if (number && entry.is_regular_file()) {
            found.emplace_back(*number, name);
        }
    }
    std::ranges::sort(found);
    if (!found.empty()) {
        const int64_t expected = found.back().first - found.front().first + 1;
        const auto count = static_cast<int64_t>(found.size());
        if (count < expected) {
            log::warn(substitute(
                NK_TEXT("%1 numbers are missing in the picture sequence; it is read without them."),
                {std::to_string(expected - count)}
            ));
        }
    }
    std::vector<std::string> names;
    for (auto& [number, name] : found) {
        names.push_back(std::move(name));
    }
    return names;
}

}  // namespace

std::optional<NamePattern> NamePattern::parse(std::string_view name) {
    NamePattern pattern;
    bool has_number = false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        std::string& text = has_number ? pattern.after : pattern.before;
        if (name[i] != '%') {
            text += name[i];
            continue;
        }
        if (i + 1 < name.size() && name[i + 1] == '%') {
            text += '%';
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        int digits = 0;
        while (end < name.size() && is_digit(name[end]) && end - i <= 3) {
            digits = digits * 10 + (name[end] - '0');
            ++end;
        }
        constexpr int most_digits = 18;
        if (has_number || end >= name.size() || name[end] != 'd' || digits > most_digits) {
            return std::nullopt;
        }
        pattern.digits = digits;
        has_number = true;
        i = end;
    }
    return has_number ? std::optional(pattern) : std::nullopt;
}

std::string NamePattern::name(int64_t number) const {
    std::string text = std::to_string(number);
    if (static_cast<int>(text.size()) < digits) {
        text.insert(0, static_cast<std::size_t>(digits) - text.size(), '0');
    }
    return before + text + after;
}

std::optional<int64_t> NamePattern::number(std::string_view file) const {
    if (file.size() <= before.size() + after.size() || !file.starts_with(before) ||
        !file.ends_with(after)) {
        return std::nullopt;
    }
    const std::string_view middle =
        file.substr(before.size(), file.size() - before.size() - after.size());
    int64_t value = 0;
    const auto [end, error] = std::from_chars(middle.data(), middle.data() + middle.size(), value);
    const bool is_exact = error == std::errc{} && end == middle.data() + middle.size();
    return is_exact && value >= 0 && name(value) == file ? std::optional(value) : std::nullopt;
}

bool is_picture_name(const fs::path& file) {
    std::string ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), lower);
    return std::ranges::find(picture_endings, ending) != picture_endings.end();
}

bool natural_less(std::string_view a, std::string_view b) {
    const std::string_view whole_a = a;
    const std::string_view whole_b = b;
    while (!a.empty() && !b.empty()) {
        if (is_digit(a.front()) && is_digit(b.front())) {
            const std::string_view left = take_digits(a);
            const std::string_view right = take_digits(b);
            if (left != right) {
                return left.size() != right.size() ? left.size() < right.size() : left < right;
            }
            continue;
        }
        if (lower(a.front()) != lower(b.front())) {
            return lower(a.front()) < lower(b.front());
        }
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    if (a.empty() != b.empty()) {
        return a.empty();
    }
    return whole_a < whole_b;
}

std::optional<std::vector<std::string>> find_pictures(const std::string& path) {
    std::error_code error;
    const fs::path place(path);
    const bool is_folder = fs::is_directory(place, error);
    if (!is_folder && fs::exists(place, error)) {
        return std::nullopt;
    }
    const fs::path folder = is_folder ? place : place.parent_path();
    const std::optional<NamePattern> pattern = NamePattern::parse(place.filename().string());
    if (!is_folder && !pattern) {
        return std::nullopt;
    }
    const fs::path searched = folder.empty() ? fs::path(".") : folder;
    if (!fs::is_directory(searched, error)) {
        throw Error(
            Category::input, NK_TEXT("The folder “%1” does not exist."), {searched.string()}
        );
    }
    std::vector<std::string> names;
    try {
        names = is_folder ? folder_pictures(searched) : pattern_pictures(searched, *pattern);
    } catch (const fs::filesystem_error& failure) {
        throw Error(
            Category::input,
            NK_TEXT("The folder “%1” cannot be read: %2."),
            {searched.string(), failure.code().message()}
        );
    }
    if (names.empty()) {
        throw Error(
            Category::input,
            is_folder ? NK_TEXT("The folder “%1” holds no pictures.")
                      : NK_TEXT("No file matches the pattern “%1”."),
            {path}
        );
    }
    for (std::string& name : names) {
        name = (folder / name).string();
    }
    return names;
}

}  // namespace nakawari
