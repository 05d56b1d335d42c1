/// CSV and JSON of scores.
#include "ui/score_export.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "quality/score_series.h"

namespace nakawari {
namespace {

using nlohmann::ordered_json;

const char* name_of(Reference reference) {
    return reference == Reference::held_out ? "held-out" : "agreement";
}

/// The shortest text that reads back equal, in every locale.
std::string number(double value) {
    char text[32];
    const std::to_chars_result end = std::to_chars(std::begin(text), std::end(text), value);
    return {text, end.ptr};
}

std::string cell(const std::optional<double>& value) {
    return value ? number(*value) : std::string();
}

/// Quoted where the format asks for it.
std::string cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char character : text) {
        quoted += character;
        if (character == '"') {
            quoted += '"';
        }
    }
    return quoted + '"';
}

std::optional<double> high_frequency_error(const FrameScore& score) {
    return score.high_frequency ? score.high_frequency->error() : std::nullopt;
}

ordered_json value(const std::optional<double>& number) {
    return number ? ordered_json(*number) : ordered_json();
}

std::string csv_line(const ScoreKey& key, const FrameScore& score) {
    std::string line = std::to_string(score.number);
    for (const std::string& text :
         {number(score.pts.to_double()),
          std::string(name_of(key.reference)),
          cell(key.model),
          cell(key.against),
          number(score.psnr.mse),
          cell(score.psnr.db),
          cell(score.ssim),
          cell(high_frequency_error(score))}) {
        line += ',' + text;
    }
    return line + '\n';
}

ordered_json frame_json(const FrameScore& score) {
    return {
        {"frame", score.number},
        {"time_s", score.pts.to_double()},
        {"time", score.pts.to_string()},
        {"mse", score.psnr.mse},
        {"psnr_db", value(score.psnr.db)},
        {"identical", !score.psnr.db.has_value()},
        {"ssim", value(score.ssim)},
        {"high_frequency_error", value(high_frequency_error(score))}};
}

ordered_json curve_json(const ScoreKey& key, const std::string& title, const ScoreSeries& series) {
    ordered_json frames = ordered_json::array();
    for (const FrameScore& score : series.frames()) {
        frames.push_back(frame_json(score));
    }
    return {
        {"model", key.model},
        {"title", title},
        {"against", key.against},
        {"mean_psnr_db", value(series.mean_db())},
        {"psnr_db_of_mean_mse", value(series.db_of_mean_mse())},
        {"mean_ssim", value(series.mean_ssim())},
        {"high_frequency_error", value(series.high_frequency_error())},
        {"identical_frames", series.identical_count()},
        {"frames", std::move(frames)}};
}

}  // namespace

std::string scores_as_csv(const ScoreOrigin& origin, const std::vector<ScoreRow>& rows) {
    std::string csv =
        "frame,time_s,reference,model,against,mse,psnr_db,ssim,high_frequency_error\n";
    const std::optional<ScoreKey> key_a = score_key(origin.state, CompareSlot::a);
    const std::optional<ScoreKey> key_b = score_key(origin.state, CompareSlot::b);
    for (const ScoreRow& row : rows) {
        if (key_a && row.a) {
            csv += csv_line(*key_a, *row.a);
        }
        if (key_b && row.b && key_a != key_b) {
            csv += csv_line(*key_b, *row.b);
        }
    }
    return csv;
}

std::string scores_as_json(const ScoreOrigin& origin, const std::vector<ScoreRow>& rows) {
    ordered_json curves = ordered_json::array();
    const std::optional<ScoreKey> key_a = score_key(origin.state, CompareSlot::a);
    const std::optional<ScoreKey> key_b = score_key(origin.state, CompareSlot::b);
    if (key_a) {
        curves.push_back(curve_json(*key_a, origin.title_a, series_of(rows, &ScoreRow::a)));
    }
    if (key_b && key_b != key_a) {
        curves.push_back(curve_json(*key_b, origin.title_b, series_of(rows, &ScoreRow::b)));
    }
    const ordered_json whole{
        {"clip", origin.clip},
        {"reference", name_of(origin.state.reference)},
        {"psnr", "8-bit RGB; the mean is of the frames' dB"},
        {"curves", std::move(curves)}};
    // A file name need not be UTF-8.
    return whole.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

}  // namespace nakawari
