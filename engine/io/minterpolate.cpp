/// Four frames at one per second through the filter at two per second; the one at 1.5 s is asked
/// for.
#include "io/minterpolate.h"

#include <algorithm>

#include "core/error.h"
#include "io/color_converter.h"
#include "io/picture_filter.h"

namespace nakawari {
namespace {

constexpr PixelFormat yuv444{SampleModel::yuv, 8, 0, 0, /*has_alpha=*/false, /*is_float=*/false};
/// Blocks are 16 wide and are searched around; smaller pictures are continued by their edge.
constexpr int least_side = 64;

constexpr const char* chain =
    "minterpolate=fps=2:mi_mode=mci:mc_mode=aobmc:me_mode=bidir:vsbmc=1:scd=none";

Color full_range() {
    Color color;
    color.matrix = ColorMatrix::bt709;
    color.range = ColorRange::full;
    return color;
}

/// To the right and below; also back to a smaller size.
Frame resized(const Frame& frame, Size size) {
    if (size == frame.size()) {
        return frame;
    }
    const auto fill = [&](const std::vector<MutablePlane>& planes) {
        for (int p = 0; p < 3; ++p) {
            const ConstPlane from = frame.plane(p);
            for (int y = 0; y < size.height; ++y) {
                const auto* source = from.row<float>(std::min(y, from.size.height - 1));
                auto* target = planes[static_cast<std::size_t>(p)].row<float>(y);
                const int copied = std::min(size.width, from.size.width);
                std::copy_n(source, copied, target);
                std::fill(target + copied, target + size.width, source[copied - 1]);
            }
        }
    };
    return Frame::make(size, frame.format(), frame.color(), fill);
}

class Minterpolate final : public Interpolator {
 public:
    [[nodiscard]] InterpolatorInfo info() const override {
        return {minterpolate_id, "FFmpeg minterpolate (8-bit YUV)", "CPU", "exact", ""};
    }

    [[nodiscard]] Frame interpolate(const Quadruplet& quadruplet) override {
        const Size size = quadruplet[0].size();
        const Size enough{std::max(size.width, least_side), std::max(size.height, least_side)};
        std::optional<PictureFilter> filter;
        for (std::size_t i = 0; i < quadruplet.size(); ++i) {
            const Frame yuv =
                converter_.from_rgb_float(resized(quadruplet[i], enough), yuv444, full_range());
            if (!filter) {
                filter.emplace(yuv, chain);
            }
            filter->push(yuv, static_cast<int64_t>(i));
        }
        filter->finish();
        while (const auto filtered = filter->pull()) {
            if (filtered->seconds == Rational(3, 2)) {
                const Frame rgb = converter_.to_rgb_float(filtered->frame);
                return resized(rgb, size).with_color(quadruplet[1].color());
            }
        }
        throw Error(
            Category::failed,
            NK_TEXT("FFmpeg's minterpolate made no frame; leave it out of the comparison.")
        );
    }

 private:
    ColorConverter converter_;
};

}  // namespace

std::unique_ptr<Interpolator> make_minterpolate() {
    return std::make_unique<Minterpolate>();
}

}  // namespace nakawari
