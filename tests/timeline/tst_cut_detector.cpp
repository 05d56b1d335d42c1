/// Cuts are found; pans, flashes, fades, dissolves and noise are none.
#include <QtTest>

#include <algorithm>
#include <stdexcept>

#include "painted_scene.h"
#include "timeline/cut_detector.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

using Pictures = std::vector<LumaPicture>;

/// Numbers of the frames that start a shot; also checks that each frame gets one decision, at most
/// two frames late.
std::vector<int> cuts_in(const Pictures& pictures) {
    CutDetector detector;
    std::vector<bool> decisions;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const std::vector<bool> certain = detector.push(pictures[i]);
        decisions.insert(decisions.end(), certain.begin(), certain.end());
        if (decisions.size() + 2 < i + 1) {
            throw std::logic_error("a decision is late");
        }
    }
    const std::vector<bool> rest = detector.finish();
    decisions.insert(decisions.end(), rest.begin(), rest.end());
    if (decisions.size() != pictures.size()) {
        throw std::logic_error("not one decision per frame");
    }
    std::vector<int> cuts;
    for (std::size_t i = 0; i < decisions.size(); ++i) {
        if (decisions[i]) {
            cuts.push_back(static_cast<int>(i));
        }
    }
    return cuts;
}

/// A camera that moves `speed` samples per frame.
Pictures pan(const PaintedScene& scene, int count, double speed, double noise = 0) {
    Pictures pictures;
    for (int i = 0; i < count; ++i) {
        const LumaPicture seen = scene.seen_from(speed * i, speed * i / 3);
        pictures.push_back(blend(seen, seen, 0, noise));
    }
    return pictures;
}

Pictures operator+(Pictures left, const Pictures& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

const std::vector<int> none;

}  // namespace

class TestCutDetector : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void finds_cuts_between_many_scenes();
    void finds_cuts_in_the_dark();
    void finds_cuts_between_fast_shots();
    void finds_cuts_near_the_ends();
    void finds_cuts_from_and_to_black();
    void pans_are_no_cuts_data();
    void pans_are_no_cuts();
    void flashes_are_no_cuts_data();
    void flashes_are_no_cuts();
    void fades_are_no_cuts();
    void dissolves_are_no_cuts();
    void noise_is_no_cut();
    void stills_and_short_clips();
    void can_be_used_again();
    void takes_frames();
    void refuses_other_sizes();
};

void TestCutDetector::finds_cuts_between_many_scenes() {
    Pictures pictures;
    std::vector<int> expected;
    for (uint32_t seed = 1; seed <= 40; ++seed) {
        if (!pictures.empty()) {
            expected.push_back(static_cast<int>(pictures.size()));
        }
        pictures = pictures + pan(PaintedScene(seed), 3 + static_cast<int>(seed % 5), 0.5, 2);
    }
    QCOMPARE(cuts_in(pictures), expected);
}

void TestCutDetector::finds_cuts_in_the_dark() {
    const Pictures pictures =
        pan(PaintedScene(1, 15, 40), 6, 0.5, 1) + pan(PaintedScene(2, 15, 40), 6, 0.5, 1);
    QCOMPARE(cuts_in(pictures), std::vector<int>{6});
}

void TestCutDetector::finds_cuts_between_fast_shots() {
    const Pictures pictures = pan(PaintedScene(3), 8, 5) + pan(PaintedScene(4), 8, -5);
    QCOMPARE(cuts_in(pictures), std::vector<int>{8});
}

void TestCutDetector::finds_cuts_near_the_ends() {
    const PaintedScene a(5);
    const PaintedScene b(6);
    QCOMPARE(cuts_in(pan(a, 1, 1) + pan(b, 9, 1)), std::vector<int>{1});
    QCOMPARE(cuts_in(pan(a, 9, 1) + pan(b, 1, 1)), std::vector<int>{9});
    QCOMPARE(cuts_in(pan(a, 1, 1) + pan(b, 1, 1)), std::vector<int>{1});
}

void TestCutDetector::finds_cuts_from_and_to_black() {
    const Pictures black(5, plain(16));
    QCOMPARE(cuts_in(black + pan(PaintedScene(7), 6, 1) + black), (std::vector<int>{5, 11}));
}

void TestCutDetector::pans_are_no_cuts_data() {
    QTest::addColumn<double>("speed");
    for (const double speed : {0.0, 0.3, 1.0, 3.0, 6.0, 9.0}) {
        QTest::addRow("%g samples per frame", speed) << speed;
    }
}

void TestCutDetector::pans_are_no_cuts() {
    QFETCH(double, speed);
    for (uint32_t seed = 20; seed < 26; ++seed) {
        QCOMPARE(cuts_in(pan(PaintedScene(seed), 20, speed, 1)), none);
        const Pictures sudden =
            pan(PaintedScene(seed), 8, 0) + pan(PaintedScene(seed), 8, speed, 1);
        QCOMPARE(cuts_in(sudden), none);
    }
}

