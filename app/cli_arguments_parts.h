/// The subcommands whose options are defined in files of their own. Private to cli_arguments.
#pragma once

#include "app/cli_arguments.h"

namespace nakawari::cli {

void add_models(CLI::App& app, Arguments& arguments);
void add_evaluate(CLI::App& app, Arguments& arguments);
void add_compare(CLI::App& app, Arguments& arguments);
void add_benchmark(CLI::App& app, Arguments& arguments);

}  // namespace nakawari::cli
