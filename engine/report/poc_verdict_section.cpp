/// The first thing a reader wants: which targets were met, and whether training helped.
#include <algorithm>
#include <cmath>

#include "report/html.h"
#include "report/html_sections.h"
#include "report/report_numbers.h"

namespace nakawari {
namespace {

using Align = html::Column::Align;

const char* item_key(TargetItem item) {
    switch (item) {
        case TargetItem::psnr_db:
            return "item.psnr_db";
        case TargetItem::psnr_gain_db:
            return "item.psnr_gain_db";
        case TargetItem::psnr_loss_db:
            return "item.psnr_loss_db";
        case TargetItem::ssim:
            return "item.ssim";
        case TargetItem::high_frequency_error:
            return "item.high_frequency_error";
        case TargetItem::frame_ms:
            return "item.frame_ms";
        case TargetItem::parameters:
            return "item.parameters";
        case TargetItem::file_bytes:
            return "item.file_bytes";
        case TargetItem::peak_memory_bytes:
            return "item.peak_memory_bytes";
    }
    return "item.psnr_db";
}

std::string asked_value(const Target& target, int digits, const ReportTexts& texts) {
    const char* key = wants_at_least(target.item) ? "target.at_least" : "target.at_most";
    return texts(key, {target_value(target.item, target.value, digits)});
}

/// "ms per frame at 1280×720 (920.0 ms, at most 800.0 ms)".
std::string missed(const TargetVerdict& verdict, const ReportTexts& texts) {
    const Target& target = verdict.target;
    const int digits = target_digits(target.item, verdict.margin);
    const std::string measured =
        verdict.measured
            ? texts("verdict.was_measured", {target_value(target.item, *verdict.measured, digits)})
            : texts("verdict.not_measured");
    return texts(
        "verdict.missed", {target_name(target, texts), measured, asked_value(target, digits, texts)}
    );
}

/// What the result costs beside the start, where both were measured alike.
std::string smaller_sentence(const PocReport& report, const ReportTexts& texts) {
    const CostRow* start = cost_of(report, "start");
    const CostRow* result = cost_of(report, "result");
    if (start == nullptr || result == nullptr || start->parameters <= 0 || start->frame_ms <= 0 ||
        start->parameters == result->parameters) {
        return "";
    }
    const double parameters =
        static_cast<double>(result->parameters) / static_cast<double>(start->parameters) - 1;
    const double time = result->frame_ms / start->frame_ms - 1;
    return texts(
        "helped.cost", {with_sign(100 * parameters, 1) + " %", with_sign(100 * time, 1) + " %"}
    );
}

/// Training that loses against mixing two frames is worth a sentence of its own.
std::string blend_sentence(const PocReport& report, const ReportTexts& texts) {
    const ClipScores* blend = overall_scores(report, "blend");
    const ClipScores* result = overall_scores(report, "result");
    if (blend == nullptr || result == nullptr || !blend->psnr_db || !result->psnr_db ||
        *result->psnr_db >= *blend->psnr_db) {
        return "";
    }
    return texts("helped.below_blend", {decimal(blend->psnr_db, 2), decimal(result->psnr_db, 2)});
}

std::string target_table(const PocReport& report, const ReportTexts& texts) {
    html::Table table(
        {{texts("target.item"), Align::left},
         {texts("target.asked"), Align::right},
         {texts("target.measured"), Align::right},
         {texts("target.margin"), Align::right},
         {texts("target.verdict"), Align::left}}
    );
    for (const TargetVerdict& verdict : report.verdicts) {
        const TargetItem item = verdict.target.item;
        const int digits = target_digits(item, verdict.margin);
        const bool is_measured = verdict.measured.has_value();
        table.add_row(
            {html::escape(target_name(verdict.target, texts)),
             html::escape(asked_value(verdict.target, digits, texts)),
             is_measured ? target_value(item, *verdict.measured, digits) : "—",
             is_measured ? target_margin(item, verdict.margin, digits) : "—",
             html::escape(texts(verdict.is_met ? "target.met" : "target.not_met"))},
            verdict.is_met ? "met" : "missed"
        );
        if (!verdict.reason.empty()) {
            table.add_note(html::escape(texts.sentence(verdict.reason)));
        }
    }
    return table.html();
}

}  // namespace

std::string method_name(const std::string& method, const ReportTexts& texts) {
    return texts.word("method.", method);
}

std::string target_name(const Target& target, const ReportTexts& texts) {
    return texts(item_key(target.item), {picture_size(target.width, target.height)});
}

const ClipScores* overall_scores(const PocReport& report, const std::string& method) {
    const auto found =
        std::find_if(report.scores.begin(), report.scores.end(), [&](const ClipScores& row) {
            return row.clip.empty() && row.method == method;
        });
    return found == report.scores.end() ? nullptr : &*found;
}

const CostRow* cost_of(const PocReport& report, const std::string& method) {
    const auto found = std::find_if(report.costs.begin(), report.costs.end(), [&](const auto& row) {
        return row.method == method;
    });
    return found == report.costs.end() ? nullptr : &*found;
}

std::string verdict_sentence(const PocReport& report, const ReportTexts& texts) {
    const auto count = report.verdicts.size();
    if (count == 0) {
        return texts("verdict.no_targets");
    }
    std::string list;
    std::size_t met = 0;
    for (const TargetVerdict& verdict : report.verdicts) {
        if (verdict.is_met) {
            ++met;
        } else {
            list += (list.empty() ? "" : texts("verdict.separator")) + missed(verdict, texts);
        }
    }
    const std::string all = std::to_string(count);
    if (met == count) {
        return texts(count == 1 ? "verdict.only_one_met" : "verdict.all_met", {all});
    }
    if (count == 1) {
        return texts("verdict.only_one_missed", {list});
    }
    return texts("verdict.some_met", {std::to_string(met), all, list});
}

std::string help_sentence(const PocReport& report, const ReportTexts& texts) {
    const ClipScores* start = overall_scores(report, "start");
    const ClipScores* result = overall_scores(report, "result");
    std::string sentence;
    if (result == nullptr || !result->psnr_db) {
        sentence = texts("helped.no_result");
    } else if (start == nullptr || !start->psnr_db) {
        sentence = texts("helped.no_start", {decimal(result->psnr_db, 2)});
    } else {
        const double gain = *result->psnr_db - *start->psnr_db;
        int digits = 2;
        while (gain != 0 && digits < 6 && decimal(gain, digits) == decimal(0.0, digits)) {
            ++digits;
        }
        const char* key = report.has_helped ? "helped.yes"
                          : gain == 0       ? "helped.equal"
                                            : "helped.no";
        sentence = texts(
            key,
            {decimal(std::abs(gain), digits),
             decimal(start->psnr_db, digits),
             decimal(result->psnr_db, digits)}
        );
    }
    for (const std::string& more :
         {smaller_sentence(report, texts), blend_sentence(report, texts)}) {
        sentence += more.empty() ? "" : texts("sentence_space") + more;
    }
    return sentence;
}

std::string verdict_section(const PocReport& report, const ReportTexts& texts) {
    const bool all_met =
        !report.verdicts.empty() &&
        std::all_of(report.verdicts.begin(), report.verdicts.end(), [](const auto& verdict) {
            return verdict.is_met;
        });
    std::string section =
        html::paragraph(verdict_sentence(report, texts), all_met ? "verdict met" : "verdict") +
        html::paragraph(help_sentence(report, texts), "helped");
    if (!report.verdicts.empty()) {
        section += html::heading(texts("target.heading")) + target_table(report, texts) +
                   html::paragraph(texts("target.note"), "note");
    }
    return section;
}

}  // namespace nakawari
