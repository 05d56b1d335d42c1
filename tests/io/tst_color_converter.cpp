/// Colours come back: every format, both ways, and values that are right in themselves.
#include <QtTest>
#include <cmath>
#include <random>

#include "io/color_converter.h"

using namespace nakawari;

class TestColorConverter : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void round_trip_is_exact_data();
    void round_trip_is_exact();
    void knows_primary_colors_data();
    void knows_primary_colors();
    void keeps_what_lies_outside_the_gamut();
    void grey_becomes_three_equal_planes();
    void alpha_survives();
    void missing_alpha_is_opaque();
    void converts_depth_and_subsampling();
    void converts_flat_rgb_to_limited_yuv();
    void clamps_only_at_the_end();
    void float_frames_pass();
    void one_converter_serves_many_formats();
};

namespace {

/// Every code value, wild ones included: most YUV triples lie outside RGB's cube.
Frame noise(Size size, const PixelFormat& format, const Color& color, unsigned seed = 1) {
    std::mt19937 random(seed);
    const auto top = static_cast<unsigned>((1U << format.bits) - 1);
    std::uniform_int_distribution<unsigned> value(0, top);
    return Frame::make(size, format, color, [&](const std::vector<MutablePlane>& planes) {
        for (const MutablePlane& plane : planes) {
            for (int y = 0; y < plane.size.height; ++y) {
                for (int x = 0; x < plane.size.width; ++x) {
                    if (format.bits > 8) {
                        plane.row<uint16_t>(y)[x] = static_cast<uint16_t>(value(random));
                    } else {
                        plane.row<uint8_t>(y)[x] = static_cast<uint8_t>(value(random));
                    }
                }
            }
        }
    });
}

Frame flat(const PixelFormat& format, const Color& color, std::vector<int> values) {
    return Frame::make({6, 4}, format, color, [&](const std::vector<MutablePlane>& planes) {
        for (std::size_t i = 0; i < planes.size(); ++i) {
            for (int y = 0; y < planes[i].size.height; ++y) {
                for (int x = 0; x < planes[i].size.width; ++x) {
                    if (format.bits > 8) {
                        planes[i].row<uint16_t>(y)[x] = static_cast<uint16_t>(values[i]);
                    } else {
                        planes[i].row<uint8_t>(y)[x] = static_cast<uint8_t>(values[i]);
                    }
                }
            }
        }
    });
}

int sample(const Frame& frame, int plane, int x, int y) {
    return frame.format().bits > 8 ? frame.plane(plane).row<uint16_t>(y)[x]
                                   : frame.plane(plane).row<uint8_t>(y)[x];
}

PixelFormat yuv(int bits, int shift_x, int shift_y) {
    return {SampleModel::yuv, bits, shift_x, shift_y};
}

Color tags(ColorMatrix matrix, ColorRange range, ChromaLocation location) {
    Color color;
    color.matrix = matrix;
    color.range = range;
    color.chroma_location = location;
    return color;
}

constexpr Size sizes[] = {{64, 48}, {33, 17}, {1, 1}, {2, 3}, {7, 2}};

}  // namespace

void TestColorConverter::round_trip_is_exact_data() {
    QTest::addColumn<PixelFormat>("format");
    QTest::addColumn<Color>("color");
    const std::pair<int, int> shifts[] = {{0, 0}, {1, 0}, {1, 1}, {2, 0}, {0, 1}, {2, 2}};
    const ColorMatrix matrices[] = {
        ColorMatrix::bt709,
        ColorMatrix::smpte170m,
        ColorMatrix::bt2020_ncl,
        ColorMatrix::ycgco,
        ColorMatrix::bt2020_cl,
        ColorMatrix::ictcp,
        ColorMatrix::fcc,
        ColorMatrix::smpte240m};
    for (const int bits : {8, 9, 10, 12, 16}) {
        for (const auto& [x, y] : shifts) {
            for (const ColorMatrix matrix : matrices) {
                for (const ColorRange range : {ColorRange::limited, ColorRange::full}) {
                    for (int location = 1; location <= (x + y > 0 ? 6 : 1); ++location) {
                        const Color color =
                            tags(matrix, range, static_cast<ChromaLocation>(location));
                        const QString name =
                            QString("%1 matrix %2 %3 location %4")
                                .arg(yuv(bits, x, y).to_string().c_str())
                                .arg(static_cast<int>(matrix))
                                .arg(range == ColorRange::full ? "full" : "limited")
                                .arg(location);
                        QTest::newRow(qPrintable(name)) << yuv(bits, x, y) << color;
                    }
                }
            }
        }
    }
    for (const int bits : {8, 10, 16}) {
        const Color full = tags(ColorMatrix::rgb, ColorRange::full, {});
        const Color limited = tags(ColorMatrix::rgb, ColorRange::limited, {});
        const PixelFormat rgb{SampleModel::rgb, bits, 0, 0};
        const PixelFormat grey{SampleModel::grey, bits, 0, 0};
        QTest::addRow("rgb%d full", bits) << rgb << full;
        QTest::addRow("rgb%d limited", bits) << rgb << limited;
        QTest::addRow("grey%d full", bits) << grey << tags({}, ColorRange::full, {});
        QTest::addRow("grey%d limited", bits)
            << grey << tags(ColorMatrix::bt709, ColorRange::limited, {});
    }
}

