/// Times, rates, matrices and cut lists as people type them.
#include <QtTest>

#include "app/cli_text.h"
#include "app/cli_values.h"
#include "core/error.h"
#include "support/synthetic_video.h"

using namespace nakawari;
using namespace nakawari::cli;

class TestCliValues : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void time_is_exact_data();
    void time_is_exact();
    void wrong_time_is_refused_data();
    void wrong_time_is_refused();
    void time_is_printed();
    void rates();
    void wrong_rate_is_refused_data();
    void wrong_rate_is_refused();
    void memory_sizes();
    void matrices();
    void cut_list_is_sorted_and_exact();
    void wrong_cut_list_is_refused_data();
    void wrong_cut_list_is_refused();
    void format_grows();
};

namespace {

template <typename Function>
std::optional<Category> category_of(Function&& function) {
    try {
        function();
    } catch (const Error& error) {
        return error.category();
    }
    return std::nullopt;
}

}  // namespace

void TestCliValues::time_is_exact_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("seconds");
    QTest::newRow("seconds") << "7"
                             << "7";
    QTest::newRow("many seconds") << "90"
                                  << "90";
    QTest::newRow("fraction") << "0.1"
                              << "1/10";
    QTest::newRow("minutes") << "1:05.5"
                             << "131/2";
    QTest::newRow("many minutes") << "75:00"
                                  << "4500";
    QTest::newRow("hours") << "1:02:03.25"
                           << "14893/4";
    QTest::newRow("zero") << "0"
                          << "0";
}

void TestCliValues::time_is_exact() {
    QFETCH(QString, text);
    QFETCH(QString, seconds);
    QCOMPARE(QString::fromStdString(parse_time(text.toStdString(), "--from").to_string()), seconds);
}

void TestCliValues::wrong_time_is_refused_data() {
    QTest::addColumn<QString>("text");
    for (const char* text :
         {"",
          ":",
          "1:",
          ":1",
          "-1",
          "1:60",
          "1:75:00",
          "1:2:3:4",
          "1.5:00",
          "1:-5",
          "1.",
          ".5",
          "1e3",
          "abc",
          "1:5x",
          " 1",
          "99999999999999999999",
          "1:005"}) {
        QTest::newRow(text) << text;
    }
}

void TestCliValues::wrong_time_is_refused() {
    QFETCH(QString, text);
    QCOMPARE(
        category_of([&text] { (void)parse_time(text.toStdString(), "--from"); }),
        std::optional(Category::usage)
    );
}

void TestCliValues::time_is_printed() {
    QCOMPARE(format_time(Rational(131, 2)), std::string("1:05.500"));
    QCOMPARE(format_time(Rational(3723)), std::string("1:02:03.000"));
    QCOMPARE(format_time(Rational(-1, 4)), std::string("-0:00.250"));
    QCOMPARE(format_time(Rational(59'999'7, 10'000)), std::string("1:00.000"));
}

void TestCliValues::rates() {
    QCOMPARE(parse_rate("60", "--fps"), Rational(60));
    QCOMPARE(parse_rate("60000/1001", "--fps"), Rational(60000, 1001));
    QCOMPARE(parse_rate("23.976", "--fps"), Rational(24000, 1001));
    QCOMPARE(parse_rate("29.97", "--fps"), Rational(30000, 1001));
    QCOMPARE(parse_rate("12.5", "--fps"), Rational(25, 2));
}

void TestCliValues::wrong_rate_is_refused_data() {
    QTest::addColumn<QString>("text");
    for (const char* text :
         {"", "0", "-5", "60/0", "1/-3", "x", "60fps", "1e2", "99999999999999999999"}) {
        QTest::newRow(text) << text;
    }
}

void TestCliValues::wrong_rate_is_refused() {
    QFETCH(QString, text);
    QCOMPARE(
        category_of([&text] { (void)parse_rate(text.toStdString(), "--fps"); }),
        std::optional(Category::usage)
    );
}

void TestCliValues::memory_sizes() {
    QCOMPARE(parse_memory_mb("2G", "--memory"), 2048);
    QCOMPARE(parse_memory_mb("1.5GiB", "--memory"), 1536);
    QCOMPARE(parse_memory_mb("800m", "--memory"), 800);
    QCOMPARE(parse_memory_mb("900", "--memory"), 900);
    for (const char* text : {"", "0", "-1G", "G", "2X", "1e3", "2 G", "99999999999G", "1..5G"}) {
        QCOMPARE(
            category_of([text] { (void)parse_memory_mb(text, "--memory"); }),
            std::optional(Category::usage)
        );
    }
}

void TestCliValues::matrices() {
    QCOMPARE(parse_color_matrix("bt601"), ColorMatrix::smpte170m);
    QCOMPARE(parse_color_matrix("bt2020"), ColorMatrix::bt2020_ncl);
    QCOMPARE(
        category_of([] { (void)parse_color_matrix("BT.709"); }), std::optional(Category::usage)
    );
}

void TestCliValues::cut_list_is_sorted_and_exact() {
    const test::SyntheticVideo files;
    const std::string list = files.write("cuts.json", "[2.5, \"1001/30000\", \"1:00\", 1]");
    const std::vector<Rational> expected{
        Rational(1001, 30000), Rational(1), Rational(5, 2), Rational(60)};
    QCOMPARE(read_cut_list(list), expected);
}

void TestCliValues::wrong_cut_list_is_refused_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "{}", "[null]", "[[1]]", "[-1]", "[\"x\"]", "[1", "[1e40]", "\xff"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void TestCliValues::wrong_cut_list_is_refused() {
    QFETCH(QByteArray, text);
    const test::SyntheticVideo files;
    const std::string list = files.write("cuts.json", text);
    QCOMPARE(category_of([&list] { (void)read_cut_list(list); }), std::optional(Category::usage));
    QCOMPARE(
        category_of([&files] { (void)read_cut_list(files.path("missing.json")); }),
        std::optional(Category::input)
    );
}

void TestCliValues::format_grows() {
    const std::string longer(5000, 'x');
    QCOMPARE(format("%s%d", longer.c_str(), 7), longer + "7");
    QCOMPARE(format("%s", ""), std::string());
}

QTEST_APPLESS_MAIN(TestCliValues)
#include "tst_cli_values.moc"
