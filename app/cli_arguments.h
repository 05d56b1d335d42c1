/// What was typed on the command line, as plain values, and the options that fill them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/cli_arguments_poc.h"

namespace CLI {
class App;
}

namespace nakawari::cli {

/// `interpolate`; empty means: as the job file, the preset or the default says.
struct InterpolateArguments {
    std::vector<std::string> inputs;
    std::string output;
    std::optional<int> factor;
    std::optional<std::string> fps;
    std::optional<std::string> slow;
    std::optional<std::string> from;
    std::optional<std::string> to;
    std::optional<std::string> input_fps;
    std::optional<std::string> deinterlace;
    std::optional<std::string> cuts;
    bool collapse_duplicates = false;
    std::optional<std::string> audio;
    std::optional<std::string> container;
    std::optional<std::string> codec;
    std::optional<int> crf;
    std::optional<std::string> preset;
    std::optional<std::string> pixel_format;
    std::optional<std::string> color_matrix;
    std::optional<std::string> model;
    std::optional<std::string> precision;
    std::optional<std::string> device;
    std::optional<int> threads;
    std::string use_preset;
    std::string job;
    std::string save_job;
    bool no_metadata = false;
    bool overwrite = false;
    bool check = false;
    bool json = false;
};

struct ProbeArguments {
    std::string input;
    std::optional<std::string> input_fps;
    bool json = false;
};

struct ModelsArguments {
    std::string action;  ///< "list" or "show"
    std::string model;
    bool json = false;
};

struct VersionArguments {
    bool json = false;
};

struct Arguments {
    std::string command;  ///< the subcommand that was chosen
    bool verbose = false;
    InterpolateArguments interpolate;
    ProbeArguments probe;
    ModelsArguments models;
    VersionArguments version;
    PocArguments poc;
    TrainArguments train;
    PhaseArguments prune;
    PhaseArguments distil;
};

/// Adds every subcommand and option; `arguments` must live as long as `app` and is filled when it
/// parses.
void define_arguments(CLI::App& app, Arguments& arguments);

}  // namespace nakawari::cli
