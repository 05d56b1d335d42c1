/// Copying in and out of the user's folder, each file complete or not there.
#include "model/model_library.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>
#include <vector>

#include "core/error.h"
#include "model/atomic_file.h"
#include "model/baselines.h"
#include "model/model_summary.h"
#include "model/sha256.h"
#include "model/weights.h"

namespace nakawari {
namespace {

namespace fs = std::filesystem;

fs::path weights_file(const fs::path& folder, const std::string& id) {
    return folder / (id + ".pth");
}

fs::path card_file(const fs::path& weights) {
    return fs::path(weights).replace_extension(".json");
}

void check_id(const std::string& id, const fs::path& folder, Existing existing) {
    const auto is_allowed = [](unsigned char c) {
        return (std::isalnum(c) != 0 && c < 0x80) || c == '-' || c == '_' || c == '.';
    };
    if (id.empty() || id.front() == '.' || id.front() == '-' ||
        !std::all_of(id.begin(), id.end(), is_allowed)) {
        throw Error(
            Category::usage,
            NK_TEXT("“%1” cannot be a model's name; use letters, digits, - and _ (and a dot, but "
                    "not first)."),
            {id}
        );
    }
    if (is_baseline(id) || id == "minterpolate") {
        throw Error(
            Category::usage, NK_TEXT("“%1” is a built-in method; choose another name."), {id}
        );
    }
    std::error_code status;
    if (existing == Existing::refused && fs::exists(weights_file(folder, id), status)) {
        throw Error(
            Category::usage,
            NK_TEXT("There is a model “%1” already; choose another name, remove it first, or "
                    "replace it."),
            {id}
        );
    }
}

/// What a card beside the file says, if there is one that belongs to it.
ModelCard card_beside(const fs::path& weights) {
    std::error_code status;
    const fs::path file = card_file(weights);
    if (weights.extension() != ".pth" || !fs::exists(file, status)) {
        return {};
    }
    ModelCard card = read_model_card(file);
    const bool belongs = card.sha256.empty() || card.sha256 == sha256_of_file(weights);
    return belongs ? card : ModelCard{};
}

std::string first_of(const std::string& a, const std::string& b, const std::string& c = "") {
    return !a.empty() ? a : !b.empty() ? b : c;
}

ModelCard make_card(const ImportOptions& options, const ModelSummary& summary) {
    ModelCard card = card_beside(options.file);
    const std::string stem = options.file.stem().string();
    card.id = first_of(options.id, stem);
    card.title = first_of(options.title, card.title, card.id);
    card.family = summary.architecture;
    card.licence = first_of(options.licence, card.licence);
    card.trained_on = first_of(options.trained_on, card.trained_on);
    card.limits = first_of(options.limits, card.limits);
    if (card.licence.empty()) {
        throw Error(
            Category::usage,
            NK_TEXT("Say under which licence “%1” may be used (--licence; “unknown” is an answer)."
            ),
            {options.file.filename().string()}
        );
    }
    auto rest = nlohmann::json::parse(card.rest_json, nullptr, /*allow_exceptions=*/false);
    rest = rest.is_object() ? rest : nlohmann::json::object();
    rest["parameters"] = summary.parameters;
    card.rest_json = rest.dump();
    return card;
}

/// Copies and hashes what is copied.
std::string copy_file(const fs::path& from, AtomicFile& to) {
    std::ifstream stream(from, std::ios::binary);
    std::vector<char> block(std::size_t{1} << 20U);
    Sha256 hash;
    while (stream) {
        stream.read(block.data(), static_cast<std::streamsize>(block.size()));
        const auto count = static_cast<std::size_t>(stream.gcount());
        const auto bytes = std::as_bytes(std::span(block.data(), count));
        hash.update(bytes);
        to.write(bytes);
    }
    if (stream.bad()) {
        throw Error(
            Category::model,
            NK_TEXT("“%1” cannot be read to its end; check the disk it lies on."),
            {from.filename().string()}
        );
    }
    return hash.finish();
}

void make_folder(const fs::path& folder) {
    std::error_code status;
    fs::create_directories(folder, status);
    if (status) {
        throw Error(
            Category::output,
            NK_TEXT("The folder of your models cannot be made (%1): %2."),
            {folder.string(), status.message()}
        );
    }
}

}  // namespace

fs::path user_model_folder() {
    return standard_model_folders().front();
}

ModelEntry import_model(const ImportOptions& options, const fs::path& folder) {
    std::error_code status;
    if (!fs::is_regular_file(options.file, status)) {
        throw Error(
            Category::model,
            NK_TEXT("The weights file “%1” does not exist. Check the path."),
            {options.file.string()}
        );
    }
    check_id(first_of(options.id, options.file.stem().string()), folder, options.existing);
    // Runs the network, so that a file which loads but predicts nonsense is found here.
    const ModelSummary summary = summarize({{}, options.file});
    if (!summary.is_finite) {
        throw Error(
            Category::model,
            NK_TEXT("“%1” predicts values that are not numbers; its weights are damaged."),
            {options.file.filename().string()}
        );
    }
    ModelCard card = make_card(options, summary);
    make_folder(folder);
    const fs::path weights = weights_file(folder, card.id);
    AtomicFile copy(weights);
    card.sha256 = copy_file(options.file, copy);
    // The card first: a card without weights is left out, weights with a foreign card are not.
    const bool had_card = fs::exists(card_file(weights), status);
    write_model_card(card_file(weights), card);
    try {
        copy.commit();
    } catch (const Error&) {
        if (!had_card) {
            fs::remove(card_file(weights), status);
        }
        throw;
    }
    return {card, weights};
}

bool is_removable(const ModelEntry& entry, const fs::path& folder) {
    std::error_code status;
    return !entry.weights.empty() && fs::exists(entry.weights, status) &&
           fs::equivalent(entry.weights.parent_path(), folder, status) && !status;
}

void remove_model(const ModelEntry& entry, const fs::path& folder) {
    if (!is_removable(entry, folder)) {
        throw Error(
            Category::usage,
            NK_TEXT("“%1” cannot be removed: only models that you imported or trained can."),
            {entry.card.id}
        );
    }
    std::error_code status;
    fs::remove(card_file(entry.weights), status);
    if (!status) {
        fs::remove(entry.weights, status);
    }
    if (status) {
        throw Error(
            Category::output,
            NK_TEXT("“%1” cannot be removed: %2."),
            {entry.weights.string(), status.message()}
        );
    }
}

void export_model(const ModelEntry& entry, const fs::path& target, Existing existing) {
    if (entry.weights.empty()) {
        throw Error(
            Category::usage,
            NK_TEXT("“%1” is a method without weights; there is nothing to export."),
            {entry.card.id}
        );
    }
    if (target.extension() != ".pth") {
        throw Error(
            Category::usage,
            NK_TEXT("Give the exported weights a name that ends in .pth, not “%1”."),
            {target.filename().string()}
        );
    }
    std::error_code status;
    for (const fs::path& file : {target, card_file(target)}) {
        if (existing == Existing::refused && fs::exists(file, status)) {
            throw Error(
                Category::usage, NK_TEXT("“%1” exists; --overwrite replaces it."), {file.string()}
            );
        }
    }
    write_state_dict(target, read_state_dict(entry.weights), StateDictLayout::checkpoint);
    ModelCard card = entry.card;
    card.id = target.stem().string();
    card.sha256 = sha256_of_file(target);
    write_model_card(card_file(target), card);
}

Error not_installed(const std::string& id) {
    return {
        Category::model,
        NK_TEXT("The model “%1” is not installed: no trained weights of it come with the program. "
                "Import the authors' checkpoint or your own (nakawari-cli models import FILE.pth "
                "--name %1 --licence …), or choose another model instead."),
        {id}};
}

std::string how_to_import(const std::string& id) {
    return not_installed(id).what();
}

}  // namespace nakawari
