/// nakawari-cli models: which models are found, what they are made of, and the user's own.
#include <array>
#include <cstdio>

#include "app/cli_commands.h"
#include "app/cli_json.h"
#include "app/cli_models_choice.h"
#include "app/cli_text.h"
#include "io/minterpolate.h"
#include "model/model_library.h"
#include "model/model_summary.h"

namespace nakawari::cli {
namespace {

using nlohmann::json;

/// For memory estimates.
constexpr std::array<Size, 3> usual_sizes{{{854, 480}, {1280, 720}, {1920, 1080}}};

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

/// The registry knows no filter of FFmpeg's.
ModelEntry minterpolate_entry() {
    ModelEntry entry;
    entry.card.id = minterpolate_id;
    entry.card.title = make_minterpolate()->info().title;
    entry.card.family = NK_TEXT("baseline without weights");
    return entry;
}

void list_models(const ModelRegistry& registry, bool as_json) {
    std::vector<ModelEntry> entries = registry.entries();
    entries.push_back(minterpolate_entry());
    json all = json::array();
    for (const ModelEntry& entry : entries) {
        all.push_back(to_json_value(entry));
        if (!as_json) {
            std::printf("%-14s %s\n", entry.card.id.c_str(), entry.card.title.c_str());
        }
    }
    if (as_json) {
        print_json(all, stdout);
    } else if (!is_installed(registry, "teacher")) {
        std::printf("%s\n", how_to_import("teacher").c_str());
    }
}

json to_json_value(const ModelSummary& summary) {
    json parts = json::array();
    for (const ModelPart& part : summary.parts) {
        parts.push_back(
            {{"id", part.id},
             {"title", part.title},
             {"parameters", part.parameters},
             {"macs_per_pixel", part.macs_per_pixel}}
        );
    }
    json memory = json::array();
    for (const Size size : usual_sizes) {
        for (const Precision precision : {Precision::fp32, Precision::bf16}) {
            memory.push_back(
                {{"width", size.width},
                 {"height", size.height},
                 {"precision", precision == Precision::fp32 ? "fp32" : "bf16"},
                 {"bytes", estimate_memory_bytes(summary, size, precision)}}
            );
        }
    }
    return {
        {"architecture", summary.architecture},
        {"published_widths", summary.has_published_widths},
        {"parameters", summary.parameters},
        {"parts", parts},
        {"macs_per_pixel", summary.macs_per_pixel},
        {"memory_estimates", memory},
        {"file_bytes", summary.file_bytes}};
}

void print_card(const json& card) {
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

void print_summary(const ModelSummary& summary) {
    std::printf("architecture: %s\n", summary.architecture.c_str());
    std::printf("%-28s %12s %18s\n", "part", "parameters", "MACs per pixel");
    for (const ModelPart& part : summary.parts) {
        std::printf(
            "  %-26s %12lld %18.0f\n",
            part.title.c_str(),
            static_cast<long long>(part.parameters),
            part.macs_per_pixel
        );
    }
    std::printf(
        "  %-26s %12lld %18.0f\n",
        "total",
        static_cast<long long>(summary.parameters),
        summary.macs_per_pixel
    );
    std::printf(
        "MACs: convolutions and linear layers that reach the output, per pixel of the picture "
        "padded to multiples of 128\n"
    );
    for (const Size size : usual_sizes) {
        std::printf(
            "memory at %dx%d: about %s in fp32, %s in bf16 (estimate)\n",
            size.width,
            size.height,
            format_bytes(estimate_memory_bytes(summary, size, Precision::fp32)).c_str(),
            format_bytes(estimate_memory_bytes(summary, size, Precision::bf16)).c_str()
        );
    }
    std::printf("weights file: %s\n", format_bytes(summary.file_bytes).c_str());
}

void show_model(const ModelEntry& entry, bool as_json) {
    json card = to_json_value(entry);
    if (entry.weights.empty()) {
        as_json ? print_json(card, stdout) : print_card(card);
        return;
    }
    if (!as_json) {
        print_card(card);
    }
    const ModelSummary summary = summarize(entry);
    if (as_json) {
        card["summary"] = to_json_value(summary);
        print_json(card, stdout);
    } else {
        print_summary(summary);
    }
}

void import_file(const ModelsArguments& arguments) {
    ImportOptions options;
    options.file = arguments.model;
    options.id = arguments.name;
    options.title = arguments.title;
    options.licence = arguments.licence;
    options.trained_on = arguments.trained_on;
    options.existing = arguments.overwrite ? Existing::replaced : Existing::refused;
    const ModelEntry entry = import_model(options);
    if (arguments.json) {
        print_json(to_json_value(entry), stdout);
        return;
    }
    std::printf(
        "Imported %s as %s (%s), SHA-256 %s\n",
        quoted(arguments.model).c_str(),
        entry.card.id.c_str(),
        entry.card.family.c_str(),
        entry.card.sha256.c_str()
    );
}

void save(const ModelRegistry& registry, const ModelsArguments& arguments) {
    export_model(
        registry.find(arguments.model),
        arguments.output,
        arguments.overwrite ? Existing::replaced : Existing::refused
    );
    std::printf("Exported to %s\n", quoted(arguments.output).c_str());
}

void remove(const ModelRegistry& registry, const std::string& id) {
    remove_model(registry.find(id));
    std::printf("Removed %s\n", id.c_str());
}

}  // namespace

ExitCode run_models(const ModelsArguments& arguments) {
    const ModelRegistry registry(standard_model_folders());
    if (arguments.action == "show") {
        const bool is_filter = arguments.model == minterpolate_id;
        show_model(
            is_filter ? minterpolate_entry() : registry.find(arguments.model), arguments.json
        );
    } else if (arguments.action == "import") {
        import_file(arguments);
    } else if (arguments.action == "export") {
        save(registry, arguments);
    } else if (arguments.action == "remove") {
        remove(registry, arguments.model);
    } else {
        list_models(registry, arguments.json);
    }
    return ExitCode::ok;
}

}  // namespace nakawari::cli
