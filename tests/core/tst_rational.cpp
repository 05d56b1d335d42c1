/// Exact rational numbers.
#include <QtTest>

#include <limits>

#include "core/rational.h"

using nakawari::Rational;

class TestRational : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void reduces();
    void computes_without_overflow_of_intermediates();
    void refuses_what_does_not_fit();
    void rounds_to_units_data();
    void rounds_to_units();
    void parses_data();
    void parses();
};

void TestRational::reduces() {
    QCOMPARE(Rational(6, -4).num(), int64_t{-3});
    QCOMPARE(Rational(6, -4).den(), int64_t{2});
    QVERIFY(Rational(1, 3) + Rational(1, 6) == Rational(1, 2));
    QVERIFY_EXCEPTION_THROWN(Rational(1, 0), std::domain_error);
}

void TestRational::computes_without_overflow_of_intermediates() {
    const int64_t big = int64_t{1} << 61;
    QVERIFY(Rational(big, 3) * Rational(3, big) == Rational(1));
    QVERIFY(Rational(big, 90000) > Rational(big - 1, 90000));
    QVERIFY(Rational(-1, 3) < Rational(-1, 4));
}

void TestRational::refuses_what_does_not_fit() {
    const Rational largest(std::numeric_limits<int64_t>::max());
    QVERIFY_EXCEPTION_THROWN((void)(largest + Rational(1)), std::overflow_error);
}

void TestRational::rounds_to_units_data() {
    QTest::addColumn<int>("num");
    QTest::addColumn<int>("den");
    QTest::addColumn<int>("rounded");
    QTest::addColumn<int>("floored");
    QTest::newRow("half") << 1 << 2 << 1 << 0;
    QTest::newRow("minus half") << -1 << 2 << -1 << -1;
    QTest::newRow("below half") << 49 << 100 << 0 << 0;
    QTest::newRow("minus three halves") << -3 << 2 << -2 << -2;
    QTest::newRow("whole") << 7 << 1 << 7 << 7;
}

void TestRational::rounds_to_units() {
    QFETCH(int, num);
    QFETCH(int, den);
    QTEST(static_cast<int>(nakawari::round_to_unit(Rational(num, den), 1)), "rounded");
    QTEST(static_cast<int>(nakawari::floor_to_unit(Rational(num, den), 1)), "floored");
}

void TestRational::parses_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("whole") << "25"
                           << "25";
    QTest::newRow("fraction") << "30000/1001"
                              << "30000/1001";
    QTest::newRow("aspect") << "16:9"
                            << "16/9";
    QTest::newRow("decimal") << "23.976"
                             << "2997/125";
    QTest::newRow("negative") << "-0.5"
                              << "-1/2";
    for (const char* bad : {"", "x", "1/0", "1/", "2.x", "1 ", "nan"}) {
        QTest::newRow(bad) << bad << "invalid";
    }
}

void TestRational::parses() {
    QFETCH(QString, text);
    std::string result = "invalid";
    try {
        result = Rational::parse(text.toStdString()).to_string();
    } catch (const std::invalid_argument&) {
    }
    QTEST(QString::fromStdString(result), "expected");
}

QTEST_APPLESS_MAIN(TestRational)
#include "tst_rational.moc"
