/// From the main window into the compare view and back: what stands over the pictures is what the
/// engine computes for the same frame.
#include <QComboBox>

#include "compare_fixture.h"
#include "pipeline/comparison.h"
#include "ui/compare_canvas.h"
#include "ui/compare_text.h"
#include "ui/compare_view.h"
#include "ui/score_graph.h"
#include "ui/timeline_bar.h"
#include "window_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

class TestWindowCompare : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void numbers_equal_the_engines();
    void keys_step_to_other_numbers();
    void range_of_the_window_is_scored();
    void nothing_opens_without_a_clip();
    void closing_the_window_ends_it();
    void its_key_closes_it_alone();

 private:
    void compare_at(const Rational& position);
    [[nodiscard]] bool has_all_numbers() const;
    [[nodiscard]] FrameScore expected(const ComparePoint& point, const std::string& model) const;
    void check_plates() const;

    std::unique_ptr<WindowFixture> fixture_;
    std::unique_ptr<MainWindow> window_;
    QPointer<CompareView> view_;
    std::string clip_;
};

void TestWindowCompare::initTestCase() {
    qRegisterMetaType<Rational>();
}

void TestWindowCompare::init() {
    fixture_ = std::make_unique<WindowFixture>();
    fixture_->services.make_interpolator = [](const ModelChoice& choice) {
        return make_baseline(choice.model);
    };
    clip_ = make_test_clip(fixture_->clips);
    window_ = fixture_->make_window();
}

void TestWindowCompare::cleanup() {
    window_.reset();
    fixture_.reset();
}

/// As a person: the model “Blend”, a position, Compare.
void TestWindowCompare::compare_at(const Rational& position) {
    auto* models = window_->findChild<QComboBox*>("model");
    QVERIFY(models != nullptr);
    QTRY_VERIFY(models->findData("blend") >= 0);
    models->setCurrentIndex(models->findData("blend"));
    Q_EMIT models->activated(models->currentIndex());
    window_->player().seek(position);
    QTRY_COMPARE(window_->player().position(), position);
    window_->actions().compare->trigger();
    view_ = window_->findChild<CompareView*>();
    QVERIFY(view_ != nullptr);
    QVERIFY(view_->isWindow() && view_->isVisible());
    QTRY_VERIFY(has_all_numbers());
}

bool TestWindowCompare::has_all_numbers() const {
    if (!view_->session() || !view_->session()->state().point) {
        return false;
    }
    const std::vector<PaneContent> contents = view_->session()->contents();
    return std::all_of(contents.begin(), contents.end(), [](const PaneContent& content) {
        return !content.is_busy && content.plate.lines.value(0).startsWith("PSNR");
    });
}

FrameScore TestWindowCompare::expected(const ComparePoint& point, const std::string& model) const {
    SourceOptions source;
    source.path = clip_;
    const auto input = CompareSource(source, window_->current_job().cuts).load(point);
    const Frame made = make_baseline(model)->interpolate(input->frames);
    return score_frame(point.number, point.pts, *input->truth, made);
}

void TestWindowCompare::check_plates() const {
    const CompareState& state = view_->session()->state();
    for (const auto& [slot, model] :
         {std::pair(CompareSlot::a, state.a), std::pair(CompareSlot::b, state.b)}) {
        const FrameScore score = expected(*state.point, model);
        const PlateText plate = view_->session()->content({slot}).plate;
        QCOMPARE(
            plate.lines[0],
            QString("PSNR %1  SSIM %2")
                .arg(CompareText::psnr(score.psnr), CompareText::ssim(score.ssim))
        );
        QVERIFY(plate.lines[1].startsWith(QString("vs held-out %1").arg(state.point->number)));
    }
}

void TestWindowCompare::numbers_equal_the_engines() {
    QVERIFY(open(*window_, clip_));
    compare_at(Rational(10, 25));
    const CompareState& state = view_->session()->state();
    QCOMPARE(state.b, std::string("blend"));  // what the window would run
    QCOMPARE(state.a, std::string("flow"));   // no teacher is installed
    QCOMPARE(state.point->pts, Rational(10, 25));
    QCOMPARE(view_->findChild<CompareCanvas*>()->visible_panes().size(), std::size_t{2});
    check_plates();
}

void TestWindowCompare::keys_step_to_other_numbers() {
    QVERIFY(open(*window_, clip_));
    compare_at(Rational(8, 25));
    const ComparePoint before = *view_->session()->state().point;
    const QString plate = view_->session()->content({CompareSlot::b}).plate.lines.join('\n');
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_BracketRight);
    QTRY_COMPARE(view_->session()->state().point->number, before.number + 1);
    QTRY_VERIFY(has_all_numbers());
    QVERIFY(view_->session()->content({CompareSlot::b}).plate.lines.join('\n') != plate);
    check_plates();
}

void TestWindowCompare::range_of_the_window_is_scored() {
    QVERIFY(open(*window_, clip_));
    Q_EMIT window_->findChild<TimelineBar*>()->range_edited(Rational(6, 25), Rational(10, 25));
    compare_at(Rational(8, 25));
    QCOMPARE(view_->session()->from(), Rational(6, 25));
    Q_EMIT view_->findChild<ScoreGraph*>()->start_requested();
    QTRY_VERIFY(
        !view_->session()->is_scoring() && !view_->session()->rows().empty() &&
        static_cast<int>(view_->session()->rows().size()) == view_->session()->range_size()
    );
    QCOMPARE(view_->session()->range_size(), 4);  // as an export: the out point is no part of it
    for (const ScoreRow& row : view_->session()->rows()) {
        QVERIFY(row.pts >= Rational(6, 25) && row.pts < Rational(10, 25));
        const auto& points = view_->session()->points();
        const auto point = std::find_if(points.begin(), points.end(), [&](const auto& one) {
            return one.number == row.number;
        });
        QVERIFY(point != points.end());
        QCOMPARE(row.a->psnr.db, expected(*point, "flow").psnr.db);
        QCOMPARE(row.b->psnr.db, expected(*point, "blend").psnr.db);
    }
}

void TestWindowCompare::nothing_opens_without_a_clip() {
    QVERIFY(!window_->actions().compare->isEnabled());
    window_->actions().compare->trigger();
    QVERIFY(window_->findChild<CompareView*>() == nullptr);
}

void TestWindowCompare::closing_the_window_ends_it() {
    QVERIFY(open(*window_, clip_));
    compare_at(Rational(10, 25));
    QVERIFY(window_->close());
    QTRY_VERIFY(!view_ || !view_->isVisible());  // the program would never end otherwise
}

void TestWindowCompare::its_key_closes_it_alone() {
    QVERIFY(open(*window_, clip_));
    compare_at(Rational(10, 25));
    QVERIFY(QTest::qWaitForWindowActive(view_));
    QTest::keyClick(view_->focusWidget(), Qt::Key_W, Qt::ControlModifier);
    QTRY_VERIFY(!view_ || !view_->isVisible());
    QVERIFY(window_->isVisible());
    QVERIFY(window_->player().is_open());  // the same key closes the clip there
}

QTEST_MAIN(TestWindowCompare)
#include "tst_window_compare.moc"