void TestColorConverter::round_trip_is_exact() {
    QFETCH(PixelFormat, format);
    QFETCH(Color, color);
    ColorConverter converter;
    for (const Size size : sizes) {
        const Frame original = noise(size, format, color);
        const Frame rgb = converter.to_rgb_float(original);
        QVERIFY(rgb.format() == rgb_float_format);
        const Frame back = converter.from_rgb_float(rgb, format, color);
        QVERIFY(back.color() == color);
        QVERIFY2(
            equal_samples(original, back),
            qPrintable(QString("%1×%2").arg(size.width).arg(size.height))
        );
    }
}

void TestColorConverter::knows_primary_colors_data() {
    QTest::addColumn<PixelFormat>("format");
    QTest::addColumn<Color>("color");
    QTest::addColumn<std::vector<int>>("yuv");
    QTest::addColumn<std::vector<double>>("rgb");
    const Color hd = tags(ColorMatrix::bt709, ColorRange::limited, {});
    const Color sd = tags(ColorMatrix::smpte170m, ColorRange::limited, {});
    const Color jpeg = tags(ColorMatrix::bt470bg, ColorRange::full, {});
    using Yuv = std::vector<int>;
    using Rgb = std::vector<double>;
    QTest::newRow("white 709") << yuv(8, 1, 1) << hd << Yuv{235, 128, 128} << Rgb{1, 1, 1};
    QTest::newRow("black 709") << yuv(8, 1, 1) << hd << Yuv{16, 128, 128} << Rgb{0, 0, 0};
    QTest::newRow("red 709") << yuv(8, 1, 1) << hd << Yuv{63, 102, 240} << Rgb{1, 0, 0};
    QTest::newRow("blue 709") << yuv(8, 1, 0) << hd << Yuv{32, 240, 118} << Rgb{0, 0, 1};
    QTest::newRow("red 601") << yuv(8, 0, 0) << sd << Yuv{81, 90, 240} << Rgb{1, 0, 0};
    QTest::newRow("green 601") << yuv(8, 1, 1) << sd << Yuv{145, 54, 34} << Rgb{0, 1, 0};
    QTest::newRow("red 601 full") << yuv(8, 1, 1) << jpeg << Yuv{76, 85, 255} << Rgb{1, 0, 0};
    QTest::newRow("white 10 bit") << yuv(10, 1, 1) << hd << Yuv{940, 512, 512} << Rgb{1, 1, 1};
}

void TestColorConverter::knows_primary_colors() {
    QFETCH(PixelFormat, format);
    QFETCH(Color, color);
    QFETCH(std::vector<int>, yuv);
    QFETCH(std::vector<double>, rgb);
    ColorConverter converter;
    const Frame result = converter.to_rgb_float(flat(format, color, yuv));
    for (int plane = 0; plane < 3; ++plane) {
        const double value = result.plane(plane).row<float>(3)[5];
        // One 8-bit code value is 0.0046 of luma and up to 0.0085 of colour.
        QVERIFY2(
            std::abs(value - rgb[static_cast<std::size_t>(plane)]) < 0.008,
            qPrintable(QString("plane %1: %2").arg(plane).arg(value))
        );
    }
}

void TestColorConverter::keeps_what_lies_outside_the_gamut() {
    ColorConverter converter;
    const Color hd = tags(ColorMatrix::bt709, ColorRange::limited, {});
    const Frame bright = converter.to_rgb_float(flat(yuv(8, 0, 0), hd, {255, 128, 128}));
    QVERIFY(bright.plane(0).row<float>(0)[0] > 1.08F);
    const Frame dark = converter.to_rgb_float(flat(yuv(8, 0, 0), hd, {0, 128, 128}));
    QVERIFY(dark.plane(0).row<float>(0)[0] < -0.07F);
}

void TestColorConverter::grey_becomes_three_equal_planes() {
    ColorConverter converter;
    const Frame grey = noise({5, 3}, {SampleModel::grey, 8, 0, 0}, tags({}, ColorRange::full, {}));
    const Frame rgb = converter.to_rgb_float(grey);
    for (int y = 0; y < 3; ++y) {
        for (int x = 0; x < 5; ++x) {
            const float value = rgb.plane(0).row<float>(y)[x];
            QCOMPARE(value, static_cast<float>(sample(grey, 0, x, y)) / 255.0F);
            QCOMPARE(rgb.plane(1).row<float>(y)[x], value);
            QCOMPARE(rgb.plane(2).row<float>(y)[x], value);
        }
    }
}

