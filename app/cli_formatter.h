/// Help in two columns that fits a terminal of 100 columns.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace nakawari::cli {

/// Wraps descriptions and leaves out what the descriptions say already (exclusions, checks).
class HelpFormatter : public CLI::Formatter {
 public:
    HelpFormatter();

    [[nodiscard]] std::string make_option_opts(const CLI::Option* option) const override;
    [[nodiscard]] std::string make_option_desc(const CLI::Option* option) const override;
};

/// Breaks a text at spaces into lines of at most `width` characters; longer words stay whole.
[[nodiscard]] std::string wrap(const std::string& text, std::size_t width);

}  // namespace nakawari::cli
