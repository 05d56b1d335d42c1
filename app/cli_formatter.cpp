/// Help in two columns that fits a terminal of 100 columns.
#include "app/cli_formatter.h"

#include <sstream>

namespace nakawari::cli {
namespace {

constexpr std::size_t name_columns = 32;
constexpr std::size_t text_columns = 66;

}  // namespace

std::string wrap(const std::string& text, std::size_t width) {
    std::istringstream words(text);
    std::string wrapped;
    std::string word;
    std::size_t used = 0;
    while (words >> word) {
        if (used > 0 && used + 1 + word.size() > width) {
            wrapped += '\n';
            used = 0;
        } else if (used > 0) {
            wrapped += ' ';
            ++used;
        }
        wrapped += word;
        used += word.size();
    }
    return wrapped;
}

HelpFormatter::HelpFormatter() {
    column_width(name_columns);
    label("SUBCOMMAND", "COMMAND");
    label("Positionals", "Arguments");
}

std::string HelpFormatter::make_option_opts(const CLI::Option* option) const {
    if (option->get_type_size() == 0 || option->get_positional()) {
        return "";
    }
    return " " + option->get_type_name();
}

std::string HelpFormatter::make_option_desc(const CLI::Option* option) const {
    return wrap(option->get_description(), text_columns);
}

}  // namespace nakawari::cli
