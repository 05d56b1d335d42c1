/// How long one new frame takes: prints a JSON object for a model, size, precision and threads.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "model/model_registry.h"
#include "model/model_summary.h"
#include "pipeline/benchmark.h"

using namespace nakawari;

namespace {

struct Settings {
    InferenceOptions inference;
    std::string size = "256x256";
    std::string precision = "fp32";
    int64_t memory_mb = 0;
    int runs = 5;
};

/// Multiply-adds of each part (10⁹), of the layers that reach the output.
nlohmann::json parts_gmac(const ModelSummary& summary, Size size) {
    nlohmann::json gmac = nlohmann::json::object();
    for (const ModelPart& part : summary.parts) {
        gmac[part.id] = part.macs_per_pixel * static_cast<double>(padded_pixels(size)) / 1e9;
    }
    return gmac;
}

nlohmann::json run(const Settings& settings) {
    Size size;
    if (std::sscanf(settings.size.c_str(), "%dx%d", &size.width, &size.height) != 2 ||
        size.width < 1 || size.height < 1) {
        throw Error(Category::usage, NK_TEXT("“%1” is no size such as 854x480."), {settings.size});
    }
    const ModelRegistry registry(standard_model_folders());
    const auto interpolator = make_interpolator(registry, settings.inference);
    const BenchmarkResult result = measure(*interpolator, size, settings.runs);
    constexpr double mebi = 1024.0 * 1024.0;
    // After the measurement: this takes memory too.
    const ModelSummary summary = summarize(registry.find(settings.inference.model));
    nlohmann::json parts = nlohmann::json::object();
    for (const PartTime& time : result.parts) {
        parts[time.part] = time.milliseconds;
    }
    return {
        {"model", result.model.id},
        {"width", size.width},
        {"height", size.height},
        {"precision", result.model.precision},
        {"threads", settings.inference.threads},
        {"runs", result.runs},
        {"ms_median", result.ms_median},
        {"ms_p95", result.ms_p95},
        {"cpu_ms_mean", result.cpu_ms_mean},
        {"parts_ms", parts},
        {"parts_gmac", parts_gmac(summary, size)},
        {"estimated_peak_mb", interpolator->estimated_memory_bytes(size) >> 20},
        {"peak_rss_mb", static_cast<double>(result.peak_memory_bytes) / mebi}};
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
    app.add_option("--runs", settings.runs, "timed runs after one warm-up; 0 = memory only")
        ->check(CLI::NonNegativeNumber);
    CLI11_PARSE(app, argc, argv);
    settings.inference.precision = settings.precision == "auto"   ? Precision::automatic
                                   : settings.precision == "bf16" ? Precision::bf16
                                                                  : Precision::fp32;
    settings.inference.memory_bytes = settings.memory_mb << 20;
    try {
        std::printf("%s\n", run(settings).dump().c_str());
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", substitute(error.message(), error.arguments()).c_str());
        return static_cast<int>(error.category());
    }
    return 0;
}
