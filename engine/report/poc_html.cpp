/// The page of a report: sections in the order in which a reader asks.
#include "report/html.h"
#include "report/html_sections.h"
#include "report/poc_report.h"
#include "report/report_texts.h"

namespace nakawari {
namespace {

/// What follows `@media screen` is for browsers alone: QTextDocument takes a few plain rules.
constexpr const char* style = R"(
body { font-family: "Noto Sans", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", sans-serif; color: #222222; }
h1 { font-size: 20pt; }
h2 { font-size: 13pt; color: #1f4e79; }
p.meta { color: #555555; }
p.verdict { font-size: 14pt; font-weight: bold; color: #9a3412; }
p.met { color: #1b6b3a; }
p.helped { font-size: 11pt; }
h3 { font-size: 10pt; }
p.note, td.note, td.caption { color: #555555; font-size: 8pt; }
th { background-color: #e9eff5; }
td.met { color: #1b6b3a; }
td.missed { color: #9a3412; }
td.result { font-weight: bold; }
pre { font-family: "Noto Sans Mono", "DejaVu Sans Mono", monospace; font-size: 7pt; background-color: #f4f4f4; }
code { font-family: "Noto Sans Mono", "DejaVu Sans Mono", monospace; font-size: 7pt; }
@media screen and (min-width: 1px) {
body { max-width: 60em; margin: 2em auto; padding: 0 1em; line-height: 1.5; }
h2 { margin-top: 2em; border-bottom: 1px solid #c8d4e0; }
table.data { border-collapse: collapse; }
table.data th, table.data td { border-bottom: 1px solid #e2e2e2; vertical-align: top; padding: 0.3em 0.6em; }
table.data td[align="right"] { font-variant-numeric: tabular-nums; white-space: nowrap; }
img { max-width: 100%; height: auto; }
img.chart { width: 100%; }
pre { padding: 0.8em; overflow-x: auto; font-size: 9pt; }
code { font-size: 9pt; overflow-wrap: anywhere; }
p.note, td.note, td.caption { font-size: 9.5pt; }
}
)";

}  // namespace

std::string verdict_sentence(const PocReport& report, ReportLanguage language) {
    return verdict_sentence(report, ReportTexts(language));
}

std::string help_sentence(const PocReport& report, ReportLanguage language) {
    return help_sentence(report, ReportTexts(language));
}

std::string time_sentence(const PocReport& report, ReportLanguage language) {
    return time_sentence(report, ReportTexts(language));
}

std::string to_html(const PocReport& report, ReportLanguage language) {
    const ReportTexts texts(language);
    const std::string title = report.title.empty() ? texts("title") : report.title;
    std::string page = "<!DOCTYPE html>\n<html lang=\"" + texts.language_code() +
                       "\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" +
                       html::escape(title) + "</title>\n<style>" + style +
                       "</style>\n</head>\n<body>\n<h1>" + html::escape(title) + "</h1>\n" +
                       html::paragraph(texts("subtitle", {report.date}), "meta");
    for (const auto section :
         {verdict_section,
          asked_section,
          data_section,
          score_section,
          strip_section,
          curve_section,
          width_section,
          cost_section,
          run_section,
          limits_section,
          reproduce_section}) {
        page += section(report, texts);
    }
    return page + "</body>\n</html>\n";
}

}  // namespace nakawari
