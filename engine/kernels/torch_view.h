/// TensorView of a torch tensor.
#pragma once

#include <torch/torch.h>

#include "kernels/tensor_view.h"

namespace nakawari::kernels {

/// `T` may be const; the tensor must be of that type and outlive the view.
template <typename T>
TensorView<T> view_of(const torch::Tensor& tensor) {
    TORCH_CHECK(tensor.dim() == 4, "expected a tensor of four dimensions, got ", tensor.dim());
    TensorView<T> view;
    view.data = tensor.data_ptr<std::remove_const_t<T>>();
    for (int64_t axis = 0; axis < 4; ++axis) {
        view.sizes[axis] = tensor.size(axis);
        view.strides[axis] = tensor.stride(axis);
    }
    return view;
}

}  // namespace nakawari::kernels
