/// The curves of a training run: loss of each phase, held-out PSNR, density.
#include <algorithm>

#include "report/html.h"
#include "report/html_sections.h"
#include "report/line_chart.h"

namespace nakawari {
namespace {

constexpr std::size_t most_points = 240;
constexpr const char* accent = "#1f6fb2";

std::vector<std::string> phases_of(const PocReport& report) {
    std::vector<std::string> phases;
    for (const LogPoint& point : report.log) {
        if (std::find(phases.begin(), phases.end(), point.phase) == phases.end()) {
            phases.push_back(point.phase);
        }
    }
    return phases;
}

/// Steps count within a phase or a stage of it; charts of the whole run put them one after the
/// other.
std::vector<double> steps_over_all(const PocReport& report, std::vector<ChartMark>& marks) {
    std::vector<double> steps;
    double offset = 0;
    double last = 0;
    const std::string* phase = nullptr;
    for (const LogPoint& point : report.log) {
        const auto step = static_cast<double>(point.step);
        const bool is_new_phase = phase == nullptr || *phase != point.phase;
        if (is_new_phase || step < last) {
            offset += last;
        }
        if (is_new_phase) {
            phase = &point.phase;
            marks.push_back({point.phase, offset});
        }
        last = step;
        steps.push_back(offset + step);
    }
    return steps;
}

std::string picture(const LineChart& chart, const std::string& alternative) {
    const std::string svg = to_svg(chart);
    if (svg.empty()) {
        return "";
    }
    return "<p class=\"chart\"><img class=\"chart\" width=\"" + std::to_string(chart.width) +
           "\" height=\"" + std::to_string(chart.height) + "\" alt=\"" + html::escape(alternative) +
           "\" src=\"data:image/svg+xml;base64," + html::base64(svg) + "\"></p>\n";
}

std::string loss_chart(
    const PocReport& report,
    const std::vector<double>& steps,
    const ChartMark& mark,
    const std::string& phase,
    const ReportTexts& texts
) {
    ChartLine line;
    line.label = texts("curve.loss_of", {phase_name(report, phase, texts)});
    line.color = accent;
    for (std::size_t i = 0; i < report.log.size(); ++i) {
        if (report.log[i].phase == phase && report.log[i].learning_rate > 0) {
            line.x.push_back(steps[i] - mark.x);
            line.y.push_back(report.log[i].loss);
        }
    }
    LineChart chart;
    chart.x_label = texts("curve.step");
    chart.y_label = texts("curve.loss");
    chart.y_scale = ChartScale::logarithmic;
    chart.lines = {thinned(line, most_points)};
    return picture(chart, line.label);
}

std::string held_out_chart(
    const PocReport& report,
    const std::vector<double>& steps,
    const std::vector<ChartMark>& marks,
    const ReportTexts& texts
) {
    ChartLine line;
    line.label = method_name("result", texts);
    line.color = accent;
    line.has_points = true;
    for (std::size_t i = 0; i < report.log.size(); ++i) {
        if (report.log[i].held_out_db) {
            line.x.push_back(steps[i]);
            line.y.push_back(*report.log[i].held_out_db);
        }
    }
    LineChart chart;
    chart.x_label = texts("curve.step");
    chart.y_label = texts("curve.held_out");
    chart.lines = {line};
    chart.marks = marks;
    constexpr const char* colors[] = {"#b26a00", "#6b6b6b", "#9b3d7a", "#3d7a5a"};
    constexpr const char* dashes[] = {"8 4", "2 3", "8 3 2 3", "4 4"};
    std::size_t number = 0;
    for (const auto& [method, db] : report.reference_db) {
        const std::size_t style = number++ % std::size(colors);
        chart.references.push_back({method_name(method, texts), colors[style], dashes[style], db});
    }
    return picture(chart, chart.y_label);
}

std::string density_chart(
    const PocReport& report,
    const std::vector<double>& steps,
    const std::vector<ChartMark>& marks,
    const ReportTexts& texts
) {
    // Networks that nobody pruned have a few zeros too.
    const bool is_sparse =
        std::any_of(report.log.begin(), report.log.end(), [](const LogPoint& point) {
            return point.phase == "prune";
        });
    if (!is_sparse) {
        return "";
    }
    ChartLine line;
    line.label = texts("curve.density_label");
    line.color = accent;
    for (std::size_t i = 0; i < report.log.size(); ++i) {
        line.x.push_back(steps[i]);
        line.y.push_back(report.log[i].density);
    }
    LineChart chart;
    chart.x_label = texts("curve.step");
    chart.y_label = texts("curve.density");
    chart.lines = {thinned(line, most_points)};
    chart.marks = marks;
    return picture(chart, line.label);
}

}  // namespace

std::string phase_name(
    const PocReport& report, const std::string& phase, const ReportTexts& texts
) {
    const auto is_none = [](const std::string& model) { return model.empty() || model == "none"; };
    if (phase != "distil" || !is_none(report.teacher_model)) {
        return texts.word("phase.", phase);
    }
    return texts(is_none(report.start_model) ? "phase.train" : "phase.fine-tune");
}

std::string curve_section(const PocReport& report, const ReportTexts& texts) {
    if (report.log.empty()) {
        return "";
    }
    std::vector<ChartMark> marks;
    const std::vector<double> steps = steps_over_all(report, marks);
    std::string losses;
    const std::vector<std::string> phases = phases_of(report);
    for (std::size_t i = 0; i < phases.size(); ++i) {
        losses += loss_chart(report, steps, marks[i], phases[i], texts);
    }
    for (ChartMark& mark : marks) {
        mark.label = phase_name(report, mark.label, texts);
    }
    std::string charts = held_out_chart(report, steps, marks, texts) + losses;
    charts += density_chart(report, steps, marks, texts);
    return html::heading(texts("curve.heading")) + charts +
           html::paragraph(texts("curve.note"), "note");
}

}  // namespace nakawari
