/// The compare view as a person drives it: numbers over the pictures, keys, mouse, files.
#include <QtTest>

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QToolButton>

#include "compare_fixture.h"
#include "pipeline/comparison.h"
#include "quality/difference_map.h"
#include "ui/compare_bar.h"
#include "ui/compare_canvas.h"
#include "ui/compare_navigation.h"
#include "ui/compare_text.h"
#include "ui/compare_view.h"
#include "ui/engine_bridge.h"

using namespace nakawari;
using namespace nakawari::test;

class TestCompareView : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void numbers_equal_the_engines();
    void numbers_of_agreement_stand_on_one_side();
    void numbers_never_stand_over_another_picture();
    void keys_choose_the_view();
    void keys_step_and_jump();
    void toggle_shows_the_other_side();
    void wipe_by_keys_and_mouse();
    void zoom_is_linked_until_unlocked();
    void overlay_hides();
    void navigation_by_time();
    void range_is_scored_and_worst_found();
    void ends_that_leave_nothing_go_to_the_clips();
    void pictures_are_saved();
    void difference_and_gain();
    void two_by_two();
    void a_broken_model_says_so_on_its_side();
    void no_teacher_is_said();
    void nothing_to_compare_is_said();
    void missing_clip_is_said();

 private:
    void open(const std::string& a, const std::string& b, const std::string& path = {});
    [[nodiscard]] const CompareState& state() const { return view_->session()->state(); }
    [[nodiscard]] bool has_all_numbers() const;
    [[nodiscard]] CompareInput input_of(const ComparePoint& point) const;
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const;
    template <typename T>
    [[nodiscard]] T* child() const {
        return view_->findChild<T*>();
    }

    SyntheticVideo videos_;
    std::string clip_;
    std::unique_ptr<EngineBridge> bridge_;
    std::shared_ptr<Gate> gate_;
    std::unique_ptr<CompareView> view_;
};

void TestCompareView::initTestCase() {
    clip_ = make_test_clip(videos_);
    bridge_ = std::make_unique<EngineBridge>(std::vector<std::filesystem::path>());
    QTRY_VERIFY(!bridge_->registry()->entries().empty());
}

void TestCompareView::init() {
    gate_ = std::make_shared<Gate>();
}

void TestCompareView::cleanup() {
    gate_->open();
    view_.reset();
}

void TestCompareView::open(const std::string& a, const std::string& b, const std::string& path) {
    CompareSetup setup;
    setup.source.path = path.empty() ? clip_ : path;
    setup.cuts.mode = CutMode::off;
    setup.position = Rational(10, 25);
    setup.a = a;
    setup.b = b;
    view_ = std::make_unique<CompareView>(*bridge_, setup, nullptr, make_test_models(gate_));
    view_->resize(1100, 700);
    view_->show();
    QVERIFY(QTest::qWaitForWindowActive(view_.get()));
}

bool TestCompareView::has_all_numbers() const {
    if (!view_->session() || !state().point) {
        return false;
    }
    for (const PaneContent& content : view_->session()->contents()) {
        if (content.is_busy || content.plate.lines.isEmpty()) {
            return false;
        }
        if (!content.plate.lines[0].startsWith("PSNR")) {
            return false;
        }
    }
    return true;
}

CompareInput TestCompareView::input_of(const ComparePoint& point) const {
    SourceOptions source;
    source.path = clip_;
    CutOptions cuts;
    cuts.mode = CutMode::off;
    return *CompareSource(source, cuts).load(point);
}

void TestCompareView::press(Qt::Key key, Qt::KeyboardModifiers modifiers) const {
    QWidget* focus = QApplication::focusWidget();
    QTest::keyClick(focus != nullptr ? focus : view_.get(), key, modifiers);
}

