/// Last layers of the kernel heads: a matrix product makes the projections, enlarged_lanes.h adds
/// them up.
#include "kernels/enlarged_lanes.h"
#include "kernels/parallel.h"
#include "kernels/training_ops.h"

namespace nakawari::kernels {
namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr auto channels_last = torch::MemoryFormat::ChannelsLast;

/// (25,25,3,3) → (25 of the map, projections and their room).
Tensor projection_of(const Tensor& weight) {
    const Tensor dense = weight.permute({1, 2, 3, 0}).reshape({adacof_taps, projected_channels});
    return torch::constant_pad_nd(dense, {0, enlarged_projected_stride - projected_channels});
}

/// Pixels one after the other: (N·h·w, 25). `map` is channels-last.
Tensor rows_of(const Tensor& map) {
    return map.permute({0, 2, 3, 1}).reshape({-1, adacof_taps});
}

/// Calls body(picture, first, last) for ranges of rows of every picture, in parallel.
template <typename Body>
void for_rows(int64_t pictures, int64_t height, const Body& body) {
    constexpr int64_t grain = 8;  // each range widens a few rows that its neighbours widen too
    for (int64_t n = 0; n < pictures; ++n) {
        parallel_rows(height, grain, [&](int64_t begin, int64_t end) { body(n, begin, end); });
    }
}

struct EnlargedConvolution : torch::autograd::Function<EnlargedConvolution> {
    static Tensor forward(
        AutogradContext* context,
        const Tensor& map,
        const Tensor& weight,
        const Tensor& bias,
        int64_t height,
        int64_t width
    ) {
        const Tensor small = map.contiguous(channels_last);
        context->save_for_backward({small, weight});
        context->saved_data["height"] = height;
        context->saved_data["width"] = width;
        const Tensor projected = torch::mm(rows_of(small), projection_of(weight));
        const Tensor offsets = bias.contiguous();
        Tensor out = torch::empty(
            {map.size(0), adacof_taps, height, width}, map.options().memory_format(channels_last)
        );
        const EnlargedSizes sizes{map.size(2), map.size(3), height, width};
        for_rows(map.size(0), height, [&](int64_t n, int64_t first, int64_t last) {
            best_enlarged_variant().forward(
                sizes,
                projected.data_ptr<float>() +
                    n * sizes.small_height * sizes.small_width * enlarged_projected_stride,
                offsets.data_ptr<float>(),
                first,
                last,
                out.data_ptr<float>() + n * height * width * adacof_taps
            );
        });
        return out;
    }

    static variable_list backward(AutogradContext* context, const variable_list& grads) {
        const auto saved = context->get_saved_variables();
        const Tensor& map = saved[0];
        const Tensor gradient = grads[0].contiguous(channels_last);
        const EnlargedSizes sizes{
            map.size(2),
            map.size(3),
            context->saved_data["height"].toInt(),
            context->saved_data["width"].toInt()};
        const Tensor rows = rows_of(map);
        const Tensor projected =
            torch::empty({rows.size(0), enlarged_projected_stride}, map.options());
        for_rows(map.size(0), sizes.small_height, [&](int64_t n, int64_t first, int64_t last) {
            best_enlarged_variant().backward(
                sizes,
                gradient.data_ptr<float>() + n * sizes.height * sizes.width * adacof_taps,
                first,
                last,
                projected.data_ptr<float>() +
                    n * sizes.small_height * sizes.small_width * enlarged_projected_stride
            );
        });
        const Tensor by_map = torch::mm(projected, projection_of(saved[1]).t())
                                  .view({map.size(0), map.size(2), map.size(3), adacof_taps})
                                  .permute({0, 3, 1, 2});
        const Tensor by_weight =
            torch::mm(rows.t(), projected)
                .narrow(1, 0, projected_channels)
                .reshape({adacof_taps, projection_side, projection_side, adacof_taps})
                .permute({3, 0, 1, 2});
        return {by_map, by_weight, gradient.sum({0, 2, 3}), Tensor(), Tensor()};
    }
};

}  // namespace

Tensor enlarged_convolution(
    const Tensor& map, const Tensor& weight, const Tensor& bias, int64_t height, int64_t width
) {
    const bool is_enlarged = map.size(2) <= height && map.size(3) <= width;
    if (has_training_ops(map, weight) && map.size(1) == adacof_taps && is_enlarged) {
        return EnlargedConvolution::apply(map, weight, bias, height, width);
    }
    const std::vector<int64_t> size{height, width};
    const Tensor large = torch::upsample_bilinear2d(map, size, /*align_corners=*/true);
    return torch::conv2d(large, weight, bias, 1, 1);
}

}  // namespace nakawari::kernels
