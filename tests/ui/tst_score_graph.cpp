/// Scores as table, worst list and files: what is shown is what was measured.
#include <QtTest>

#include <QAbstractItemModelTester>
#include <QAbstractScrollArea>
#include <QComboBox>
#include <QListWidget>
#include <QTableView>
#include <QToolButton>
#include <nlohmann/json.hpp>

#include "ui/score_chart.h"
#include "ui/score_export.h"
#include "ui/score_graph.h"
#include "ui/score_table_model.h"

using namespace nakawari;

namespace {

FrameScore score(int64_t number, double mse, std::optional<double> ssim = 0.9) {
    FrameScore result;
    result.number = number;
    result.pts = Rational(number, 25);
    result.psnr = {mse, psnr_db(mse)};
    result.ssim = ssim;
    return result;
}

/// Frames 1, 3, 5: B is worse, better, identical.
std::vector<ScoreRow> three_rows() {
    return {
        {1, Rational(1, 25), score(1, 100), score(1, 200)},
        {3, Rational(3, 25), score(3, 50), score(3, 25, std::nullopt)},
        {5, Rational(5, 25), score(5, 10), score(5, 0)}};
}

CompareState two_models() {
    CompareState state;
    state.a = "flow";
    state.b = "mini-flow";
    return state;
}

QString cell(const ScoreTableModel& model, int row, int column) {
    return model.index(row, column).data().toString();
}

}  // namespace

class TestScoreGraph : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void table_keeps_the_rules_of_models();
    void table_texts();
    void worst_list_and_keys();
    void table_button_and_jumps();
    void progress_and_stop();
    void csv();
    void json();
    void pointing_at_the_chart();
};

void TestScoreGraph::table_keeps_the_rules_of_models() {
    ScoreTableModel model;
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest
    );
    QCOMPARE(model.rowCount(), 0);
    model.set_rows(Reference::held_out, three_rows());
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.rowCount(model.index(0, 0)), 0);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.set_rows(Reference::held_out, three_rows());
    QCOMPARE(resets.count(), 0);  // the same frames keep selection and scroll position
    QCOMPARE(changes.count(), 1);
    model.set_rows(Reference::agreement, three_rows());
    QCOMPARE(resets.count(), 1);
    model.set_rows(Reference::agreement, {});
    QCOMPARE(model.rowCount(), 0);
}

void TestScoreGraph::table_texts() {
    ScoreTableModel model;
    model.set_rows(Reference::held_out, three_rows());
    QCOMPARE(cell(model, 0, ScoreTableModel::frame), QString("1"));
    QCOMPARE(cell(model, 1, ScoreTableModel::time), QString("0:00:00.120"));
    QCOMPARE(cell(model, 0, ScoreTableModel::psnr_a), QString("28.13 dB"));
    QCOMPARE(cell(model, 1, ScoreTableModel::lead), QString("+3.01"));
    QCOMPARE(cell(model, 0, ScoreTableModel::lead), QString::fromUtf8("−3.01"));
    QCOMPARE(cell(model, 1, ScoreTableModel::ssim_b), QString::fromUtf8("–"));
    QCOMPARE(cell(model, 2, ScoreTableModel::psnr_b), QString("identical"));
    QCOMPARE(cell(model, 2, ScoreTableModel::lead), QString::fromUtf8("–"));
    QCOMPARE(model.row_of(3), 1);
    QCOMPARE(model.row_of(4), -1);
    QCOMPARE(model.row_of(99), -1);
    model.set_rows(Reference::agreement, three_rows());
    QCOMPARE(cell(model, 0, ScoreTableModel::frame), QString::fromUtf8("1½"));
    for (int column = 0; column < model.columnCount(); ++column) {
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    }
}

void TestScoreGraph::worst_list_and_keys() {
    ScoreGraph graph;
    QVERIFY(!graph.next_worst());
    graph.set_rows(two_models(), three_rows(), 0, 1, 9);
    auto* list = graph.findChild<QListWidget*>();
    QCOMPARE(list->count(), 3);
    QVERIFY(list->item(0)->text().startsWith("1 "));
    QCOMPARE(graph.next_worst(), std::optional<int64_t>(1));
    QCOMPARE(graph.next_worst(), std::optional<int64_t>(3));
    QCOMPARE(graph.next_worst(), std::optional<int64_t>(5));
    QCOMPARE(graph.next_worst(), std::optional<int64_t>(1));
    // More scores arrive: what is looked at stays marked, whatever its place.
    graph.set_position(ComparePoint{Reference::held_out, 1, Rational(1, 25)});
    std::vector<ScoreRow> more = three_rows();
    more.push_back({7, Rational(7, 25), score(7, 1), score(7, 900)});
    graph.set_rows(two_models(), more, 0, 1, 9);
    QVERIFY(list->currentItem()->text().startsWith("1 "));
    QVERIFY(list->item(0)->text().startsWith("7 "));
    QCOMPARE(graph.next_worst(), std::optional<int64_t>(3));
    graph.set_position(ComparePoint{Reference::held_out, 5, Rational(5, 25)});
    QCOMPARE(graph.next_worst(), std::optional<int64_t>(7));  // from elsewhere: the worst
    auto* order = graph.findChild<QComboBox*>();
    order->setCurrentIndex(2);  // B behind A
    QVERIFY(list->item(0)->text().startsWith("7 "));
    order->setCurrentIndex(1);  // A
    QVERIFY(list->item(0)->text().startsWith("1 "));
}

