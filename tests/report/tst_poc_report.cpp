/// A report survives JSON unchanged; wrong files name the key; verdicts and CSV say what was
/// measured.
#include <QtTest>

#include <cmath>
#include <functional>
#include <limits>

#include "core/error.h"
#include "report/poc_report.h"
#include "report/poc_report_fixture.h"

using namespace nakawari;

namespace {

std::string message_of(const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.category() == Category::input ? error.what() : "not an input error";
    }
    return "no error";
}

}  // namespace

class TestPocReport : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void round_trip();
    void numbers_that_are_not_finite();
    void bad_reports_name_the_key_data();
    void bad_reports_name_the_key();
    void verdicts_data();
    void verdicts();
    void nothing_measured_is_not_met();
    void a_tenth_beyond_the_limit_is_an_overrun();
    void csv_is_quoted_and_exact();
};

void TestPocReport::round_trip() {
    const PocReport report = test::sample_report();
    const std::string text = to_json(report);
    QVERIFY(poc_report_from_json(text) == report);
    QCOMPARE(to_json(poc_report_from_json(text)), text);
    QVERIFY(poc_report_from_json(to_json(PocReport())) == PocReport());
    PocReport changed = report;
    changed.worst.back().psnr_db.back().second += 1e-12;
    QVERIFY(poc_report_from_json(to_json(changed)) == changed);
    QVERIFY(!(poc_report_from_json(to_json(changed)) == report));
}

void TestPocReport::numbers_that_are_not_finite() {
    PocReport report;
    report.log.push_back({"distil", 1, std::numeric_limits<double>::quiet_NaN(), 1e-3, 1, {}});
    const PocReport again = poc_report_from_json(to_json(report));
    QCOMPARE(again.log.size(), std::size_t{1});
    QVERIFY(std::isnan(again.log.front().loss));
}

void TestPocReport::bad_reports_name_the_key_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part_of_message");
    const auto row = [](const char* name, const char* text, const char* part) {
        QTest::newRow(name) << QString(text) << QString(part);
    };
    row("cut short", R"({"version": 1, "clips": [)", "The report is not valid JSON (parse error");
    row("no version", "{}", "no “version”");
    row("newer", R"({"version": 7})", "has version 7");
    row("unknown", R"({"version": 1, "clip": []})", "unknown key, “clip”");
    row("in a list",
        R"({"version": 1, "clips": [{"name": "a"}, {"nam": "b"}]})",
        "unknown key, “clips[1].nam”");
    row("no list", R"({"version": 1, "log": {}})", "“log” must be a list");
    row("no object", R"({"version": 1, "log": [3]})", "“log[0]” must be an object");
    row("too large", R"({"version": 1, "steps_done": 9223372036854775808})", "“steps_done”");
    row("fraction", R"({"version": 1, "steps_done": 1.5})", "“steps_done” must be a whole");
    row("text", R"({"version": 1, "lambda_path": ["1"]})", "“lambda_path” must be a number");
    row("item",
        R"({"version": 1, "verdicts": [{"target": {"item": "beauty"}}]})",
        "“verdicts[0].target.item” must be one of psnr_db,");
    row("pair",
        R"({"version": 1, "reference_db": [{"method": "start", "psnr_db": "30"}]})",
        "“reference_db[0].psnr_db” must be a number");
}

void TestPocReport::bad_reports_name_the_key() {
    QFETCH(QString, text);
    QFETCH(QString, part_of_message);
    const QString message =
        QString::fromStdString(message_of([&] { (void)poc_report_from_json(text.toStdString()); }));
    QVERIFY2(message.contains(part_of_message), qPrintable(message));
}

