/// Frame storage and plane geometry.
#include <QtTest>

#include "core/frame.h"

using namespace nakawari;

class TestFrame : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void chroma_of_odd_pictures_rounds_up();
    void planes_are_aligned_and_apart();
    void copies_share_samples();
    void compares_samples_not_padding();
    void refuses_an_empty_size();
};

namespace {

Frame filled(Size size, const PixelFormat& format, std::byte value) {
    return Frame::make(size, format, {}, [value](const std::vector<MutablePlane>& planes) {
        for (const MutablePlane& plane : planes) {
            std::fill_n(plane.data, plane.stride * plane.size.height, value);
        }
    });
}

}  // namespace

void TestFrame::chroma_of_odd_pictures_rounds_up() {
    QCOMPARE(plane_size({5, 3}, PixelFormat{}, 1).width, 3);
    QCOMPARE(plane_size({5, 3}, PixelFormat{}, 1).height, 2);
    QCOMPARE(plane_size({1, 1}, PixelFormat{}, 2).width, 1);
    QCOMPARE(plane_size({5, 3}, rgb_float_format, 1).width, 5);
}

void TestFrame::planes_are_aligned_and_apart() {
    const Frame frame = filled({5, 3}, PixelFormat{}, std::byte{0});
    for (int plane = 0; plane < 3; ++plane) {
        QCOMPARE(reinterpret_cast<std::uintptr_t>(frame.plane(plane).data) % 64, std::uintptr_t{0});
    }
    QVERIFY(frame.plane(1).data >= frame.plane(0).data + frame.plane(0).stride * 3);
}

void TestFrame::copies_share_samples() {
    const Frame frame = filled({4, 4}, PixelFormat{}, std::byte{7});
    const Frame later = frame.with_time(Rational(1, 25), Rational(1, 25));
    QVERIFY(later.shares_planes(frame));
    QVERIFY(later.pts() == Rational(1, 25));
    QVERIFY(frame.pts() == Rational(0));
}

void TestFrame::compares_samples_not_padding() {
    const auto make = [](std::byte padding) {
        return Frame::make({3, 2}, PixelFormat{SampleModel::grey, 8}, {}, [&](const auto& planes) {
            std::fill_n(planes[0].data, planes[0].stride * 2, padding);
            for (int y = 0; y < 2; ++y) {
                std::fill_n(planes[0].template row<uint8_t>(y), 3, uint8_t{9});
            }
        });
    };
    QVERIFY(equal_samples(make(std::byte{0}), make(std::byte{255})));
    QVERIFY(!equal_samples(
        make(std::byte{0}), filled({3, 2}, PixelFormat{SampleModel::grey, 8}, std::byte{0})
    ));
}

void TestFrame::refuses_an_empty_size() {
    QVERIFY_EXCEPTION_THROWN(filled({0, 3}, PixelFormat{}, std::byte{0}), std::invalid_argument);
}

QTEST_APPLESS_MAIN(TestFrame)
#include "tst_frame.moc"
