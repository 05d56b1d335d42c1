/// The geometry of the picture's widget, and frames as pictures.
#include <QtTest>

#include "ui/frame_image.h"
#include "ui/frame_view.h"

using namespace nakawari;

class TestFrameView : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void init();
    void fits_and_keeps_the_shape();
    void zooms_at_the_cursor();
    void drags_the_picture();
    void double_click_changes_between_fit_and_actual_size();
    void linked_views_do_not_echo();
    void respects_sample_aspect();
    void frames_become_pictures();
    void pictures_are_turned();

 private:
    std::unique_ptr<FrameView> view_;
};

void TestFrameView::init() {
    view_ = std::make_unique<FrameView>();
    view_->resize(400, 300);
    QImage image(100, 50, QImage::Format_RGB32);
    image.fill(Qt::red);
    view_->set_image(image);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
}

void TestFrameView::fits_and_keeps_the_shape() {
    QCOMPARE(view_->scale(), 4.0);
    QCOMPARE(view_->picture_rect(), QRectF(0, 50, 400, 200));
    const QImage shown = view_->grab().toImage();
    QCOMPARE(shown.pixelColor(200, 150), QColor(Qt::red));
    QVERIFY(shown.pixelColor(200, 20) != QColor(Qt::red));
}

void TestFrameView::zooms_at_the_cursor() {
    const QPointF at(100, 120);
    const auto before = view_->sample_at(at);
    view_->zoom_by(3, at);
    QCOMPARE(view_->scale(), 12.0);
    QVERIFY(!view_->transform().is_fitted);
    QCOMPARE(view_->sample_at(at), before);
    view_->zoom_by(1e9);
    QVERIFY(view_->scale() <= 64);
    view_->zoom_by(1e-9);
    QVERIFY(view_->scale() > 0.01);
}

void TestFrameView::drags_the_picture() {
    view_->zoom_by(2);
    const QRectF before = view_->picture_rect();
    QTest::mousePress(view_.get(), Qt::LeftButton, {}, {200, 150});
    QTest::mouseMove(view_.get(), {230, 160});
    QTest::mouseRelease(view_.get(), Qt::LeftButton, {}, {230, 160});
    QCOMPARE(view_->picture_rect().topLeft() - before.topLeft(), QPointF(30, 10));
    QVERIFY(!view_->sample_at({-500, 0}));
}

void TestFrameView::double_click_changes_between_fit_and_actual_size() {
    QTest::mouseDClick(view_.get(), Qt::LeftButton, {}, {200, 150});
    QCOMPARE(view_->scale(), 1.0);
    QTest::mouseDClick(view_.get(), Qt::LeftButton, {}, {200, 150});
    QVERIFY(view_->transform().is_fitted);
}

void TestFrameView::linked_views_do_not_echo() {
    FrameView other;
    other.resize(400, 300);
    other.set_image(view_->image());
    connect(view_.get(), &FrameView::transform_changed, &other, &FrameView::set_transform);
    connect(&other, &FrameView::transform_changed, view_.get(), &FrameView::set_transform);
    QSignalSpy spy(&other, &FrameView::transform_changed);
    view_->zoom_by(2, QPointF(10, 100));
    QCOMPARE(other.transform(), view_->transform());
    QCOMPARE(spy.count(), 0);
}

void TestFrameView::respects_sample_aspect() {
    view_->set_sample_aspect(2);
    QCOMPARE(view_->picture_rect().size(), QSizeF(400, 100));
}

void TestFrameView::frames_become_pictures() {
    const Frame frame =
        Frame::make({3, 2}, rgb_float_format, {}, [](const std::vector<MutablePlane>& planes) {
            for (std::size_t p = 0; p < 3; ++p) {
                for (int y = 0; y < 2; ++y) {
                    for (int x = 0; x < 3; ++x) {
                        reinterpret_cast<float*>(planes[p].data + y * planes[p].stride)[x] =
                            p == 0   ? -0.5F
                            : p == 1 ? static_cast<float>(x) / 2
                                     : 1.5F;
                    }
                }
            }
        });
    const QImage image = FrameImages().image(frame);
    QCOMPARE(image.size(), QSize(3, 2));
    QCOMPARE(image.pixelColor(0, 0), QColor(0, 0, 255));
    QCOMPARE(image.pixelColor(1, 1), QColor(0, 128, 255));
    QCOMPARE(image.pixelColor(2, 1), QColor(0, 255, 255));
}

void TestFrameView::pictures_are_turned() {
    const PixelFormat grey{SampleModel::grey, 8, 0, 0};
    Color color;
    color.range = ColorRange::full;
    const Frame frame =
        Frame::make({2, 1}, grey, color, [](const std::vector<MutablePlane>& planes) {
            planes[0].data[0] = std::byte{0};
            planes[0].data[1] = std::byte{255};
        });
    const QImage image = FrameImages().image(frame, 90);
    QCOMPARE(image.size(), QSize(1, 2));
    QCOMPARE(image.pixelColor(0, 0), QColor(Qt::black));
    QCOMPARE(image.pixelColor(0, 1), QColor(Qt::white));
}

QTEST_MAIN(TestFrameView)
#include "tst_frame_view.moc"
