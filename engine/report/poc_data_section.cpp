/// What was asked, and on which footage it was trained and measured.
#include <cstdio>
#include <string_view>

#include "report/html.h"
#include "report/html_sections.h"
#include "report/report_numbers.h"

namespace nakawari {
namespace {

using Align = html::Column::Align;

std::string shots_text(const std::vector<std::string>& shots, const ReportTexts& texts) {
    std::string list;
    for (const std::string& shot : shots) {
        // Frames from–to, and " held out" where they are.
        constexpr std::string_view mark = " held out";
        const bool is_held_out = shot.ends_with(mark);
        const std::string frames = shot.substr(0, shot.size() - (is_held_out ? mark.size() : 0));
        list += (list.empty() ? "" : texts("list.separator")) +
                texts(is_held_out ? "data.shot_held_out" : "data.shot_training", {frames});
    }
    return list;
}

}  // namespace

std::string asked_section(const PocReport& report, const ReportTexts& texts) {
    html::Table table({{texts("asked.setting"), Align::left}, {texts("asked.value"), Align::left}});
    const auto row = [&](const char* key, const std::string& value) {
        table.add_row({html::escape(texts(key)), html::escape(value)});
    };
    row("asked.start", texts.word("model.", report.start_model));
    row("asked.teacher", texts.word("model.", report.teacher_model));
    row("asked.result", report.result_model);
    if (!report.result_sha256.empty()) {
        table.add_note("SHA-256 <code>" + html::escape(report.result_sha256) + "</code>");
    }
    row("asked.steps",
        texts("asked.steps_value", {grouped(report.steps_done), grouped(report.steps_planned)}));
    row("asked.end", texts.word("end.", report.end));
    if (report.time_limit_s > 0) {
        const std::string overrun = time_sentence(report, texts);
        row("asked.time_limit", clock_time(report.time_limit_s));
        if (!overrun.empty()) {
            table.add_note(html::escape(overrun));
        }
    }
    if (!report.lambda_path.empty()) {
        std::string path;
        for (const double lambda : report.lambda_path) {
            char text[32];
            std::snprintf(text, sizeof text, "%.3g", lambda);
            path += (path.empty() ? "" : " → ") + std::string(text);
        }
        row("asked.lambda", path);
    }
    return html::heading(texts("asked.heading")) + table.html();
}

std::string data_section(const PocReport& report, const ReportTexts& texts) {
    html::Table table(
        {{texts("data.clip"), Align::left},
         {texts("data.use"), Align::left},
         {texts("data.frames"), Align::right},
         {texts("data.windows"), Align::right},
         {texts("data.shots"), Align::left}}
    );
    const bool is_by_shot = report.split == "by shot";
    for (const ReportedClip& clip : report.clips) {
        const char* use = is_by_shot && !clip.shots.empty() ? "data.both"
                          : clip.is_held_out                ? "data.held_out"
                                                            : "data.training";
        table.add_row(
            {html::escape(clip.name),
             html::escape(texts(use)),
             grouped(clip.frames),
             grouped(clip.windows),
             html::escape(clip.shots.empty() ? "—" : shots_text(clip.shots, texts))}
        );
        table.add_note("SHA-256 <code>" + html::escape(clip.sha256) + "</code>");
    }
    return html::heading(texts("data.heading")) +
           html::paragraph(texts("data.split", {texts.word("split.", report.split)})) +
           table.html() + html::paragraph(texts("data.note"), "note");
}

}  // namespace nakawari
