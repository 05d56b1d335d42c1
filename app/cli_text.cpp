/// Small pieces of text that several commands print.
#include "app/cli_text.h"

#include <cmath>
#include <cstdarg>
#include <cstdio>

namespace nakawari::cli {

std::string format(const char* pattern, ...) {
    va_list arguments;
    va_start(arguments, pattern);
    va_list again;
    va_copy(again, arguments);
    const int length = std::vsnprintf(nullptr, 0, pattern, arguments);
    va_end(arguments);
    std::string text(length > 0 ? static_cast<std::size_t>(length) : 0, '\0');
    std::vsnprintf(text.data(), text.size() + 1, pattern, again);
    va_end(again);
    return text;
}

std::string quoted(const std::string& file) {
    return "“" + file + "”";
}

std::string short_duration(double seconds) {
    const auto whole = static_cast<long long>(std::ceil(seconds));
    return whole >= 3600 ? format("%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60)
                         : format("%lld:%02lld", whole / 60, whole % 60);
}

std::string format_bytes(int64_t bytes) {
    constexpr double mebi = 1024.0 * 1024.0;
    return format("%.0f MiB", static_cast<double>(bytes) / mebi);
}

std::string describe(const InterpolatorInfo& model) {
    return model.title + " (" + model.id + "), " + model.device + ", " + model.precision;
}

std::string name(StreamOutcome::Action action) {
    switch (action) {
        case StreamOutcome::Action::kept:
            return "kept";
        case StreamOutcome::Action::converted:
            return "converted";
        case StreamOutcome::Action::dropped:
            return "dropped";
    }
    return "dropped";
}

std::string name(StreamType type) {
    switch (type) {
        case StreamType::video:
            return "video";
        case StreamType::audio:
            return "audio";
        case StreamType::subtitle:
            return "subtitle";
        case StreamType::attachment:
            return "attachment";
        case StreamType::data:
            return "data";
    }
    return "data";
}

std::string name(ColorRange range) {
    switch (range) {
        case ColorRange::limited:
            return "limited";
        case ColorRange::full:
            return "full";
        case ColorRange::unspecified:
            return "unspecified";
    }
    return "unspecified";
}

std::string name(ColorMatrix matrix) {
    switch (matrix) {
        case ColorMatrix::rgb:
            return "RGB";
        case ColorMatrix::bt709:
            return "BT.709";
        case ColorMatrix::unspecified:
            return "unspecified";
        case ColorMatrix::bt470bg:
        case ColorMatrix::smpte170m:
            return "BT.601";
        case ColorMatrix::smpte240m:
            return "SMPTE 240M";
        case ColorMatrix::bt2020_ncl:
        case ColorMatrix::bt2020_cl:
            return "BT.2020";
        default:
            return "matrix " + std::to_string(static_cast<int>(matrix));
    }
}

}  // namespace nakawari::cli
