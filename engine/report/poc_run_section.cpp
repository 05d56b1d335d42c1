/// How long it took on what, how to do it again, and what the numbers do not say.
#include <algorithm>

#include "report/html.h"
#include "report/html_sections.h"
#include "report/report_numbers.h"

namespace nakawari {
namespace {

using Align = html::Column::Align;

constexpr int64_t few_frames = 50;

double taken_s(const PocReport& report) {
    double total = 0;
    for (const DurationRow& row : report.durations) {
        total += row.seconds;
    }
    return total;
}

/// With what was planned where the run had a time limit.
std::string duration_table(const PocReport& report, const ReportTexts& texts) {
    const bool has_limit = report.time_limit_s > 0;
    std::vector<html::Column> columns{
        {texts("run.part"), Align::left}, {texts("run.time"), Align::right}};
    if (has_limit) {
        columns.push_back({texts("run.planned"), Align::right});
    }
    html::Table table(columns);
    const auto add = [&](const std::string& part, double seconds, double planned_s, bool is_total) {
        std::vector<std::string> cells{html::escape(part), clock_time(seconds)};
        if (has_limit) {
            cells.push_back(planned_s > 0 ? clock_time(planned_s) : "—");
        }
        table.add_row(cells, is_total ? "result" : "");
    };
    for (const DurationRow& row : report.durations) {
        add(phase_name(report, row.part, texts), row.seconds, row.planned_s, false);
    }
    add(texts("run.total"), taken_s(report), report.time_limit_s, true);
    return table.html();
}

}  // namespace

std::string time_sentence(const PocReport& report, const ReportTexts& texts) {
    const Overrun& overrun = report.overrun;
    if (overrun.seconds <= 0) {
        return "";
    }
    const std::string share = with_sign(100 * overrun.seconds / report.time_limit_s, 0) + " %";
    std::string sentence = texts(
        "run.overrun",
        {clock_time(taken_s(report)),
         clock_time(report.time_limit_s),
         clock_time(overrun.seconds),
         share}
    );
    const auto cause = std::ranges::find(report.durations, overrun.part, &DurationRow::part);
    if (cause != report.durations.end()) {
        sentence += texts("sentence_space") + texts(
                                                  "run.overrun_cause",
                                                  {phase_name(report, cause->part, texts),
                                                   clock_time(cause->seconds),
                                                   clock_time(cause->planned_s)}
                                              );
    }
    return sentence;
}

std::string run_section(const PocReport& report, const ReportTexts& texts) {
    std::string section = html::heading(texts("run.heading"));
    if (!report.durations.empty()) {
        section += duration_table(report, texts);
        const std::string overrun = time_sentence(report, texts);
        section += overrun.empty() ? "" : html::paragraph(overrun);
    }
    if (!report.environment.empty()) {
        html::Table table({{texts("run.property"), Align::left}, {texts("run.value"), Align::left}}
        );
        for (const auto& [name, value] : report.environment) {
            table.add_row({html::escape(texts.word("environment.", name)), html::escape(value)});
        }
        section += table.html();
    }
    return section;
}

std::string reproduce_section(const PocReport& report, const ReportTexts& texts) {
    std::string section = html::heading(texts("reproduce.heading")) +
                          html::paragraph(texts("reproduce.how")) +
                          "<pre>nakawari-cli poc run plan.json -o RUN</pre>\n" +
                          html::paragraph(texts("reproduce.note"), "note");
    if (!report.plan_json.empty()) {
        section += html::paragraph(texts("reproduce.plan")) + "<pre class=\"plan\">" +
                   html::escape(report.plan_json) + "</pre>\n";
    }
    return section;
}

std::string limits_section(const PocReport& report, const ReportTexts& texts) {
    std::vector<std::string> limits{texts("limits.footage"), texts("limits.time")};
    const ClipScores* result = overall_scores(report, "result");
    if (result != nullptr && result->frames < few_frames) {
        limits.push_back(texts("limits.few_frames", {grouped(result->frames)}));
    }
    if (report.split == "by shot") {
        limits.push_back(texts("limits.by_shot"));
    }
    limits.push_back(texts("limits.best"));
    for (const std::string& note : report.notes) {
        limits.push_back(texts.sentence(note));
    }
    return html::heading(texts("limits.heading")) + html::list(limits);
}

}  // namespace nakawari