void TestScoreGraph::table_button_and_jumps() {
    ScoreGraph graph;
    graph.resize(900, 220);
    graph.show();
    graph.set_rows(two_models(), three_rows(), 0, 1, 9);
    auto* table = graph.findChild<QTableView*>();
    QVERIFY(!table->isVisible());
    for (QToolButton* button : graph.findChildren<QToolButton*>()) {
        if (button->isCheckable()) {
            button->click();
        }
    }
    QVERIFY(table->isVisible());
    QSignalSpy chosen(&graph, &ScoreGraph::frame_chosen);
    const QRect second = table->visualRect(table->model()->index(1, 0));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, second.center());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.at(0).at(0).toLongLong(), qint64{3});
    graph.set_position(ComparePoint{Reference::held_out, 5, Rational(5, 25)});
    QCOMPARE(table->currentIndex().row(), 2);
}

void TestScoreGraph::progress_and_stop() {
    ScoreGraph graph;
    QSignalSpy started(&graph, &ScoreGraph::start_requested);
    QSignalSpy stopped(&graph, &ScoreGraph::stop_requested);
    auto* run = graph.findChild<QToolButton*>();
    QVERIFY(!run->isEnabled());  // nothing is open yet
    graph.set_ready(true);
    run->click();
    QCOMPARE(started.count(), 1);
    graph.set_progress(3, 9);
    run->click();
    QCOMPARE(started.count(), 1);
    QCOMPARE(stopped.count(), 1);
    graph.set_progress(9, 9);
    run->click();
    QCOMPARE(started.count(), 2);
}

void TestScoreGraph::csv() {
    ScoreOrigin origin{"a, \"b\".mp4", two_models(), "Optical flow", "Mini-flow"};
    origin.state.b = "folder,with/mini.pth";
    const QString text = QString::fromStdString(scores_as_csv(origin, three_rows()));
    const QStringList lines = text.split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 7);
    QCOMPARE(
        lines[0],
        QString("frame,time_s,reference,model,against,mse,psnr_db,ssim,high_frequency_error")
    );
    QVERIFY(lines[1].startsWith("1,0.04,held-out,flow,source,100,28.13"));
    QVERIFY(lines[2].contains("\"folder,with/mini.pth\""));
    QVERIFY(lines[6].endsWith("source,0,,0.9,"));  // identical: no dB, not "inf"
    origin.state.b = origin.state.a;               // one model on both sides is one curve
    QCOMPARE(QString::fromStdString(scores_as_csv(origin, three_rows())).count('\n'), 4);
}

void TestScoreGraph::json() {
    const ScoreOrigin origin{"clip\xFF.mp4", two_models(), "Optical flow", "Mini-flow"};
    const auto parsed = nlohmann::json::parse(scores_as_json(origin, three_rows()));
    QCOMPARE(parsed["reference"], "held-out");
    QCOMPARE(parsed["curves"].size(), std::size_t{2});
    const auto& b = parsed["curves"][1];
    QCOMPARE(b["model"], "mini-flow");
    QCOMPARE(b["against"], "source");
    QCOMPARE(b["identical_frames"], 1);
    QCOMPARE(b["frames"].size(), std::size_t{3});
    QCOMPARE(b["frames"][0]["time"], "1/25");
    QVERIFY(b["frames"][2]["psnr_db"].is_null());
    QCOMPARE(b["frames"][2]["identical"], true);
    const double mean = (*psnr_db(200) + *psnr_db(25)) / 2;
    QVERIFY(std::abs(b["mean_psnr_db"].get<double>() - mean) < 1e-12);
}

void TestScoreGraph::pointing_at_the_chart() {
    ScoreChart chart;
    chart.resize(800, 200);
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    chart.set_rows(three_rows(), 0, 4);
    chart.set_position(Rational(1, 25));
    QSignalSpy chosen(&chart, &ScoreChart::time_chosen);
    QWidget* area = chart.findChild<QAbstractScrollArea*>()->viewport();
    QTest::mouseClick(area, Qt::LeftButton, {}, QPoint(400, 60));
    QTest::mouseClick(area, Qt::LeftButton, {}, QPoint(795, 60));
    QCOMPARE(chosen.count(), 2);
    const double middle = chosen.at(0).at(0).toDouble();
    QVERIFY2(middle > 1 && middle < 3, qPrintable(QString::number(middle)));
    QCOMPARE(chosen.at(1).at(0).toDouble(), 4.0);  // never beyond the range
}

QTEST_MAIN(TestScoreGraph)
#include "tst_score_graph.moc"
