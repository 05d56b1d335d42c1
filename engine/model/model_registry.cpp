/// Finding models by id or path.
#include "model/model_registry.h"

#include <algorithm>
#include <set>
#include <system_error>

#include "core/error.h"
#include "core/log.h"
#include "model/baselines.h"
#include "model/model_library.h"
#include "model/sha256.h"

namespace nakawari {
namespace {

namespace fs = std::filesystem;

constexpr const char* weights_suffix = ".pth";
constexpr const char* card_suffix = ".json";

ModelCard make_card_without_file(const fs::path& weights) {
    ModelCard card;
    card.id = weights.stem().string();
    card.title = weights.filename().string();
    card.family = NK_TEXT("unknown");
    return card;
}

/// The stems of all .pth and .json files, sorted.
std::set<std::string> model_stems(const fs::path& folder) {
    std::set<std::string> stems;
    std::error_code status;
    for (fs::directory_iterator entry(folder, status), end; !status && entry != end;
         entry.increment(status)) {
        const fs::path& path = entry->path();
        if (path.extension() == weights_suffix || path.extension() == card_suffix) {
            stems.insert(path.stem().string());
        }
    }
    return stems;
}

ModelEntry read_entry(const fs::path& folder, const std::string& stem) {
    ModelEntry entry;
    entry.weights = folder / (stem + weights_suffix);
    const fs::path card_file = folder / (stem + card_suffix);
    if (!fs::exists(entry.weights)) {
        throw Error(
            Category::model,
            NK_TEXT("The model card “%1” has no weights “%2” beside it."),
            {card_file.filename().string(), entry.weights.filename().string()}
        );
    }
    if (!fs::exists(card_file)) {
        entry.card = make_card_without_file(entry.weights);
        return entry;
    }
    entry.card = read_model_card(card_file);
    if (entry.card.id != stem) {
        throw Error(
            Category::model,
            NK_TEXT("The model card “%1” is for the id “%2”; file name and id must agree."),
            {card_file.filename().string(), entry.card.id}
        );
    }
    return entry;
}

/// Fills in the hash, or compares it with the card's.
ModelEntry checked(ModelEntry entry) {
    if (entry.weights.empty()) {
        return entry;
    }
    const std::string hash = sha256_of_file(entry.weights);
    if (!entry.card.sha256.empty() && entry.card.sha256 != hash) {
        throw Error(
            Category::model,
            NK_TEXT("“%1” is not the file that its model card describes: it was changed or damaged "
                    "(SHA-256 begins with %2 instead of %3). Install the model again, or remove "
                    "the card if you replaced the weights on purpose."),
            {entry.weights.filename().string(), hash.substr(0, 8), entry.card.sha256.substr(0, 8)}
        );
    }
    entry.card.sha256 = hash;
    return entry;
}

/// A file given by path, whose card may be called anything but must be readable to count.
ModelEntry entry_of_file(const fs::path& weights) {
    ModelEntry entry{make_card_without_file(weights), weights};
    const fs::path card_file = fs::path(weights).replace_extension(card_suffix);
    if (weights.extension() == weights_suffix && fs::exists(card_file)) {
        try {
            entry.card = read_model_card(card_file);
        } catch (const Error& error) {
            log::warn(error.what());
        }
    }
    return entry;
}

}  // namespace

ModelRegistry::ModelRegistry(std::vector<fs::path> folders) {
    for (const fs::path& folder : folders) {
        add_folder(folder);
    }
    for (const ModelCard& card : baseline_cards()) {
        entries_.push_back({card, {}});
    }
}

void ModelRegistry::add_folder(const fs::path& folder) {
    for (const std::string& stem : model_stems(folder)) {
        try {
            add(read_entry(folder, stem));
        } catch (const Error& error) {
            log::warn(error.what());
        }
    }
}

void ModelRegistry::add(ModelEntry entry) {
    if (is_baseline(entry.card.id)) {
        log::warn(
            "“" + entry.weights.filename().string() + "” is left out: its name is one of the " +
            "built-in methods."
        );
    } else if (find_id(entry.card.id) == nullptr) {
        entries_.push_back(std::move(entry));
    }
}

const ModelEntry* ModelRegistry::find_id(const std::string& id) const {
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const ModelEntry& entry) {
        return entry.card.id == id;
    });
    return found != entries_.end() ? &*found : nullptr;
}

ModelEntry ModelRegistry::find(const std::string& id_or_path) const {
    if (const ModelEntry* entry = find_id(id_or_path)) {
        return checked(*entry);
    }
    const fs::path path(id_or_path);
    std::error_code ignored;
    if (fs::is_regular_file(path, ignored)) {
        return checked(entry_of_file(path));
    }
    if (path.has_parent_path() || path.extension() == weights_suffix) {
        throw Error(
            Category::model,
            NK_TEXT("The weights file “%1” does not exist. Check the path."),
            {id_or_path}
        );
    }
    if (id_or_path == "teacher" || id_or_path == "mini") {
        throw not_installed(id_or_path);
    }
    std::string known;
    for (const ModelEntry& entry : entries_) {
        known += (known.empty() ? "" : ", ") + entry.card.id;
    }
    throw Error(
        Category::model,
        NK_TEXT("There is no model “%1”. Known models: %2. A path to a .pth file is also taken."),
        {id_or_path, known}
    );
}

}  // namespace nakawari
