/// When 16 bits become the default, and that the measurement is made once.
#include <QtTest/QtTest>

#include <QTemporaryDir>
#include <limits>

#include "model/precision_rule.h"

using namespace nakawari;

namespace {

constexpr PrecisionCheck good{70, 1.5};

}  // namespace

class TstPrecisionRule : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void init() {
        QFile::remove(file());
        measured_ = 0;
    }
    void initTestCase() { qputenv("XDG_CACHE_HOME", home_.path().toUtf8()); }

    void both_quality_and_speed_are_needed() {
        QVERIFY(good.is_good_default());
        QVERIFY((PrecisionCheck{bf16_least_psnr_db, 1.01}.is_good_default()));
        QVERIFY(!(PrecisionCheck{bf16_least_psnr_db - 0.1, 3}.is_good_default()));
        QVERIFY(!(PrecisionCheck{90, 1}.is_good_default()));
        QVERIFY(!PrecisionCheck{}.is_good_default());
    }

    void a_machine_measures_a_model_once() {
        QCOMPARE(check("hash", "machine"), good);
        QCOMPARE(check("hash", "machine"), good);
        QCOMPARE(measured_, 1);
        QCOMPARE(check("other", "machine"), good);
        QCOMPARE(check("hash", "elsewhere"), good);
        QCOMPARE(measured_, 3);
    }

    void a_model_without_a_hash_is_always_measured() {
        (void)check("", "machine");
        (void)check("", "machine");
        QCOMPARE(measured_, 2);
        QVERIFY(!QFile::exists(file()));
    }

    void what_is_not_a_number_is_not_kept() {
        const auto broken = [] {
            return PrecisionCheck{-std::numeric_limits<double>::infinity(), 2};
        };
        QVERIFY(!cached_precision_check("hash", "machine", broken).is_good_default());
        QCOMPARE(check("hash", "machine"), good);
        QCOMPARE(measured_, 1);
    }

    void other_contents_are_measured_again() {
        (void)check("hash", "machine");
        QFile kept(file());
        QVERIFY(kept.open(QIODevice::ReadOnly));
        const QString text = kept.readAll();
        kept.close();
        QVERIFY(text.contains("speedup"));
        // A version that kept the agreement only; a hand that wrote a word; a cut file.
        for (const QString& damaged :
             {QString(text).replace("speedup", "pace"),
              QString(text).replace("1.5", "\"fast\""),
              text.left(text.size() / 2)}) {
            QVERIFY(kept.open(QIODevice::WriteOnly));
            kept.write(damaged.toUtf8());
            kept.close();
            measured_ = 0;
            QCOMPARE(check("hash", "machine"), good);
            QCOMPARE(measured_, 1);
        }
    }

    void both_are_measured_in_turn() {
        std::string order;
        const double ratio = measured_speedup([&] { order += 'e'; }, [&] { order += 'f'; });
        QCOMPARE(order, std::string("efefef"));
        QVERIFY(!(ratio < 0));
    }

 private:
    PrecisionCheck check(const std::string& hash, const std::string& machine) {
        return cached_precision_check(hash, machine, [this] {
            ++measured_;
            return good;
        });
    }
    [[nodiscard]] QString file() const { return home_.path() + "/nakawari/precision.json"; }

    QTemporaryDir home_;
    int measured_ = 0;
};

QTEST_APPLESS_MAIN(TstPrecisionRule)
#include "tst_precision_rule.moc"