void TestCompareView::numbers_equal_the_engines() {
    open("blend", "repeat");
    QTRY_VERIFY(has_all_numbers());
    const ComparePoint point = *state().point;
    const CompareInput input = input_of(point);
    for (const auto& [slot, id] :
         {std::pair(CompareSlot::a, "blend"), std::pair(CompareSlot::b, "repeat")}) {
        const FrameScore expected = score_frame(
            point.number, point.pts, *input.truth, make_baseline(id)->interpolate(input.frames)
        );
        const PlateText plate = view_->session()->content({slot}).plate;
        QCOMPARE(
            plate.lines[0],
            QString("PSNR %1  SSIM %2")
                .arg(CompareText::psnr(expected.psnr), CompareText::ssim(expected.ssim))
        );
        QVERIFY(plate.lines[0].contains(QString::number(*expected.psnr.db, 'f', 2)));
        QVERIFY(plate.lines[1].startsWith(QString("vs held-out %1").arg(point.number)));
        QVERIFY2(plate.lines[1].contains("ms") && plate.lines[1].contains("B"), "time and memory");
    }
    QVERIFY(view_->windowTitle().contains(QString("made from %1").arg(point.number - 3)));
}

void TestCompareView::numbers_of_agreement_stand_on_one_side() {
    open("blend", "repeat");
    QTRY_VERIFY(has_all_numbers());
    for (QRadioButton* button : view_->findChildren<QRadioButton*>()) {
        if (!button->isChecked()) {
            button->click();
            break;
        }
    }
    QCOMPARE(state().reference, Reference::agreement);
    const auto plate = [&](CompareSlot slot) { return view_->session()->content({slot}).plate; };
    QTRY_VERIFY(
        plate(CompareSlot::b).lines.size() > 1 &&
        plate(CompareSlot::b).lines[1].startsWith("agreement with")
    );
    QCOMPARE(plate(CompareSlot::a).lines[0], QString("The reference"));
    const CompareInput input = input_of(*state().point);
    const FrameScore expected = score_frame(
        0,
        0,
        make_baseline("blend")->interpolate(input.frames),
        make_baseline("repeat")->interpolate(input.frames)
    );
    QVERIFY(plate(CompareSlot::b).lines[0].contains(CompareText::psnr(expected.psnr)));
    QVERIFY(view_->windowTitle().contains("new frame between"));
}

void TestCompareView::numbers_never_stand_over_another_picture() {
    open("blend", "slow");
    QTRY_COMPARE(gate_->arrived(), 1);
    // The model holds B back: what is shown meanwhile says that it is not B's.
    const PaneContent b = view_->session()->content({CompareSlot::b});
    QVERIFY(b.is_busy && !b.image.isNull());
    QVERIFY(!b.plate.lines.join(' ').contains("PSNR"));
    QTRY_VERIFY(view_->session()->content({CompareSlot::a}).plate.lines[0].startsWith("PSNR"));
    press(Qt::Key_BracketRight);
    const PaneContent moved = view_->session()->content({CompareSlot::a});
    QVERIFY(moved.is_busy);
    QVERIFY(!moved.image.isNull());  // no flicker: the picture before stays until there is another
    QVERIFY(!moved.plate.lines.join(' ').contains("PSNR"));
}

void TestCompareView::keys_choose_the_view() {
    open("blend", "repeat");
    QTRY_VERIFY(has_all_numbers());
    const auto* canvas = child<CompareCanvas>();
    const std::size_t panes[] = {2, 1, 1, 2, 2, 4};
    for (int i = 5; i >= 0; --i) {
        press(static_cast<Qt::Key>(Qt::Key_1 + i));
        QCOMPARE(static_cast<int>(state().mode), i + 1);
        QCOMPARE(canvas->visible_panes().size(), panes[i]);
    }
}

void TestCompareView::keys_step_and_jump() {
    open("blend", "repeat");
    QTRY_VERIFY(has_all_numbers());
    QSignalSpy moved(view_.get(), &CompareView::position_changed);
    const int64_t start = state().point->number;
    press(Qt::Key_BracketRight);
    QCOMPARE(state().point->number, start + 1);
    press(Qt::Key_BracketLeft);
    press(Qt::Key_BracketLeft);
    QCOMPARE(state().point->number, start - 1);
    QCOMPARE(moved.count(), 3);
    for (int i = 0; i < 40; ++i) {
        press(Qt::Key_BracketRight);
    }
    QCOMPARE(state().point->number, view_->session()->points().back().number);
    QTRY_VERIFY(has_all_numbers());
    press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QString("0:00:00.720"));
}

