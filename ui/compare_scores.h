/// The scores of a comparison, gathered in any order, and what they come to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "quality/score_series.h"
#include "ui/compare_model.h"

namespace nakawari {

/// Scores by pair and frame number; a later one of the same frame replaces the earlier. A plain
/// value, used by the interface thread.
class CompareScores {
 public:
    void add(const ScoreKey& key, const FrameScore& score);

    [[nodiscard]] const FrameScore* find(const ScoreKey& key, int64_t number) const;
    /// In rising order of number, within [from, to) seconds.
    [[nodiscard]] ScoreSeries series(const ScoreKey& key, const Rational& from, const Rational& to)
        const;

 private:
    std::map<ScoreKey, std::map<int64_t, FrameScore>> scores_;
};

/// One line of the table: a frame and what A and B scored on it.
struct ScoreRow {
    int64_t number = 0;
    Rational pts;
    std::optional<FrameScore> a;  ///< empty: not measured, or A is the reference
    std::optional<FrameScore> b;
};

/// The rows of the state's two curves within [from, to), in rising order of number.
[[nodiscard]] std::vector<ScoreRow> score_rows(
    const CompareScores& scores, const CompareState& state, const Rational& from, const Rational& to
);

/// One curve of the rows.
[[nodiscard]] ScoreSeries series_of(
    const std::vector<ScoreRow>& rows, std::optional<FrameScore> ScoreRow::*side
);

/// Indices of at most `count` rows, worst first; rows that the order does not apply to are left
/// out. Identical frames are best.
[[nodiscard]] std::vector<std::size_t> worst_rows(
    const std::vector<ScoreRow>& rows, WorstOf order, std::size_t count
);

/// Milliseconds per frame of each model. The first picture of a model warms up and counts only
/// until there is a second one.
class CostMeter {
 public:
    void add(const std::string& model, double milliseconds);
    /// Median; empty for a model that has not run.
    [[nodiscard]] std::optional<double> milliseconds(const std::string& model) const;

 private:
    std::map<std::string, std::vector<double>> runs_;
};

}  // namespace nakawari
