/// A man page from the options themselves, so that the two cannot differ.
#include "app/cli_man_page.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <sstream>

namespace nakawari::cli {
namespace {

/// groff reads '-' as a hyphen, '\\' as an escape, and '.' or '\'' at a line's start as a request.
std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        const bool at_line_start = result.empty() || result.back() == '\n';
        if (c == '-') {
            result += "\\-";
        } else if (c == '\\') {
            result += "\\e";
        } else if (at_line_start && (c == '.' || c == '\'')) {
            result += std::string("\\&") + c;
        } else {
            result += c;
        }
    }
    return result;
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(std::toupper(c));
    });
    return text;
}

void write_option(std::ostream& page, const CLI::Option& option) {
    page << ".TP\n.B " << escaped(option.get_name(option.get_positional(), true));
    if (!option.get_positional() && option.get_type_size() != 0) {
        page << " \\fI" << escaped(option.get_type_name()) << "\\fR";
    }
    page << '\n' << escaped(option.get_description()) << '\n';
}

void write_options(std::ostream& page, const CLI::App& command) {
    for (const std::string& group : command.get_groups()) {
        if (group.empty()) {
            continue;  // hidden: not for people
        }
        const auto options = command.get_options([&group](const CLI::Option* option) {
            return option->get_group() == group && option->get_name() != "--help";
        });
        const bool is_named = group != "Options" && !options.empty();
        page << (is_named ? ".PP\n.B " + escaped(group) + "\n" : "");
        for (const CLI::Option* option : options) {
            write_option(page, *option);
        }
    }
}

void write_footer(std::ostream& page, const std::string& footer) {
    if (!footer.empty()) {
        page << ".PP\n.nf\n" << escaped(footer) << "\n.fi\n";
    }
}

void write_command(std::ostream& page, const CLI::App& command, const std::string& before) {
    const std::string name = before + command.get_name();
    page << ".SH " << upper(escaped(name)) << '\n' << escaped(command.get_description()) << ".\n";
    write_options(page, command);
    write_footer(page, command.get_footer());
    for (const CLI::App* part : command.get_subcommands({})) {
        write_command(page, *part, name + " ");
    }
}

}  // namespace

std::string man_page(const CLI::App& app, const std::string& version) {
    std::ostringstream page;
    page << ".TH NAKAWARI\\-CLI 1 \"\" \"Nakawari " << version << "\" \"User Commands\"\n"
         << ".SH NAME\nnakawari\\-cli \\- put new frames between the frames of a video\n"
         << ".SH SYNOPSIS\n.B nakawari\\-cli\n.I COMMAND\n[\\fIOPTIONS\\fR]\n"
         << ".SH DESCRIPTION\n"
         << escaped(app.get_description()) << '\n';
    write_options(page, app);
    for (const CLI::App* command : app.get_subcommands({})) {
        write_command(page, *command, "");
    }
    page << ".SH EXIT STATUS\n";
    write_footer(page, app.get_footer());
    return page.str();
}

}  // namespace nakawari::cli
