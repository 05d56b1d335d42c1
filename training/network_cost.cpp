/// Counting by names and shapes; measuring on a moving pattern.
#include "training/network_cost.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <string>
#include <vector>

#include "core/process_memory.h"
#include "model/width_table.h"
#include "training/stopwatch.h"

namespace nakawari {

namespace {

/// Weights whose name starts with the prefix, times the share of pixels at which they work.
double macs(const StateDict& state, const std::string& prefix, double share) {
    double sum = 0;
    for (const auto& item : state.tensors) {
        if (item.key().starts_with(prefix) && item.key().ends_with("weight") &&
            item.value().dim() >= 4) {
            sum += static_cast<double>(item.value().numel()) * share;
        }
    }
    return sum;
}

double feature_macs(const StateDict& state) {
    double sum = 0;
    double input = 1;
    constexpr std::array<double, 8> outputs{
        1.0 / 4, 1.0 / 16, 1.0 / 64, 1.0 / 256, 1.0 / 256, 1.0 / 64, 1.0 / 16, 1.0 / 4};
    for (std::size_t block = 0; block < outputs.size(); ++block) {
        const double output = outputs[block];
        const bool is_up = output > input;
        for (const char* branch : {"resnext_small.", "resnext_large."}) {
            const std::string prefix =
                std::string("feature_extractor.") + feature_block_names[block] + "." + branch;
            sum += macs(state, prefix + "conv1.", input);
            // A transposed convolution works once per input pixel.
            sum += macs(state, prefix + "conv2.", is_up ? input : output);
            sum += macs(state, prefix + "conv3.", output);
            sum += macs(state, prefix + "downsample.0.", is_up ? input : output);
        }
        input = output;
    }
    return sum;
}

double kernel_macs(const StateDict& state) {
    double sum = 0;
    for (std::size_t head = 0; head < 18; ++head) {
        const std::string prefix = "get_kernel." + kernel_head_name(head) + ".";
        for (const char* layer : {"0.", "2.", "4."}) {
            sum += macs(state, prefix + layer, 1.0 / 4);
        }
        sum += macs(state, prefix + "7.", head < 12 ? 1 : 4);
    }
    return sum;
}

double grid_macs(const StateDict& state) {
    constexpr std::array<double, 3> rows{4, 1, 1.0 / 4};
    double sum = macs(state, "scale_synthesis.lateral_final_1.", 1);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (int column = 0; column < (row == 0 ? 2 : 4); ++column) {
            const std::string place = std::to_string(row) + "_" + std::to_string(column) + ".";
            sum += macs(state, "scale_synthesis.lateral_" + place, rows[row]);
        }
    }
    for (const char* column : {"0.", "1."}) {
        sum += macs(state, std::string("scale_synthesis.down_0_") + column, rows[1]);
        sum += macs(state, std::string("scale_synthesis.down_1_") + column, rows[2]);
        sum += macs(state, std::string("scale_synthesis.up_1_") + column, rows[1]);
    }
    return sum;
}

double texture_macs(const StateDict& state) {
    const std::string prefix = "dyntex_generator.";
    const auto frames = static_cast<double>(texture_frames);
    double sum = macs(state, prefix + "encoder.stem.", frames / 4);
    constexpr std::array<double, 4> layers{1.0 / 4, 1.0 / 16, 1.0 / 64, 1.0 / 64};
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        for (const char* block : {".0.", ".1."}) {
            const std::string name = prefix + "encoder.layer" + std::to_string(layer + 1) + block;
            for (const char* part : {"conv1.", "conv2.", "downsample."}) {
                sum += macs(state, name + part, frames * layers[layer]);
            }
        }
    }
    constexpr std::array<double, 5> decoders{1.0 / 64, 1.0 / 64, 1.0 / 16, 1.0 / 4, 1.0 / 4};
    for (std::size_t i = 0; i < decoders.size(); ++i) {
        const std::string name = prefix + "decoder." + std::to_string(i) + ".";
        for (const char* part : {"conv.0.", "upconv.0."}) {
            sum += macs(state, name + part, frames * decoders[i]);
        }
    }
    return sum + macs(state, prefix + "feature_fuse.0.", 1) + macs(state, prefix + "outconv.", 1);
}

/// Both directions; the pyramid once per frame.
double flow_macs(const StateDict& state) {
    double sum = 0;
    for (std::size_t i = 0; i < flow_layer_names.size(); ++i) {
        const double share = std::pow(0.25, static_cast<double>(i + 1));
        const std::string name = flow_layer_names[i];
        sum += macs(state, "flow_estimator.netExtractor." + name + ".", 2 * share);
        const std::string decoder = "flow_estimator." + name + ".";
        sum += macs(state, decoder + "net", 2 * share);
        // The upsampling layers work at the coarser level.
        sum -= macs(state, decoder + "netUp", 2 * share * 3 / 4);
    }
    return sum + macs(state, "flow_estimator.netRefiner.", 2.0 / 16);
}

double median(std::vector<double> values) {
    if (values.empty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

double milliseconds_now() {
    return 1000 * now_s();
}

/// A sine that moves to the right and down.
Frame pattern(Size size, double shift) {
    return Frame::make(size, rgb_float_format, {}, [&](const std::vector<MutablePlane>& planes) {
        for (std::size_t channel = 0; channel < planes.size(); ++channel) {
            for (int y = 0; y < size.height; ++y) {
                auto* row = planes[channel].row<float>(y);
                for (int x = 0; x < size.width; ++x) {
                    const double phase =
                        0.11 * (x - shift) + 0.07 * (y - shift / 2) + static_cast<double>(channel);
                    row[x] = static_cast<float>(0.5 + 0.4 * std::sin(phase));
                }
            }
        }
    });
}

}  // namespace

MacsPerPixel macs_per_pixel(const StateDict& state) {
    return {
        feature_macs(state),
        kernel_macs(state),
        grid_macs(state),
        texture_macs(state),
        flow_macs(state)};
}

std::vector<MeasuredCost> measure_costs(
    const std::vector<Interpolator*>& interpolators, Size size, const CostOptions& options
) {
    const auto clock = options.clock_ms ? options.clock_ms : milliseconds_now;
    const Quadruplet quadruplet{
        pattern(size, 0), pattern(size, 4), pattern(size, 8), pattern(size, 12)};
    std::vector<MeasuredCost> costs(interpolators.size());
    std::vector<std::vector<double>> times(interpolators.size());
    for (std::size_t i = 0; i < interpolators.size(); ++i) {
        reset_peak_memory();
        (void)interpolators[i]->interpolate(quadruplet);
        costs[i].peak_memory_bytes = peak_memory_bytes();
    }
    for (int round = 0; round < options.frames; ++round) {
        for (std::size_t i = 0; i < interpolators.size(); ++i) {
            if (std::accumulate(times[i].begin(), times[i].end(), 0.0) >= options.enough_ms) {
                continue;
            }
            const double start = clock();
            (void)interpolators[i]->interpolate(quadruplet);
            times[i].push_back(clock() - start);
        }
    }
    for (std::size_t i = 0; i < interpolators.size(); ++i) {
        costs[i].frame_ms = median(times[i]);
    }
    return costs;
}

MeasuredCost measure_cost(Interpolator& interpolator, Size size, int frames) {
    CostOptions options;
    options.frames = frames;
    return measure_costs({&interpolator}, size, options).front();
}

}  // namespace nakawari
