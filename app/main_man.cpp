/// Build tool: prints the man page of nakawari-cli.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "app/cli_arguments.h"
#include "app/cli_man_page.h"

int main(int argc, char** argv) {
    nakawari::cli::Arguments arguments;
    CLI::App app("", "nakawari-cli");
    nakawari::cli::define_arguments(app, arguments);
    std::fputs(nakawari::cli::man_page(app, argc > 1 ? argv[1] : "").c_str(), stdout);
    return 0;
}
