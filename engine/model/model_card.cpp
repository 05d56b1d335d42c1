/// Model cards from and to JSON.
#include "model/model_card.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <nlohmann/json.hpp>
#include <span>
#include <vector>

#include "core/error.h"
#include "model/atomic_file.h"

namespace nakawari {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_bytes = std::size_t{1} << 20;
constexpr int deepest = 16;  // the JSON library writes by recursion

struct TextField {
    const char* key;
    std::string ModelCard::*member;
};
constexpr std::array text_fields{
    TextField{"id", &ModelCard::id},
    TextField{"title", &ModelCard::title},
    TextField{"family", &ModelCard::family},
    TextField{"sha256", &ModelCard::sha256},
    TextField{"licence", &ModelCard::licence},
    TextField{"trained_on", &ModelCard::trained_on},
    TextField{"recipe", &ModelCard::recipe},
    TextField{"limits", &ModelCard::limits},
};

[[noreturn]] void fail(const std::string& title, const std::string& what) {
    throw Error(
        Category::model,
        NK_TEXT("“%1” is not a valid model card (%2). Correct it, or remove it to use the weights "
                "without a card."),
        {title, what}
    );
}

Json parse_object(std::string_view text, const std::string& title) {
    bool is_too_deep = false;
    const auto limit_depth = [&is_too_deep](int depth, Json::parse_event_t, const Json&) {
        is_too_deep = is_too_deep || depth > deepest;
        return !is_too_deep;
    };
    Json json = Json::parse(text, limit_depth, /*allow_exceptions=*/false);
    if (is_too_deep || !json.is_object()) {
        fail(title, is_too_deep ? "nested too deeply" : "no JSON object");
    }
    return json;
}

bool is_id(const std::string& text) {
    return !text.empty() && text.front() != '.' && text.front() != '-' &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) {
               return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
           });
}

bool is_sha256(const std::string& text) {
    constexpr std::size_t digits = 64;
    return text.size() == digits && std::all_of(text.begin(), text.end(), [](unsigned char c) {
               return std::isxdigit(c) != 0;
           });
}

}  // namespace

ModelCard parse_model_card(std::string_view text, const std::string& title) {
    Json json = parse_object(text, title);
    ModelCard card;
    for (const auto& [key, member] : text_fields) {
        const auto found = json.find(key);
        if (found == json.end()) {
            continue;
        }
        if (!found->is_string()) {
            fail(title, std::string(key) + " is no text");
        }
        card.*member = found->get<std::string>();
        json.erase(key);
    }
    if (const auto measured = json.find("measured"); measured != json.end()) {
        card.measured_json = measured->dump();
        json.erase("measured");
    }
    if (!json.empty()) {
        card.rest_json = json.dump();
    }
    if (!is_id(card.id)) {
        fail(title, "id must be letters, digits, “-”, “_” and “.”");
    }
    std::transform(
        card.sha256.begin(),
        card.sha256.end(),
        card.sha256.begin(),
        [](unsigned char c) { return static_cast<char>(std::tolower(c)); }
    );
    if (!card.sha256.empty() && !is_sha256(card.sha256)) {
        fail(title, "sha256 must be 64 hexadecimal digits");
    }
    if (card.title.empty()) {
        card.title = card.id;
    }
    return card;
}

ModelCard read_model_card(const std::filesystem::path& file) {
    const std::string title = file.filename().string();
    std::ifstream stream(file, std::ios::binary);
    std::vector<char> text(most_bytes + 1);
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!stream.eof()) {
        fail(title, stream.good() ? "larger than 1 MB" : "it cannot be read");
    }
    return parse_model_card({text.data(), static_cast<std::size_t>(stream.gcount())}, title);
}

ModelCard in_language(ModelCard card, const std::string& language) {
    const Json rest = Json::parse(card.rest_json, nullptr, /*allow_exceptions=*/false);
    const Json::json_pointer place = Json::json_pointer() / "translations" / language;
    if (!rest.is_object() || !rest.contains(place)) {
        return card;
    }
    const Json& texts = rest.at(place);
    for (const auto& [key, member] : text_fields) {
        const bool is_name = member == &ModelCard::id || member == &ModelCard::sha256;
        const auto found = texts.find(key);
        if (!is_name && found != texts.end() && found->is_string()) {
            card.*member = found->get<std::string>();
        }
    }
    return card;
}

std::string to_json(const ModelCard& card) {
    Json json = Json::object();
    for (const auto& [key, member] : text_fields) {
        if (std::string_view(key) == "limits" && !card.measured_json.empty()) {
            json["measured"] = Json::parse(card.measured_json);
        }
        if (!(card.*member).empty()) {
            json[key] = card.*member;
        }
    }
    if (!card.rest_json.empty()) {
        json.update(Json::parse(card.rest_json));
    }
    constexpr int indent = 2;
    return json.dump(indent) + "\n";
}

void write_model_card(const std::filesystem::path& file, const ModelCard& card) {
    const std::string text = to_json(card);
    AtomicFile output(file);
    output.write(std::as_bytes(std::span(text)));
    output.commit();
}

}  // namespace nakawari
