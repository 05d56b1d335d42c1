/// What was typed for training: poc, train, prune and distil.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace nakawari::cli {

/// How a plan is made from clips; empty means: what the footage and the machine suggest.
struct PlanArguments {
    std::vector<std::string> inputs;  ///< clips; `prune` and `distil` take a plan too
    std::optional<double> minutes;
    std::optional<std::string> start;
    std::optional<std::string> teacher;
    std::vector<std::string> targets;  ///< "psnr_db=30", "frame_ms=800@1280x720"
    std::optional<int64_t> max_parameters;
    std::optional<double> min_speedup;
    bool prune = false;
    std::optional<int64_t> steps;  ///< of the one phase of `prune` and `distil`
    std::optional<double> lambda;
    std::optional<double> alpha;
    std::optional<double> learning_rate;
    std::optional<int64_t> batch;
    std::optional<std::string> title;
    std::optional<uint64_t> seed;
    std::optional<std::string> device;
    std::optional<std::string> precision;
    std::optional<int> threads;
};

/// What is made of a finished run.
struct ResultArguments {
    std::string language = "en";  ///< en or ja
    std::string register_as;      ///< id of a model; empty: not registered
};

struct PocArguments {
    std::string action;  ///< init, run, resume, status, report
    PlanArguments plan;
    std::string plan_file;
    std::string plan_output = "plan.json";
    std::string run;     ///< folder
    std::string output;  ///< another folder of the report; empty: the run's
    ResultArguments result;
    bool overwrite = false;
    bool json = false;
};

/// `prune` and `distil`: one phase of a plan.
struct PhaseArguments {
    PlanArguments plan;
    std::string run;
    ResultArguments result;
    bool json = false;
};

/// `train`: a pretraining in stages.
struct TrainArguments {
    std::string recipe;
    std::vector<std::string> clips;  ///< instead of those of the recipe
    std::string run;
    ResultArguments result;
    bool json = false;
};

void add_poc(CLI::App& app, PocArguments& to);
void add_train(CLI::App& app, TrainArguments& to);
void add_prune(CLI::App& app, PhaseArguments& to);
void add_distil(CLI::App& app, PhaseArguments& to);

}  // namespace nakawari::cli
