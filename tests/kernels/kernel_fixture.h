/// What the tests of the operations share: tensors in every memory order, comparison, and
/// gradients by finite differences.
#pragma once

#include <torch/torch.h>

#include <functional>
#include <string>
#include <vector>

namespace nakawari::test {

/// How a tensor lies in memory.
enum class Layout { nchw = 1, channels_last, strided };

inline const std::vector<Layout> all_layouts{Layout::nchw, Layout::channels_last, Layout::strided};

[[nodiscard]] std::string name_of(Layout layout);

/// The same values in another order; strided = part of a larger tensor, no stride is 1.
[[nodiscard]] torch::Tensor laid_out(const torch::Tensor& values, Layout layout);

/// Largest absolute difference, computed in double; infinity where shapes or finiteness differ.
[[nodiscard]] double largest_difference(const torch::Tensor& a, const torch::Tensor& b);

/// Same type and exactly the same values.
[[nodiscard]] bool equal_bits(const torch::Tensor& a, const torch::Tensor& b);

/// One thread for the calling test program: hundreds of calls on tiny tensors would wait for each
/// other's threads on a busy machine. is_independent_of_threads() is where several are tested.
void use_one_thread();

using Operation = std::function<torch::Tensor(const std::vector<torch::Tensor>& inputs)>;

/// Largest difference between autograd's gradients of Σ operation(inputs)·(fixed noise) and central
/// differences, over every element of the inputs that require gradients. Inputs are double.
[[nodiscard]] double gradient_error(const Operation& operation, std::vector<torch::Tensor> inputs);

/// The operation's result with one thread and with three must agree in every bit.
[[nodiscard]] bool is_independent_of_threads(const std::function<torch::Tensor()>& operation);

}  // namespace nakawari::test
