/// Parses the command line and runs one command; every exception ends here.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "app/cli_commands.h"

namespace nakawari::cli {
namespace {

/// What follows "--" are files: "-odd.mp4" becomes "./-odd.mp4", which no parser takes for an
/// option. In reverse order, as CLI11 wants it.
std::vector<std::string> reversed_arguments(int argc, char** argv) {
    std::vector<std::string> arguments;
    bool only_files = false;
    for (int i = 1; i < argc; ++i) {
        const std::string text = argv[i];
        if (!only_files && text == "--") {
            only_files = true;
        } else {
            arguments.push_back(
                only_files && text.size() > 1 && text.front() == '-' ? "./" + text : text
            );
        }
    }
    return {arguments.rbegin(), arguments.rend()};
}

ExitCode dispatch(const Arguments& arguments, Console& console, StopSignals& signals) {
    if (arguments.command == "interpolate") {
        return run_interpolate(arguments.interpolate, console, signals);
    }
    if (arguments.command == "resume") {
        return run_resume(arguments.resume, console, signals);
    }
    if (arguments.command == "probe") {
        return run_probe(arguments.probe);
    }
    if (arguments.command == "models") {
        return run_models(arguments.models);
    }
    if (arguments.command == "evaluate") {
        return run_evaluate(arguments.evaluate, console, signals);
    }
    if (arguments.command == "compare") {
        return run_compare(arguments.compare, console, signals);
    }
    if (arguments.command == "benchmark") {
        return run_benchmark(arguments.benchmark, console, signals);
    }
    if (arguments.command == "poc") {
        return run_poc(arguments.poc, console, signals);
    }
    if (arguments.command == "train") {
        return run_train(arguments.train, console, signals);
    }
    if (arguments.command == "prune") {
        return run_prune(arguments.prune, console, signals);
    }
    if (arguments.command == "distil") {
        return run_distil(arguments.distil, console, signals);
    }
    return run_version(arguments.version);
}

/// The exit code of help and of wrong usage; nothing if a command is to be run.
bool parse(CLI::App& app, std::vector<std::string> arguments, Console& console, ExitCode& code) {
    try {
        app.parse(std::move(arguments));
    } catch (const CLI::CallForHelp& help) {
        app.exit(help);
        code = ExitCode::ok;
        return false;
    } catch (const CLI::ParseError& error) {
        std::string reason = error.what();
        reason = reason.substr(0, reason.find('\n'));
        console.message("nakawari-cli: " + reason + " (see nakawari-cli COMMAND --help)");
        code = ExitCode::usage;
        return false;
    }
    if (app.get_subcommands().empty()) {
        std::fputs(app.help().c_str(), stderr);
        code = ExitCode::usage;
        return false;
    }
    return true;
}

}  // namespace

int run(int argc, char** argv) {
    StopSignals signals;
    Console console;
    ExitCode code = ExitCode::ok;
    try {
        Arguments arguments;
        CLI::App app("", "nakawari-cli");
        define_arguments(app, arguments);
        if (parse(app, reversed_arguments(argc, argv), console, code)) {
            const LogToConsole log(console, arguments.verbose);
            code = dispatch(arguments, console, signals);
        }
    } catch (...) {
        const Fault fault = current_fault();
        console.message("nakawari-cli: " + fault.sentence);
        code = fault.code;
    }
    return static_cast<int>(code);
}

}  // namespace nakawari::cli
