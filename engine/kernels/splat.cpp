/// Summation splatting on the CPU: every channel plane belongs to one thread, so the sums do not
/// depend on their number.
#include <torch/library.h>

#include "kernels/parallel.h"
#include "kernels/splat_math.h"
#include "kernels/torch_view.h"

namespace nakawari::kernels {
namespace {

constexpr int corners = 4;

void check_shapes(const torch::Tensor& values, const torch::Tensor& flow) {
    TORCH_CHECK(
        values.dim() == 4 && flow.dim() == 4, "splat: values and flow must be (N, C, H, W)"
    );
    TORCH_CHECK(
        flow.size(0) == values.size(0) && flow.size(1) == 2 && flow.size(2) == values.size(2) &&
            flow.size(3) == values.size(3),
        "splat: flow must be (N, 2, H, W) of the values' size"
    );
    TORCH_CHECK(
        flow.scalar_type() == values.scalar_type(), "splat: values and flow must have one type"
    );
}

template <typename T>
void forward_plane(
    const TensorView<const T>& values,
    const TensorView<const T>& flow,
    const TensorView<T>& out,
    int64_t n,
    int64_t c
) {
    for (int64_t y = 0; y < values.height(); ++y) {
        for (int64_t x = 0; x < values.width(); ++x) {
            const auto target = splat_target(flow, n, y, x);
            for (int corner = 0; corner < corners; ++corner) {
                if (target.is_inside(corner, out.height(), out.width())) {
                    out.at(n, c, target.y + corner / 2, target.x + corner % 2) +=
                        values.at(n, c, y, x) * target.weight(corner);
                }
            }
        }
    }
}

torch::Tensor forward(const torch::Tensor& values, const torch::Tensor& flow) {
    check_shapes(values, flow);
    torch::Tensor out = torch::zeros(values.sizes(), values.options());
    AT_DISPATCH_FLOATING_TYPES(values.scalar_type(), "splat", [&] {
        const auto result = view_of<scalar_t>(out);
        parallel_rows(result.batch() * result.channels(), 1, [&](int64_t begin, int64_t end) {
            for (int64_t plane = begin; plane < end; ++plane) {
                forward_plane<scalar_t>(
                    view_of<const scalar_t>(values),
                    view_of<const scalar_t>(flow),
                    result,
                    plane / result.channels(),
                    plane % result.channels()
                );
            }
        });
    });
    return out;
}

template <typename T>
void backward_row(
    const TensorView<const T>& grad,
    const TensorView<const T>& values,
    const TensorView<const T>& flow,
    const TensorView<T>& grad_values,
    const TensorView<T>& grad_flow,
    int64_t n,
    int64_t y
) {
    for (int64_t x = 0; x < values.width(); ++x) {
        const auto target = splat_target(flow, n, y, x);
        T by_x = 0;
        T by_y = 0;
        for (int64_t c = 0; c < values.channels(); ++c) {
            T sum = 0;
            for (int corner = 0; corner < corners; ++corner) {
                if (target.is_inside(corner, grad.height(), grad.width())) {
                    const T g = grad.at(n, c, target.y + corner / 2, target.x + corner % 2);
                    sum += g * target.weight(corner);
                    by_x += g * target.weight_by_x(corner) * values.at(n, c, y, x);
                    by_y += g * target.weight_by_y(corner) * values.at(n, c, y, x);
                }
            }
            grad_values.at(n, c, y, x) = sum;
        }
        grad_flow.at(n, 0, y, x) = by_x;
        grad_flow.at(n, 1, y, x) = by_y;
    }
}

std::tuple<torch::Tensor, torch::Tensor> backward(
    const torch::Tensor& grad, const torch::Tensor& values, const torch::Tensor& flow
) {
    check_shapes(values, flow);
    torch::Tensor grad_values = torch::empty(values.sizes(), values.options());
    torch::Tensor grad_flow = torch::empty(flow.sizes(), flow.options());
    AT_DISPATCH_FLOATING_TYPES(values.scalar_type(), "splat_backward", [&] {
        const auto source = view_of<const scalar_t>(values);
        parallel_rows(source.batch() * source.height(), 1, [&](int64_t begin, int64_t end) {
            for (int64_t row = begin; row < end; ++row) {
                backward_row<scalar_t>(
                    view_of<const scalar_t>(grad),
                    source,
                    view_of<const scalar_t>(flow),
                    view_of<scalar_t>(grad_values),
                    view_of<scalar_t>(grad_flow),
                    row / source.height(),
                    row % source.height()
                );
            }
        });
    });
    return {grad_values, grad_flow};
}

TORCH_LIBRARY_IMPL(nakawari, CPU, library) {
    library.impl("splat", forward);
    library.impl("splat_backward", backward);
}

}  // namespace

void link_splat() {}

}  // namespace nakawari::kernels
