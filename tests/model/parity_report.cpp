/// Compares both forms of the network with a folder of recorded outputs, for people: not a test.
///
/// parity_report FOLDER [--weights NAME.pth --outputs SUBFOLDER]
/// parity_report --write teacher|mini|mini-flow FILE.pth writes formula-made weights, for
/// measurements. FOLDER/in/<HxW>_I{0..3}.npy, FOLDER/SUBFOLDER/<HxW>_out.npy,
/// FOLDER/SUBFOLDER/stages_128/*.npy, FOLDER/golden/<model>_<HxW>.npy with formula-made weights and
/// frames.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "model/inference_network.h"
#include "model/width_table.h"
#include "support/formula_weights.h"
#include "support/npy.h"

using namespace nakawari;
using torch::Tensor;
namespace fs = std::filesystem;

namespace {

int failures = 0;

/// Errors divided by the deviation of the whole recorded output.
void compare(
    const std::string& name, const Tensor& actual, const Tensor& expected, bool stage = false
) {
    const double deviation = std::max(expected.std().item<double>(), 1e-6);
    const Tensor error = ((actual - expected).abs() / deviation).flatten();
    const double mean = error.mean().item<double>();
    const double high =
        std::get<0>(error.kthvalue(std::max<int64_t>(1, error.numel() * 999 / 1000)))
            .item<double>();
    const double max = error.max().item<double>();
    const bool good = mean <= 1e-4 && (stage || (high <= 1e-3 && max <= 2e-2));
    failures += good ? 0 : 1;
    std::printf(
        "%s %-46s mean %.2e  p99.9 %.2e  max %.2e\n",
        good ? "ok  " : "FAIL",
        name.c_str(),
        mean,
        high,
        max
    );
}

struct Networks {
    explicit Networks(const StateDict& state)
        : published(make_network(state, "weights")), inference(published->options(), state) {}
    StMfNet published;
    InferenceNetwork inference;
};

void compare_outputs(
    Networks& networks,
    const std::string& name,
    const FrameTensors& frames,
    const Tensor& expected,
    const std::optional<FlowPair>& flow = {}
) {
    const torch::NoGradGuard guard;
    compare(name + " module", networks.published(frames, flow), expected);
    compare(name + " inference", networks.inference(frames, flow), expected);
}

void compare_stages(Networks& networks, const FrameTensors& frames, const fs::path& folder) {
    const torch::NoGradGuard guard;
    std::map<std::string, Tensor> values;
    networks.published(
        frames,
        std::optional<FlowPair>(),
        StageObserver([&](const std::string& stage, const Tensor& value) { values[stage] = value; })
    );
    std::ifstream stream(folder / "stages.json");
    const auto stages = nlohmann::json::parse(stream);
    for (const auto& [file, entry] : stages.items()) {
        const std::string name = file.ends_with(".npy") ? file.substr(0, file.size() - 4) : file;
        const auto found = values.find(name);
        if (found == values.end()) {
            std::printf("??   %s is not observed\n", name.c_str());
            continue;
        }
        Tensor value = found->second;
        if (!entry["crop_y_x_h_w"].is_null()) {
            const auto crop = entry["crop_y_x_h_w"].get<std::vector<int64_t>>();
            value = value.narrow(-2, crop[0], crop[2]).narrow(-1, crop[1], crop[3]);
        }
        compare("  " + name, value, test::read_npy(folder / (name + ".npy")), true);
    }
}

void check_checkpoint(
    const fs::path& folder, const std::string& weights, const std::string& outputs
) {
    const StateDict state = read_state_dict(folder / weights);
    Networks networks(state);
    for (const auto& entry : fs::directory_iterator(folder / outputs)) {
        const std::string file = entry.path().filename().string();
        if (!file.ends_with("_out.npy")) {
            continue;
        }
        const std::string size = file.substr(0, file.find('_'));
        FrameTensors frames;
        for (std::size_t t = 0; t < 4; ++t) {
            frames[t] = test::read_npy(folder / "in" / (size + "_I" + std::to_string(t) + ".npy"));
        }
        compare_outputs(networks, outputs + " " + size, frames, test::read_npy(entry.path()));
        if (size == "128x128" && fs::exists(folder / outputs / "stages_128")) {
            compare_stages(networks, frames, folder / outputs / "stages_128");
        }
    }
}

void check_formula(const fs::path& folder) {
    const std::map<std::string, WidthTable> models{
        {"mini", mini_widths()}, {"miniflow", mini_flow_widths()}, {"teacher", teacher_widths()}};
    for (const auto& [model, widths] : models) {
        Networks networks(test::formula_state(network_options(widths)));
        for (const auto& entry : fs::directory_iterator(folder)) {
            int height = 0;
            int width = 0;
            const std::string file = entry.path().filename().string();
            if (std::sscanf(file.c_str(), (model + "_%dx%d.npy").c_str(), &height, &width) != 2) {
                continue;
            }
            std::optional<FlowPair> flow;
            if (widths.flow_branch == FlowBranch::dis) {
                flow = {
                    test::read_npy(folder / "miniflow_flow12_128x128.npy"),
                    test::read_npy(folder / "miniflow_flow21_128x128.npy")};
            }
            compare_outputs(
                networks,
                "formula " + file,
                test::formula_frames(height, width),
                test::read_npy(entry.path()),
                flow
            );
        }
        if (fs::exists(folder / (model + "_stages_128"))) {
            compare_stages(
                networks, test::formula_frames(128, 128), folder / (model + "_stages_128")
            );
        }
    }
}

int write_weights(const std::string& model, const fs::path& file) {
    const WidthTable widths = model == "teacher"     ? teacher_widths()
                              : model == "mini-flow" ? mini_flow_widths()
                                                     : mini_widths();
    write_state_dict(file, test::formula_state(network_options(widths)));
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 4 && std::string(argv[1]) == "--write") {
        return write_weights(argv[2], argv[3]);
    }
    if (argc < 2) {
        std::fprintf(stderr, "usage: parity_report FOLDER [WEIGHTS.pth OUTPUTS]\n");
        return 2;
    }
    const fs::path folder = argv[1];
    check_checkpoint(
        folder, argc > 2 ? argv[2] : "stmfnet_mini_random.pth", argc > 3 ? argv[3] : "mini"
    );
    if (fs::exists(folder / "golden")) {
        check_formula(folder / "golden");
    }
    std::printf("%d outside the tolerances\n", failures);
    return failures == 0 ? 0 : 1;
}
