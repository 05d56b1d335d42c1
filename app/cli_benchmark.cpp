/// nakawari-cli benchmark: time and memory of one new frame, each combination in its own process.
#include <unistd.h>

#include <cstdio>
#include <map>
#include <thread>

#include "app/cli_background.h"
#include "app/cli_build.h"
#include "app/cli_child.h"
#include "app/cli_commands.h"
#include "app/cli_json.h"
#include "app/cli_machine.h"
#include "app/cli_models_choice.h"
#include "app/cli_text.h"
#include "app/cli_values.h"
#include "io/minterpolate.h"
#include "model/model_library.h"
#include "model/model_summary.h"
#include "pipeline/benchmark.h"

namespace nakawari::cli {
namespace {

using nlohmann::json;

constexpr double mebi = 1024.0 * 1024.0;
/// What the paper says of Mini against ST-MFNet (arXiv 2302.08455).
constexpr double claimed_time_saved = 0.35;
constexpr double claimed_parameters_saved = 0.91;

struct Combination {
    std::string model;
    std::string size;
    std::string precision;
    int threads = 0;
};

std::vector<std::string> or_default(
    const std::vector<std::string>& given, const std::vector<std::string>& otherwise
) {
    return given.empty() ? otherwise : given;
}

std::vector<Combination> combinations(
    const BenchmarkArguments& arguments, const std::vector<std::string>& models
) {
    std::vector<Combination> all;
    if (arguments.memory) {
        (void)parse_memory_mb(*arguments.memory, "--memory");
    }
    const auto threads = arguments.threads.empty() ? std::vector<int>{0} : arguments.threads;
    for (const std::string& size : or_default(arguments.sizes, {"256x256"})) {
        (void)parse_size(size, "--sizes");
        for (const std::string& precision : or_default(arguments.precisions, {"fp32"})) {
            for (const int count : threads) {
                for (const std::string& model : models) {
                    all.push_back({model, size, precision, count});
                }
            }
        }
    }
    return all;
}

int thread_count(int asked) {
    return asked > 0 ? asked : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

/// In this process; prints one line.
ExitCode run_single(const BenchmarkArguments& arguments, Console& console, StopSignals& signals) {
    ModelsChoice choice;
    choice.precision = arguments.precisions.at(0);
    choice.device = arguments.device;
    choice.threads = arguments.threads.at(0);
    choice.memory = arguments.memory;
    const std::string& model = arguments.models.at(0);
    const Size size = parse_size(arguments.sizes.at(0), "--sizes");
    const ModelRegistry registry(standard_model_folders());
    const auto interpolator = make_any_interpolator(registry, inference_options(choice, model));
    BenchmarkResult result;
    const bool is_finished = run_stoppable(console, signals, [&](const std::stop_token& stop) {
        result = measure(*interpolator, size, arguments.runs, stop);
    });
    if (!is_finished) {
        return ExitCode::cancelled;
    }
    json stages = json::object();
    for (const PartTime& part : result.parts) {
        stages[part.part] = part.milliseconds;
    }
    if (result.parts.empty()) {
        stages["total"] = result.ms_median;
    }
    print_json_line(
        {{"model", model},
         {"id", result.model.id},
         {"sha256", result.model.sha256},
         {"device", result.model.device},
         {"width", size.width},
         {"height", size.height},
         {"precision", result.model.precision},
         {"threads", thread_count(choice.threads)},
         {"runs", result.runs},
         {"ms_median", result.ms_median},
         {"ms_p95", result.ms_p95},
         {"cpu_ms_mean", result.cpu_ms_mean},
         {"peak_rss_mb", static_cast<double>(result.peak_memory_bytes) / mebi},
         {"stages", stages}},
        stdout
    );
    return ExitCode::ok;
}

std::vector<std::string> child_arguments(
    const Combination& combination, const BenchmarkArguments& arguments
) {
    std::vector<std::string> words{
        "benchmark",
        "--single",
        "--models",
        combination.model,
        "--sizes",
        combination.size,
        "--precisions",
        combination.precision,
        "--threads",
        std::to_string(combination.threads),
        "--device",
        arguments.device,
        "--runs",
        std::to_string(arguments.runs)};
    if (arguments.memory) {
        words.insert(words.end(), {"--memory", *arguments.memory});
    }
    return words;
}

/// Kind and parameters of every model that is measured; throws for one that cannot be used.
std::map<std::string, ModelSummary> summaries(
    const ModelRegistry& registry, const std::vector<std::string>& models
) {
    std::map<std::string, ModelSummary> all;
    for (const std::string& model : models) {
        if (model != minterpolate_id) {
            all[model] = summarize(registry.find(model));
        }
    }
    return all;
}

json machine() {
    return {
        {"cpu", cpu_name()},
        {"cpu_threads", std::thread::hardware_concurrency()},
        {"cpu_features", cpu_features()},
        {"memory_mb",
         static_cast<double>(::sysconf(_SC_PHYS_PAGES)) *
             static_cast<double>(::sysconf(_SC_PAGESIZE)) / mebi},
        {"program", std::string("nakawari ") + program_version},
        {"build", build_type}};
}

/// Every teacher beside every smaller network, where both ran the same combination.
json ratios(const json& results, const std::map<std::string, ModelSummary>& models) {
    const auto kind = [&](const json& result) {
        const auto found = models.find(result.at("model").get<std::string>());
        return found == models.end() ? ModelKind::method : found->second.kind;
    };
    const auto parameters = [&](const json& result) {
        return static_cast<double>(models.at(result.at("model").get<std::string>()).parameters);
    };
    json all = json::array();
    for (const json& teacher : results) {
        for (const json& student : results) {
            const bool are_pair =
                kind(teacher) == ModelKind::teacher &&
                (kind(student) == ModelKind::mini || kind(student) == ModelKind::mini_flow);
            const auto same = [&](const char* key) { return teacher.at(key) == student.at(key); };
            if (!are_pair || !same("width") || !same("height") || !same("precision") ||
                !same("threads")) {
                continue;
            }
            const double time =
                student.at("ms_median").get<double>() / teacher.at("ms_median").get<double>();
            all.push_back(
                {{"teacher", teacher.at("model")},
                 {"student", student.at("model")},
                 {"width", teacher.at("width")},
                 {"height", teacher.at("height")},
                 {"precision", teacher.at("precision")},
                 {"threads", teacher.at("threads")},
                 {"teacher_to_student_time", 1 / time},
                 {"time_saved", 1 - time},
                 {"parameters_saved", 1 - parameters(student) / parameters(teacher)},
                 {"claimed_time_saved", claimed_time_saved},
                 {"claimed_parameters_saved", claimed_parameters_saved}}
            );
        }
    }
    return all;
}

void print_result(const json& result) {
    std::printf(
        "%-24s %5dx%-5d %-5s %3d %10.1f %10.1f %9.0f ",
        result.at("model").get<std::string>().c_str(),
        result.at("width").get<int>(),
        result.at("height").get<int>(),
        result.at("precision").get<std::string>().c_str(),
        result.at("threads").get<int>(),
        result.at("ms_median").get<double>(),
        result.at("ms_p95").get<double>(),
        result.at("peak_rss_mb").get<double>()
    );
    for (const auto& [stage, milliseconds] : result.at("stages").items()) {
        std::printf(" %s %.0f", stage.c_str(), milliseconds.get<double>());
    }
    std::printf("\n");
    std::fflush(stdout);
}

void print_head() {
    std::printf(
        "%s, %u threads\n%-24s %11s %-5s %3s %10s %10s %9s  %s\n",
        cpu_name().c_str(),
        std::thread::hardware_concurrency(),
        "model",
        "size",
        "",
        "thr",
        "ms median",
        "ms p95",
        "peak MiB",
        "stages, ms"
    );
}

void print_ratio(const json& ratio) {
    std::printf(
        "%s against %s at %dx%d, %s, %d threads: %.1f %% less time (published: %.0f %%), "
        "%.1f %% fewer parameters (published: %.0f %%)\n",
        ratio.at("student").get<std::string>().c_str(),
        ratio.at("teacher").get<std::string>().c_str(),
        ratio.at("width").get<int>(),
        ratio.at("height").get<int>(),
        ratio.at("precision").get<std::string>().c_str(),
        ratio.at("threads").get<int>(),
        100 * ratio.at("time_saved").get<double>(),
        100 * claimed_time_saved,
        100 * ratio.at("parameters_saved").get<double>(),
        100 * claimed_parameters_saved
    );
}

struct Measurements {
    json results = json::array();
    json failures = json::array();
    bool is_stopped = false;
    ExitCode code = ExitCode::ok;
};

Measurements run_all(
    const std::vector<Combination>& all,
    const BenchmarkArguments& arguments,
    Console& console,
    StopSignals& signals
) {
    Measurements outcome;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Combination& each = all[i];
        console.status(format(
            "%zu/%zu: %s, %s, %s, %d threads",
            i + 1,
            all.size(),
            each.model.c_str(),
            each.size.c_str(),
            each.precision.c_str(),
            thread_count(each.threads)
        ));
        const ChildResult child = run_self(child_arguments(each, arguments), [&signals] {
            return signals.wait_for(std::chrono::milliseconds(0));
        });
        if (signals.came()) {
            outcome.is_stopped = true;
            break;
        }
        const json result = json::parse(child.output, nullptr, /*allow_exceptions=*/false);
        if (child.exit_code == 0 && result.is_object()) {
            outcome.results.push_back(result);
            console.clear_status();
            if (!arguments.json) {
                print_result(result);
            }
            continue;
        }
        outcome.failures.push_back(
            {{"model", each.model},
             {"size", each.size},
             {"precision", each.precision},
             {"threads", thread_count(each.threads)},
             {"exit_code", child.exit_code}}
        );
        outcome.code = ExitCode::failed;
        console.message(format(
            "nakawari-cli: %s at %s could not be measured (%s).",
            each.model.c_str(),
            each.size.c_str(),
            child.exit_code > 128 ? "it was ended, perhaps for lack of memory" : "see above"
        ));
    }
    console.clear_status();
    return outcome;
}

std::vector<std::string> models_to_measure(
    const BenchmarkArguments& arguments, const ModelRegistry& registry
) {
    if (!arguments.models.empty()) {
        return arguments.models;
    }
    std::vector<std::string> models{"mini-flow"};
    for (const char* id : {"mini", "teacher"}) {
        if (is_installed(registry, id)) {
            models.emplace_back(id);
        }
    }
    return models;
}

}  // namespace

ExitCode run_benchmark(
    const BenchmarkArguments& arguments, Console& console, StopSignals& signals
) {
    if (arguments.single) {
        return run_single(arguments, console, signals);
    }
    const ModelRegistry registry(standard_model_folders());
    const std::vector<std::string> models = models_to_measure(arguments, registry);
    const std::vector<Combination> all = combinations(arguments, models);
    const auto known = summaries(registry, models);
    if (!arguments.json) {
        print_head();
    }
    const Measurements outcome = run_all(all, arguments, console, signals);
    const json pairs = ratios(outcome.results, known);
    if (arguments.json) {
        print_json(
            {{"machine", machine()},
             {"results", outcome.results},
             {"failures", outcome.failures},
             {"ratios", pairs}},
            stdout
        );
    } else {
        for (const json& pair : pairs) {
            print_ratio(pair);
        }
        if (pairs.empty() && !is_installed(registry, "teacher")) {
            std::printf("No ratio teacher/Mini. %s\n", how_to_import("teacher").c_str());
        }
    }
    return outcome.is_stopped ? ExitCode::cancelled : outcome.code;
}

}  // namespace nakawari::cli
