/// AdaCoF with kernels enlarged on the way, on a GPU: the nine projections of each small map by a
/// matrix product, all else by one thread per output pixel.
#include <ATen/Dispatch.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/empty_like.h>
#include <torch/library.h>

#include <vector>

#include "kernels/cuda/device_view.h"
#include "kernels/upsampled_adacof_math.h"

namespace nakawari::kernels {
namespace {

using at::Tensor;

Tensor project(const Tensor& map, const Tensor& weight) {
    TORCH_CHECK(
        map.dim() == 4 && map.size(1) == adacof_taps && weight.dim() == 4 &&
            weight.size(0) == adacof_taps && weight.size(1) == adacof_taps &&
            weight.size(2) == projection_side && weight.size(3) == projection_side,
        "upsampled_adacof: the maps must be (N, 25, h, w), the last layers (25, 25, 3, 3)"
    );
    return at::conv2d(
        map, weight.permute({2, 3, 0, 1}).reshape({projected_channels, adacof_taps, 1, 1})
    );
}

Tensor forward(
    const Tensor& image, at::TensorList maps, at::TensorList weights, at::TensorList biases
) {
    TORCH_CHECK(
        image.dim() == 4 && image.size(1) == 3 && maps.size() == 3 && weights.size() == 3 &&
            biases.size() == 3,
        "upsampled_adacof: there are an image (N, 3, H, W) and three heads"
    );
    const c10::cuda::CUDAGuard guard(image.device());
    std::vector<Tensor> projected;
    std::vector<Tensor> dense;
    for (std::size_t i = 0; i < 3; ++i) {
        projected.push_back(project(maps[i], weights[i]));
        dense.push_back(biases[i].contiguous());
    }
    Tensor out = at::empty_like(image, at::MemoryFormat::Contiguous);
    AT_DISPATCH_FLOATING_TYPES(image.scalar_type(), "upsampled_adacof", [&] {
        const ProjectedKernel<scalar_t> kernel{
            device_view<const scalar_t>(projected[0]),
            device_view<const scalar_t>(projected[1]),
            device_view<const scalar_t>(projected[2]),
            dense[0].data_ptr<scalar_t>(),
            dense[1].data_ptr<scalar_t>(),
            dense[2].data_ptr<scalar_t>()};
        const auto source = device_view<const scalar_t>(image);
        const auto result = device_view<scalar_t>(out);
        for_each_element(out.numel() / 3, [=] __device__(int64_t i) {
            const auto [n, c, y, x] = element_of(i, 1, result.height(), result.width());
            upsampled_adacof_pixel<scalar_t>(source, kernel, result, n, y, x);
        });
    });
    return out;
}

TORCH_LIBRARY_IMPL(nakawari, CUDA, library) {
    library.impl("upsampled_adacof", forward);
}

}  // namespace
}  // namespace nakawari::kernels
