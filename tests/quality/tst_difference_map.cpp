/// Maps: black where pictures are equal, in proportion elsewhere, clamped, and as large as they.
#include <QtTest>

#include <cmath>

#include "formula_picture.h"
#include "quality/difference_map.h"
#include "quality/high_frequency.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

bool is_black(const Frame& map) {
    for (int c = 0; c < 3; ++c) {
        for (int y = 0; y < map.size().height; ++y) {
            for (int x = 0; x < map.size().width; ++x) {
                if (map.plane(c).row<float>(y)[x] != 0) {
                    return false;
                }
            }
        }
    }
    return true;
}

}  // namespace

class TestDifferenceMap : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void equal_pictures_are_black();
    void per_channel_times_gain();
    void detail_map_has_the_energy_of_the_score();
    void time_of_the_picture();
    void different_sizes();
};

void TestDifferenceMap::equal_pictures_are_black() {
    const Frame picture = FormulaPicture({19, 13}).picture("noisy");
    QVERIFY(is_black(difference_map(picture, picture)));
    QVERIFY(is_black(high_frequency_map(picture, picture)));
    QVERIFY(!is_black(difference_map(FormulaPicture({19, 13}).picture("plain"), picture)));
}

void TestDifferenceMap::per_channel_times_gain() {
    const Frame reference = make_picture({6, 4}, [](int, int, int) { return 100.0F / 255; });
    const Frame picture = make_picture({6, 4}, [](int c, int, int x) {
        const int step = c == 0 ? x : c == 1 ? -x : 0;
        return static_cast<float>(100 + step) / 255;
    });
    const Frame map = difference_map(reference, picture, 16);
    QVERIFY(map.size() == reference.size());
    QVERIFY(map.format() == rgb_float_format);
    for (int x = 0; x < 6; ++x) {
        const float expected = static_cast<float>(x) / 255 * 16;
        QVERIFY(std::abs(map.plane(0).row<float>(3)[x] - expected) < 1e-6F);
        QVERIFY(std::abs(map.plane(1).row<float>(3)[x] - expected) < 1e-6F);
        QCOMPARE(map.plane(2).row<float>(3)[x], 0.0F);
    }
    QCOMPARE(difference_map(reference, picture, 1000).plane(0).row<float>(0)[5], 1.0F);
}

void TestDifferenceMap::detail_map_has_the_energy_of_the_score() {
    const FormulaPicture formula({31, 22});
    const Frame reference = formula.picture("reference");
    const Frame picture = formula.picture("mixed");
    constexpr float gain = 0.25F;  // so that nothing is clamped
    const Frame map = high_frequency_map(reference, picture, gain);
    double energy = 0;
    for (int y = 0; y < 22; ++y) {
        for (int x = 0; x < 31; ++x) {
            const double steps = static_cast<double>(map.plane(0).row<float>(y)[x]) * 255 / 0.25;
            QCOMPARE(map.plane(1).row<float>(y)[x], map.plane(0).row<float>(y)[x]);
            energy += steps * steps;
        }
    }
    const double expected = high_frequency(reference, picture).error_energy;
    QVERIFY(std::abs(energy / (31 * 22) - expected) < expected * 1e-4);
}

void TestDifferenceMap::time_of_the_picture() {
    const Frame reference = FormulaPicture({12, 12}).picture("reference");
    const Frame picture =
        FormulaPicture({12, 12}).picture("noisy").with_time(Rational(3, 2), Rational(1, 25));
    QVERIFY(difference_map(reference, picture).pts() == Rational(3, 2));
    QVERIFY(high_frequency_map(reference, picture).duration() == Rational(1, 25));
}

void TestDifferenceMap::different_sizes() {
    const Frame a = FormulaPicture({16, 12}).picture("noisy");
    const Frame b = FormulaPicture({12, 16}).picture("noisy");
    QVERIFY_EXCEPTION_THROWN((void)difference_map(a, b), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN((void)high_frequency_map(a, b), std::invalid_argument);
}

QTEST_APPLESS_MAIN(TestDifferenceMap)
#include "tst_difference_map.moc"
