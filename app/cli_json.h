/// Values of the engine as JSON, and how JSON is printed.
#pragma once

#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/interpolator.h"
#include "io/media_info.h"

namespace nakawari::cli {

/// On one line, flushed. File names that are no UTF-8 get replacement characters.
void print_json_line(const nlohmann::json& value, std::FILE* out);
/// Indented, for people who asked for it.
void print_json(const nlohmann::json& value, std::FILE* out);

[[nodiscard]] nlohmann::json to_json_value(const InterpolatorInfo& model);
[[nodiscard]] nlohmann::json to_json_value(const MediaInfo& info);

}  // namespace nakawari::cli