void TestCompareView::toggle_shows_the_other_side() {
    open("blend", "repeat");
    QTRY_VERIFY(has_all_numbers());
    const QImage a = view_->session()->content({CompareSlot::a}).image;
    const QImage b = view_->session()->content({CompareSlot::b}).image;
    QVERIFY(a != b);
    const auto shown = [&] { return child<CompareCanvas>()->visible_panes().at(0)->image(); };
    press(Qt::Key_X);
    QCOMPARE(state().mode, CompareMode::toggle);
    QCOMPARE(shown(), a);
    press(Qt::Key_X);
    QCOMPARE(shown(), b);
    press(Qt::Key_X);
    QCOMPARE(shown(), a);
    press(Qt::Key_X, Qt::ShiftModifier);  // sides change, the pictures stay
    QCOMPARE(state().a, std::string("repeat"));
    QCOMPARE(shown(), b);
}

void TestCompareView::wipe_by_keys_and_mouse() {
    open("blend", "repeat");
    QTRY_VERIFY(has_all_numbers());
    press(Qt::Key_2);
    ComparePane* pane = child<CompareCanvas>()->visible_panes().at(0);
    pane->setFocus();
    QCOMPARE(state().wipe, 0.5);
    press(Qt::Key_Left);
    QVERIFY(qFuzzyCompare(state().wipe, 0.49));
    press(Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(qFuzzyCompare(state().wipe, 0.59));
    press(Qt::Key_End);
    QCOMPARE(state().wipe, 1.0);
    press(Qt::Key_Home);
    QCOMPARE(state().wipe, 0.0);

    const QRect picture = pane->picture_rect().toAlignedRect();
    const QPoint handle(picture.left(), pane->height() / 2);
    const QPoint middle(picture.center().x(), handle.y());
    QTest::mousePress(pane, Qt::LeftButton, {}, handle);
    QTest::mouseMove(pane, middle);
    QTest::mouseRelease(pane, Qt::LeftButton, {}, middle);
    QVERIFY(std::abs(state().wipe - 0.5) < 0.01);
    QVERIFY(pane->transform().is_fitted);  // the handle moved, not the picture

    // Left of the handle is A, right of it B, sample by sample.
    child<CompareCanvas>()->set_overlay(Overlay::hidden);
    child<CompareCanvas>()->set_sampling(Sampling::nearest);
    const QImage shot = pane->grab().toImage();
    const auto is_of = [&](CompareSlot slot, int x) {
        const QImage whole = view_->session()->content({slot}).image;
        for (int y = picture.top() + 10; y < picture.bottom() - 10; y += 7) {
            const std::optional<QPoint> sample = pane->sample_at(QPointF(x + 0.5, y + 0.5));
            if (!sample || shot.pixel(x, y) != whole.pixel(*sample)) {
                return false;
            }
        }
        return true;
    };
    const int left = picture.left() + picture.width() / 4;
    const int right = picture.left() + picture.width() * 3 / 4;
    QVERIFY(is_of(CompareSlot::a, left) && !is_of(CompareSlot::b, left));
    QVERIFY(is_of(CompareSlot::b, right) && !is_of(CompareSlot::a, right));
}

void TestCompareView::zoom_is_linked_until_unlocked() {
    open("blend", "repeat");
    QTRY_VERIFY(has_all_numbers());
    const std::vector<ComparePane*> panes = child<CompareCanvas>()->visible_panes();
    press(Qt::Key_Z);
    QCOMPARE(panes[0]->scale(), 1.0);
    QCOMPARE(panes[1]->scale(), 1.0);
    panes[1]->zoom_by(3, QPointF(20, 30));
    QCOMPARE(panes[0]->transform(), panes[1]->transform());
    press(Qt::Key_L);
    panes[1]->zoom_by(2);
    QVERIFY(panes[0]->transform() != panes[1]->transform());
    press(Qt::Key_L);
    QCOMPARE(panes[0]->transform(), panes[1]->transform());
    press(Qt::Key_0);
    QVERIFY(panes[0]->transform().is_fitted && panes[1]->transform().is_fitted);
    press(Qt::Key_Plus);
    press(Qt::Key_6);  // four panes show the same part as two did
    const std::vector<ComparePane*> four = child<CompareCanvas>()->visible_panes();
    QCOMPARE(four[3]->transform(), four[0]->transform());
}

void TestCompareView::overlay_hides() {
    open("blend", "repeat");
    QTRY_VERIFY(has_all_numbers());
    ComparePane* pane = child<CompareCanvas>()->visible_panes().at(0);
    pane->clearFocus();
    const QImage with = pane->grab().toImage();
    child<CompareNavigation>()->setFocus();
    press(Qt::Key_H);
    const QImage without = pane->grab().toImage();
    QVERIFY(with != without);
    press(Qt::Key_H);
    QCOMPARE(pane->grab().toImage(), with);
}

void TestCompareView::navigation_by_time() {
    open("blend", "repeat");
    QTRY_VERIFY(has_all_numbers());
    auto* time = child<CompareNavigation>()->findChild<QLineEdit*>();
    time->setFocus();
    time->selectAll();
    QTest::keyClicks(time, "0.2");
    QTest::keyClick(time, Qt::Key_Return);
    QCOMPARE(state().point->number, int64_t{5});
    QCOMPARE(time->text(), QString("0:00:00.200"));
    QTest::keyClicks(time, "1x");  // letters write, they are no keys of the view here
    QTest::keyClick(time, Qt::Key_Return);
    QCOMPARE(state().point->number, int64_t{5});
    QCOMPARE(state().mode, CompareMode::side_by_side);
    view_->go_to(999);
    QCOMPARE(state().point->number, view_->session()->points().back().number);
}

void TestCompareView::range_is_scored_and_worst_found() {
    open("blend", "repeat");
    QTRY_VERIFY(has_all_numbers());
    view_->go_to(Rational(4, 25));
    press(Qt::Key_I);
    view_->go_to(Rational(12, 25));
    press(Qt::Key_O);
    auto* graph = child<ScoreGraph>();
    Q_EMIT graph->start_requested();
    QTRY_VERIFY(!view_->session()->is_scoring());
    const std::vector<ScoreRow> rows = view_->session()->rows();
    QCOMPARE(rows.size(), std::size_t{8});  // without the frame where it ends, as in an export
    for (const ScoreRow& row : rows) {
        QVERIFY(row.a && row.b);
    }
    const std::vector<std::size_t> worst = worst_rows(rows, WorstOf::b, 2);
    QTRY_VERIFY(graph->next_worst().has_value());  // the list is refreshed a moment later
    view_->go_to(0);
    press(Qt::Key_W);
    QCOMPARE(state().point->number, rows[worst[0]].number);
    press(Qt::Key_W);
    QCOMPARE(state().point->number, rows[worst[1]].number);
}

void TestCompareView::ends_that_leave_nothing_go_to_the_clips() {
    open("blend", "repeat");
    QTRY_VERIFY(has_all_numbers());
    const CompareSession& session = *view_->session();
    const int all = session.range_size();
    QCOMPARE(all, static_cast<int>(session.points().size()));  // the last frame too
    view_->go_to(Rational(12, 25));
    press(Qt::Key_I);
    view_->go_to(Rational(8, 25));
    press(Qt::Key_O);
    QCOMPARE(session.from(), Rational(0));
    QCOMPARE(session.to(), Rational(8, 25));
    press(Qt::Key_I);
    QCOMPARE(session.from(), Rational(8, 25));
    const auto later =
        std::count_if(session.points().begin(), session.points().end(), [](const auto& point) {
            return point.pts >= Rational(8, 25);
        });
    QCOMPARE(session.range_size(), static_cast<int>(later));
}

void TestCompareView::pictures_are_saved() {
    open("blend", "repeat");
    QTRY_VERIFY(has_all_numbers());
    const QTemporaryDir folder;
    QSignalSpy saved(view_.get(), &CompareView::picture_saved);
    const auto save = [&](SavedPicture what) {
        const QString file = folder.filePath(QString("%1.png").arg(static_cast<int>(what)));
        const auto before = saved.count();
        view_->save_picture(what, file);
        return QTest::qWaitFor([&] { return saved.count() > before; }) ? QImage(file) : QImage();
    };
    const CompareInput input = input_of(*state().point);
    const Frame blend = make_baseline("blend")->interpolate(input.frames);
    const Frame repeat = make_baseline("repeat")->interpolate(input.frames);
    const auto as_saved = [](const Frame& frame) {
        return upright_image(frame, 0).convertToFormat(QImage::Format_RGB32);
    };
    const auto is_equal = [&](const QImage& image, const Frame& frame) {
        return image.convertToFormat(QImage::Format_RGB32) == as_saved(frame);
    };
    QVERIFY(is_equal(save(SavedPicture::a), blend));
    QVERIFY(is_equal(save(SavedPicture::b), repeat));
    QVERIFY(is_equal(save(SavedPicture::difference), difference_map(*input.truth, repeat, 8)));
    const QImage composite = save(SavedPicture::composite);
    QCOMPARE(composite.size(), QSize(96 * 2 + 4, 64));
    QVERIFY(composite.text("Title").contains("clip.mkv"));

    view_->save_picture(SavedPicture::a, folder.filePath("missing/folder/a.png"));
    const auto says = [&](const QString& part) {
        for (const QLabel* label : view_->findChildren<QLabel*>()) {
            if (label->text().contains(part)) {
                return true;
            }
        }
        return false;
    };
    QTRY_VERIFY(says("cannot be written"));
    QCOMPARE(
        compare_file_name("/x/a clip.mp4", state().point, "B_my/model.pth"),
        QString("a clip_0-00-00.400_B_my-model.pth")
    );
}

void TestCompareView::difference_and_gain() {
    open("blend", "repeat");
    QTRY_VERIFY(has_all_numbers());
    press(Qt::Key_4);
    const PaneSpec b{CompareSlot::b, PaneKind::difference};
    QTRY_VERIFY(!view_->session()->content(b).is_busy);
    const CompareInput input = input_of(*state().point);
    const Frame repeat = make_baseline("repeat")->interpolate(input.frames);
    QCOMPARE(
        view_->session()->content(b).image,
        upright_image(difference_map(*input.truth, repeat, 8), 0)
    );
    CompareState changed = state();
    changed.gain = 64;
    view_->set_state(changed);
    const QImage expected = upright_image(difference_map(*input.truth, repeat, 64), 0);
    QTRY_COMPARE(view_->session()->content(b).image, expected);
    QVERIFY(view_->session()->content(b).plate.heading.contains(QString::fromUtf8("×64")));
}

void TestCompareView::two_by_two() {
    open("repeat", "flow");
    QTRY_VERIFY(has_all_numbers());
    press(Qt::Key_6);
    const auto baseline = [&] { return view_->session()->content({CompareSlot::baseline}); };
    QTRY_VERIFY(!baseline().plate.lines.isEmpty() && baseline().plate.lines[0].startsWith("PSNR"));
    const PaneContent source = view_->session()->content({CompareSlot::source});
    QCOMPARE(source.plate.lines, QStringList{"The reference"});
    QCOMPARE(source.image, upright_image(*input_of(*state().point).truth, 0));
}

void TestCompareView::a_broken_model_says_so_on_its_side() {
    open("blend", "broken");
    QTRY_VERIFY(!view_->session()->content({CompareSlot::b}).message.isEmpty());
    const PaneContent b = view_->session()->content({CompareSlot::b});
    QCOMPARE(b.message, QString("The model broke, as the test wants."));
    QVERIFY(!b.is_busy);
    QTRY_VERIFY(view_->session()->content({CompareSlot::a}).plate.lines[0].startsWith("PSNR"));
}

void TestCompareView::no_teacher_is_said() {
    open("blend", "repeat");
    QTRY_VERIFY(has_all_numbers());
    QSignalSpy wanted(view_.get(), &CompareView::import_requested);
    QLabel* note = nullptr;
    for (QLabel* label : child<CompareBar>()->findChildren<QLabel*>()) {
        note = label->text().contains("No teacher") ? label : note;
    }
    QVERIFY(note != nullptr && note->isVisible());
    Q_EMIT note->linkActivated("import");
    QCOMPARE(wanted.count(), 1);
}

void TestCompareView::nothing_to_compare_is_said() {
    Clip single;
    single.frames = 1;
    open("blend", "repeat", videos_.make("single.mkv", single));
    QTRY_VERIFY(view_->session() && !view_->session()->fault().isEmpty());
    press(Qt::Key_BracketRight);
    press(Qt::Key_W);
    press(Qt::Key_X);
    QVERIFY(!state().point);
}

void TestCompareView::missing_clip_is_said() {
    open("blend", "repeat", videos_.path("gone.mkv"));
    QTRY_VERIFY(view_->session() && view_->session()->fault().contains("gone.mkv"));
}

QTEST_MAIN(TestCompareView)
#include "tst_compare_view.moc"
