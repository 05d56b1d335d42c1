/// FFmpeg's interpolation as a baseline: the middle of a motion, still pictures, odd sizes.
#include "io/minterpolate.h"

#include <QtTest>

#include <cmath>

using namespace nakawari;

namespace {

/// A textured picture that moved by `shift` pixels to the right.
Frame moved(Size size, double shift) {
    const auto fill = [&](const std::vector<MutablePlane>& planes) {
        for (std::size_t c = 0; c < 3; ++c) {
            for (int y = 0; y < size.height; ++y) {
                for (int x = 0; x < size.width; ++x) {
                    const double at = x - shift;
                    const double value = 0.5 + 0.2 * std::sin(0.23 * at + 0.3 * y) +
                                         0.2 * std::sin(0.11 * at - 0.17 * y + double(c));
                    planes[c].row<float>(y)[x] = static_cast<float>(value);
                }
            }
        }
    };
    return Frame::make(size, rgb_float_format, {}, fill);
}

/// Mean absolute difference in 8-bit steps, away from the edges.
double difference(const Frame& a, const Frame& b) {
    double sum = 0;
    int count = 0;
    for (int c = 0; c < 3; ++c) {
        for (int y = a.size().height / 4; y < a.size().height * 3 / 4; ++y) {
            for (int x = a.size().width / 4; x < a.size().width * 3 / 4; ++x) {
                sum += std::abs(a.plane(c).row<float>(y)[x] - b.plane(c).row<float>(y)[x]) * 255;
                ++count;
            }
        }
    }
    return sum / count;
}

}  // namespace

class TestMinterpolate : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void the_middle_of_a_motion();
    void a_still_picture_stays();
    void any_size();
    void equal_each_time();
};

void TestMinterpolate::the_middle_of_a_motion() {
    const Size size{128, 96};
    const auto model = make_minterpolate();
    QCOMPARE(model->info().id, std::string("minterpolate"));
    const Frame made =
        model->interpolate({moved(size, 0), moved(size, 4), moved(size, 8), moved(size, 12)});
    QVERIFY(made.size() == size);
    QVERIFY(made.format() == rgb_float_format);
    const double to_middle = difference(made, moved(size, 6));
    QVERIFY2(to_middle < 4, qPrintable(QString::number(to_middle)));
    QVERIFY(to_middle < difference(made, moved(size, 4)) / 2);
    QVERIFY(to_middle < difference(made, moved(size, 8)) / 2);
}

void TestMinterpolate::a_still_picture_stays() {
    const Frame still = moved({80, 70}, 0);
    const Frame made = make_minterpolate()->interpolate({still, still, still, still});
    QVERIFY(difference(made, still) < 0.6);
}

void TestMinterpolate::any_size() {
    for (const Size size : {Size{1, 1}, Size{33, 17}, Size{97, 61}, Size{16, 200}}) {
        const Frame made = make_minterpolate()->interpolate(
            {moved(size, 0), moved(size, 1), moved(size, 2), moved(size, 3)}
        );
        QVERIFY(made.size() == size);
        QVERIFY(std::isfinite(made.plane(0).row<float>(0)[0]));
    }
}

void TestMinterpolate::equal_each_time() {
    const Size size{96, 80};
    const Quadruplet frames{moved(size, 0), moved(size, 3), moved(size, 6), moved(size, 9)};
    const auto model = make_minterpolate();
    QVERIFY(equal_samples(model->interpolate(frames), model->interpolate(frames)));
}

QTEST_APPLESS_MAIN(TestMinterpolate)
#include "tst_minterpolate.moc"
