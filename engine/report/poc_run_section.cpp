/// How long it took on what, how to do it again, and what the numbers do not say.
#include "report/html.h"
#include "report/html_sections.h"
#include "report/report_numbers.h"

namespace nakawari {
namespace {

using Align = html::Column::Align;

constexpr int64_t few_frames = 50;

}  // namespace

std::string run_section(const PocReport& report, const ReportTexts& texts) {
    std::string section = html::heading(texts("run.heading"));
    if (!report.durations.empty()) {
        html::Table table({{texts("run.part"), Align::left}, {texts("run.time"), Align::right}});
        double total = 0;
        for (const DurationRow& row : report.durations) {
            table.add_row(
                {html::escape(phase_name(report, row.part, texts)), clock_time(row.seconds)}
            );
            total += row.seconds;
        }
        table.add_row({html::escape(texts("run.total")), clock_time(total)}, "result");
        section += table.html();
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
