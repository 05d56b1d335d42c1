/// nakawari-cli models: which models are found, and what their cards say.
#include <cstdio>

#include "app/cli_commands.h"
#include "app/cli_json.h"
#include "app/cli_text.h"
#include "model/model_registry.h"

namespace nakawari::cli {
namespace {

using nlohmann::json;

json to_json_value(const ModelEntry& entry) {
    const ModelCard& card = entry.card;
    // The card is a file from a stranger: what is no JSON is shown as text.
    json measured = json::parse(card.measured_json, nullptr, /*allow_exceptions=*/false);
    if (measured.is_discarded()) {
        measured = card.measured_json;
    }
    return {
        {"id", card.id},
        {"title", card.title},
        {"family", card.family},
        {"file", entry.weights.string()},
        {"sha256", card.sha256},
        {"licence", card.licence},
        {"trained_on", card.trained_on},
        {"recipe", card.recipe},
        {"measured", std::move(measured)},
        {"limits", card.limits},
    };
}

void list_models(const ModelRegistry& registry, bool as_json) {
    json all = json::array();
    for (const ModelEntry& entry : registry.entries()) {
        all.push_back(to_json_value(entry));
        if (!as_json) {
            std::printf("%-14s %s\n", entry.card.id.c_str(), entry.card.title.c_str());
        }
    }
    if (as_json) {
        print_json(all, stdout);
    }
}

void show_model(const ModelEntry& entry, bool as_json) {
    const json card = to_json_value(entry);
    if (as_json) {
        print_json(card, stdout);
        return;
    }
    for (const char* key :
         {"id",
          "title",
          "family",
          "file",
          "sha256",
          "licence",
          "trained_on",
          "recipe",
          "measured",
          "limits"}) {
        const json& value = card.at(key);
        const std::string text = value.is_string() ? value.get<std::string>() : value.dump(1);
        if (!text.empty()) {
            std::printf("%s: %s\n", key, text.c_str());
        }
    }
}

}  // namespace

ExitCode run_models(const ModelsArguments& arguments) {
    const ModelRegistry registry(standard_model_folders());
    if (arguments.action == "show") {
        show_model(registry.find(arguments.model), arguments.json);
    } else {
        list_models(registry, arguments.json);
    }
    return ExitCode::ok;
}

}  // namespace nakawari::cli