void TestPocReport::verdicts_data() {
    QTest::addColumn<int>("item");
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("measured");
    QTest::addColumn<bool>("is_met");
    QTest::addColumn<double>("margin");
    const auto row = [](const char* name,
                        TargetItem item,
                        double value,
                        double measured,
                        bool is_met,
                        double margin) {
        QTest::newRow(name) << static_cast<int>(item) << value << measured << is_met << margin;
    };
    row("psnr above", TargetItem::psnr_db, 30, 30.5, true, 0.5);
    row("psnr below", TargetItem::psnr_db, 30, 29.5, false, -0.5);
    row("exactly", TargetItem::ssim, 0.9, 0.9, true, 0);
    row("loss", TargetItem::psnr_loss_db, 0.5, 0.75, false, -0.25);
    row("better than the teacher", TargetItem::psnr_loss_db, 0.5, -0.25, true, 0.75);
    row("gain", TargetItem::psnr_gain_db, 0.25, 0.125, false, -0.125);
    row("a loss that is allowed", TargetItem::psnr_gain_db, -0.5, -0.25, true, 0.25);
    row("detail", TargetItem::high_frequency_error, 0.5, 0.25, true, 0.25);
    row("time", TargetItem::frame_ms, 800, 920, false, -120);
    row("parameters", TargetItem::parameters, 1000, 1000, true, 0);
    row("file", TargetItem::file_bytes, 1000, 1001, false, -1);
    row("memory", TargetItem::peak_memory_bytes, 1000, 1, true, 999);
}

void TestPocReport::verdicts() {
    QFETCH(int, item);
    QFETCH(double, value);
    QFETCH(double, measured);
    QFETCH(bool, is_met);
    QFETCH(double, margin);
    const Target target{static_cast<TargetItem>(item), value, 64, 48};
    const TargetVerdict verdict = judge(target, measured);
    QVERIFY(verdict.target == target);
    QCOMPARE(verdict.is_met, is_met);
    QCOMPARE(verdict.margin, margin);
    QVERIFY(verdict.measured && *verdict.measured == measured);
    QVERIFY(verdict.reason.empty());
}

void TestPocReport::nothing_measured_is_not_met() {
    for (const std::optional<double> measured :
         {std::optional<double>(),
          std::optional(std::numeric_limits<double>::quiet_NaN()),
          std::optional(std::numeric_limits<double>::infinity())}) {
        const TargetVerdict verdict = judge({TargetItem::psnr_db, 1}, measured);
        QVERIFY(!verdict.is_met);
        QVERIFY(!verdict.measured);
        QVERIFY(!verdict.reason.empty());
    }
}

void TestPocReport::a_tenth_beyond_the_limit_is_an_overrun() {
    const std::vector<DurationRow> durations = {
        {"data", 20, 4}, {"distil", 60, 80}, {"evaluation", 50, 14}, {"report", 1, 2}};
    QVERIFY(overrun_of(0, durations) == Overrun());  // no limit
    QVERIFY(overrun_of(131, durations) == Overrun());
    QVERIFY(overrun_of(120, durations) == Overrun());
    QVERIFY((overrun_of(100, durations) == Overrun{31, "evaluation"}));
    QVERIFY(overrun_of(100, {}) == Overrun());
    // A report of an earlier version has neither limit nor plan.
    const PocReport before =
        poc_report_from_json(R"({"version": 1, "durations": [{"part": "data", "seconds": 3}]})");
    QCOMPARE(before.time_limit_s, 0.0);
    QCOMPARE(before.durations.front().planned_s, 0.0);
}

void TestPocReport::csv_is_quoted_and_exact() {
    PocReport report;
    report.scores = {
        {"a, \"b\".mp4", "result", 3, 30.1, std::nullopt, 1.0 / 3}, {"", "blend", 3, {}, 0.5, {}}};
    QCOMPARE(
        scores_csv(report),
        std::string("clip,method,frames,psnr_db,ssim,high_frequency_error\n"
                    "\"a, \"\"b\"\".mp4\",result,3,30.1,,0.3333333333333333\n"
                    ",blend,3,,0.5,\n")
    );
    QCOMPARE(
        log_csv({{"prune", 7, 0.25, 1e-3, 0.5, 29.5}, {"distil", 1, 1e-7, 1e-3, 1, {}}}),
        std::string("phase,step,loss,learning_rate,density,held_out_db\n"
                    "prune,7,0.25,0.001,0.5,29.5\n"
                    "distil,1,1e-07,0.001,1,\n")
    );
}

QTEST_APPLESS_MAIN(TestPocReport)
#include "tst_poc_report.moc"
