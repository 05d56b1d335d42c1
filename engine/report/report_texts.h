/// The sentences of reports in one language, by key.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "report/poc_report.h"

namespace nakawari {

/// "en" or "ja": the name of the file and the value of HTML's lang.
[[nodiscard]] std::string language_code(ReportLanguage language);

/// Reads resources/report/<code>.json: an object of texts with %1, %2 …. Immutable once made; any
/// thread.
class ReportTexts {
 public:
    /// From the program's data folders. Throws Error{output} if a file is missing or broken.
    explicit ReportTexts(ReportLanguage language);
    ReportTexts(ReportLanguage language, const std::filesystem::path& folder);

    /// The text of a key. Throws Error{output} if there is none.
    [[nodiscard]] std::string operator()(
        const std::string& key, const std::vector<std::string>& arguments = {}
    ) const;
    /// The text of `prefix` + `word`; the word itself if it is unknown.
    [[nodiscard]] std::string word(const std::string& prefix, const std::string& word) const;
    /// An English sentence of the engine or of the training in this language: found by comparing
    /// it with the English texts "sentence.…", arguments included. "clip.mp4: …" keeps its
    /// beginning. Unknown ones stay English.
    [[nodiscard]] std::string sentence(const std::string& english) const;

    [[nodiscard]] const std::string& language_code() const { return code_; }

 private:
    [[nodiscard]] std::optional<std::string> known_sentence(const std::string& english) const;

    std::string code_;
    std::map<std::string, std::string> texts_;
    std::map<std::string, std::string> english_sentences_;  ///< key, pattern
};

/// The arguments with which `pattern` (with %1 … %9 in rising order) gives `text`; false if it
/// cannot.
[[nodiscard]] bool match_arguments(
    const std::string& pattern, const std::string& text, std::vector<std::string>& arguments
);

}  // namespace nakawari
