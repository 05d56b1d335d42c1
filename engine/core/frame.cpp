/// Frame storage: all planes in one aligned block.
#include "core/frame.h"

#include <cstring>
#include <new>
#include <stdexcept>

namespace nakawari {
namespace {

constexpr std::size_t alignment = 64;

std::size_t aligned(std::size_t bytes) {
    return (bytes + alignment - 1) / alignment * alignment;
}

std::size_t stride_bytes(Size picture, const PixelFormat& format, int plane) {
    const auto width = static_cast<std::size_t>(plane_size(picture, format, plane).width);
    return aligned(width * static_cast<std::size_t>(format.bytes_per_sample()));
}

std::size_t plane_bytes(Size picture, const PixelFormat& format, int plane) {
    return stride_bytes(picture, format, plane) *
           static_cast<std::size_t>(plane_size(picture, format, plane).height);
}

}  // namespace

std::string PixelFormat::to_string() const {
    const std::string depth = is_float ? "f32" : std::to_string(bits);
    const std::string alpha = has_alpha ? "a" : "";
    switch (model) {
        case SampleModel::grey:
            return "grey" + alpha + depth;
        case SampleModel::rgb:
            return "rgb" + alpha + depth;
        case SampleModel::yuv:
            break;
    }
    const char* layout = chroma_shift_x == 0   ? (chroma_shift_y == 0 ? "444" : "440")
                         : chroma_shift_x == 2 ? (chroma_shift_y == 2 ? "410" : "411")
                         : chroma_shift_y == 0 ? "422"
                                               : "420";
    return "yuv" + alpha + layout + "p" + depth;
}

Size plane_size(Size picture, const PixelFormat& format, int plane) {
    const bool is_chroma = format.model == SampleModel::yuv && (plane == 1 || plane == 2);
    if (!is_chroma) {
        return picture;
    }
    const auto rounded_up = [](int length, int shift) {
        return (length + (1 << shift) - 1) >> shift;
    };
    return {
        rounded_up(picture.width, format.chroma_shift_x),
        rounded_up(picture.height, format.chroma_shift_y)};
}

Frame Frame::make(
    Size size,
    const PixelFormat& format,
    const Color& color,
    const std::function<void(const std::vector<MutablePlane>&)>& fill
) {
    if (size.width <= 0 || size.height <= 0) {
        throw std::invalid_argument("a frame needs a positive size");
    }
    Frame frame;
    frame.size_ = size;
    frame.format_ = format;
    frame.color_ = color;
    for (int plane = 0; plane < format.plane_count(); ++plane) {
        frame.size_bytes_ += plane_bytes(size, format, plane);
    }
    const std::shared_ptr<std::byte> data(
        static_cast<std::byte*>(::operator new (frame.size_bytes_, std::align_val_t{alignment})),
        [](std::byte* block) { ::operator delete (block, std::align_val_t{alignment}); }
    );
    std::vector<MutablePlane> planes;
    std::size_t offset = 0;
    for (int plane = 0; plane < format.plane_count(); ++plane) {
        planes.push_back(
            {data.get() + offset,
             static_cast<std::ptrdiff_t>(stride_bytes(size, format, plane)),
             plane_size(size, format, plane)}
        );
        offset += plane_bytes(size, format, plane);
    }
    fill(planes);
    frame.data_ = data;
    return frame;
}

ConstPlane Frame::plane(int index) const {
    std::size_t offset = 0;
    for (int plane = 0; plane < index; ++plane) {
        offset += plane_bytes(size_, format_, plane);
    }
    return {
        data_.get() + offset,
        static_cast<std::ptrdiff_t>(stride_bytes(size_, format_, index)),
        plane_size(size_, format_, index)};
}

Frame Frame::with_time(const Rational& pts, const Rational& duration) const {
    Frame copy = *this;
    copy.pts_ = pts;
    copy.duration_ = duration;
    return copy;
}

Frame Frame::with_color(const Color& color) const {
    Frame copy = *this;
    copy.color_ = color;
    return copy;
}

bool equal_samples(const Frame& a, const Frame& b) {
    if (a.size() != b.size() || a.format() != b.format()) {
        return false;
    }
    for (int plane = 0; plane < a.format().plane_count(); ++plane) {
        const ConstPlane left = a.plane(plane);
        const ConstPlane right = b.plane(plane);
        const auto row_bytes =
            static_cast<std::size_t>(left.size.width * a.format().bytes_per_sample());
        for (int y = 0; y < left.size.height; ++y) {
            if (std::memcmp(left.row<std::byte>(y), right.row<std::byte>(y), row_bytes) != 0) {
                return false;
            }
        }
    }
    return true;
}

}  // namespace nakawari
