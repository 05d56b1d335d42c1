/// TensorView of a tensor on a GPU, and loops over its elements. Only for .cu files.
#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/cuda/Exceptions.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include "kernels/tensor_view.h"

namespace nakawari::kernels {

/// `T` may be const; the tensor must be of that type and outlive the view.
template <typename T>
TensorView<T> device_view(const at::Tensor& tensor) {
    TORCH_CHECK(tensor.dim() == 4, "expected a tensor of four dimensions, got ", tensor.dim());
    TORCH_CHECK(tensor.is_cuda(), "expected a tensor on a GPU");
    TensorView<T> view;
    view.data = tensor.data_ptr<std::remove_const_t<T>>();
    for (int64_t axis = 0; axis < 4; ++axis) {
        view.sizes[axis] = tensor.size(axis);
        view.strides[axis] = tensor.stride(axis);
    }
    return view;
}

/// Element number i of (N, C, H, W), the column fastest.
struct Element {
    int64_t n, c, y, x;
};

__device__ inline Element element_of(int64_t i, int64_t channels, int64_t height, int64_t width) {
    return {
        i / (width * height * channels),
        i / (width * height) % channels,
        i / width % height,
        i % width};
}

template <typename Body>
__global__ void element_loop(int64_t count, Body body) {
    const int64_t step = static_cast<int64_t>(gridDim.x) * blockDim.x;
    for (int64_t i = static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x; i < count;
         i += step) {
        body(i);
    }
}

/// Calls body(i) for 0 ≤ i < count on the current stream.
template <typename Body>
void for_each_element(int64_t count, const Body& body) {
    if (count == 0) {
        return;
    }
    constexpr int threads = 256;
    constexpr int64_t most_blocks = 1 << 16;
    const int64_t blocks = std::min((count + threads - 1) / threads, most_blocks);
    element_loop<<<static_cast<unsigned>(blocks), threads, 0, c10::cuda::getCurrentCUDAStream()>>>(
        count, body
    );
    C10_CUDA_KERNEL_LAUNCH_CHECK();
}

}  // namespace nakawari::kernels
