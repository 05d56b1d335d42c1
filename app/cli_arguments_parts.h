/// The subcommands whose options are defined in files of their own. Private to cli_arguments.
#pragma once

#include "app/cli_arguments.h"

namespace CLI {
class Option;
}

namespace nakawari::cli {

/// `--memory`, which means the same to every command that makes frames.
CLI::Option* add_memory(CLI::App& command, std::optional<std::string>& to);

void add_models(CLI::App& app, Arguments& arguments);
void add_evaluate(CLI::App& app, Arguments& arguments);
void add_compare(CLI::App& app, Arguments& arguments);
void add_benchmark(CLI::App& app, Arguments& arguments);

}  // namespace nakawari::cli
