/// Memory orders, comparison, central differences.
#include "kernel_fixture.h"

#include <limits>

namespace nakawari::test {

using torch::Tensor;

std::string name_of(Layout layout) {
    return layout == Layout::nchw            ? "NCHW"
           : layout == Layout::channels_last ? "channels-last"
                                             : "strided";
}

Tensor laid_out(const Tensor& values, Layout layout) {
    if (layout == Layout::nchw) {
        return values.contiguous();
    }
    const int64_t channels = values.size(1);
    if (layout == Layout::channels_last) {
        // One channel or one pixel: contiguous() would see nothing to do and keep the strides.
        return values.permute({0, 2, 3, 1})
            .clone(torch::MemoryFormat::Contiguous)
            .permute({0, 3, 1, 2});
    }
    Tensor larger = torch::full(
        {values.size(0), channels + 1, 2 * values.size(2) + 1, 3 * values.size(3) + 2},
        std::numeric_limits<double>::quiet_NaN(),
        values.options()
    );
    using torch::indexing::Slice;
    Tensor part = larger.index(
        {Slice(),
         Slice(1),
         Slice(1, 2 * values.size(2) + 1, 2),
         Slice(2, 3 * values.size(3) + 2, 3)}
    );
    part.copy_(values);
    return part;
}

double largest_difference(const Tensor& a, const Tensor& b) {
    if (a.sizes() != b.sizes() || !a.isfinite().all().item<bool>() ||
        !b.isfinite().all().item<bool>()) {
        return std::numeric_limits<double>::infinity();
    }
    return a.numel() == 0
               ? 0.0
               : (a.to(torch::kDouble) - b.to(torch::kDouble)).abs().max().item<double>();
}

bool equal_bits(const Tensor& a, const Tensor& b) {
    return a.scalar_type() == b.scalar_type() && torch::equal(a, b);
}

void use_one_thread() {
    at::set_num_threads(1);
}

double gradient_error(const Operation& operation, std::vector<Tensor> inputs) {
    const Tensor output = operation(inputs);
    const Tensor noise = torch::randn(output.sizes(), output.options().requires_grad(false));
    const auto value = [&] { return (operation(inputs) * noise).sum().item<double>(); };
    (output * noise).sum().backward();
    constexpr double step = 1e-5;
    double worst = 0.0;
    for (Tensor& input : inputs) {
        if (!input.requires_grad()) {
            continue;
        }
        const Tensor gradient = input.grad().contiguous().flatten();
        const torch::NoGradGuard no_grad;
        Tensor elements = input.view({-1});
        for (int64_t i = 0; i < elements.numel(); ++i) {
            const double middle = elements[i].item<double>();
            elements[i] = middle + step;
            const double above = value();
            elements[i] = middle - step;
            const double below = value();
            elements[i] = middle;
            const double difference = (above - below) / (2 * step);
            worst = std::max(worst, std::abs(difference - gradient[i].item<double>()));
        }
    }
    return worst;
}

bool is_independent_of_threads(const std::function<Tensor()>& operation) {
    const int before = at::get_num_threads();
    at::set_num_threads(1);
    const Tensor one = operation();
    at::set_num_threads(3);
    const Tensor three = operation();
    at::set_num_threads(before);
    return equal_bits(one, three);
}

}  // namespace nakawari::test
