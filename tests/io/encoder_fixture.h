/// What tests of encoders share: settings that open, and what goes wrong as a value.
#pragma once

#include <QString>
#include <functional>
#include <optional>

#include "core/error.h"
#include "io/encoder.h"

namespace nakawari::test {

/// Of a software encoder whose codec has its name, for small pictures.
inline EncoderSettings encoder_settings(const QString& encoder) {
    EncoderSettings settings;
    settings.format.codec = encoder.toStdString();
    settings.format.encoder = encoder.toStdString();
    settings.format.pixel_format = AV_PIX_FMT_YUV420P;
    settings.size = {64, 64};
    settings.time_base = Rational(1, 25);
    settings.rate = 25;
    return settings;
}

inline bool is_built(const QString& encoder) {
    return avcodec_find_encoder_by_name(qPrintable(encoder)) != nullptr;
}

/// Empty if nothing is thrown.
inline std::optional<Error> error_of(const std::function<void()>& run) {
    try {
        run();
    } catch (const Error& error) {
        return error;
    }
    return std::nullopt;
}

}  // namespace nakawari::test
