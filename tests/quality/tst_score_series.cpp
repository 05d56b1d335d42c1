/// Averages: identical frames, frames without a value, and which frames are the worst.
#include <QtTest>

#include <cmath>

#include "formula_picture.h"
#include "quality/score_series.h"
#include "quality/ssim.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

FrameScore with_mse(int64_t number, double mse) {
    FrameScore score;
    score.number = number;
    score.psnr = {mse, psnr_db(mse)};
    return score;
}

}  // namespace

class TestScoreSeries : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void nothing_has_no_average();
    void two_means_of_psnr();
    void identical_frames_are_counted();
    void ssim_where_it_exists();
    void high_frequency_is_weighted_by_energy();
    void worst_first();
    void scores_one_frame();
};

void TestScoreSeries::nothing_has_no_average() {
    const ScoreSeries series;
    QVERIFY(!series.mean_db().has_value());
    QVERIFY(!series.db_of_mean_mse().has_value());
    QVERIFY(!series.mean_ssim().has_value());
    QVERIFY(!series.high_frequency_error().has_value());
    QCOMPARE(series.identical_count(), std::size_t{0});
    QVERIFY(series.worst(5).empty());
}

void TestScoreSeries::two_means_of_psnr() {
    ScoreSeries series;
    series.add(with_mse(1, 1));
    series.add(with_mse(2, 100));
    const double peak_db = 10 * std::log10(255.0 * 255);
    QVERIFY(std::abs(*series.mean_db() - (peak_db - 10)) < 1e-9);
    QVERIFY(std::abs(*series.db_of_mean_mse() - (peak_db - 10 * std::log10(50.5))) < 1e-9);
}

void TestScoreSeries::identical_frames_are_counted() {
    ScoreSeries series;
    series.add(with_mse(1, 0));
    QVERIFY2(!series.mean_db().has_value(), "identical is no number of dB");
    QVERIFY(!series.db_of_mean_mse().has_value());
    series.add(with_mse(2, 4));
    series.add(with_mse(3, 0));
    QCOMPARE(series.identical_count(), std::size_t{2});
    QCOMPARE(*series.mean_db(), *psnr_db(4));
    QVERIFY(std::abs(*series.db_of_mean_mse() - *psnr_db(4.0 / 3)) < 1e-9);
}

void TestScoreSeries::ssim_where_it_exists() {
    ScoreSeries series;
    series.add(with_mse(1, 1));
    FrameScore measured = with_mse(2, 1);
    measured.ssim = 0.75;
    series.add(measured);
    QCOMPARE(*series.mean_ssim(), 0.75);
}

void TestScoreSeries::high_frequency_is_weighted_by_energy() {
    ScoreSeries series;
    FrameScore busy = with_mse(1, 1);
    busy.high_frequency = HighFrequency{10, 100, 90};
    FrameScore calm = with_mse(2, 1);
    calm.high_frequency = HighFrequency{0.1, 0.1, 0};
    series.add(busy);
    series.add(calm);
    series.add(with_mse(3, 1));
    QVERIFY(std::abs(*series.high_frequency_error() - 10.1 / 100.1) < 1e-12);
}

void TestScoreSeries::worst_first() {
    ScoreSeries series;
    for (const double mse : {3.0, 9.0, 0.0, 9.0, 5.0}) {
        series.add(with_mse(static_cast<int64_t>(series.frames().size()), mse));
    }
    QCOMPARE(series.worst(3), (std::vector<std::size_t>{1, 3, 4}));
    QCOMPARE(series.worst(0).size(), std::size_t{0});
    QCOMPARE(series.worst(99), (std::vector<std::size_t>{1, 3, 4, 0, 2}));
}

void TestScoreSeries::scores_one_frame() {
    const FormulaPicture formula({40, 30});
    const Frame truth = formula.picture("reference");
    const Frame picture = formula.picture("shifted");
    const FrameScore score = score_frame(7, Rational(7, 25), truth, picture);
    QCOMPARE(score.number, int64_t{7});
    QVERIFY(score.pts == Rational(7, 25));
    QCOMPARE(score.psnr.mse, psnr(truth, picture).mse);
    QCOMPARE(score.ssim, ssim(truth, picture));
    QVERIFY(score.high_frequency == high_frequency(truth, picture));
}

QTEST_APPLESS_MAIN(TestScoreSeries)
#include "tst_score_series.moc"