void TestColorConverter::alpha_survives() {
    ColorConverter converter;
    for (const SampleModel model : {SampleModel::yuv, SampleModel::rgb, SampleModel::grey}) {
        PixelFormat format{model, 10, 0, 0, /*has_alpha=*/true};
        const bool is_yuv = model == SampleModel::yuv;
        format.chroma_shift_x = format.chroma_shift_y = is_yuv ? 1 : 0;
        const Color color = tags(
            is_yuv ? ColorMatrix::bt709 : ColorMatrix::rgb,
            is_yuv ? ColorRange::limited : ColorRange::full,
            {}
        );
        const Frame original = noise({13, 9}, format, color);
        const Frame rgb = converter.to_rgb_float(original);
        const Frame alpha = converter.alpha_as_rgb_float(original);
        QVERIFY(alpha.format() == rgb_float_format);
        QVERIFY(equal_samples(original, converter.from_rgb_float(rgb, format, color, &alpha)));
        QVERIFY(equal_samples(converter.convert(original, rgb_float_format, rgb.color()), rgb));
    }
}

void TestColorConverter::missing_alpha_is_opaque() {
    ColorConverter converter;
    const Color color = tags(ColorMatrix::rgb, ColorRange::full, {});
    const Frame rgb = converter.to_rgb_float(noise({4, 4}, {SampleModel::rgb, 8, 0, 0}, color));
    const Frame result =
        converter.from_rgb_float(rgb, {SampleModel::rgb, 12, 0, 0, /*has_alpha=*/true}, color);
    QCOMPARE(sample(result, 3, 3, 3), 4095);
    QCOMPARE(converter.alpha_as_rgb_float(rgb).plane(2).row<float>(3)[3], 1.0F);
}

void TestColorConverter::converts_depth_and_subsampling() {
    ColorConverter converter;
    const Color color = tags(ColorMatrix::bt709, ColorRange::limited, ChromaLocation::left);
    const Frame deep = noise({16, 8}, yuv(10, 1, 0), color);
    const Frame result = converter.convert(deep, yuv(8, 1, 1), color);
    QVERIFY(result.format() == yuv(8, 1, 1));
    for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 16; ++x) {
            const int expected = std::min(255, (sample(deep, 0, x, y) + 2) / 4);
            QVERIFY(std::abs(sample(result, 0, x, y) - expected) <= 1);
        }
    }
    // 4:2:2 → 4:2:0 at the left: the mean of two rows.
    const double mean = (sample(deep, 1, 3, 2) + sample(deep, 1, 3, 3)) / 8.0;
    QVERIFY(std::abs(sample(result, 1, 3, 1) - mean) <= 1.0);
}

void TestColorConverter::converts_flat_rgb_to_limited_yuv() {
    ColorConverter converter;
    const Frame red = flat(
        {SampleModel::rgb, 8, 0, 0}, tags(ColorMatrix::rgb, ColorRange::full, {}), {255, 0, 0}
    );
    const Color hd = tags(ColorMatrix::bt709, ColorRange::limited, {});
    const Frame result = converter.convert(red, yuv(8, 1, 1), hd);
    QCOMPARE(sample(result, 0, 2, 2), 63);
    QCOMPARE(sample(result, 1, 1, 1), 102);
    QCOMPARE(sample(result, 2, 1, 1), 240);
}

void TestColorConverter::clamps_only_at_the_end() {
    ColorConverter converter;
    const Frame wild = Frame::make({2, 1}, rgb_float_format, {}, [](const auto& planes) {
        for (const MutablePlane& plane : planes) {
            plane.row<float>(0)[0] = 7.0F;
            plane.row<float>(0)[1] = -3.0F;
        }
    });
    const Frame result = converter.from_rgb_float(
        wild, {SampleModel::rgb, 8, 0, 0}, tags(ColorMatrix::rgb, ColorRange::full, {})
    );
    QCOMPARE(sample(result, 0, 0, 0), 255);
    QCOMPARE(sample(result, 2, 1, 0), 0);
}

void TestColorConverter::float_frames_pass() {
    ColorConverter converter;
    const Frame rgb = converter.to_rgb_float(
        noise({3, 3}, {SampleModel::rgb, 16, 0, 0}, tags(ColorMatrix::rgb, ColorRange::full, {}))
    );
    QVERIFY(converter.to_rgb_float(rgb).shares_planes(rgb));
    const PixelFormat with_alpha{SampleModel::rgb, 32, 0, 0, true, true};
    const Frame rgba = converter.from_rgb_float(rgb, with_alpha, rgb.color());
    QVERIFY(equal_samples(converter.to_rgb_float(rgba), rgb));
}

void TestColorConverter::one_converter_serves_many_formats() {
    ColorConverter converter;
    const Color color = tags(ColorMatrix::bt709, ColorRange::limited, ChromaLocation::left);
    for (int round = 0; round < 40; ++round) {
        const Size size{16 + round % 7, 8 + round % 5};
        const Frame original =
            noise(size, yuv(round % 2 == 0 ? 8 : 10, 1, 1), color, static_cast<unsigned>(round))
                .with_time(Rational(round, 25), Rational(1, 25));
        const Frame rgb = converter.to_rgb_float(original);
        QVERIFY(rgb.pts() == original.pts() && rgb.duration() == original.duration());
        QVERIFY(equal_samples(converter.from_rgb_float(rgb, original.format(), color), original));
    }
}

QTEST_APPLESS_MAIN(TestColorConverter)
#include "tst_color_converter.moc"
