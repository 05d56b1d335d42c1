/// Progress and results of training as JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "training/training.h"

namespace nakawari::cli {

[[nodiscard]] nlohmann::json to_json_value(const TrainingProgress& progress);
/// The verdicts and sentences of a report; the whole of it is in report.json.
[[nodiscard]] nlohmann::json to_json_value(const PocReport& report);

}  // namespace nakawari::cli
