/// What became of the network: its widths, and what it costs.
#include <cmath>

#include "report/html.h"
#include "report/html_sections.h"
#include "report/report_numbers.h"

namespace nakawari {
namespace {

using Align = html::Column::Align;

/// "−35.2 %" beside the start's value; nothing where there is nothing to compare with.
std::string change(double value, double start) {
    return start > 0 ? " (" + with_sign(100 * (value / start - 1), 1) + " %)" : "";
}

}  // namespace

std::string width_section(const PocReport& report, const ReportTexts& texts) {
    if (report.widths.empty()) {
        return "";
    }
    html::Table table(
        {{texts("width.group"), Align::left},
         {texts("width.before"), Align::right},
         {texts("width.density"), Align::right},
         {texts("width.after"), Align::right},
         {texts("width.published"), Align::right}}
    );
    for (const WidthRow& row : report.widths) {
        table.add_row(
            {html::escape(row.group),
             grouped(row.before),
             decimal(row.density, 3),
             grouped(row.after),
             row.published_mini > 0 ? grouped(row.published_mini) : "—"}
        );
    }
    return html::heading(texts("width.heading")) + table.html() +
           html::paragraph(texts("width.note"), "note");
}

std::string cost_section(const PocReport& report, const ReportTexts& texts) {
    if (report.costs.empty()) {
        return "";
    }
    html::Table table(
        {{texts("cost.method"), Align::left},
         {texts("cost.model"), Align::left},
         {texts("cost.parameters"), Align::right},
         {texts("cost.file"), Align::right},
         {texts("cost.macs"), Align::right},
         {texts("cost.time"), Align::right},
         {texts("cost.memory"), Align::right}}
    );
    const CostRow* start = cost_of(report, "start");
    for (const CostRow& row : report.costs) {
        const bool is_compared = row.method == "result" && start != nullptr;
        const auto beside = [&](double value, double start_value) {
            return is_compared ? change(value, start_value) : "";
        };
        const CostRow& base = start != nullptr ? *start : row;
        constexpr double kilo = 1000;
        const std::string size = picture_size(row.width, row.height);
        table.add_row(
            {html::escape(method_name(row.method, texts)),
             html::escape(row.model),
             grouped(row.parameters) +
                 beside(static_cast<double>(row.parameters), static_cast<double>(base.parameters)),
             megabytes(static_cast<double>(row.file_bytes)) +
                 beside(static_cast<double>(row.file_bytes), static_cast<double>(base.file_bytes)),
             decimal(row.macs_per_pixel / kilo, 1) +
                 beside(row.macs_per_pixel, base.macs_per_pixel),
             decimal(row.frame_ms, 1) + " ms" + beside(row.frame_ms, base.frame_ms) + "<br>" + size,
             megabytes(static_cast<double>(row.peak_memory_bytes), 0) + "<br>" + size},
            row.method == "result" ? "result" : ""
        );
    }
    return html::heading(texts("cost.heading")) + table.html() +
           html::paragraph(texts("cost.note"), "note");
}

}  // namespace nakawari
