/// Scores by pair and frame; worst frames; medians of cost.
#include "ui/compare_scores.h"

#include <algorithm>

namespace nakawari {
namespace {

/// What is sorted by, greatest first. Empty where a row has no say.
std::optional<double> badness(const ScoreRow& row, WorstOf order) {
    switch (order) {
        case WorstOf::a:
            return row.a ? std::optional(row.a->psnr.mse) : std::nullopt;
        case WorstOf::b:
            return row.b ? std::optional(row.b->psnr.mse) : std::nullopt;
        case WorstOf::b_behind_a:
            break;
    }
    if (!row.a || !row.b || !row.b->psnr.db) {
        return std::nullopt;
    }
    // An identical A is further ahead than any number: 8-bit PSNR stays well under 100 dB.
    constexpr double identical_db = 100;
    return row.a->psnr.db.value_or(identical_db) - *row.b->psnr.db;
}

/// Takes the scores of one curve into the rows.
void merge(
    std::map<int64_t, ScoreRow>& rows,
    const ScoreSeries& series,
    std::optional<FrameScore> ScoreRow::*side
) {
    for (const FrameScore& score : series.frames()) {
        ScoreRow& row = rows[score.number];
        row.number = score.number;
        row.pts = score.pts;
        row.*side = score;
    }
}

}  // namespace

void CompareScores::add(const ScoreKey& key, const FrameScore& score) {
    scores_[key][score.number] = score;
}

const FrameScore* CompareScores::find(const ScoreKey& key, int64_t number) const {
    const auto of_key = scores_.find(key);
    if (of_key == scores_.end()) {
        return nullptr;
    }
    const auto found = of_key->second.find(number);
    return found == of_key->second.end() ? nullptr : &found->second;
}

ScoreSeries CompareScores::series(const ScoreKey& key, const Rational& from, const Rational& to)
    const {
    ScoreSeries series;
    if (const auto of_key = scores_.find(key); of_key != scores_.end()) {
        for (const auto& [number, score] : of_key->second) {
            if (is_in_range(score.pts, from, to)) {
                series.add(score);
            }
        }
    }
    return series;
}

std::vector<ScoreRow> score_rows(
    const CompareScores& scores, const CompareState& state, const Rational& from, const Rational& to
) {
    std::map<int64_t, ScoreRow> rows;
    if (const std::optional<ScoreKey> key = score_key(state, CompareSlot::a)) {
        merge(rows, scores.series(*key, from, to), &ScoreRow::a);
    }
    if (const std::optional<ScoreKey> key = score_key(state, CompareSlot::b)) {
        merge(rows, scores.series(*key, from, to), &ScoreRow::b);
    }
    std::vector<ScoreRow> list;
    list.reserve(rows.size());
    for (auto& [number, row] : rows) {
        list.push_back(std::move(row));
    }
    return list;
}

ScoreSeries series_of(
    const std::vector<ScoreRow>& rows, std::optional<FrameScore> ScoreRow::*side
) {
    ScoreSeries series;
    for (const ScoreRow& row : rows) {
        if (const std::optional<FrameScore>& score = row.*side) {
            series.add(*score);
        }
    }
    return series;
}

std::vector<std::size_t> worst_rows(
    const std::vector<ScoreRow>& rows, WorstOf order, std::size_t count
) {
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (badness(rows[i], order)) {
            indices.push_back(i);
        }
    }
    std::stable_sort(indices.begin(), indices.end(), [&](std::size_t x, std::size_t y) {
        return *badness(rows[x], order) > *badness(rows[y], order);
    });
    indices.resize(std::min(count, indices.size()));
    return indices;
}

void CostMeter::add(const std::string& model, double milliseconds) {
    runs_[model].push_back(milliseconds);
}

std::optional<double> CostMeter::milliseconds(const std::string& model) const {
    const auto found = runs_.find(model);
    if (found == runs_.end()) {
        return std::nullopt;
    }
    std::vector<double> runs = found->second;
    if (runs.size() > 1) {
        runs.erase(runs.begin());
    }
    const auto middle = runs.begin() + static_cast<std::ptrdiff_t>(runs.size() / 2);
    std::nth_element(runs.begin(), middle, runs.end());
    return *middle;
}

}  // namespace nakawari
