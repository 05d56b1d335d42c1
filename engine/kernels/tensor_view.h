/// A four-dimensional tensor as the per-pixel maths sees it: pointer, sizes, strides.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/host_device.h"

namespace nakawari::kernels {

/// (N, C, H, W) in any memory order; strides count elements. Owns nothing.
template <typename T>
struct TensorView {
    T* data = nullptr;
    int64_t sizes[4] = {};
    int64_t strides[4] = {};

    NK_HD T& at(int64_t n, int64_t c, int64_t y, int64_t x) const {
        return data[n * strides[0] + c * strides[1] + y * strides[2] + x * strides[3]];
    }
    NK_HD int64_t batch() const { return sizes[0]; }
    NK_HD int64_t channels() const { return sizes[1]; }
    NK_HD int64_t height() const { return sizes[2]; }
    NK_HD int64_t width() const { return sizes[3]; }
};

NK_HD int64_t clamp_index(int64_t index, int64_t size) {
    return index < 0 ? 0 : index >= size ? size - 1 : index;
}

/// Mirror without repeating the edge; repeats the edge where `pad` samples cannot be mirrored (size
/// ≤ pad).
NK_HD int64_t reflect_index(int64_t index, int64_t size, int64_t pad) {
    if (size <= pad) {
        return clamp_index(index, size);
    }
    const int64_t left = index < 0 ? -index : index;
    return left >= size ? 2 * (size - 1) - left : left;
}

}  // namespace nakawari::kernels
