/// Small pieces of HTML that browsers and QTextDocument draw alike: the latter knows the attributes
/// align, width and bgcolor better than style sheets.
#include "report/html.h"

#include <cstddef>
#include <cstdint>

namespace nakawari::html {

std::string escape(const std::string& text) {
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            default:
                escaped += c;
        }
    }
    return escaped;
}

std::string base64(const std::string& bytes) {
    constexpr const char* alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        uint32_t group = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            const bool is_there = at + i < bytes.size();
            group = group << 8U | (is_there ? static_cast<unsigned char>(bytes[at + i]) : 0U);
        }
        for (std::size_t i = 0; i < 4; ++i) {
            const bool is_padding = at + i > bytes.size();
            text += is_padding ? '=' : alphabet[group >> (18U - 6U * i) & 63U];
        }
    }
    return text;
}

std::string heading(const std::string& text) {
    return "<h2>" + escape(text) + "</h2>\n";
}

std::string paragraph(const std::string& text, const std::string& css_class) {
    const std::string attribute = css_class.empty() ? "" : " class=\"" + css_class + "\"";
    return "<p" + attribute + ">" + escape(text) + "</p>\n";
}

std::string list(const std::vector<std::string>& texts) {
    std::string items;
    for (const std::string& text : texts) {
        items += "<li>" + escape(text) + "</li>\n";
    }
    return "<ul>\n" + items + "</ul>\n";
}

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

void Table::add_row(const std::vector<std::string>& cells, const std::string& css_class) {
    rows_ += css_class.empty() ? "<tr>" : "<tr class=\"" + css_class + "\">";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const bool is_right = columns_[i].align == Column::Align::right;
        const std::string attributes =
            (is_right ? std::string(" align=\"right\"") : std::string()) +
            (css_class.empty() ? "" : " class=\"" + css_class + "\"");
        rows_ += "<td" + attributes + ">" + cells[i] + "</td>";
    }
    rows_ += "</tr>\n";
}

void Table::add_note(const std::string& cell) {
    rows_ += "<tr><td class=\"note\" colspan=\"" + std::to_string(columns_.size()) + "\">" + cell +
             "</td></tr>\n";
}

std::string Table::html() const {
    std::string head;
    for (const Column& column : columns_) {
        const bool is_right = column.align == Column::Align::right;
        head += std::string("<th align=\"") + (is_right ? "right" : "left") + "\">" +
                escape(column.heading) + "</th>";
    }
    return "<table class=\"data\" cellspacing=\"0\" cellpadding=\"4\" "
           "width=\"100%\">\n<thead><tr>" +
           head + "</tr></thead>\n" + rows_ + "</table>\n";
}

}  // namespace nakawari::html
