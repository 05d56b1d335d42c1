/// Owners for libav objects, return codes as errors, rationals, and libav's log.
#include "io/av.h"

#include <cstdarg>
#include <limits>
#include <new>
#include <string_view>
#include <utility>

#include "core/log.h"

namespace nakawari::av {
namespace {

template <typename T>
T* existing(T* object) {
    if (object == nullptr) {
        throw std::bad_alloc();
    }
    return object;
}

void log_line(void* object, int level, const char* format, va_list arguments) {
    if (level > AV_LOG_INFO) {
        return;
    }
    char line[1024];
    int print_prefix = 1;
    const int length =
        av_log_format_line2(object, level, format, arguments, line, sizeof line, &print_prefix);
    std::string_view text(line, length < 0 ? 0 : std::min<size_t>(sizeof line - 1, size_t(length)));
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
        text.remove_suffix(1);
    }
    if (!text.empty()) {
        log::write(level <= AV_LOG_ERROR ? log::Level::info : log::Level::debug, text);
    }
}

}  // namespace

PacketPtr make_packet() {
    return PacketPtr(existing(av_packet_alloc()));
}

FramePtr make_frame() {
    return FramePtr(existing(av_frame_alloc()));
}

FramePtr clone(const AVFrame& frame) {
    return FramePtr(existing(av_frame_clone(&frame)));
}

void Dictionary::set(const std::string& key, const std::string& value) {
    if (av_dict_set(&dictionary_, key.c_str(), value.c_str(), 0) < 0) {
        throw std::bad_alloc();
    }
}

std::string error_text(int code) {
    char text[AV_ERROR_MAX_STRING_SIZE] = {};
    av_strerror(code, text, sizeof text);
    return text;
}

int check(
    int code,
    Category category,
    const char* message,
    std::vector<std::string> arguments,
    std::source_location where
) {
    if (code >= 0) {
        return code;
    }
    if (code == AVERROR(ENOMEM)) {
        throw std::bad_alloc();
    }
    arguments.push_back(error_text(code));
    throw Error(category, message, std::move(arguments), where);
}

Rational to_rational(AVRational value) {
    return value.den == 0 ? Rational(0) : Rational(value.num, value.den);
}

std::optional<Rational> to_seconds(int64_t count, AVRational time_base) {
    if (count == AV_NOPTS_VALUE || time_base.den == 0) {
        return std::nullopt;
    }
    return Rational(count) * to_rational(time_base);
}

AVRational to_av(const Rational& value) {
    AVRational result{};
    av_reduce(&result.num, &result.den, value.num(), value.den(), std::numeric_limits<int>::max());
    return result;
}

Metadata to_metadata(const AVDictionary* dictionary) {
    Metadata metadata;
    const AVDictionaryEntry* entry = nullptr;
    while ((entry = av_dict_get(dictionary, "", entry, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
        metadata.emplace_back(entry->key, entry->value);
    }
    return metadata;
}

std::string metadata_value(const AVDictionary* dictionary, const char* key) {
    const AVDictionaryEntry* entry = av_dict_get(dictionary, key, nullptr, 0);
    return entry == nullptr ? "" : entry->value;
}

void route_log() {
    // libav keeps one callback for the process; the constant makes sure it is set once, by one
    // thread.
    [[maybe_unused]] static const bool is_routed = [] {
        av_log_set_callback(log_line);
        return true;
    }();
}

}  // namespace nakawari::av
