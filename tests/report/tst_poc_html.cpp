/// The page says what the JSON says, in both languages, and brings everything along.
#include <QtTest>

#include <QRegularExpression>
#include <QXmlStreamReader>

#include "report/poc_report.h"
#include "report/poc_report_fixture.h"

using namespace nakawari;

namespace {

QString page(const PocReport& report, ReportLanguage language = ReportLanguage::english) {
    return QString::fromStdString(to_html(report, language));
}

QString verdict(const PocReport& report, ReportLanguage language = ReportLanguage::english) {
    return QString::fromStdString(verdict_sentence(report, language));
}

QString help(const PocReport& report) {
    return QString::fromStdString(help_sentence(report, ReportLanguage::english));
}

/// The cells of every row, as text.
QList<QStringList> rows(const QString& html) {
    QList<QStringList> all;
    auto found =
        QRegularExpression("<tr[^>]*>(.*?)</tr>", QRegularExpression::DotMatchesEverythingOption)
            .globalMatch(html);
    while (found.hasNext()) {
        QStringList cells;
        auto cell = QRegularExpression("<td[^>]*>(.*?)</td>").globalMatch(found.next().captured(1));
        while (cell.hasNext()) {
            cells += cell.next().captured(1);
        }
        all += cells;
    }
    return all;
}

PocReport with_scores(double start, double result) {
    PocReport report;
    report.scores = {{"", "start", 60, start, {}, {}}, {"", "result", 60, result, {}, {}}};
    report.has_helped = result > start;
    return report;
}

}  // namespace

class TestPocHtml : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void verdict_sentences();
    void says_whether_training_helped();
    void says_when_it_took_too_long();
    void tables_hold_the_numbers();
    void both_languages_hold_the_same_numbers();
    void is_self_contained_and_escaped();
    void curves_are_drawn();
    void pictures_keep_their_shape();
    void empty_and_odd_reports();
};

void TestPocHtml::verdict_sentences() {
    const PocReport report = test::sample_report();
    QCOMPARE(
        verdict(report),
        QString("3 of 5 targets met. Not met: time per frame at 1280×720 (920.4 ms, target at most "
                "800.0 ms); peak memory at 1280×720 (not measured, target at most 1,500.00 MB).")
    );
    QVERIFY(verdict(report, ReportLanguage::japanese).startsWith("目標5件のうち3件を達成。未達："));
    PocReport few;
    QCOMPARE(verdict(few), QString("No targets were set for this run."));
    few.verdicts = {judge({TargetItem::psnr_db, 30}, 31)};
    QCOMPARE(verdict(few), QString("The one target was met."));
    few.verdicts.push_back(judge({TargetItem::ssim, 0.9}, 0.95));
    QCOMPARE(verdict(few), QString("All 2 targets met."));
    few.verdicts = {judge({TargetItem::psnr_db, 30}, 29)};
    QVERIFY(verdict(few).startsWith("The one target was not met: held-out PSNR (29.00 dB"));
}

void TestPocHtml::says_whether_training_helped() {
    QVERIFY(help(with_scores(30, 30.5)).startsWith("Training helped: held-out PSNR rose by 0.50"));
    QVERIFY(help(with_scores(30, 29.9)).startsWith("Training did not help: held-out PSNR fell"));
    QVERIFY(help(with_scores(30, 30)).startsWith("Training did not help"));
    // A gain too small for two digits is neither hidden nor called nothing.
    QVERIFY(help(with_scores(30, 30.0004)).contains("rose by 0.0004 dB, from 30.0000 dB"));
    QVERIFY(help(PocReport()).contains("not known"));
    PocReport report = with_scores(30, 30.5);
    report.scores.push_back({"", "blend", 60, 31.0, {}, {}});
    QVERIFY(help(report).contains("Mixing the two neighbouring frames would have scored more"));
    QVERIFY(page(report).contains(help(report)));
}

void TestPocHtml::says_when_it_took_too_long() {
    PocReport report;
    report.time_limit_s = 180;
    report.durations = {{"data", 9, 7}, {"distil", 151, 147}, {"evaluation", 260, 26}};
    report.overrun = overrun_of(report.time_limit_s, report.durations);
    const auto sentence = [&](ReportLanguage language) {
        return QString::fromStdString(time_sentence(report, language));
    };
    QCOMPARE(
        sentence(ReportLanguage::english),
        QString("The run took 7:00 instead of the 3:00 it was given: 4:00 more (+133 %). Most of "
                "that was evaluation, which took 4:20 where 0:26 was planned.")
    );
    QCOMPARE(
        sentence(ReportLanguage::japanese),
        QString("実行には 7:00 かかり、予定の 3:00 を 4:00 超過しました（+133 "
                "%）。主な原因は「評価」で、"
                "予定の 0:26 に対して 4:20 かかりました。")
    );
    for (const auto language : {ReportLanguage::english, ReportLanguage::japanese}) {
        // Where it says how the run ended, and at the table of times.
        QCOMPARE(page(report, language).count(sentence(language)), 2);
    }
    report.durations.back().seconds = 30;
    report.overrun = overrun_of(report.time_limit_s, report.durations);
    QVERIFY(report.overrun == Overrun());
    QVERIFY(sentence(ReportLanguage::english).isEmpty());
    QVERIFY(rows(page(report)).contains({"evaluation", "0:30", "0:26"}));
    report.time_limit_s = 0;
    QVERIFY(rows(page(report)).contains({"evaluation", "0:30"}));
}