void TestCutDetector::flashes_are_no_cuts_data() {
    QTest::addColumn<int>("length");
    QTest::addColumn<double>("part");
    for (const int length : {1, 2}) {
        for (const double part : {0.4, 0.8, 1.0}) {
            QTest::addRow("%d frames, %g white", length, part) << length << part;
        }
    }
}

void TestCutDetector::flashes_are_no_cuts() {
    QFETCH(int, length);
    QFETCH(double, part);
    for (const double color : {255.0, 0.0}) {
        Pictures pictures = pan(PaintedScene(8), 20, 0.7, 1);
        for (int i = 9; i < 9 + length; ++i) {
            LumaPicture& flashed = pictures[static_cast<std::size_t>(i)];
            flashed = blend(flashed, plain(color), part);
        }
        QCOMPARE(cuts_in(pictures), none);
    }
}

void TestCutDetector::fades_are_no_cuts() {
    for (const int length : {4, 8, 25}) {
        Pictures pictures = pan(PaintedScene(9), 2 * length + 10, 0.5, 1);
        for (int i = 0; i < length; ++i) {
            const double part = 1.0 - static_cast<double>(i) / length;
            LumaPicture& in = pictures[static_cast<std::size_t>(i)];
            in = blend(in, plain(16), part);
            LumaPicture& out = pictures[pictures.size() - 1 - static_cast<std::size_t>(i)];
            out = blend(out, plain(16), part);
        }
        QCOMPARE(cuts_in(pictures), none);
    }
}

void TestCutDetector::dissolves_are_no_cuts() {
    for (const int length : {6, 12, 25}) {
        const Pictures from = pan(PaintedScene(10), length + 10, 0.5);
        const Pictures to = pan(PaintedScene(11), length + 10, -0.5);
        Pictures pictures;
        for (int i = 0; i < length + 10; ++i) {
            const double part = std::clamp((i - 4) / static_cast<double>(length), 0.0, 1.0);
            const auto number = static_cast<std::size_t>(i);
            pictures.push_back(blend(from[number], to[number], part, 1));
        }
        QCOMPARE(cuts_in(pictures), none);
    }
}

void TestCutDetector::noise_is_no_cut() {
    QCOMPARE(cuts_in(pan(PaintedScene(12), 30, 0.5, 8)), none);
    QCOMPARE(cuts_in(pan(PaintedScene(12, 3), 30, 0.5, 4)), none);
    Pictures burst = pan(PaintedScene(13), 20, 0.5, 1);
    burst[10] = blend(burst[10], burst[10], 0, 12);
    QCOMPARE(cuts_in(burst), none);
}

void TestCutDetector::stills_and_short_clips() {
    QCOMPARE(cuts_in({}), none);
    QCOMPARE(cuts_in({plain(16)}), none);
    QCOMPARE(cuts_in(Pictures(10, plain(0))), none);
    QCOMPARE(cuts_in(Pictures(10, PaintedScene(14).seen_from(0, 0))), none);
}

void TestCutDetector::can_be_used_again() {
    CutDetector detector;
    for (const uint32_t seed : {15U, 16U}) {
        for (const LumaPicture& picture : pan(PaintedScene(seed), 2, 1)) {
            QVERIFY(detector.push(picture).empty());
        }
        QCOMPARE(detector.finish(), (std::vector<bool>{false, false}));
    }
}

void TestCutDetector::takes_frames() {
    const PaintedScene scenes[]{PaintedScene(17), PaintedScene(18)};
    CutDetector detector;
    std::vector<bool> decisions;
    for (int i = 0; i < 8; ++i) {
        const Frame frame = Frame::make(
            {641, 359},
            {SampleModel::yuv, 10},
            {},
            [&](const std::vector<MutablePlane>& planes) {
                for (int y = 0; y < 359; ++y) {
                    for (int x = 0; x < 641; ++x) {
                        const double value = scenes[i / 4].value(x / 10.0 + i, y / 10.0);
                        planes[0].row<uint16_t>(y)[x] =
                            static_cast<uint16_t>(std::clamp(value * 4, 0.0, 1023.0));
                    }
                }
            }
        );
        const std::vector<bool> certain = detector.push(frame);
        decisions.insert(decisions.end(), certain.begin(), certain.end());
    }
    const std::vector<bool> rest = detector.finish();
    decisions.insert(decisions.end(), rest.begin(), rest.end());
    std::vector<bool> expected(8, false);
    expected[4] = true;
    QCOMPARE(decisions, expected);
}

void TestCutDetector::refuses_other_sizes() {
    CutDetector detector;
    const LumaPicture picture{{32, 18}, std::vector<uint16_t>(32 * 18)};
    QVERIFY_EXCEPTION_THROWN((void)detector.push(picture), std::invalid_argument);
}

QTEST_APPLESS_MAIN(TestCutDetector)
#include "tst_cut_detector.moc"
