/// How long one training step takes: forward, Laplacian loss, backward, Adamax; prints JSON.
#include <ATen/Parallel.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "model/width_table.h"
#include "training/distiller.h"
#include "training/new_network.h"
#include "training/trainer.h"

using namespace nakawari;
using torch::Tensor;

namespace {

struct Settings {
    std::string widths = "mini-flow";
    int64_t crop = 128;
    int64_t batch = 2;
    int threads = 2;
    int steps = 5;
};

Batch random_batch(const Settings& settings) {
    const auto picture = [&] {
        return torch::rand({settings.batch, 3, settings.crop, settings.crop});
    };
    const Tensor flow = torch::randn({settings.batch, 2, settings.crop, settings.crop});
    return {{picture(), picture(), picture(), picture()}, picture(), {flow, flow}};
}

WidthTable widths_of(const std::string& name) {
    return name == "teacher" ? teacher_widths()
           : name == "mini"  ? mini_widths()
                             : mini_flow_widths();
}

int measure(const Settings& settings) {
    using Clock = std::chrono::steady_clock;
    at::set_num_threads(settings.threads);
    StMfNet network = new_network(network_options(widths_of(settings.widths)), 1);
    network->train();
    Adamax optimizer(trained_parameters(network));
    std::vector<double> times;
    double loss = 0;
    for (int step = -1; step < settings.steps; ++step) {  // the first one does not count
        const Batch batch = random_batch(settings);
        const Clock::time_point start = Clock::now();
        network->zero_grad();
        const Tensor value =
            distillation_loss(Trainer::answer(network, batch), batch.truth, std::nullopt, 0.1);
        value.backward();
        optimizer.step(1e-3);
        loss = value.item<double>();
        if (step >= 0) {
            times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count()
            );
        }
    }
    std::sort(times.begin(), times.end());
    const nlohmann::ordered_json result{
        {"widths", settings.widths},
        {"crop", settings.crop},
        {"batch", settings.batch},
        {"threads", settings.threads},
        {"step_ms_median", times[times.size() / 2]},
        {"step_ms_least", times.front()},
        {"last_loss", loss}};
    std::printf("%s\n", result.dump().c_str());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Measures training steps.");
    Settings settings;
    app.add_option("--widths", settings.widths)
        ->check(CLI::IsMember({"mini", "mini-flow", "teacher"}));
    app.add_option("--crop", settings.crop);
    app.add_option("--batch", settings.batch);
    app.add_option("--threads", settings.threads);
    app.add_option("--steps", settings.steps)->check(CLI::PositiveNumber);
    CLI11_PARSE(app, argc, argv);
    try {
        return measure(settings);
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", substitute(error.message(), error.arguments()).c_str());
        return 1;
    }
}
