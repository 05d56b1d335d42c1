/// Which files a pattern or a folder of pictures means.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nakawari {

/// The one %d or %0Nd of a name such as "frame_%04d.png"; "%%" stands for a percent sign.
struct NamePattern {
    std::string before;
    std::string after;
    int digits = 0;  ///< at least so many, filled with zeros

    /// Empty if the name has no place for a number, or more than one.
    [[nodiscard]] static std::optional<NamePattern> parse(std::string_view name);
    [[nodiscard]] std::string name(int64_t number) const;
    /// The number if `name` is one that name() makes.
    [[nodiscard]] std::optional<int64_t> number(std::string_view name) const;
};

/// True if a name's ending is one of a still picture (png, tif, jpg, exr, …; not gif).
[[nodiscard]] bool is_picture_name(const std::filesystem::path& file);

/// "f2" before "f10", capitals as small letters.
[[nodiscard]] bool natural_less(std::string_view a, std::string_view b);

/// The pictures behind `path`: of a folder all, in natural order; of a pattern those that exist, by
/// number. Empty optional if the path is an ordinary file (an existing file wins over a pattern) or
/// no pattern. Throws Error{input} for a folder without pictures or a pattern without files.
[[nodiscard]] std::optional<std::vector<std::string>> find_pictures(const std::string& path);

}  // namespace nakawari