void TestPocHtml::tables_hold_the_numbers() {
    const PocReport report = test::sample_report();
    const QList<QStringList> all = rows(page(report));
    QVERIFY(all.contains({"parameters", "at most 1,000,000", "988,402", "+11,598", "met"}));
    QVERIFY(all.contains(
        {"time per frame at 1280×720", "at most 800.0 ms", "920.4 ms", "−120.4 ms", "not met"}
    ));
    QVERIFY(all.contains({"peak memory at 1280×720", "at most 1,500.00 MB", "—", "—", "not met"}));
    QVERIFY(all.contains({"kernel heads", "40", "0.512", "22", "40"}));
    QVERIFY(all.contains({"grid, row 3", "96", "0.442", "44", "—"}));
    QVERIFY(all.contains({"evaluation", "1:36", "7:00"}));
    QVERIFY(all.contains({"All together", "1:00:29", "50:00"}));
    int score_rows = 0;
    for (const QStringList& cells : all) {
        for (const ClipScores& row : report.scores) {
            score_rows += cells.size() == 6 && row.psnr_db &&
                          cells[3] == QString::number(*row.psnr_db, 'f', 2) &&
                          cells[5] == QString::number(*row.high_frequency_error, 'f', 4);
        }
    }
    QCOMPARE(score_rows, static_cast<int>(report.scores.size()));
}

void TestPocHtml::both_languages_hold_the_same_numbers() {
    const PocReport report = test::sample_report();
    const auto numbers = [&](ReportLanguage language) {
        QMap<QString, int> count;
        for (const QStringList& cells : rows(page(report, language))) {
            for (const QString& cell : cells) {
                auto found = QRegularExpression("\\d[\\d,]*\\.\\d+").globalMatch(cell);
                while (found.hasNext()) {
                    ++count[found.next().captured()];
                }
            }
        }
        return count;
    };
    const auto english = numbers(ReportLanguage::english);
    QVERIFY(english.size() > 50);
    QCOMPARE(numbers(ReportLanguage::japanese), english);
}

void TestPocHtml::is_self_contained_and_escaped() {
    for (const auto language : {ReportLanguage::english, ReportLanguage::japanese}) {
        const QString html = page(test::sample_report(), language);
        QVERIFY(html.contains("<title>Harbour and dance &lt;test&gt;</title>"));
        QVERIFY(html.contains("street, night &quot;2&quot;.mov"));
        QVERIFY(html.contains("&lt;harbour&gt; &amp; dance"));
        QVERIFY(!html.contains("<script") && !html.contains("<link"));
        auto sources = QRegularExpression("(src|href)=\"(.{5})").globalMatch(html);
        while (sources.hasNext()) {
            QCOMPARE(sources.next().captured(2), QString("data:"));
        }
        QVERIFY(!QRegularExpression("%[1-9]").match(html).hasMatch());
    }
}

void TestPocHtml::curves_are_drawn() {
    auto found = QRegularExpression("image/svg\\+xml;base64,([^\"]+)\"")
                     .globalMatch(page(test::sample_report(), ReportLanguage::japanese));
    int charts = 0;
    while (found.hasNext()) {
        const QByteArray svg = QByteArray::fromBase64(found.next().captured(1).toLatin1());
        QXmlStreamReader reader(svg);
        int curves = 0;
        while (!reader.atEnd()) {
            reader.readNext();
            curves += reader.isStartElement() && reader.name() == u"polyline";
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(curves, 1);
        QVERIFY(!svg.contains("nan") && !svg.contains("inf"));
        ++charts;
    }
    QCOMPARE(charts, 4);  // held-out, two losses, density
}

void TestPocHtml::pictures_keep_their_shape() {
    PocReport report;
    report.worst = {{"a", 1, 0.5, {{"truth", test::sample_picture(100, 50, 0)}}, {}}};
    QVERIFY(page(report).contains("<img width=\"632\" height=\"316\" alt=\"truth\""));
    report.worst.front().pictures.front().second = "bm90IGEgcGljdHVyZSwgYnV0IGxvbmcgZW5vdWdo";
    QVERIFY(!page(report).contains("<img"));
    report.worst.front().pictures.front().second = "\"><script>";
    QVERIFY(!page(report).contains("<script"));
}

void TestPocHtml::empty_and_odd_reports() {
    for (const auto language : {ReportLanguage::english, ReportLanguage::japanese}) {
        QVERIFY(page(PocReport(), language).contains("</html>"));
        PocReport report = test::sample_report();
        report.log = {{"distil", 1, std::numeric_limits<double>::quiet_NaN(), 0, 1, {}}};
        report.costs.erase(report.costs.begin());
        report.costs.erase(report.costs.begin());
        report.worst.front().pictures.clear();
        report.split = "by shot";
        report.end = "an end that no language knows";
        QVERIFY(page(report, language).contains("an end that no language knows"));
    }
}

QTEST_APPLESS_MAIN(TestPocHtml)
#include "tst_poc_html.moc"
