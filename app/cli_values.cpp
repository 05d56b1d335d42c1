/// Values as people type them: times, rates, names of matrices, lists of cuts.
#include "app/cli_values.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/error.h"

namespace nakawari::cli {
namespace {

bool is_digits(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == separator) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

/// Empty where the text is no time.
std::vector<std::string> time_parts(const std::string& text) {
    std::vector<std::string> parts = split(text, ':');
    const std::string seconds = parts.back();
    const std::string whole_seconds = seconds.substr(0, seconds.find('.'));
    const bool has_fraction = whole_seconds.size() != seconds.size();
    bool is_time = parts.size() <= 3 && is_digits(whole_seconds) &&
                   (!has_fraction || is_digits(seconds.substr(whole_seconds.size() + 1)));
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        is_time = is_time && is_digits(parts[i]);
        // Minutes and seconds below a larger unit stay under 60, so that 1:75 is not 2:15 silently.
        const std::string below = i + 2 == parts.size() ? whole_seconds : parts[i + 1];
        is_time = is_time && below.size() <= 2 && is_digits(below) && std::stoi(below) < 60;
    }
    return is_time ? parts : std::vector<std::string>{};
}

}  // namespace

Rational parse_time(const std::string& text, const std::string& option) {
    try {
        Rational seconds;
        const std::vector<std::string> parts = time_parts(text);
        for (const std::string& part : parts) {
            seconds = seconds * Rational(60) + Rational::parse(part);
        }
        if (!parts.empty()) {
            return seconds;
        }
    } catch (const std::exception&) {  // out of range: the sentence below fits
    }
    throw Error(
        Category::usage,
        NK_TEXT("%1 does not take “%2”; write a time as [[h:]m:]s[.f], for example 1:05.5."),
        {option, text}
    );
}

std::string format_time(const Rational& seconds) {
    const int64_t milliseconds = round_to_unit(seconds, Rational(1, 1000));
    const int64_t rest = milliseconds < 0 ? -milliseconds : milliseconds;
    const int64_t hours = rest / 3'600'000;
    const int64_t minutes = rest / 60'000 % 60;
    char text[64];
    const char* const sign = milliseconds < 0 ? "-" : "";
    if (hours > 0) {
        std::snprintf(
            text,
            sizeof text,
            "%s%lld:%02lld:%02lld.%03lld",
            sign,
            static_cast<long long>(hours),
            static_cast<long long>(minutes),
            static_cast<long long>(rest / 1000 % 60),
            static_cast<long long>(rest % 1000)
        );
    } else {
        std::snprintf(
            text,
            sizeof text,
            "%s%lld:%02lld.%03lld",
            sign,
            static_cast<long long>(minutes),
            static_cast<long long>(rest / 1000 % 60),
            static_cast<long long>(rest % 1000)
        );
    }
    return text;
}

Rational parse_rate(const std::string& text, const std::string& option) {
    static const std::map<std::string, Rational> ntsc{
        {"23.976", Rational(24000, 1001)},
        {"23.98", Rational(24000, 1001)},
        {"29.97", Rational(30000, 1001)},
        {"47.952", Rational(48000, 1001)},
        {"59.94", Rational(60000, 1001)},
        {"119.88", Rational(120000, 1001)},
    };
    if (const auto known = ntsc.find(text); known != ntsc.end()) {
        return known->second;
    }
    try {
        if (const Rational rate = Rational::parse(text); rate > Rational(0)) {
            return rate;
        }
    } catch (const std::exception&) {  // the sentence below fits
    }
    throw Error(
        Category::usage,
        NK_TEXT("%1 does not take “%2”; write a positive number or fraction, for example 60 or "
                "60000/1001."),
        {option, text}
    );
}

int parse_memory_mb(const std::string& text, const std::string& option) {
    static const std::map<std::string, double> units{
        {"", 1.0},
        {"m", 1.0},
        {"mb", 1.0},
        {"mib", 1.0},
        {"g", 1024.0},
        {"gb", 1024.0},
        {"gib", 1024.0},
        {"t", 1024.0 * 1024.0}};
    const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
    std::string unit = text.substr(end);
    std::transform(unit.begin(), unit.end(), unit.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    try {
        const double number = Rational::parse(text.substr(0, end)).to_double();
        const auto known = units.find(unit);
        const double megabytes = known == units.end() ? 0 : number * known->second;
        if (megabytes >= 1 && megabytes <= 1e9) {
            return static_cast<int>(megabytes);
        }
    } catch (const std::exception&) {  // the sentence below fits
    }
    throw Error(
        Category::usage,
        NK_TEXT("%1 does not take “%2”; write a size such as 2G or 1500M."),
        {option, text}
    );
}

ColorMatrix parse_color_matrix(const std::string& text) {
    static const std::map<std::string, ColorMatrix> names{
        {"bt601", ColorMatrix::smpte170m},
        {"smpte170m", ColorMatrix::smpte170m},
        {"bt470bg", ColorMatrix::bt470bg},
        {"bt709", ColorMatrix::bt709},
        {"bt2020", ColorMatrix::bt2020_ncl},
        {"bt2020nc", ColorMatrix::bt2020_ncl},
        {"smpte240m", ColorMatrix::smpte240m},
        {"fcc", ColorMatrix::fcc},
        {"rgb", ColorMatrix::rgb},
    };
    if (const auto known = names.find(text); known != names.end()) {
        return known->second;
    }
    throw Error(
        Category::usage,
        NK_TEXT("--color-matrix does not know “%1”; it takes bt601, bt470bg, bt709, bt2020, "
                "smpte240m, fcc or rgb."),
        {text}
    );
}

std::string read_text_file(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.is_open() || stream.bad()) {
        throw Error(
            Category::input,
            NK_TEXT("“%1” cannot be read; check the name and the permissions."),
            {path}
        );
    }
    return text;
}

std::vector<Rational> read_cut_list(const std::string& path) {
    const auto list =
        nlohmann::json::parse(read_text_file(path), nullptr, /*allow_exceptions=*/false);
    const Error no_list(
        Category::usage,
        NK_TEXT("“%1” is no list of cuts; it must be a JSON array of times, for example [1.2, "
                "\"1001/30\"]."),
        {path}
    );
    if (!list.is_array()) {
        throw no_list;
    }
    std::vector<Rational> cuts;
    for (const auto& value : list) {
        if (!value.is_number() && !value.is_string()) {
            throw no_list;
        }
        // A number's shortest text is what was typed: 1.2 becomes 6/5 exactly.
        const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
        const bool is_fraction = text.find('/') != std::string::npos;
        cuts.push_back(is_fraction ? parse_rate(text, "--cuts") : parse_time(text, "--cuts"));
    }
    std::sort(cuts.begin(), cuts.end());
    return cuts;
}

}  // namespace nakawari::cli
