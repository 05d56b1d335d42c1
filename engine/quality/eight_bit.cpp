/// Rounding written so that compilers vectorise it.
#include "quality/eight_bit.h"

#include <stdexcept>

namespace nakawari {

void to_eight_bit(const float* samples, uint8_t* result, int count) {
    // Adding and taking away 1.5·2²³ rounds half to even: that is where floats are whole numbers.
    constexpr float round_here = 12582912.0F;
    for (int i = 0; i < count; ++i) {
        const float from_zero = samples[i] > 0.0F ? samples[i] : 0.0F;  // not a number: 0
        const float clamped = from_zero < 1.0F ? from_zero : 1.0F;
        const float rounded = (clamped * 255.0F + round_here) - round_here;
        result[i] = static_cast<uint8_t>(static_cast<int32_t>(rounded));
    }
}

EightBitPicture make_eight_bit(const Frame& frame) {
    EightBitPicture picture{frame.size(), {}};
    const auto width = static_cast<std::size_t>(picture.size.width);
    for (int i = 0; i < 3; ++i) {
        std::vector<uint8_t>& plane = picture.planes[static_cast<std::size_t>(i)];
        plane.resize(width * static_cast<std::size_t>(picture.size.height));
        const ConstPlane source = frame.plane(i);
        for (int y = 0; y < picture.size.height; ++y) {
            to_eight_bit(
                source.row<float>(y),
                plane.data() + static_cast<std::size_t>(y) * width,
                picture.size.width
            );
        }
    }
    return picture;
}

void require_comparable(const Frame& a, const Frame& b) {
    if (a.size() != b.size() || a.format() != rgb_float_format || b.format() != rgb_float_format) {
        throw std::invalid_argument("scores need two float RGB pictures of one size");
    }
}

}  // namespace nakawari
