/// Targets of a training run as people type and read them.
#include "app/cli_target.h"

#include <charconv>
#include <cmath>

#include "core/error.h"
#include "report/report_numbers.h"
#include "report/target_items.h"

namespace nakawari::cli {
namespace {

[[noreturn]] void refuse(const std::string& text, const char* why) {
    throw Error(
        Category::usage,
        NK_TEXT("--target “%1” is no target: %2 Write for example psnr_db=31 or "
                "frame_ms=800@1280x720."),
        {text, why}
    );
}

template <typename Number>
bool parse_whole(const std::string& text, Number& value) {
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, value);
    return result.ec == std::errc() && result.ptr == end;
}

std::string name_of(TargetItem item) {
    for (const auto& [value, name] : target_items) {
        if (value == item) {
            return std::string(name);
        }
    }
    return "";
}

TargetItem item_of(const std::string& name, const std::string& text) {
    for (const auto& [value, known] : target_items) {
        if (known == name) {
            return value;
        }
    }
    refuse(
        text,
        "the items are psnr_db, psnr_gain_db, psnr_loss_db, ssim, high_frequency_error, frame_ms, "
        "parameters, file_bytes and peak_memory_bytes."
    );
}

bool needs_size(TargetItem item) {
    return item == TargetItem::frame_ms || item == TargetItem::peak_memory_bytes;
}

}  // namespace

Target parse_target(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) {
        refuse(text, "there is no “=”.");
    }
    Target target;
    target.item = item_of(text.substr(0, equals), text);
    const std::size_t at = text.find('@', equals);
    const std::string value = text.substr(equals + 1, at - equals - 1);
    if (!parse_whole(value, target.value) || !std::isfinite(target.value)) {
        refuse(text, "its value is no number.");
    }
    if (needs_size(target.item) != (at != std::string::npos)) {
        refuse(
            text,
            needs_size(target.item) ? "time and memory need a picture size."
                                    : "only time and memory have a picture size."
        );
    }
    if (at != std::string::npos) {
        const std::size_t cross = text.find('x', at);
        const bool is_size = cross != std::string::npos &&
                             parse_whole(text.substr(at + 1, cross - at - 1), target.width) &&
                             parse_whole(text.substr(cross + 1), target.height) &&
                             target.width > 0 && target.height > 0;
        if (!is_size) {
            refuse(text, "its picture size is not WxH.");
        }
    }
    return target;
}

std::string describe(const Target& target) {
    return name_of(target.item) + (wants_at_least(target.item) ? " at least " : " at most ") +
           target_value(target.item, target.value, target_digits(target.item, target.value)) +
           (needs_size(target.item) ? " at " + picture_size(target.width, target.height) : "");
}

}  // namespace nakawari::cli
