/// Rectangles of the compare view: nothing overlaps, nothing is lost, the middle stays free.
#include <QtTest>

#include "ui/compare_layout.h"

using namespace nakawari::compare_layout;

class TestCompareLayout : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void panes_fill_the_area_data();
    void panes_fill_the_area();
    void too_small_an_area();
    void wipe_divides_the_visible_picture();
    void wipe_and_its_inverse();
    void wipe_of_a_picture_out_of_sight();
    void handle_is_found();
    void plates_leave_the_middle_free_data();
    void plates_leave_the_middle_free();
};

void TestCompareLayout::panes_fill_the_area_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<QRect>("area");
    QTest::newRow("one") << 1 << QRect(3, 5, 101, 57);
    QTest::newRow("two, odd width") << 2 << QRect(0, 0, 1281, 700);
    QTest::newRow("two, even width") << 2 << QRect(7, 9, 1280, 33);
    QTest::newRow("three") << 3 << QRect(0, 0, 100, 101);
    QTest::newRow("four, odd sides") << 4 << QRect(-20, 11, 333, 777);
}

void TestCompareLayout::panes_fill_the_area() {
    QFETCH(int, count);
    QFETCH(QRect, area);
    constexpr int gap = 3;
    const std::vector<QRect> panes = pane_rects(count, area, gap);
    QCOMPARE(static_cast<int>(panes.size()), count);
    QRect all;
    for (std::size_t i = 0; i < panes.size(); ++i) {
        QVERIFY(area.contains(panes[i]));
        QVERIFY(std::abs(panes[i].width() - panes[0].width()) <= 1);
        QVERIFY(std::abs(panes[i].height() - panes[0].height()) <= 1);
        for (std::size_t k = 0; k < i; ++k) {
            const QRect apart = panes[k].adjusted(-gap + 1, -gap + 1, gap - 1, gap - 1);
            QVERIFY2(!apart.intersects(panes[i]), "panes keep their distance");
        }
        all |= panes[i];
    }
    QCOMPARE(all, area);
}

void TestCompareLayout::too_small_an_area() {
    for (const QRect& pane : pane_rects(4, QRect(0, 0, 1, 1), 2)) {
        QVERIFY(pane.isEmpty());
    }
    QVERIFY(pane_rects(0, QRect(0, 0, 50, 50), 2).empty());
}

void TestCompareLayout::wipe_divides_the_visible_picture() {
    const QRect pane(0, 0, 400, 200);
    const QRectF fitted(50, 0, 300, 200);  // surround left and right
    QCOMPARE(wipe(pane, fitted, 0.5), (Wipe{200, {0, 0, 200, 200}, {200, 0, 200, 200}}));
    QCOMPARE(wipe(pane, fitted, 0).x, 50);
    QCOMPARE(wipe(pane, fitted, 1).x, 350);
    QCOMPARE(wipe(pane, fitted, 7).x, 350);
    const QRectF enlarged(-1000, -500, 3000, 2000);  // only a part is in sight
    QCOMPARE(wipe(pane, enlarged, 0.25).x, 100);
    const Wipe all_a = wipe(pane, enlarged, 1);
    QCOMPARE(all_a.a, pane);
    QVERIFY(all_a.b.isEmpty());
    const Wipe all_b = wipe(pane, enlarged, 0);
    QVERIFY(all_b.a.isEmpty());
    QCOMPARE(all_b.b, pane);
}

void TestCompareLayout::wipe_and_its_inverse() {
    const QRect pane(13, 7, 401, 200);
    const QRectF picture(60.25, 7, 288.5, 200);
    for (int x = 61; x < 349; ++x) {
        QCOMPARE(wipe(pane, picture, wipe_share(pane, picture, x)).x, x);
    }
    QCOMPARE(wipe_share(pane, picture, -500), 0.0);
    QCOMPARE(wipe_share(pane, picture, 5000), 1.0);
}

void TestCompareLayout::wipe_of_a_picture_out_of_sight() {
    const QRect pane(0, 0, 400, 200);
    QCOMPARE(wipe(pane, QRectF(500, 0, 100, 100), 0.5).x, 200);
    QCOMPARE(wipe(pane, QRectF(), 0.25).x, 100);
    QCOMPARE(wipe_share(QRect(), QRectF(), 3), 0.0);
}

void TestCompareLayout::handle_is_found() {
    const Wipe divided = wipe(QRect(0, 0, 400, 200), QRectF(0, 0, 400, 200), 0.5);
    QVERIFY(is_on_handle(divided, 200));
    QVERIFY(is_on_handle(divided, 195));
    QVERIFY(!is_on_handle(divided, 180));
    QVERIFY(!is_on_handle(divided, 240));
}

void TestCompareLayout::plates_leave_the_middle_free_data() {
    QTest::addColumn<QRect>("area");
    QTest::newRow("large") << QRect(0, 0, 1280, 720);
    QTest::newRow("small") << QRect(10, 10, 200, 90);
    QTest::newRow("narrow") << QRect(0, 0, 120, 500);
    QTest::newRow("flat") << QRect(0, 0, 900, 60);
}

void TestCompareLayout::plates_leave_the_middle_free() {
    QFETCH(QRect, area);
    constexpr int margin = 8;
    const QSize wanted(260, 52);
    const QRect left = plate_rect(area, wanted, Corner::top_left, margin);
    const QRect right = plate_rect(area, wanted, Corner::top_right, margin);
    for (const QRect& plate : {left, right}) {
        if (!plate.isEmpty()) {
            QVERIFY(area.contains(plate));
            QVERIFY(!plate.contains(area.center()));
        }
        QVERIFY(plate.width() <= wanted.width() && plate.height() <= wanted.height());
    }
    QVERIFY(!left.intersects(right));
    QVERIFY(plate_rect(QRect(0, 0, 60, 60), wanted, Corner::top_left, margin).isEmpty());
    QCOMPARE(
        plate_rect(QRect(100, 50, 1280, 720), wanted, Corner::top_right, margin),
        QRect(100 + 1280 - 8 - 260, 58, 260, 52)
    );
}

QTEST_APPLESS_MAIN(TestCompareLayout)
#include "tst_compare_layout.moc"
