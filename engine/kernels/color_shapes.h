/// What the CPU's and the GPU's colour operations check and agree on. Needs torch.
#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/color_math.h"

namespace nakawari::kernels {

/// The operations' list of numbers as a value, and back.
inline ColorCoding coding_from(at::ArrayRef<double> numbers) {
    TORCH_CHECK(numbers.size() == 8, "colour: the coding is a list of eight numbers");
    const auto place = [&](std::size_t i) {
        TORCH_CHECK(numbers[i] == 0 || numbers[i] == 1 || numbers[i] == 2, "colour: no such place");
        return static_cast<ChromaPlace>(static_cast<int>(numbers[i]));
    };
    TORCH_CHECK(
        numbers[1] > 0 && numbers[3] > 0 && numbers[4] + numbers[5] < 1,
        "colour: scales must be positive, kr + kb below 1"
    );
    return {
        numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], place(6), place(7)};
}

inline int64_t chroma_length(int64_t length, int64_t shift) {
    return (length + (int64_t{1} << shift) - 1) >> shift;
}

/// From the lengths alone: where they leave it open, every factor gives the same.
inline ChromaAxis chroma_axis(int64_t length, int64_t chroma, ChromaPlace place) {
    constexpr int64_t deepest = 2;
    int64_t shift = 0;
    while (shift < deepest && chroma_length(length, shift) != chroma) {
        ++shift;
    }
    TORCH_CHECK(
        chroma_length(length, shift) == chroma,
        "colour: chroma of ",
        chroma,
        " for luma of ",
        length
    );
    return {int64_t{1} << shift, length, chroma, place};
}

inline ChromaGrid chroma_grid(
    const ColorCoding& coding,
    int64_t height,
    int64_t width,
    int64_t chroma_height,
    int64_t chroma_width
) {
    return {
        chroma_axis(width, chroma_width, coding.place_x),
        chroma_axis(height, chroma_height, coding.place_y)};
}

inline void check_yuv(const at::Tensor& luma, const at::Tensor& chroma) {
    TORCH_CHECK(
        luma.dim() == 4 && luma.size(1) == 1 && chroma.dim() == 4 && chroma.size(1) == 2 &&
            chroma.size(0) == luma.size(0) && chroma.scalar_type() == luma.scalar_type(),
        "colour: luma must be (N, 1, H, W), chroma (N, 2, h, w) of the same type"
    );
}

inline void check_rgb(const at::Tensor& rgb) {
    TORCH_CHECK(rgb.dim() == 4 && rgb.size(1) == 3, "colour: RGB must be (N, 3, H, W)");
}

/// Of RGB made from code values of that type.
inline at::ScalarType rgb_type(const at::Tensor& codes) {
    return codes.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
}

/// work.operator()<T, S>() with T of the RGB that codes of the tensor's type S give.
template <typename Work>
void for_code_type(const at::Tensor& codes, const Work& work) {
    switch (codes.scalar_type()) {
        case at::kByte:
            work.template operator()<float, uint8_t>();
            break;
        case at::kUInt16:
            work.template operator()<float, uint16_t>();
            break;
        case at::kFloat:
            work.template operator()<float, float>();
            break;
        case at::kDouble:
            work.template operator()<double, double>();
            break;
        default:
            TORCH_CHECK(false, "yuv_to_rgb: code values are 8 or 16 bits, float or double");
    }
}

}  // namespace nakawari::kernels
