/// Convolutions of channels-last float pictures with few channels, direct or by Winograd's way; the
/// same code for several instruction sets.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace nakawari::kernels {

/// A picture whose channels are neighbours in memory. Owns nothing.
struct ConstPixels {
    const float* data = nullptr;
    int64_t height = 0, width = 0, channels = 0;
};

enum class ConvolutionMethod : uint8_t {
    direct = 1,  ///< any side, stride and padding
    winograd,    ///< side 3, stride 1, padding 1: winograd_lanes.h
};

/// max(x, slope·x) for slopes up to 1; 1 = nothing.
struct PackedConvolution {
    int64_t in = 0, out = 0;
    int64_t side = 3, stride = 1, padding = 1;
    std::shared_ptr<const std::vector<float>> weight;  ///< from pack_convolution()
    std::vector<float> scale, bias;  ///< sum·scale + bias; out, then anything to whole vectors
    float input_slope = 1;           ///< PReLU in front
    float slope = 1;                 ///< behind, after the addition
    ConvolutionMethod method = ConvolutionMethod::direct;
    /// Winograd only: `out` is four times the channels of a result of twice the size, whose pixels
    /// (0,0), (0,1), (1,0), (1,1) of each two by two they are: a transposed convolution. Those
    /// channels are a multiple of eight.
    bool woven = false;

    [[nodiscard]] int64_t out_size(int64_t size) const {
        return (size + 2 * padding - side) / stride + 1;
    }
};

/// `weight` (out, in, side, side) and `bias` (out), both contiguous.
[[nodiscard]] PackedConvolution pack_convolution(
    const float* weight,
    const float* bias,
    int64_t out,
    int64_t in,
    int64_t side,
    ConvolutionMethod method = ConvolutionMethod::direct
);

/// What `first_row` below is a multiple of.
inline constexpr int64_t row_granularity = 4;

/// Rows [first_row, last_row) of the result. `add` (or null) is added to it before the activation
/// and may be `out` itself: both are (height, width, out) of the result's size. Rows count before
/// weaving.
struct ConvolutionRows {
    ConstPixels input;
    const float* add = nullptr;
    float* out = nullptr;
    int64_t first_row = 0, last_row = 0;
};

/// One instruction set's code.
struct ConvolutionVariant {
    const char* name;
    bool is_supported;  ///< by this processor
    void (*rows)(const PackedConvolution& convolution, const ConvolutionRows& rows);
};

/// Fastest first; the last one runs everywhere.
[[nodiscard]] std::span<const ConvolutionVariant> convolution_variants();
[[nodiscard]] const ConvolutionVariant& best_convolution_variant();

/// Whether this processor runs these faster than oneDNN's: with AVX2 and without AVX-512.
[[nodiscard]] bool prefers_direct_convolution();

}  // namespace nakawari::kernels
