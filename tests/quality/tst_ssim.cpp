/// Both definitions of SSIM against scikit-image's, SciPy's and the published code's numbers.
#include <QtTest>

#include <cmath>

#include "formula_picture.h"
#include "quality/ssim.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

const std::string golden = NK_TEST_DATA "/golden/quality/";

}  // namespace

class TestSsim : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void agrees_with_scikit_image();
    void agrees_with_the_published_metric();
    void identical_pictures();
    void symmetric();
    void too_small();
    void the_border_does_not_count();
    void different_sizes();
};

void TestSsim::agrees_with_scikit_image() {
    for (const GoldenScore& expected : read_golden_scores(golden + "scores.txt")) {
        const FormulaPicture formula(expected.size);
        const Frame truth = formula.picture("reference");
        const Frame picture = formula.picture(expected.name);
        QVERIFY(std::abs(*ssim(truth, picture) - expected.ssim) < 1e-5);
        QVERIFY(std::abs(*ssim_paper(truth, picture) - expected.ssim_paper) < 3e-5);
    }
}

void TestSsim::agrees_with_the_published_metric() {
    const Frame truth = read_ppm(golden + "published_truth.ppm");
    const Frame noisy = read_ppm(golden + "published_noisy.ppm");
    QVERIFY(std::abs(*ssim_paper(truth, noisy) - 0.9519842863082886) < 3e-5);
    QVERIFY2(
        std::abs(*ssim(truth, noisy) - *ssim_paper(truth, noisy)) > 1e-3,
        "the two definitions are not the same"
    );
}

void TestSsim::identical_pictures() {
    for (const char* name : {"noisy", "plain"}) {
        const Frame picture = FormulaPicture({40, 23}).picture(name);
        QVERIFY(std::abs(*ssim(picture, picture) - 1) < 1e-9);
        QVERIFY(std::abs(*ssim_paper(picture, picture) - 1) < 1e-9);
    }
}

void TestSsim::symmetric() {
    const FormulaPicture formula({33, 29});
    const Frame a = formula.picture("reference");
    const Frame b = formula.picture("shifted");
    QVERIFY(std::abs(*ssim(a, b) - *ssim(b, a)) < 1e-7);
}

void TestSsim::too_small() {
    for (const Size size : {Size{10, 40}, Size{40, 10}, Size{1, 1}}) {
        const Frame picture = FormulaPicture(size).picture("noisy");
        QVERIFY(!ssim(picture, picture).has_value());
        QVERIFY(!ssim_paper(picture, picture).has_value());
    }
    const Frame smallest = FormulaPicture({11, 11}).picture("noisy");
    QVERIFY(ssim(smallest, smallest).has_value());
}

/// A fault in the corner is inside the windows of the published definition only as far as
/// repetition reaches, and outside the cropped map's centre: a picture of 11×11 has one window.
void TestSsim::the_border_does_not_count() {
    const auto with_corner = [](float value) {
        return make_picture({64, 64}, [value](int, int y, int x) {
            return y == 0 && x == 0 ? value : static_cast<float>((x * 5 + y * 3) % 32) / 32;
        });
    };
    const double cropped = *ssim(with_corner(0), with_corner(1));
    const double repeated = *ssim_paper(with_corner(0), with_corner(1));
    QVERIFY2(1 - cropped < (1 - repeated) / 10, "the corner weighs little without its border");
    QVERIFY(repeated < 1 - 1e-4);
}

void TestSsim::different_sizes() {
    const Frame a = FormulaPicture({16, 12}).picture("noisy");
    const Frame b = FormulaPicture({12, 16}).picture("noisy");
    QVERIFY_EXCEPTION_THROWN((void)ssim(a, b), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN((void)ssim_paper(a, b), std::invalid_argument);
}

QTEST_APPLESS_MAIN(TestSsim)
#include "tst_ssim.moc"
