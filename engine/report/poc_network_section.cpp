/// What became of the network: its widths, and what it costs.
#include "report/html.h"
#include "report/html_sections.h"
#include "report/report_numbers.h"

namespace nakawari {
namespace {

using Align = html::Column::Align;

/// "−35.2 %"; nothing where there is nothing to compare with.
std::string change(double value, double start) {
    return start > 0 ? with_sign(100 * (value / start - 1), 1) + " %" : "—";
}

std::vector<std::string> cost_cells(const CostRow& row, const ReportTexts& texts) {
    constexpr double kilo = 1000;
    return {
        html::escape(method_name(row.method, texts)),
        html::escape(row.model),
        grouped(row.parameters),
        megabytes(static_cast<double>(row.file_bytes)),
        decimal(row.macs_per_pixel / kilo, 1),
        decimal(row.frame_ms, 1) + " ms",
        megabytes(static_cast<double>(row.peak_memory_bytes), 0)};
}

std::vector<std::string> change_cells(
    const CostRow& result, const CostRow& start, const ReportTexts& texts
) {
    const auto of_whole = [](int64_t value, int64_t before) {
        return change(static_cast<double>(value), static_cast<double>(before));
    };
    return {
        html::escape(texts("cost.change")),
        "",
        of_whole(result.parameters, start.parameters),
        of_whole(result.file_bytes, start.file_bytes),
        change(result.macs_per_pixel, start.macs_per_pixel),
        change(result.frame_ms, start.frame_ms),
        of_whole(result.peak_memory_bytes, start.peak_memory_bytes)};
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
    for (const CostRow& row : report.costs) {
        table.add_row(cost_cells(row, texts), row.method == "result" ? "result" : "");
    }
    const CostRow* start = cost_of(report, "start");
    const CostRow* result = cost_of(report, "result");
    if (start != nullptr && result != nullptr) {
        table.add_row(change_cells(*result, *start, texts));
    }
    const CostRow& last = report.costs.back();
    const std::string size = picture_size(last.width, last.height);
    return html::heading(texts("cost.heading")) + table.html() +
           html::paragraph(texts("cost.note", {size}), "note");
}

}  // namespace nakawari
