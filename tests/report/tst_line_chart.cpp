/// Curves: round ticks, means that lose no value, pictures of hostile data.
#include <QtTest>

#include <QXmlStreamReader>
#include <algorithm>
#include <limits>

#include "report/line_chart.h"

using namespace nakawari;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

bool is_xml(const std::string& svg) {
    QXmlStreamReader reader(QByteArray::fromStdString(svg));
    while (!reader.atEnd()) {
        reader.readNext();
    }
    return !reader.hasError();
}

LineChart chart_of(std::vector<double> y) {
    LineChart chart;
    ChartLine line;
    line.label = "<a & b>";
    for (std::size_t i = 0; i < y.size(); ++i) {
        line.x.push_back(static_cast<double>(i));
    }
    line.y = std::move(y);
    chart.lines = {line};
    return chart;
}

}  // namespace

class TestLineChart : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void ticks_cover_the_range_data();
    void ticks_cover_the_range();
    void thinning_keeps_means_and_extremes();
    void draws_what_there_is();
    void logarithms_leave_out_zero();
};

void TestLineChart::ticks_cover_the_range_data() {
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("plain") << 0.0 << 10.0;
    QTest::newRow("small") << 27.93 << 31.2;
    QTest::newRow("tiny") << 1e-7 << 2e-7;
    QTest::newRow("large") << -5e9 << 7e9;
    QTest::newRow("equal") << 30.0 << 30.0;
    QTest::newRow("zero") << 0.0 << 0.0;
    QTest::newRow("nearly equal") << 1.0 << 1.0 + 1e-15;
}

void TestLineChart::ticks_cover_the_range() {
    QFETCH(double, low);
    QFETCH(double, high);
    const std::vector<double> ticks = nice_ticks(low, high, 5);
    QVERIFY(ticks.size() >= 2 && ticks.size() <= 12);
    const double slack = 1e-6 * (ticks[1] - ticks[0]);
    QVERIFY(ticks.front() <= low + slack && ticks.back() >= high - slack);
    QVERIFY(std::is_sorted(ticks.begin(), ticks.end()));
}

void TestLineChart::thinning_keeps_means_and_extremes() {
    ChartLine line;
    for (int i = 0; i < 1001; ++i) {
        line.x.push_back(i);
        line.y.push_back(i == 500 ? 99 : i % 2);
    }
    const ChartLine thin = thinned(line, 100);
    QCOMPARE(thin.x.size(), std::size_t{100});
    QCOMPARE(thin.low.size(), std::size_t{100});
    QCOMPARE(*std::max_element(thin.high.begin(), thin.high.end()), 99.0);
    QCOMPARE(*std::min_element(thin.low.begin(), thin.low.end()), 0.0);
    QVERIFY(thin.y.front() > 0.4 && thin.y.front() < 0.6);
    QVERIFY(thinned(line, 2000).low.empty());
    line.y.assign(line.y.size(), not_a_number);
    QVERIFY(thinned(line, 10).x.empty());
}

void TestLineChart::draws_what_there_is() {
    QVERIFY(to_svg(LineChart()).empty());
    QVERIFY(to_svg(chart_of({not_a_number, not_a_number})).empty());
    for (const auto& y :
         {std::vector<double>{1}, {1, 1, 1}, {-3, not_a_number, 1e12}, {0, 0}, {1e-300, 0}}) {
        LineChart chart = chart_of(y);
        chart.references = {{"here", "#777777", "", 2.5}, {"nowhere", "#777777", "", not_a_number}};
        chart.marks = {{"distil", 1}};
        const std::string svg = to_svg(chart);
        QVERIFY(is_xml(svg));
        QVERIFY(svg.find("&lt;a &amp; b&gt;") != std::string::npos);
        QVERIFY(svg.find("nan") == std::string::npos);
    }
}

void TestLineChart::logarithms_leave_out_zero() {
    LineChart chart = chart_of({0, -1, 0.01, 0.1});
    chart.y_scale = ChartScale::logarithmic;
    const std::string svg = to_svg(chart);
    QVERIFY(is_xml(svg));
    const auto begin = svg.find("<polyline points=\"") + 18;
    const std::string points = svg.substr(begin, svg.find('"', begin) - begin);
    QCOMPARE(std::count(points.begin(), points.end(), ','), std::ptrdiff_t{2});
    chart = chart_of({0, -1});
    chart.y_scale = ChartScale::logarithmic;
    QVERIFY(to_svg(chart).empty());
}

QTEST_APPLESS_MAIN(TestLineChart)
#include "tst_line_chart.moc"
