/// Colour conversion against io's, which goes through zimg, and against finite differences.
#include <QtTest/QtTest>

#include <cmath>
#include <random>

#include "io/color_converter.h"
#include "kernel_fixture.h"
#include "kernels/ops.h"

using namespace nakawari;
using namespace nakawari::kernels;
using torch::Tensor;

namespace {

struct Matrix {
    ColorMatrix tag;
    double kr, kb;
};

const std::vector<Matrix> matrices{
    {ColorMatrix::bt709, 0.2126, 0.0722},
    {ColorMatrix::smpte170m, 0.299, 0.114},
    {ColorMatrix::bt470bg, 0.299, 0.114},
    {ColorMatrix::bt2020_ncl, 0.2627, 0.0593},
    {ColorMatrix::smpte240m, 0.212, 0.087},
    {ColorMatrix::fcc, 0.30, 0.11}};

struct Case {
    PixelFormat format;
    Color color;
    ColorCoding coding;
};

ColorCoding coding_of(const PixelFormat& format, const Color& color, const Matrix& matrix) {
    const double unit = std::ldexp(1.0, format.bits - 8);
    const double top = std::ldexp(1.0, format.bits) - 1;
    ColorCoding coding;
    if (color.range == ColorRange::limited) {
        coding.luma_offset = 16 * unit;
        coding.luma_scale = 219 * unit;
        coding.chroma_scale = 224 * unit;
    } else {
        coding.luma_scale = coding.chroma_scale = top;
    }
    coding.chroma_offset = 128 * unit;
    coding.kr = matrix.kr;
    coding.kb = matrix.kb;
    const auto location = color.chroma_location;
    const bool is_left = location == ChromaLocation::left || location == ChromaLocation::top_left ||
                         location == ChromaLocation::bottom_left;
    const bool is_top = location == ChromaLocation::top || location == ChromaLocation::top_left;
    const bool is_bottom =
        location == ChromaLocation::bottom || location == ChromaLocation::bottom_left;
    coding.place_x = is_left ? ChromaPlace::first : ChromaPlace::middle;
    coding.place_y = is_top      ? ChromaPlace::first
                     : is_bottom ? ChromaPlace::last
                                 : ChromaPlace::middle;
    return coding;
}

std::vector<Case> cases() {
    std::vector<Case> all;
    const std::pair<int, int> shifts[] = {{0, 0}, {1, 0}, {1, 1}, {2, 0}, {0, 1}, {2, 2}};
    for (const int bits : {8, 10, 12, 16}) {
        for (const auto& [x, y] : shifts) {
            for (const ColorRange range : {ColorRange::limited, ColorRange::full}) {
                for (int location = 1; location <= (x + y > 0 ? 6 : 1); ++location) {
                    const Matrix& matrix = matrices[all.size() % matrices.size()];
                    const PixelFormat format{SampleModel::yuv, bits, x, y};
                    Color color;
                    color.matrix = matrix.tag;
                    color.range = range;
                    color.chroma_location = static_cast<ChromaLocation>(location);
                    all.push_back({format, color, coding_of(format, color, matrix)});
                }
            }
        }
    }
    return all;
}

Frame noise(Size size, const Case& what) {
    std::mt19937 random(3);
    const auto top = static_cast<unsigned>((1U << what.format.bits) - 1);
    std::uniform_int_distribution<unsigned> value(0, top);
    return Frame::make(size, what.format, what.color, [&](const std::vector<MutablePlane>& planes) {
        for (const MutablePlane& plane : planes) {
            for (int y = 0; y < plane.size.height; ++y) {
                for (int x = 0; x < plane.size.width; ++x) {
                    if (what.format.bits > 8) {
                        plane.row<uint16_t>(y)[x] = static_cast<uint16_t>(value(random));
                    } else {
                        plane.row<uint8_t>(y)[x] = static_cast<uint8_t>(value(random));
                    }
                }
            }
        }
    });
}

/// Planes `first` … behind each other as channels, of the samples' own type.
Tensor planes_of(const Frame& frame, int first, int count) {
    const PixelFormat& format = frame.format();
    const auto type = format.is_float   ? torch::kFloat
                      : format.bits > 8 ? torch::kUInt16
                                        : torch::kByte;
    const Size size = frame.plane(first).size;
    Tensor result = torch::empty({1, count, size.height, size.width}, type);
    auto* target = static_cast<std::byte*>(result.data_ptr());
    for (int i = 0; i < count; ++i) {
        const ConstPlane plane = frame.plane(first + i);
        const std::size_t bytes =
            static_cast<std::size_t>(size.width) *
            (format.is_float ? sizeof(float) : static_cast<std::size_t>(format.bytes_per_sample()));
        for (int y = 0; y < size.height; ++y, target += bytes) {
            std::memcpy(target, plane.row<std::byte>(y), bytes);
        }
    }
    return result;
}

const std::vector<Size> sizes{{33, 17}, {16, 10}, {1, 1}, {2, 3}, {7, 2}};

}  // namespace

