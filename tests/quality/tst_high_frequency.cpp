/// Detail energy against SciPy's numbers, and what it says about blur, sharpening and plain areas.
#include <QtTest>

#include <cmath>

#include "formula_picture.h"
#include "quality/high_frequency.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

const std::string golden = NK_TEST_DATA "/golden/quality/";

}  // namespace

class TestHighFrequency : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void agrees_with_scipy();
    void identical_and_plain();
    void lost_texture_shows();
    void brightness_does_not_count();
    void tiny_pictures();
    void different_sizes();
};

void TestHighFrequency::agrees_with_scipy() {
    for (const GoldenScore& expected : read_golden_scores(golden + "scores.txt")) {
        const FormulaPicture formula(expected.size);
        const HighFrequency score =
            high_frequency(formula.picture("reference"), formula.picture(expected.name));
        const auto relative = [](double is, double should) {
            return std::abs(is - should) / std::max(1.0, std::abs(should));
        };
        QVERIFY(relative(*score.error(), expected.high_frequency_error) < 1e-5);
        QVERIFY(relative(*score.sharpness(), expected.sharpness) < 1e-5);
        QVERIFY(relative(score.reference_energy, expected.reference_energy) < 1e-5);
    }
}

void TestHighFrequency::identical_and_plain() {
    const Frame picture = FormulaPicture({33, 20}).picture("noisy");
    const HighFrequency same = high_frequency(picture, picture);
    QCOMPARE(*same.error(), 0.0);
    QCOMPARE(*same.sharpness(), 1.0);
    const Frame plain = FormulaPicture({33, 20}).picture("plain");
    const HighFrequency without_detail = high_frequency(plain, picture);
    QVERIFY2(!without_detail.error().has_value(), "nothing to be relative to");
    QVERIFY(!without_detail.sharpness().has_value());
    QVERIFY(without_detail.error_energy > 0);
}

void TestHighFrequency::lost_texture_shows() {
    const auto texture = [](float contrast) {
        return make_picture({48, 32}, [contrast](int, int y, int x) {
            return 0.5F + contrast * ((x + y) % 2 == 0 ? 0.25F : -0.25F);
        });
    };
    const HighFrequency blurred = high_frequency(texture(1), texture(0.5F));
    const HighFrequency sharpened = high_frequency(texture(1), texture(1.5F));
    QVERIFY(*blurred.sharpness() < 0.3);
    QVERIFY(*sharpened.sharpness() > 2);
    QVERIFY(*blurred.error() > 0.2 && *blurred.error() < 0.3);
    QVERIFY(*high_frequency(texture(1), texture(0)).error() == 1.0);
}

void TestHighFrequency::brightness_does_not_count() {
    const auto texture = [](int offset) {
        return make_picture({40, 24}, [offset](int c, int y, int x) {
            return static_cast<float>((x * 7 + y * 3 + c) % 64 + 60 + offset) / 255;
        });
    };
    const HighFrequency brighter = high_frequency(texture(0), texture(20));
    QVERIFY(*brighter.error() < 1e-9);
    QVERIFY(std::abs(*brighter.sharpness() - 1) < 1e-9);
}

void TestHighFrequency::tiny_pictures() {
    for (const Size size : {Size{1, 1}, Size{2, 1}, Size{1, 7}, Size{3, 3}}) {
        const HighFrequency score = high_frequency(
            FormulaPicture(size).picture("reference"), FormulaPicture(size).picture("noisy")
        );
        QVERIFY(std::isfinite(score.error_energy) && std::isfinite(score.energy));
    }
    const Frame one = FormulaPicture({1, 1}).picture("noisy");
    QCOMPARE(high_frequency(one, one).energy, 0.0);
}

void TestHighFrequency::different_sizes() {
    const Frame a = FormulaPicture({16, 12}).picture("noisy");
    const Frame b = FormulaPicture({12, 16}).picture("noisy");
    QVERIFY_EXCEPTION_THROWN((void)high_frequency(a, b), std::invalid_argument);
}

QTEST_APPLESS_MAIN(TestHighFrequency)
#include "tst_high_frequency.moc"
