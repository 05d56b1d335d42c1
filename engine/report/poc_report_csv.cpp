/// The tables of a report for spreadsheets and plots: RFC 4180, C locale, numbers as the JSON has
/// them.
#include <charconv>

#include "report/poc_report.h"

namespace nakawari {
namespace {

/// The shortest digits that give the same number back.
std::string digits(double value) {
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    return {buffer, end};
}

std::string digits(const std::optional<double>& value) {
    return value ? digits(*value) : "";
}

std::string cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

}  // namespace

std::string scores_csv(const PocReport& report) {
    std::string csv = "clip,method,frames,psnr_db,ssim,high_frequency_error\n";
    for (const ClipScores& row : report.scores) {
        csv += cell(row.clip) + "," + cell(row.method) + "," + std::to_string(row.frames) + "," +
               digits(row.psnr_db) + "," + digits(row.ssim) + "," +
               digits(row.high_frequency_error) + "\n";
    }
    return csv;
}

std::string log_csv(const std::vector<LogPoint>& log) {
    std::string csv = "phase,step,loss,learning_rate,density,held_out_db\n";
    for (const LogPoint& point : log) {
        csv += cell(point.phase) + "," + std::to_string(point.step) + "," + digits(point.loss) +
               "," + digits(point.learning_rate) + "," + digits(point.density) + "," +
               digits(point.held_out_db) + "\n";
    }
    return csv;
}

}  // namespace nakawari
