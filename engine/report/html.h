/// Small pieces of HTML that browsers and QTextDocument draw alike.
#pragma once

#include <string>
#include <vector>

namespace nakawari::html {

/// Text for elements and quoted attributes.
[[nodiscard]] std::string escape(const std::string& text);
/// Standard Base64 with padding.
[[nodiscard]] std::string base64(const std::string& bytes);

/// `text` is escaped.
[[nodiscard]] std::string heading(const std::string& text);
[[nodiscard]] std::string paragraph(const std::string& text, const std::string& css_class = {});
[[nodiscard]] std::string list(const std::vector<std::string>& texts);

struct Column {
    std::string heading;  ///< escaped by the table
    enum class Align { left = 1, right } align = Align::left;
};

/// A table that grows row by row. Cells are HTML already.
class Table {
 public:
    explicit Table(std::vector<Column> columns);
    void add_row(const std::vector<std::string>& cells, const std::string& css_class = {});
    /// One cell across all columns, below the row before.
    void add_note(const std::string& cell);
    [[nodiscard]] bool is_empty() const { return rows_.empty(); }
    [[nodiscard]] std::string html() const;

 private:
    std::vector<Column> columns_;
    std::string rows_;
};

}  // namespace nakawari::html
