/// AdaCoF with kernels enlarged on the way, on the CPU: the plain loop for any type, the tiles of
/// upsampled_adacof_lanes.h for float.
#include <torch/library.h>

#include "kernels/parallel.h"
#include "kernels/torch_view.h"
#include "kernels/upsampled_adacof_lanes.h"

namespace nakawari::kernels {
namespace {

using torch::Tensor;

void check_shapes(
    const Tensor& image, at::TensorList maps, at::TensorList weights, at::TensorList biases
) {
    TORCH_CHECK(
        image.dim() == 4 && image.size(1) == 3, "upsampled_adacof: the image must be (N, 3, H, W)"
    );
    TORCH_CHECK(
        maps.size() == 3 && weights.size() == 3 && biases.size() == 3,
        "upsampled_adacof: there are three heads: weight, alpha, beta"
    );
    for (std::size_t i = 0; i < 3; ++i) {
        TORCH_CHECK(
            maps[i].dim() == 4 && maps[i].size(0) == image.size(0) &&
                maps[i].size(1) == adacof_taps && maps[i].sizes() == maps[0].sizes() &&
                maps[i].size(2) <= image.size(2) && maps[i].size(3) <= image.size(3),
            "upsampled_adacof: the maps must be (N, 25, h, w), not larger than the image"
        );
        TORCH_CHECK(
            weights[i].sizes() ==
                    at::IntArrayRef({adacof_taps, adacof_taps, projection_side, projection_side}) &&
                biases[i].numel() == adacof_taps,
            "upsampled_adacof: the last layers must have weights (25, 25, 3, 3) and 25 biases"
        );
        for (const auto& tensor : {maps[i], weights[i], biases[i]}) {
            TORCH_CHECK(
                tensor.scalar_type() == image.scalar_type(),
                "upsampled_adacof: all tensors must have one type"
            );
        }
    }
}

template <typename T>
void forward_plain(
    const Tensor& image,
    const std::vector<Tensor>& projected,
    const std::vector<Tensor>& biases,
    const Tensor& out
) {
    const ProjectedKernel<T> kernel{
        view_of<const T>(projected[0]),
        view_of<const T>(projected[1]),
        view_of<const T>(projected[2]),
        biases[0].data_ptr<T>(),
        biases[1].data_ptr<T>(),
        biases[2].data_ptr<T>()};
    const auto source = view_of<const T>(image);
    const auto result = view_of<T>(out);
    parallel_rows(result.batch() * result.height(), 1, [&](int64_t begin, int64_t end) {
        for (int64_t row = begin; row < end; ++row) {
            for (int64_t x = 0; x < result.width(); ++x) {
                upsampled_adacof_pixel<T>(
                    source, kernel, result, row / result.height(), row % result.height(), x
                );
            }
        }
    });
}

/// (25,25,3,3) → a 1×1 weight (225,25,1,1) in the channel order of upsampled_adacof_math.h.
Tensor projection_weight(const Tensor& weight) {
    return weight.permute({2, 3, 0, 1}).reshape({projected_channels, adacof_taps, 1, 1});
}

void forward_lanes(
    const Tensor& image,
    at::TensorList maps,
    const std::vector<std::vector<float>>& projections,
    const std::vector<Tensor>& biases,
    const Tensor& out
) {
    const auto head = [&](std::size_t i) {
        return UpsampledHead{
            view_of<const float>(maps[i]), projections[i].data(), biases[i].data_ptr<float>()};
    };
    UpsampledTile whole;
    whole.weight = head(0);
    whole.alpha = head(1);
    whole.beta = head(2);
    whole.picture.height = static_cast<int32_t>(image.size(2));
    whole.picture.width = static_cast<int32_t>(image.size(3));
    const auto result = view_of<float>(out);
    const int64_t across = (image.size(3) + upsampled_tile_columns - 1) / upsampled_tile_columns;
    const int64_t down = (image.size(2) + upsampled_tile_rows - 1) / upsampled_tile_rows;
    const UpsampledAdacofVariant& variant = best_upsampled_adacof_variant();
    for (whole.n = 0; whole.n < image.size(0); ++whole.n) {
        const std::vector<float> pixels = padded_pixels(view_of<const float>(image), whole.n);
        whole.picture.pixels = pixels.data();
        parallel_rows(across * down, 1, [&](int64_t begin, int64_t end) {
            for (int64_t i = begin; i < end; ++i) {
                UpsampledTile tile = whole;
                tile.first_row = i / across * upsampled_tile_rows;
                tile.last_row = std::min(tile.first_row + upsampled_tile_rows, image.size(2));
                tile.first_column = i % across * upsampled_tile_columns;
                tile.last_column =
                    std::min(tile.first_column + upsampled_tile_columns, image.size(3));
                variant.forward(tile, result);
            }
        });
    }
}

Tensor forward(
    const Tensor& image, at::TensorList maps, at::TensorList weights, at::TensorList biases
) {
    check_shapes(image, maps, weights, biases);
    Tensor out = torch::empty(image.sizes(), image.options());
    std::vector<Tensor> dense_biases;
    for (const Tensor& bias : biases) {
        dense_biases.push_back(bias.contiguous());
    }
    if (image.scalar_type() == torch::kFloat &&
        PaddedPicture::can_hold(image.size(2), image.size(3))) {
        std::vector<std::vector<float>> projections;
        for (const Tensor& weight : weights) {
            projections.push_back(pack_projection(view_of<const float>(weight)));
        }
        forward_lanes(image, maps, projections, dense_biases, out);
        return out;
    }
    std::vector<Tensor> projected;
    for (std::size_t i = 0; i < 3; ++i) {
        projected.push_back(torch::conv2d(maps[i], projection_weight(weights[i])));
    }
    AT_DISPATCH_FLOATING_TYPES(image.scalar_type(), "upsampled_adacof", [&] {
        forward_plain<scalar_t>(image, projected, dense_biases, out);
    });
    return out;
}

TORCH_LIBRARY_IMPL(nakawari, CPU, library) {
    library.impl("upsampled_adacof", forward);
}

}  // namespace

void link_upsampled_adacof() {}

}  // namespace nakawari::kernels
