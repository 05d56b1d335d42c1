/// What is known about a set of weights, kept as JSON beside them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace nakawari {

/// The JSON beside a weights file (RULES, Models). A plain value; texts are for people.
struct ModelCard {
    std::string id;  ///< letters, digits, '-', '_' and '.'; the file's stem
    std::string title;
    std::string family;
    std::string sha256;  ///< 64 lower-case hexadecimal digits, or empty where unknown
    std::string licence;
    std::string trained_on;
    std::string recipe;
    std::string measured_json;  ///< the "measured" value as JSON text; empty if there is none
    std::string limits;
    std::string rest_json;  ///< unknown keys as a JSON object, kept when the card is written again
    friend bool operator==(const ModelCard&, const ModelCard&) = default;
};

/// Throws Error{model} naming what is wrong; `title` names the file for people.
[[nodiscard]] ModelCard parse_model_card(std::string_view json, const std::string& title);
/// Throws Error{model} for a missing, broken or far too large file.
[[nodiscard]] ModelCard read_model_card(const std::filesystem::path& file);

/// The card with the texts of its "translations" in that language ("ja"), where it has them; id and
/// hash stay. A translation that is no text counts as none.
[[nodiscard]] ModelCard in_language(ModelCard card, const std::string& language);

/// Indented JSON that parse_model_card() reads back equal.
[[nodiscard]] std::string to_json(const ModelCard& card);
/// Atomic; throws Error{output}.
void write_model_card(const std::filesystem::path& file, const ModelCard& card);

}  // namespace nakawari
