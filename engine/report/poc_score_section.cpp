/// How good the pictures are: scores per clip and method, and the worst frames to look at.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "report/html.h"
#include "report/html_sections.h"
#include "report/report_numbers.h"

namespace nakawari {
namespace {

using Align = html::Column::Align;

constexpr int page_pixels = 640;  ///< room of a row of pictures

struct PictureSize {
    int width = 0;
    int height = 0;
};

int value_of(char c) {
    if (c >= 'A' && c <= 'Z') {
        return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
        return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/// Width and height from the header of a PNG in Base64; nothing if it is none.
std::optional<PictureSize> png_size(const std::string& text) {
    constexpr std::size_t header_letters = 32;  // 24 bytes: signature, IHDR, width, height
    if (text.size() < header_letters) {
        return std::nullopt;
    }
    std::array<uint8_t, 24> bytes{};
    for (std::size_t group = 0; group < bytes.size() / 3; ++group) {
        uint32_t bits = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const int value = value_of(text[4 * group + i]);
            if (value < 0) {
                return std::nullopt;
            }
            bits = bits << 6U | static_cast<uint32_t>(value);
        }
        bytes[3 * group] = static_cast<uint8_t>(bits >> 16U);
        bytes[3 * group + 1] = static_cast<uint8_t>(bits >> 8U);
        bytes[3 * group + 2] = static_cast<uint8_t>(bits);
    }
    constexpr std::array<uint8_t, 8> signature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    if (!std::equal(signature.begin(), signature.end(), bytes.begin())) {
        return std::nullopt;
    }
    const auto big_endian = [&](std::size_t at) {
        return static_cast<int>(
            bytes[at] << 24U | bytes[at + 1] << 16U | bytes[at + 2] << 8U | bytes[at + 3]
        );
    };
    const PictureSize size{big_endian(16), big_endian(20)};
    constexpr int largest = 1 << 16;
    return size.width > 0 && size.width < largest && size.height > 0 && size.height < largest
               ? std::optional(size)
               : std::nullopt;
}

std::string picture_cell(
    const std::string& method, const std::string& png, int width, const ReportTexts& texts
) {
    const std::optional<PictureSize> size = png_size(png);
    if (!size) {
        return "<td>—</td>";
    }
    const int height = std::max(1, width * size->height / size->width);
    return "<td align=\"center\"><img width=\"" + std::to_string(width) + "\" height=\"" +
           std::to_string(height) + "\" alt=\"" + html::escape(method_name(method, texts)) +
           "\" src=\"data:image/png;base64," + png + "\"></td>";
}

std::string caption_cell(
    const PictureStrip& strip, const std::string& method, const ReportTexts& texts
) {
    const auto found =
        std::find_if(strip.psnr_db.begin(), strip.psnr_db.end(), [&](const auto& score) {
            return score.first == method;
        });
    const std::string db =
        found == strip.psnr_db.end() ? "" : "<br>" + decimal(found->second, 2) + " dB";
    return "<td align=\"center\" class=\"caption\">" + html::escape(method_name(method, texts)) +
           db + "</td>";
}

/// Rows of at most three pictures: more would be too small to see anything.
std::string strip_html(const PictureStrip& strip, const ReportTexts& texts) {
    const std::string caption =
        texts("strip.caption", {strip.clip, std::to_string(strip.frame), decimal(strip.time_s, 3)});
    std::string html = "<h3>" + html::escape(caption) + "</h3>\n";
    constexpr std::size_t most_in_row = 3;
    const std::size_t count = strip.pictures.size();
    const std::size_t rows = (count + most_in_row - 1) / most_in_row;
    const std::size_t in_row = rows == 0 ? 1 : (count + rows - 1) / rows;
    const int width = page_pixels / static_cast<int>(in_row) - 8;
    html += "<table class=\"strip\" cellspacing=\"0\" cellpadding=\"3\">\n";
    for (std::size_t begin = 0; begin < count; begin += in_row) {
        const std::size_t end = std::min(begin + in_row, count);
        std::string pictures;
        std::string captions;
        for (std::size_t i = begin; i < end; ++i) {
            const auto& [method, png] = strip.pictures[i];
            pictures += picture_cell(method, png, width, texts);
            captions += caption_cell(strip, method, texts);
        }
        html += "<tr>" + pictures + "</tr>\n<tr>" + captions + "</tr>\n";
    }
    return html + "</table>\n";
}

void add_scores(
    html::Table& table, const ClipScores& row, bool is_first, const ReportTexts& texts
) {
    const std::string clip = row.clip.empty() ? texts("score.all_clips") : row.clip;
    table.add_row(
        {is_first ? html::escape(clip) : "",
         html::escape(method_name(row.method, texts)),
         grouped(row.frames),
         decimal(row.psnr_db, 2),
         decimal(row.ssim, 4),
         decimal(row.high_frequency_error, 4)},
        row.method == "result" ? "result" : ""
    );
}

}  // namespace

std::string score_section(const PocReport& report, const ReportTexts& texts) {
    if (report.scores.empty()) {
        return "";
    }
    html::Table table(
        {{texts("score.clip"), Align::left},
         {texts("score.method"), Align::left},
         {texts("score.frames"), Align::right},
         {texts("score.psnr"), Align::right},
         {texts("score.ssim"), Align::right},
         {texts("score.high_frequency"), Align::right}}
    );
    const std::string* last_clip = nullptr;
    for (const ClipScores& row : report.scores) {
        add_scores(table, row, last_clip == nullptr || *last_clip != row.clip, texts);
        last_clip = &row.clip;
    }
    return html::heading(texts("score.heading")) + table.html() +
           html::paragraph(texts("score.note"), "note");
}

std::string strip_section(const PocReport& report, const ReportTexts& texts) {
    if (report.worst.empty()) {
        return "";
    }
    std::string section =
        html::heading(texts("strip.heading")) + html::paragraph(texts("strip.note"), "note");
    for (const PictureStrip& strip : report.worst) {
        section += strip_html(strip, texts);
    }
    return section;
}

}  // namespace nakawari
