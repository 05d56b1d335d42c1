/// The gradient to the weight of a 3×3 convolution of stride 1 and padding 1, by Winograd's way
/// backwards: a quarter of the multiplications; the same code for several instruction sets.
#pragma once

#include <span>

#include "kernels/convolution_lanes.h"

namespace nakawari::kernels {

/// Pictures of one size, one after the other, channels-last. Owns nothing.
struct WeightGradientInputs {
    ConstPixels first;                ///< picture 0 of the convolution's input
    const float* gradient = nullptr;  ///< to its result, of picture 0
    int64_t out = 0;                  ///< channels of that

    [[nodiscard]] int64_t tile_rows() const { return (first.height + 3) / 4; }  ///< of a picture
};

/// What ranges of tile rows add to, zeros at first. A sum is one thread's; sums may be added up.
struct WeightGradientSum {
    int64_t in, out;
    std::vector<float> transformed;
    std::vector<float> bias;

    WeightGradientSum(int64_t in_channels, int64_t out_channels);
    /// Adds to weight (out, in, 3, 3) and bias (out).
    void add_to(float* weight_gradient, float* bias_gradient) const;
};

/// One instruction set's code.
struct WeightGradientVariant {
    const char* name;
    bool is_supported;  ///< by this processor
    /// Tile rows [first, last), counted through all pictures.
    void (*add
    )(const WeightGradientInputs& inputs, int64_t first, int64_t last, WeightGradientSum& sum);
};

/// Fastest first; the last one runs everywhere.
[[nodiscard]] std::span<const WeightGradientVariant> weight_gradient_variants();
[[nodiscard]] const WeightGradientVariant& best_weight_gradient_variant();

}  // namespace nakawari::kernels
