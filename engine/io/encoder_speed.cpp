/// The scales of the encoders.
#include "io/encoder_speed.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "core/error.h"
#include "io/hardware_encoders.h"

namespace nakawari {
namespace {

constexpr std::size_t words = encoder_speeds.size();

/// What an encoder understands.
struct Scale {
    const char* option;
    std::array<const char*, words> values;  ///< of the words
    const char* usual;
    int largest;  ///< its own numbers go from 0 to here
    /// A second option, for the words before `others` and for everything else.
    const char* mode = nullptr;
    const char* quick = nullptr;
    const char* thorough = nullptr;
    std::size_t quick_words = 0;
};

/// x264 and x265 take the words themselves, and their places in the list.
constexpr Scale x264{"preset", encoder_speeds, "medium", 9};
constexpr Scale svt_av1{"preset", {"12", "11", "10", "9", "8", "7", "6", "5", "3", "1"}, "7", 13};
/// Without “realtime” libvpx is no faster above 4 (measured: 5 takes longer), libaom above 6.
constexpr Scale vp9{
    "cpu-used",
    {"8", "7", "6", "5", "4", "4", "3", "2", "1", "0"},
    "4",
    8,
    "deadline",
    "realtime",
    "good",
    5};
constexpr Scale libaom{
    "cpu-used",
    {"8", "7", "6", "6", "5", "4", "3", "2", "1", "0"},
    "4",
    8,
    "usage",
    "realtime",
    "good",
    3};
/// Seven steps, p1 the fastest; the words beyond mean the outermost ones.
constexpr Scale nvenc{
    "preset", {"p1", "p1", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p7"}, "p5", 7};

bool is_hardware(const std::string& encoder) {
    return software_codec(encoder) != encoder;
}

const Scale* scale_of(const std::string& encoder) {
    if (encoder == "libx264" || encoder == "libx265") return &x264;
    if (encoder == "libsvtav1") return &svt_av1;
    if (encoder == "libvpx-vp9") return &vp9;
    if (encoder == "libaom-av1") return &libaom;
    return is_hardware(encoder) ? &nvenc : nullptr;
}

std::string all_words() {
    std::string text;
    for (const char* word : encoder_speeds) {
        text += (text.empty() ? "" : ", ") + std::string(word);
    }
    return text;
}

/// A whole number and nothing else.
std::optional<int> number_in(std::string_view text) {
    int number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_all = fault == std::errc() && end == text.data() + text.size();
    return is_all ? std::optional(number) : std::nullopt;
}

bool is_own_value(const Scale& scale, std::string_view speed) {
    if (&scale == &nvenc) {
        const bool is_step = speed.size() == 2 && speed.front() == 'p';
        const std::optional<int> step = is_step ? number_in(speed.substr(1)) : std::nullopt;
        return step && *step >= 1 && *step <= scale.largest;
    }
    const std::optional<int> number = number_in(speed);
    return number && *number >= 0 && *number <= scale.largest;
}

[[noreturn]] void refuse(const Scale& scale, const std::string& encoder, const std::string& speed) {
    const std::string largest = std::to_string(scale.largest);
    if (&scale == &nvenc) {
        throw Error(
            Category::usage,
            NK_TEXT("“%1” is not a speed of the encoder %2: choose one of %3, or its own p1 "
                    "(fastest) to p%4 (slowest)."),
            {speed, encoder, all_words(), largest}
        );
    }
    if (&scale == &x264) {
        throw Error(
            Category::usage,
            NK_TEXT("“%1” is not a speed of the encoder %2: choose one of %3, or its own number "
                    "from 0 (fastest) to %4 (slowest)."),
            {speed, encoder, all_words(), largest}
        );
    }
    throw Error(
        Category::usage,
        NK_TEXT("“%1” is not a speed of the encoder %2: choose one of %3, or its own number from "
                "0 (slowest) to %4 (fastest)."),
        {speed, encoder, all_words(), largest}
    );
}

}  // namespace

std::vector<EncoderOption> speed_options(
    const std::string& encoder, const std::string& codec, const std::string& speed
) {
    const Scale* scale = scale_of(encoder);
    if (scale == nullptr && speed.empty()) {
        return {};
    }
    if (scale == nullptr) {
        throw Error(
            Category::usage,
            NK_TEXT("--preset has no meaning for %1: its encoder has one speed only."),
            {codec}
        );
    }
    const auto word = static_cast<std::size_t>(
        std::ranges::find(encoder_speeds, std::string_view(speed)) - encoder_speeds.begin()
    );
    if (word == words && !speed.empty() && !is_own_value(*scale, speed)) {
        refuse(*scale, encoder, speed);
    }
    const std::string value = word < words    ? scale->values.at(word)
                              : speed.empty() ? scale->usual
                                              : speed;
    std::vector<EncoderOption> options{{scale->option, value}};
    if (scale->mode != nullptr) {
        const bool is_quick = word < scale->quick_words;
        options.push_back({scale->mode, is_quick ? scale->quick : scale->thorough});
    }
    return options;
}

}  // namespace nakawari
