/// Repeated frames are recognised through noise; small and slow motion is not lost.
#include <QtTest>

#include <algorithm>
#include <random>
#include <string>

#include "painted_scene.h"
#include "timeline/duplicate_detector.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

constexpr Size size{640, 360};

struct Look {
    double x = 0;           ///< camera, in pixels
    double noise = 0;       ///< deviation, in code values
    double brightness = 0;  ///< added
    int mouth = 0;          ///< height of a small dark patch, in pixels
};

Frame draw(const Look& look, Size frame_size = size) {
    static std::mt19937 random(7);
    std::normal_distribution<double> deviate(0, std::max(look.noise, 1e-9));
    const PaintedScene scene(3);
    return Frame::make(
        frame_size,
        {SampleModel::grey, 8, 0, 0},
        {},
        [&](const std::vector<MutablePlane>& planes) {
            for (int y = 0; y < frame_size.height; ++y) {
                for (int x = 0; x < frame_size.width; ++x) {
                    const bool is_mouth = x >= 300 && x < 324 && y >= 200 && y < 200 + look.mouth;
                    const double value =
                        is_mouth ? 30 : scene.value((x + look.x) / 8, y / 8.0) + look.brightness;
                    const double noise = look.noise > 0 ? deviate(random) : 0;
                    planes[0].row<uint8_t>(y)[x] =
                        static_cast<uint8_t>(std::clamp(value + noise + 0.5, 0.0, 255.0));
                }
            }
        }
    );
}

/// "." for a distinct frame, "d" for a duplicate.
std::string marks(const std::vector<Look>& looks) {
    DuplicateDetector detector;
    std::string result;
    for (const Look& look : looks) {
        result += detector.push(draw(look)) ? 'd' : '.';
    }
    return result;
}

}  // namespace

class TestDuplicateDetector : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void drawings_shown_twice_and_three_times();
    void through_compression_noise();
    void a_small_mouth_moves();
    void slow_motion_adds_up();
    void a_change_of_light();
    void motion_is_never_a_duplicate();
    void another_size_is_distinct();
};

void TestDuplicateDetector::drawings_shown_twice_and_three_times() {
    QCOMPARE(marks({{0}, {0}, {4}, {4}, {8}, {8}, {8}, {12}}), std::string(".d.d.dd."));
}

void TestDuplicateDetector::through_compression_noise() {
    QCOMPARE(marks({{0, 2}, {0, 2}, {4, 2}, {4, 1}, {8, 0}, {8, 2}}), std::string(".d.d.d"));
}

void TestDuplicateDetector::a_small_mouth_moves() {
    QCOMPARE(
        marks({{0, 2, 0, 4}, {0, 2, 0, 4}, {0, 2, 0, 14}, {0, 2, 0, 14}}), std::string(".d.d")
    );
}

void TestDuplicateDetector::slow_motion_adds_up() {
    std::vector<Look> looks;
    for (int i = 0; i < 100; ++i) {
        looks.push_back({0.05 * i});
    }
    const std::string result = marks(looks);
    QVERIFY2(std::count(result.begin(), result.end(), '.') >= 5, result.c_str());
}

void TestDuplicateDetector::a_change_of_light() {
    QCOMPARE(marks({{0}, {0, 0, 1}, {0, 0, 2}, {0, 0, 2}}), std::string("...d"));
}

void TestDuplicateDetector::motion_is_never_a_duplicate() {
    QCOMPARE(marks({{0, 2}, {1, 2}, {2, 2}, {3, 2}, {5, 2}, {9, 2}}), std::string("......"));
}

void TestDuplicateDetector::another_size_is_distinct() {
    DuplicateDetector detector;
    const Look still;
    QVERIFY(!detector.push(draw(still)));
    QVERIFY(!detector.push(draw(still, {638, 360})));
    QVERIFY(!detector.push(draw(still, {1, 1})));
    QVERIFY(detector.push(draw(still, {1, 1})));
}

QTEST_APPLESS_MAIN(TestDuplicateDetector)
#include "tst_duplicate_detector.moc"
