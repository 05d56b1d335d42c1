/// Box averages of every sample type and of sizes that do not divide.
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>

#include "timeline/luma_picture.h"

using namespace nakawari;

namespace {

template <typename Sample>
Frame plain_frame(Size size, const PixelFormat& format, const std::vector<Sample>& values) {
    return Frame::make(size, format, {}, [&](const std::vector<MutablePlane>& planes) {
        for (std::size_t i = 0; i < planes.size(); ++i) {
            for (int y = 0; y < planes[i].size.height; ++y) {
                std::fill_n(planes[i].row<Sample>(y), planes[i].size.width, values[i]);
            }
        }
    });
}

bool is_plain(const LumaPicture& picture, double value) {
    return std::all_of(picture.samples.begin(), picture.samples.end(), [&](uint16_t sample) {
        return std::abs(sample / 256.0 - value) < 0.01;
    });
}

}  // namespace

class TestLumaPicture : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void takes_the_luma_of_any_format();
    void averages_boxes();
    void sizes_that_do_not_divide();
    void enlarges_by_repetition();
    void survives_values_that_are_not_numbers();
};

void TestLumaPicture::takes_the_luma_of_any_format() {
    const Size size{37, 23};
    const Size small{8, 5};
    const auto yuv8 = plain_frame<uint8_t>(size, {SampleModel::yuv, 8}, {100, 7, 9});
    QVERIFY(is_plain(make_luma_picture(yuv8, small), 100));
    const auto yuv10 = plain_frame<uint16_t>(size, {SampleModel::yuv, 10}, {402, 7, 9});
    QVERIFY(is_plain(make_luma_picture(yuv10, small), 100.5));
    const auto grey16 = plain_frame<uint16_t>(size, {SampleModel::grey, 16, 0, 0}, {65535});
    QVERIFY(is_plain(make_luma_picture(grey16, small), 65535 / 256.0));
    const auto rgb = plain_frame<uint8_t>(size, {SampleModel::rgb, 8, 0, 0}, {200, 100, 50});
    QVERIFY(is_plain(make_luma_picture(rgb, small), 0.2126 * 200 + 0.7152 * 100 + 0.0722 * 50));
    const auto floats = plain_frame<float>(size, rgb_float_format, {0.5F, 0.5F, 0.5F});
    QVERIFY(is_plain(make_luma_picture(floats, small), 127.5));
}

void TestLumaPicture::averages_boxes() {
    const Frame frame = Frame::make(
        {4, 2},
        {SampleModel::grey, 8, 0, 0},
        {},
        [](const std::vector<MutablePlane>& planes) {
            const uint8_t rows[2][4]{{0, 1, 10, 20}, {2, 3, 30, 41}};
            for (int y = 0; y < 2; ++y) {
                std::copy_n(rows[y], 4, planes[0].row<uint8_t>(y));
            }
        }
    );
    const LumaPicture expected{{2, 1}, {384, 6464}};  // 1.5 and 25.25
    QVERIFY(make_luma_picture(frame, {2, 1}) == expected);
}

void TestLumaPicture::sizes_that_do_not_divide() {
    const Frame frame = Frame::make(
        {5, 1},
        {SampleModel::grey, 8, 0, 0},
        {},
        [](const std::vector<MutablePlane>& planes) {
            for (int x = 0; x < 5; ++x) {
                planes[0].row<uint8_t>(0)[x] = static_cast<uint8_t>(10 * x);
            }
        }
    );
    const LumaPicture expected{{2, 1}, {5 * 256, 30 * 256}};  // 0 10 | 20 30 40
    QVERIFY(make_luma_picture(frame, {2, 1}) == expected);
}

void TestLumaPicture::enlarges_by_repetition() {
    const auto one = plain_frame<uint8_t>({1, 1}, {SampleModel::yuv, 8}, {42, 1, 1});
    const LumaPicture picture = make_luma_picture(one, {64, 36});
    QCOMPARE(picture.samples.size(), std::size_t{64 * 36});
    QVERIFY(is_plain(picture, 42));
}

void TestLumaPicture::survives_values_that_are_not_numbers() {
    const float bad = std::numeric_limits<float>::quiet_NaN();
    const float great = std::numeric_limits<float>::infinity();
    const auto floats = plain_frame<float>({9, 9}, rgb_float_format, {bad, great, -great});
    QVERIFY(is_plain(make_luma_picture(floats, {4, 4}), 0.7152 * 255));
}

QTEST_APPLESS_MAIN(TestLumaPicture)
#include "tst_luma_picture.moc"