class TstColor : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase() { test::use_one_thread(); }
    void init() { torch::manual_seed(2); }

    void rgb_is_the_converters() {
        ColorConverter converter;
        for (const Case& what : cases()) {
            for (const Size size : sizes) {
                const Frame frame = noise(size, what);
                const Tensor expected = planes_of(converter.to_rgb_float(frame), 0, 3);
                const Tensor actual =
                    yuv_to_rgb(planes_of(frame, 0, 1), planes_of(frame, 1, 2), what.coding);
                QVERIFY2(
                    test::largest_difference(actual, expected) < 1e-5,
                    what.format.to_string().c_str()
                );
            }
        }
    }

    /// Random RGB, a little outside the cube: after rounding, hardly a code value differs, and none
    /// by more than 1.
    void code_values_are_the_converters() {
        ColorConverter converter;
        for (const Case& what : cases()) {
            for (const Size size : sizes) {
                const Tensor rgb = torch::rand({1, 3, size.height, size.width}) * 1.2 - 0.1;
                Color linear;
                linear.matrix = ColorMatrix::rgb;
                const Frame frame = Frame::make(
                    size,
                    rgb_float_format,
                    linear,
                    [&](const std::vector<MutablePlane>& planes) {
                        const auto* source = rgb.data_ptr<float>();
                        for (const MutablePlane& plane : planes) {
                            for (int y = 0; y < size.height; ++y, source += size.width) {
                                std::copy_n(source, size.width, plane.row<float>(y));
                            }
                        }
                    }
                );
                const Frame made = converter.from_rgb_float(frame, what.format, what.color);
                const auto [luma, chroma] = rgb_to_yuv(
                    rgb, what.format.chroma_shift_x, what.format.chroma_shift_y, what.coding
                );
                const double top = std::ldexp(1.0, what.format.bits) - 1;
                const auto rounded = [&](const Tensor& codes) {
                    return codes.round().clamp(0, top).to(torch::kDouble);
                };
                const Tensor y_error =
                    (rounded(luma) - planes_of(made, 0, 1).to(torch::kDouble)).abs();
                const Tensor uv_error =
                    (rounded(chroma) - planes_of(made, 1, 2).to(torch::kDouble)).abs();
                QVERIFY(y_error.max().item<double>() <= 1);
                QVERIFY(uv_error.max().item<double>() <= 1);
                if (what.format.bits < 16 && size.width > 8) {  // 16 bits are float's own rounding
                    QVERIFY(y_error.mean().item<double>() < 0.01);
                    QVERIFY(uv_error.mean().item<double>() < 0.01);
                }
            }
        }
    }

    void a_round_trip_gives_the_codes_back() {
        for (const Case& what : cases()) {
            for (const Size size : sizes) {
                const Frame frame = noise(size, what);
                const Tensor luma = planes_of(frame, 0, 1).to(torch::kDouble);
                const Tensor chroma = planes_of(frame, 1, 2).to(torch::kDouble);
                const auto [y, uv] = rgb_to_yuv(
                    yuv_to_rgb(luma, chroma, what.coding),
                    what.format.chroma_shift_x,
                    what.format.chroma_shift_y,
                    what.coding
                );
                QVERIFY(test::largest_difference(y, luma) < 1e-8);
                QVERIFY(test::largest_difference(uv, chroma) < 1e-8);
            }
        }
    }

    void gradients_are_the_transpose() {
        for (const Case& what : cases()) {
            if (what.format.bits != 8) {
                continue;
            }
            const int64_t shift_x = what.format.chroma_shift_x;
            const int64_t shift_y = what.format.chroma_shift_y;
            const Tensor luma = torch::rand({1, 1, 5, 7}, torch::kDouble).set_requires_grad(true);
            const Tensor chroma = torch::rand(
                                      {1,
                                       2,
                                       (5 + (1 << shift_y) - 1) >> shift_y,
                                       (7 + (1 << shift_x) - 1) >> shift_x},
                                      torch::kDouble
            )
                                      .set_requires_grad(true);
            const auto up = [&](const std::vector<Tensor>& in) {
                return yuv_to_rgb(in[0], in[1], what.coding);
            };
            QVERIFY(test::gradient_error(up, {luma, chroma}) < 1e-6);
            const Tensor rgb = torch::rand({1, 3, 5, 7}, torch::kDouble).set_requires_grad(true);
            const auto down = [&](const std::vector<Tensor>& in) {
                const auto [y, uv] = rgb_to_yuv(in[0], shift_x, shift_y, what.coding);
                return torch::cat({y.flatten(), uv.flatten()}) / 100;
            };
            QVERIFY(test::gradient_error(down, {rgb}) < 1e-6);
        }
    }

    void threads_change_nothing() {
        const Tensor luma = torch::rand({2, 1, 30, 20});
        const Tensor chroma = torch::rand({2, 2, 15, 10});
        QVERIFY(test::is_independent_of_threads([&] { return yuv_to_rgb(luma, chroma, {}); }));
    }

    void wrong_shapes_are_refused() {
        const Tensor luma = torch::rand({1, 1, 8, 8});
        const auto refuses = [](const std::function<void()>& run) {
            try {
                run();
            } catch (const c10::Error&) {
                return true;
            }
            return false;
        };
        QVERIFY(refuses([&] { (void)yuv_to_rgb(luma, torch::rand({1, 2, 3, 4}), {}); }));
        QVERIFY(refuses([&] { (void)yuv_to_rgb(luma, torch::rand({1, 1, 4, 4}), {}); }));
        QVERIFY(refuses([&] {
            (void)yuv_to_rgb(luma.to(torch::kInt), torch::rand({1, 2, 4, 4}).to(torch::kInt), {});
        }));
        QVERIFY(refuses([&] { (void)rgb_to_yuv(torch::rand({1, 4, 8, 8}), 1, 1, {}); }));
    }
};

QTEST_APPLESS_MAIN(TstColor)
#include "tst_color.moc"
