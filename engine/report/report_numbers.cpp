/// Numbers as people read them, the same in every language and locale.
#include "report/report_numbers.h"

#include <charconv>
#include <cmath>

namespace nakawari {
namespace {

constexpr const char* minus = "−";
constexpr const char* nothing = "—";
constexpr double bytes_per_megabyte = 1e6;

/// Puts a comma before every third digit of "1234567.89".
std::string group_digits(std::string digits) {
    std::size_t end = std::min(digits.find('.'), digits.size());
    while (end > 3) {
        end -= 3;
        digits.insert(end, ",");
    }
    return digits;
}

bool is_in_bytes(TargetItem item) {
    return item == TargetItem::file_bytes || item == TargetItem::peak_memory_bytes;
}

std::string with_unit(TargetItem item, const std::string& number) {
    switch (item) {
        case TargetItem::psnr_db:
        case TargetItem::psnr_gain_db:
        case TargetItem::psnr_loss_db:
            return number + " dB";
        case TargetItem::frame_ms:
            return number + " ms";
        case TargetItem::file_bytes:
        case TargetItem::peak_memory_bytes:
            return number + " MB";
        case TargetItem::ssim:
        case TargetItem::high_frequency_error:
        case TargetItem::parameters:
            break;
    }
    return number;
}

double in_shown_unit(TargetItem item, double value) {
    return is_in_bytes(item) ? value / bytes_per_megabyte : value;
}

}  // namespace

std::string grouped(int64_t value) {
    return decimal(static_cast<double>(value), 0);
}

std::string decimal(double value, int digits) {
    constexpr double largest = 1e18;  // more digits than anything here has
    if (!std::isfinite(value) || std::abs(value) > largest) {
        return nothing;
    }
    char buffer[64];
    const auto end =
        std::to_chars(
            buffer, buffer + sizeof buffer, std::abs(value), std::chars_format::fixed, digits
        )
            .ptr;
    const std::string text(buffer, end);
    const bool is_zero = text.find_first_not_of("0.") == std::string::npos;
    return (value < 0 && !is_zero ? minus : "") + group_digits(text);
}

std::string decimal(const std::optional<double>& value, int digits) {
    return value ? decimal(*value, digits) : nothing;
}

std::string with_sign(double value, int digits) {
    const std::string text = decimal(value, digits);
    const bool is_zero = text.find_first_not_of("0.") == std::string::npos;
    return value > 0 && !is_zero && std::isfinite(value) ? "+" + text : text;
}

std::string megabytes(double bytes, int digits) {
    return decimal(bytes / bytes_per_megabyte, digits) + " MB";
}

std::string clock_time(double seconds) {
    const auto whole = std::llround(std::max(seconds, 0.0));
    const auto two = [](long long value) {
        return (value < 10 ? "0" : "") + std::to_string(value);
    };
    const std::string tail = two(whole % 60);
    return whole >= 3600 ? std::to_string(whole / 3600) + ":" + two(whole / 60 % 60) + ":" + tail
                         : std::to_string(whole / 60) + ":" + tail;
}

std::string picture_size(int width, int height) {
    return std::to_string(width) + "×" + std::to_string(height);
}

int target_digits(TargetItem item, double margin) {
    int digits = 2;
    if (item == TargetItem::ssim || item == TargetItem::high_frequency_error) {
        digits = 4;
    } else if (item == TargetItem::parameters) {
        digits = 0;
    } else if (item == TargetItem::frame_ms) {
        digits = 1;
    }
    constexpr int most_digits = 9;
    const double shown = std::abs(in_shown_unit(item, margin));
    while (shown > 0 && digits < most_digits && shown < 0.5 * std::pow(10.0, -digits)) {
        ++digits;
    }
    return digits;
}

std::string target_value(TargetItem item, double value, int digits) {
    return with_unit(item, decimal(in_shown_unit(item, value), digits));
}

std::string target_margin(TargetItem item, double margin, int digits) {
    return with_unit(item, with_sign(in_shown_unit(item, margin), digits));
}

}  // namespace nakawari
