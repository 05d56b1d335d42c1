/// One picture of a video: immutable, cheap to copy, with its time and colour.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/color.h"
#include "core/rational.h"

namespace nakawari {

enum class SampleModel : uint8_t { grey = 1, yuv, rgb };

/// Planar, native-endian samples: 8 bits in a byte, 9 to 16 bits in the low bits of uint16_t,
/// floats as float.
struct PixelFormat {
    SampleModel model = SampleModel::yuv;
    int bits = 8;            ///< per sample; 32 for floats
    int chroma_shift_x = 1;  ///< log2 of the horizontal chroma subsampling (yuv only)
    int chroma_shift_y = 1;  ///< log2 of the vertical chroma subsampling (yuv only)
    bool has_alpha = false;
    bool is_float = false;

    /// Planes in order: Y | Y U V | R G B, then alpha.
    [[nodiscard]] int plane_count() const {
        return (model == SampleModel::grey ? 1 : 3) + (has_alpha ? 1 : 0);
    }
    [[nodiscard]] int bytes_per_sample() const { return is_float ? 4 : bits > 8 ? 2 : 1; }
    /// "yuv420p10", "rgbf32", "grey8" and the like, for logs and reports.
    [[nodiscard]] std::string to_string() const;

    friend bool operator==(const PixelFormat&, const PixelFormat&) = default;
};

/// What the network sees: planar non-linear R'G'B' float, nominally 0..1, never clamped.
inline constexpr PixelFormat rgb_float_format{
    SampleModel::rgb, 32, 0, 0, /*has_alpha=*/false, /*is_float=*/true};

struct Size {
    int width = 0;
    int height = 0;
    friend bool operator==(const Size&, const Size&) = default;
};

/// Rows of one plane. `stride` is in bytes; rows start 64-byte aligned.
struct ConstPlane {
    const std::byte* data = nullptr;
    std::ptrdiff_t stride = 0;
    Size size;

    template <typename Sample>
    [[nodiscard]] const Sample* row(int y) const {
        return reinterpret_cast<const Sample*>(data + y * stride);
    }
};

struct MutablePlane {
    std::byte* data = nullptr;
    std::ptrdiff_t stride = 0;
    Size size;

    template <typename Sample>
    [[nodiscard]] Sample* row(int y) const {
        return reinterpret_cast<Sample*>(data + y * stride);
    }
};

/// An immutable picture whose planes are shared by copies; any thread may read it.
class Frame {
 public:
    /// Fills planes once; the frame can be read only after `fill` returned. Throws
    /// std::invalid_argument for an empty size.
    static Frame make(
        Size size,
        const PixelFormat& format,
        const Color& color,
        const std::function<void(const std::vector<MutablePlane>&)>& fill
    );

    [[nodiscard]] Size size() const { return size_; }
    [[nodiscard]] const PixelFormat& format() const { return format_; }
    [[nodiscard]] const Color& color() const { return color_; }
    /// Presentation time in seconds, in the source's own timeline.
    [[nodiscard]] const Rational& pts() const { return pts_; }
    /// Display time in seconds; zero where unknown.
    [[nodiscard]] const Rational& duration() const { return duration_; }
    [[nodiscard]] ConstPlane plane(int index) const;
    [[nodiscard]] std::size_t size_bytes() const { return size_bytes_; }
    /// True if both share the same samples in memory.
    [[nodiscard]] bool shares_planes(const Frame& other) const { return data_ == other.data_; }

    [[nodiscard]] Frame with_time(const Rational& pts, const Rational& duration) const;
    [[nodiscard]] Frame with_color(const Color& color) const;

 private:
    Frame() = default;

    std::shared_ptr<const std::byte> data_;
    std::size_t size_bytes_ = 0;
    Size size_;
    PixelFormat format_;
    Color color_;
    Rational pts_;
    Rational duration_;
};

/// Size of a plane of a picture: chroma planes of odd pictures round up.
[[nodiscard]] Size plane_size(Size picture, const PixelFormat& format, int plane);

/// Same size, format and samples (time and colour tags are not compared).
[[nodiscard]] bool equal_samples(const Frame& a, const Frame& b);

/// I0 … I3 of the paper: the new frame lies midway between [1] and [2].
using Quadruplet = std::array<Frame, 4>;

}  // namespace nakawari
