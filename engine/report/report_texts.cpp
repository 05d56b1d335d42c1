/// The sentences of reports in one language, by key.
#include "report/report_texts.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <system_error>

#include "core/data_folders.h"
#include "core/error.h"

namespace nakawari {
namespace {

namespace fs = std::filesystem;

constexpr const char* sentence_prefix = "sentence.";

fs::path text_folder() {
    for (fs::path& folder : data_folders("report")) {
        std::error_code status;
        if (fs::is_regular_file(folder / "en.json", status)) {
            return std::move(folder);
        }
    }
    throw Error(
        Category::output,
        NK_TEXT("The texts of reports are missing (share/nakawari/report/en.json); install the "
                "program again.")
    );
}

std::map<std::string, std::string> read_texts(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(stream), {}};
    const auto value = nlohmann::json::parse(content, nullptr, /*allow_exceptions=*/false);
    std::map<std::string, std::string> texts;
    bool is_whole = value.is_object();
    for (auto item = value.begin(); is_whole && item != value.end(); ++item) {
        is_whole = item->is_string();
        if (is_whole) {
            texts.emplace(item.key(), item->get<std::string>());
        }
    }
    if (!is_whole) {
        throw Error(
            Category::output,
            NK_TEXT("The texts of reports in “%1” are missing or broken; install the program "
                    "again."),
            {file.filename().string()}
        );
    }
    return texts;
}

/// Where %1 … %9 begins at or after `from`.
std::size_t find_place(const std::string& pattern, std::size_t from) {
    for (std::size_t at = pattern.find('%', from); at != std::string::npos;
         at = pattern.find('%', at + 1)) {
        if (at + 1 < pattern.size() && pattern[at + 1] >= '1' && pattern[at + 1] <= '9') {
            return at;
        }
    }
    return std::string::npos;
}

}  // namespace

std::string language_code(ReportLanguage language) {
    return language == ReportLanguage::japanese ? "ja" : "en";
}

bool match_arguments(
    const std::string& pattern, const std::string& text, std::vector<std::string>& arguments
) {
    arguments.clear();
    std::size_t place = find_place(pattern, 0);
    if (text.compare(0, std::min(place, pattern.size()), pattern, 0, place) != 0) {
        return false;
    }
    std::size_t at = std::min(place, pattern.size());
    while (place != std::string::npos) {
        const std::size_t next = find_place(pattern, place + 2);
        const std::string literal = pattern.substr(
            place + 2, next == std::string::npos ? std::string::npos : next - place - 2
        );
        std::size_t end = text.find(literal, at);
        if (next == std::string::npos) {  // the last piece ends the text
            end = text.size() >= at + literal.size() && text.ends_with(literal)
                      ? text.size() - literal.size()
                      : std::string::npos;
        }
        if (end == std::string::npos) {
            return false;
        }
        arguments.push_back(text.substr(at, end - at));
        at = end + literal.size();
        place = next;
    }
    return at == text.size();
}

ReportTexts::ReportTexts(ReportLanguage language) : ReportTexts(language, text_folder()) {}

ReportTexts::ReportTexts(ReportLanguage language, const fs::path& folder)
    : code_(nakawari::language_code(language)), texts_(read_texts(folder / (code_ + ".json"))) {
    for (const auto& [key, text] : read_texts(folder / "en.json")) {
        if (key.starts_with(sentence_prefix)) {
            english_sentences_.emplace(key, text);
        }
    }
}

std::string ReportTexts::operator()(
    const std::string& key, const std::vector<std::string>& arguments
) const {
    const auto found = texts_.find(key);
    if (found == texts_.end()) {
        throw Error(
            Category::output,
            NK_TEXT("The report needs a text “%1” that “%2” does not have; install the program "
                    "again."),
            {key, code_ + ".json"}
        );
    }
    return substitute(found->second, arguments);
}

std::string ReportTexts::word(const std::string& prefix, const std::string& word) const {
    const auto found = texts_.find(prefix + word);
    return found == texts_.end() ? word : found->second;
}

std::string ReportTexts::sentence(const std::string& english) const {
    // Notes about a file begin with its name and a colon; either may hold further colons.
    for (std::size_t begin = 0; begin != std::string::npos;) {
        if (const auto translated = known_sentence(english.substr(begin))) {
            return english.substr(0, begin) + *translated;
        }
        const std::size_t colon = english.find(": ", begin);
        begin = colon == std::string::npos ? colon : colon + 2;
    }
    return english;
}

std::optional<std::string> ReportTexts::known_sentence(const std::string& english) const {
    // Of several patterns that fit, the one with the most words of its own says the most.
    const std::string* best_key = nullptr;
    std::size_t best_size = 0;
    std::vector<std::string> best_arguments;
    std::vector<std::string> arguments;
    for (const auto& [key, pattern] : english_sentences_) {
        if (pattern.size() >= best_size && match_arguments(pattern, english, arguments)) {
            best_key = &key;
            best_size = pattern.size();
            best_arguments = arguments;
        }
    }
    return best_key == nullptr ? std::nullopt : std::optional((*this)(*best_key, best_arguments));
}

}  // namespace nakawari
