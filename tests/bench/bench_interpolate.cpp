/// How long one new frame takes: prints a JSON object for a model, size, precision and threads.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "model/model_registry.h"

using namespace nakawari;

namespace {

/// Smooth texture moving by a few pixels per frame.
Quadruplet moving_pattern(Size size) {
    const auto frame = [&](double time) {
        return Frame::make(
            size,
            rgb_float_format,
            {},
            [&](const std::vector<MutablePlane>& planes) {
                for (std::size_t channel = 0; channel < 3; ++channel) {
                    for (int y = 0; y < size.height; ++y) {
                        auto* row = planes[channel].row<float>(y);
                        for (int x = 0; x < size.width; ++x) {
                            row[x] = static_cast<float>(
                                0.5 + 0.25 * std::sin(0.11 * (x - 3.0 * time) + 0.07 * y) +
                                0.2 * std::sin(0.31 * y + 0.9 * time + static_cast<double>(channel))
                            );
                        }
                    }
                }
            }
        );
    };
    return {frame(0.0), frame(1.0), frame(2.0), frame(3.0)};
}

double peak_rss_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

/// Of a sorted list, the value at that fraction.
double quantile(const std::vector<double>& sorted, double fraction) {
    const auto last = static_cast<double>(sorted.size() - 1);
    return sorted[static_cast<std::size_t>(std::lround(fraction * last))];
}

struct Settings {
    InferenceOptions inference;
    std::string size = "256x256";
    std::string precision = "fp32";
    int64_t memory_mb = 0;
    int runs = 5;
};

nlohmann::json measure(const Settings& settings) {
    Size size;
    if (std::sscanf(settings.size.c_str(), "%dx%d", &size.width, &size.height) != 2 ||
        size.width < 1 || size.height < 1) {
        throw Error(Category::usage, NK_TEXT("“%1” is no size such as 854x480."), {settings.size});
    }
    const ModelRegistry registry(standard_model_folders());
    const auto interpolator = make_interpolator(registry, settings.inference);
    const Quadruplet frames = moving_pattern(size);
    (void)interpolator->interpolate(frames);  // the first run allocates and compiles kernels
    std::vector<double> times_ms;
    const std::clock_t cpu_start = std::clock();
    for (int run = 0; run < settings.runs; ++run) {
        const auto start = std::chrono::steady_clock::now();
        (void)interpolator->interpolate(frames);
        const std::chrono::duration<double, std::milli> taken =
            std::chrono::steady_clock::now() - start;
        times_ms.push_back(taken.count());
    }
    const double cpu_ms = 1000.0 * static_cast<double>(std::clock() - cpu_start) / CLOCKS_PER_SEC;
    std::sort(times_ms.begin(), times_ms.end());
    nlohmann::json parts = nlohmann::json::object();
    for (const PartTime& time : interpolator->part_times()) {
        parts[time.part] = time.milliseconds;
    }
    return {
        {"model", interpolator->info().id},
        {"width", size.width},
        {"height", size.height},
        {"precision", interpolator->info().precision},
        {"threads", settings.inference.threads},
        {"runs", settings.runs},
        {"ms_median", quantile(times_ms, 0.5)},
        {"ms_p95", quantile(times_ms, 0.95)},
        {"cpu_ms_mean", cpu_ms / settings.runs},
        {"parts_ms", parts},  // of the last run
        {"estimated_peak_mb", interpolator->estimated_memory_bytes(size) / (1024 * 1024)},
        {"peak_rss_mb", peak_rss_mb()}};
}

}  // namespace

int main(int argc, char** argv) {
    Settings settings;
    CLI::App app("Measures the time of one new frame and prints JSON.");
    app.add_option("--model", settings.inference.model, "registered id or .pth file");
    app.add_option("--size", settings.size, "width x height, such as 854x480");
    app.add_option("--precision", settings.precision, "auto, fp32 or bf16")
        ->check(CLI::IsMember({"auto", "fp32", "bf16"}));
    app.add_option("--device", settings.inference.device, "auto, cpu, cuda, cuda:N");
    app.add_option("--threads", settings.inference.threads, "0 = all");
    app.add_option("--memory-mb", settings.memory_mb, "limit; 0 = from what is free");
    app.add_option("--runs", settings.runs, "timed runs after one warm-up")
        ->check(CLI::PositiveNumber);
    CLI11_PARSE(app, argc, argv);
    settings.inference.precision = settings.precision == "auto"   ? Precision::automatic
                                   : settings.precision == "bf16" ? Precision::bf16
                                                                  : Precision::fp32;
    settings.inference.memory_bytes = settings.memory_mb << 20;
    try {
        std::printf("%s\n", measure(settings).dump().c_str());
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", substitute(error.message(), error.arguments()).c_str());
        return static_cast<int>(error.category());
    }
    return 0;
}
