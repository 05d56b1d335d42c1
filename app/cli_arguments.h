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
    std::optional<std::string> hwaccel;
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
    std::optional<std::string> memory;
    std::string use_preset;
    std::string job;
    std::string save_job;
    bool no_metadata = false;
    bool overwrite = false;
    bool check = false;
    bool json = false;
};

struct ResumeArguments {
    std::string journal;  ///< or the name of the output
    bool json = false;
};

struct ProbeArguments {
    std::string input;
    std::optional<std::string> input_fps;
    bool json = false;
};

struct ModelsArguments {
    std::string action;  ///< "list", "show", "import", "export" or "remove"
    std::string model;   ///< an id, or a file for show and import
    std::string output;  ///< export
    std::string name;    ///< import; empty: the file's
    std::string title;
    std::string licence;
    std::string trained_on;
    bool overwrite = false;
    bool json = false;
};

/// Which models a comparison runs, and how; shared by evaluate, compare and benchmark.
struct ModelsChoice {
    std::vector<std::string> models;
    std::string precision = "auto";
    std::string device = "auto";
    int threads = 0;
    std::optional<std::string> memory;
};

/// How the frames of a clip are read and parted.
struct ClipChoice {
    std::optional<std::string> from;
    std::optional<std::string> to;
    std::optional<std::string> input_fps;
    std::optional<std::string> cuts;
};

struct EvaluateArguments {
    std::vector<std::string> inputs;
    std::string output;
    std::string layout = "auto";
    ModelsChoice models;
    bool no_baselines = false;
    ClipChoice clip;
    int max_frames = 0;
    int stride = 1;
    std::optional<std::string> crop;
    bool overwrite = false;
    bool json = false;
};

struct CompareArguments {
    std::string input;
    std::string output;
    ModelsChoice models;
    ClipChoice clip;
    std::optional<std::string> at;
    std::string reference = "auto";
    double gain = 8;
    std::optional<std::string> video;  ///< name of a side-by-side video, inside the folder
    bool overwrite = false;
    bool json = false;
};

struct BenchmarkArguments {
    std::vector<std::string> models;
    std::vector<std::string> sizes;
    std::vector<std::string> precisions;
    std::vector<int> threads;
    std::string device = "auto";
    std::optional<std::string> memory;
    int runs = 5;
    bool json = false;
    bool single = false;  ///< one combination in this process
};

struct VersionArguments {
    bool json = false;
};

struct Arguments {
    std::string command;  ///< the subcommand that was chosen
    bool verbose = false;
    InterpolateArguments interpolate;
    ResumeArguments resume;
    ProbeArguments probe;
    ModelsArguments models;
    EvaluateArguments evaluate;
    CompareArguments compare;
    BenchmarkArguments benchmark;
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
