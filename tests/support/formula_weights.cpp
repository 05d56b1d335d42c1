/// FNV-1a of the name seeds SplitMix64; see the comments for how a kind of tensor is scaled.
#include "support/formula_weights.h"

#include <cmath>
#include <cstring>

namespace nakawari::test {

using torch::Tensor;

namespace {

uint64_t fnv1a(const std::string& text) {
    uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    return hash;
}

/// Uniform in [−1, 1).
double noise(uint64_t seed, uint64_t index) {
    uint64_t z = seed + (index + 1) * 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    z ^= z >> 31;
    return static_cast<double>(z >> 11) * 0x1p-53 * 2.0 - 1.0;
}

bool ends_with(const std::string& text, const std::string& end) {
    return text.ends_with(end);
}

/// Offsets of a few pixels need larger last layers in the Alpha and Beta heads.
bool makes_offsets(const std::string& key) {
    const bool head =
        key.find("moduleAlpha") != std::string::npos || key.find("moduleBeta") != std::string::npos;
    return head &&
           ends_with(key, key.find("_ds.") != std::string::npos ? ".4.weight" : ".7.weight");
}

/// The first rule that fits, from top to bottom; `fixed` tensors are not made here.
std::pair<double, double> offset_and_scale(
    const std::string& key, const std::vector<int64_t>& shape, int64_t count
) {
    if (ends_with(key, ".running_mean")) {
        return {0.0, 0.1};
    }
    if (ends_with(key, ".running_var")) {
        return {1.0, 0.3};
    }
    if (shape.size() >= 2) {
        const double fan_in = static_cast<double>(count) / static_cast<double>(shape[0]);
        return {0.0, std::sqrt(3.0 / fan_in) * (makes_offsets(key) ? 8.0 : 1.0)};
    }
    if (ends_with(key, ".bias")) {
        return {0.0, 0.1};
    }
    return count == 1 ? std::pair{0.25, 0.2} : std::pair{1.0, 0.2};
}

Tensor gauss_kernel() {
    std::array<double, 5> line{};
    double sum = 0.0;
    for (int i = 0; i < 5; ++i) {
        line[static_cast<std::size_t>(i)] = std::exp(-(i - 2) * (i - 2) / 0.5);
        sum += line[static_cast<std::size_t>(i)];
    }
    Tensor kernel = torch::empty({3, 1, 5, 5});
    for (int i = 0; i < 25; ++i) {
        const double value = line[static_cast<std::size_t>(i / 5)] / sum *
                             line[static_cast<std::size_t>(i % 5)] / sum;
        kernel.flatten(1).select(1, i).fill_(value);
    }
    return kernel;
}

}  // namespace

Tensor formula_tensor(const std::string& key, const std::vector<int64_t>& shape) {
    if (key == "gauss_kernel") {
        return gauss_kernel();
    }
    if (key == "upsampler.filter") {
        const Tensor taps = torch::tensor({-1.F, 4.F, -11.F, 40.F, 40.F, -11.F, 4.F, -1.F});
        return (taps / 64.F).expand({3, 1, 1, 8}).contiguous();
    }
    if (ends_with(key, ".num_batches_tracked")) {
        return torch::zeros({}, torch::kLong);
    }
    if (key == "metric.paramScale") {
        return torch::full(shape, -1.F);
    }
    Tensor values = torch::empty(shape);
    const uint64_t seed = fnv1a(key);
    const auto [offset, scale] = offset_and_scale(key, shape, values.numel());
    auto* data = values.data_ptr<float>();
    for (int64_t i = 0; i < values.numel(); ++i) {
        data[i] = static_cast<float>(offset + scale * noise(seed, static_cast<uint64_t>(i)));
    }
    return values;
}

StateDict formula_state(const StMfNetOptions& options) {
    StateDict state;
    for (const auto& [key, shape] : expected_shapes(*StMfNet(options))) {
        state.tensors.insert(key, formula_tensor(key, shape));
    }
    return state;
}

FrameTensors formula_frames(int64_t height, int64_t width) {
    FrameTensors frames;
    for (std::size_t t = 0; t < 4; ++t) {
        frames[t] = torch::empty({1, 3, height, width});
        auto values = frames[t].accessor<float, 4>();
        const auto time = static_cast<double>(t);
        for (int64_t k = 0; k < 3; ++k) {
            const auto c = static_cast<double>(k);
            for (int64_t row = 0; row < height; ++row) {
                const auto y = static_cast<double>(row);
                for (int64_t column = 0; column < width; ++column) {
                    const auto x = static_cast<double>(column);
                    const double wave =
                        0.27 * std::sin(0.21 * (x - 1.7 * time) + 0.13 * (y + 0.9 * time) + c) +
                        0.21 * std::sin(
                                   0.047 * (x + 2.3 * time) * (1 + 0.2 * c) -
                                   0.083 * (y - 1.1 * time) + 2 * c
                               );
                    values[0][k][row][column] = static_cast<float>(0.5 + wave);
                }
            }
        }
    }
    return frames;
}

Tensor to_tensor(const Frame& frame) {
    const Size size = frame.size();
    Tensor image = torch::empty({1, 3, size.height, size.width});
    for (int channel = 0; channel < 3; ++channel) {
        for (int y = 0; y < size.height; ++y) {
            std::memcpy(
                image[0][channel][y].data_ptr<float>(),
                frame.plane(channel).row<float>(y),
                static_cast<std::size_t>(size.width) * sizeof(float)
            );
        }
    }
    return image;
}

Frame to_frame(const Tensor& image) {
    const Size size{static_cast<int>(image.size(3)), static_cast<int>(image.size(2))};
    return Frame::make(size, rgb_float_format, {}, [&](const std::vector<MutablePlane>& planes) {
        for (std::size_t channel = 0; channel < 3; ++channel) {
            for (int y = 0; y < size.height; ++y) {
                const Tensor row = image[0][static_cast<int64_t>(channel)][y].contiguous();
                std::memcpy(
                    planes[channel].row<float>(y),
                    row.data_ptr<float>(),
                    static_cast<std::size_t>(size.width) * sizeof(float)
                );
            }
        }
    });
}

Quadruplet formula_quadruplet(Size size) {
    const FrameTensors frames = formula_frames(size.height, size.width);
    return {to_frame(frames[0]), to_frame(frames[1]), to_frame(frames[2]), to_frame(frames[3])};
}

}  // namespace nakawari::test
