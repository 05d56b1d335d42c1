/// The PWC-Net cost volume on the CPU: pictures with adjacent channels, so that one value is one
/// dot product.
#include <torch/library.h>

#include "kernels/correlation_math.h"
#include "kernels/parallel.h"
#include "kernels/torch_view.h"

namespace nakawari::kernels {
namespace {

void check_shapes(const torch::Tensor& a, const torch::Tensor& b) {
    TORCH_CHECK(
        a.dim() == 4 && a.sizes() == b.sizes() && a.scalar_type() == b.scalar_type(),
        "correlation: both inputs must be (N, C, H, W) of one shape and type"
    );
}

torch::Tensor forward(const torch::Tensor& first, const torch::Tensor& second) {
    check_shapes(first, second);
    const torch::Tensor a = first.contiguous(at::MemoryFormat::ChannelsLast);
    const torch::Tensor b = second.contiguous(at::MemoryFormat::ChannelsLast);
    torch::Tensor out =
        torch::empty({a.size(0), correlation_channels, a.size(2), a.size(3)}, a.options());
    AT_DISPATCH_FLOATING_TYPES(a.scalar_type(), "correlation", [&] {
        const auto left = view_of<const scalar_t>(a);
        const auto right = view_of<const scalar_t>(b);
        const auto result = view_of<scalar_t>(out);
        parallel_rows(left.batch() * left.height(), 1, [&](int64_t begin, int64_t end) {
            for (int64_t i = begin; i < end; ++i) {
                const int64_t n = i / left.height();
                const int64_t y = i % left.height();
                for (int64_t channel = 0; channel < correlation_channels; ++channel) {
                    for (int64_t x = 0; x < left.width(); ++x) {
                        result.at(n, channel, y, x) =
                            correlation_pixel(left, right, n, channel, y, x);
                    }
                }
            }
        });
    });
    return out;
}

template <typename T>
void gradient_rows(
    const torch::Tensor& grad, const torch::Tensor& other, int sign, torch::Tensor& out
) {
    const auto result = view_of<T>(out);
    parallel_rows(result.batch() * result.height(), 1, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
            const int64_t n = i / result.height();
            const int64_t y = i % result.height();
            for (int64_t c = 0; c < result.channels(); ++c) {
                for (int64_t x = 0; x < result.width(); ++x) {
                    result.at(n, c, y, x) = correlation_gradient(
                        view_of<const T>(grad), view_of<const T>(other), sign, n, c, y, x
                    );
                }
            }
        }
    });
}

std::tuple<torch::Tensor, torch::Tensor> backward(
    const torch::Tensor& grad, const torch::Tensor& a, const torch::Tensor& b
) {
    check_shapes(a, b);
    torch::Tensor grad_a = torch::empty(a.sizes(), a.options());
    torch::Tensor grad_b = torch::empty(b.sizes(), b.options());
    AT_DISPATCH_FLOATING_TYPES(a.scalar_type(), "correlation_backward", [&] {
        gradient_rows<scalar_t>(grad, b, 1, grad_a);
        gradient_rows<scalar_t>(grad, a, -1, grad_b);
    });
    return {grad_a, grad_b};
}

TORCH_LIBRARY_IMPL(nakawari, CPU, library) {
    library.impl("correlation", forward);
    library.impl("correlation_backward", backward);
}

}  // namespace

void link_correlation() {}

}  // namespace nakawari::kernels
