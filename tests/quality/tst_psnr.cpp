/// PSNR against scikit-image's numbers and the published definition's, and pictures at the edge of
/// what a definition says.
#include <QtTest>

#include <cmath>
#include <limits>

#include "formula_picture.h"
#include "quality/psnr.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

const std::string golden = NK_TEST_DATA "/golden/quality/";

}  // namespace

class TestPsnr : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void agrees_with_scikit_image();
    void agrees_with_the_published_metric();
    void identical_pictures();
    void one_step_in_one_sample();
    void rounds_half_to_even_and_clamps();
    void broken_samples_score_badly();
    void wide_rows();
    void different_sizes_and_formats();
};

void TestPsnr::agrees_with_scikit_image() {
    for (const GoldenScore& expected : read_golden_scores(golden + "scores.txt")) {
        const FormulaPicture formula(expected.size);
        const Frame truth = formula.picture("reference");
        const Frame picture = formula.picture(expected.name);
        QVERIFY(std::abs(*psnr(truth, picture).db - expected.psnr) < 1e-6);
        QVERIFY(std::abs(psnr_paper(truth, picture) - expected.psnr_paper) < 1e-6);
        QCOMPARE(psnr(picture, truth).mse, psnr(truth, picture).mse);
    }
}

void TestPsnr::agrees_with_the_published_metric() {
    const Frame truth = read_ppm(golden + "published_truth.ppm");
    const Frame noisy = read_ppm(golden + "published_noisy.ppm");
    QVERIFY(std::abs(psnr_paper(truth, noisy) - 34.00251388549805) < 1e-4);
    QCOMPARE(psnr_paper(truth, truth), 80.0);
}

void TestPsnr::identical_pictures() {
    const Frame picture = FormulaPicture({31, 17}).picture("noisy");
    const Psnr score = psnr(picture, picture);
    QCOMPARE(score.mse, 0.0);
    QVERIFY2(!score.db.has_value(), "no number, and above all not infinity");
    QVERIFY(!psnr_db(0).has_value());
    // What rounds to the same 8 bits is the same picture.
    const Frame nearly = make_picture({31, 17}, [&](int c, int y, int x) {
        return std::round(picture.plane(c).row<float>(y)[x] * 255) / 255 + 0.0004F;
    });
    QVERIFY(!psnr(picture, nearly).db.has_value());
}

void TestPsnr::one_step_in_one_sample() {
    const auto grey = [](float last) {
        return make_picture({5, 3}, [last](int c, int y, int x) {
            return c == 2 && y == 2 && x == 4 ? last : 0.5F;
        });
    };
    const Psnr score = psnr(grey(128.0F / 255), grey(129.0F / 255));
    QCOMPARE(score.mse, 1.0 / 45);
    QCOMPARE(*score.db, 10 * std::log10(255.0 * 255 * 45));
}

void TestPsnr::rounds_half_to_even_and_clamps() {
    const auto plain = [](float value) {
        return make_picture({3, 3}, [value](int, int, int) { return value; });
    };
    // 0.5 is 127.5 steps, which rounds to 128.
    QCOMPARE(psnr(plain(0.5F), plain(128.0F / 255)).mse, 0.0);
    QCOMPARE(psnr(plain(1.7F), plain(1.0F)).mse, 0.0);
    QCOMPARE(psnr(plain(-0.3F), plain(0.0F)).mse, 0.0);
    QCOMPARE(psnr(plain(0.0F), plain(1.0F)).mse, 255.0 * 255);
    QCOMPARE(*psnr(plain(0.0F), plain(1.0F)).db, 0.0);
}

void TestPsnr::broken_samples_score_badly() {
    const float infinity = std::numeric_limits<float>::infinity();
    const float not_a_number = std::numeric_limits<float>::quiet_NaN();
    const Frame white = make_picture({4, 4}, [](int, int, int) { return 1.0F; });
    for (const float broken : {not_a_number, -infinity}) {
        const Frame picture = make_picture({4, 4}, [broken](int, int, int) { return broken; });
        QCOMPARE(psnr(white, picture).mse, 255.0 * 255);
    }
}

/// Rows longer than one part of the sum.
void TestPsnr::wide_rows() {
    const auto plain = [](float value) {
        return make_picture({10000, 2}, [value](int, int, int) { return value; });
    };
    QCOMPARE(psnr(plain(0), plain(1)).mse, 255.0 * 255);
    QCOMPARE(psnr(plain(0), plain(10.0F / 255)).mse, 100.0);
}

void TestPsnr::different_sizes_and_formats() {
    const Frame a = FormulaPicture({16, 12}).picture("noisy");
    const Frame b = FormulaPicture({12, 16}).picture("noisy");
    QVERIFY_EXCEPTION_THROWN((void)psnr(a, b), std::invalid_argument);
    const PixelFormat eight_bit{SampleModel::rgb, 8, 0, 0, false, false};
    const Frame c = Frame::make({16, 12}, eight_bit, {}, [](const auto&) {});
    QVERIFY_EXCEPTION_THROWN((void)psnr(a, c), std::invalid_argument);
}

QTEST_APPLESS_MAIN(TestPsnr)
#include "tst_psnr.moc"
