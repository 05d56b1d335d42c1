/// Progress and results of training as JSON.
#include "app/cli_training_json.h"

namespace nakawari::cli {
namespace {

using nlohmann::json;

json object_of(const std::vector<std::pair<std::string, double>>& pairs) {
    json object = json::object();
    for (const auto& [name, value] : pairs) {
        object[name] = value;
    }
    return object;
}

}  // namespace

json to_json_value(const TrainingProgress& progress) {
    json value{
        {"phase", progress.phase},
        {"step", progress.step},
        {"steps", progress.steps},
        {"share", progress.share},
        {"steps_per_second", progress.steps_per_second},
        {"elapsed_s", progress.elapsed_s},
        {"loss", progress.loss},
        {"learning_rate", progress.learning_rate},
        {"density", progress.density},
        {"memory_bytes", progress.memory_bytes},
        {"paused", progress.is_paused},
        {"reference_db", object_of(progress.reference_db)},
        {"layer_density", object_of(progress.layer_density)},
    };
    if (progress.remaining_s >= 0) {
        value["remaining_s"] = progress.remaining_s;
    }
    if (progress.best_db) {
        value["best_db"] = *progress.best_db;
    }
    return value;
}

json to_json_value(const PocReport& report) {
    const json whole = json::parse(to_json(report));
    return {
        {"verdict", verdict_sentence(report, ReportLanguage::english)},
        {"helped", help_sentence(report, ReportLanguage::english)},
        {"has_helped", report.has_helped},
        {"verdicts", whole.at("verdicts")},
        {"end", report.end},
        {"steps_done", report.steps_done},
        {"steps_planned", report.steps_planned},
        {"result_sha256", report.result_sha256},
        {"durations", whole.at("durations")},
        {"time_limit_seconds", report.time_limit_s},
        {"overrun", whole.at("overrun")},
        {"notes", report.notes},
    };
}

}  // namespace nakawari::cli
