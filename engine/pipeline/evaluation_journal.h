/// Predictions that are scored already, in a file that grows line by line. Private to
/// engine/pipeline.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "core/frame.h"
#include "pipeline/evaluation.h"

namespace nakawari {

/// JSON lines: the settings first, then one per prediction. One thread at a time.
class EvaluationJournal {
 public:
    /// Reads what is there (a line that was cut short is dropped) or begins a new file. Throws
    /// Error{usage} if its settings differ from `settings_json`, Error{output}.
    EvaluationJournal(std::string file, const std::string& settings_json);
    ~EvaluationJournal();
    EvaluationJournal(const EvaluationJournal&) = delete;
    EvaluationJournal& operator=(const EvaluationJournal&) = delete;

    [[nodiscard]] const EvaluatedFrame* find(
        const std::string& clip, const std::string& model, int64_t number
    ) const;
    /// On the disk when it returns. Throws Error{output}.
    void add(const std::string& clip, const std::string& model, const EvaluatedFrame& frame);

 private:
    using Key = std::tuple<std::string, std::string, int64_t>;

    void read(const std::string& settings_json);
    void write_line(const std::string& line);

    const std::string file_;
    std::map<Key, EvaluatedFrame> frames_;
    int descriptor_ = -1;
};

}  // namespace nakawari
