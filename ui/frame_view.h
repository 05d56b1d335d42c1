/// A widget that shows one picture: zoomed at the cursor, dragged, fitted, in true device pixels.
#pragma once

#include <QImage>
#include <QPointF>
#include <QRectF>
#include <QWidget>
#include <optional>
#include <vector>

namespace nakawari {

/// Which part of the picture a view shows, so that several can show the same one.
struct ViewTransform {
    bool is_fitted = true;        ///< the whole picture, as large as it goes; scale follows
    double scale = 1;             ///< device pixels per row of the picture
    QPointF center = {0.5, 0.5};  ///< of the picture (0 … 1), in the middle of the view
    friend bool operator==(const ViewTransform&, const ViewTransform&) = default;
};

enum class Sampling {
    automatic = 1,  ///< nearest from 200 % on, else smooth
    nearest,
    smooth,
};

/// Belongs to the interface thread. Wheel: zoom at the cursor. Drag: pan. Double click: fit or 1:1.
/// Derived views may paint something else in place of the picture and something over it.
class FrameView : public QWidget {
    Q_OBJECT

 public:
    explicit FrameView(QWidget* parent = nullptr);

    /// A picture of another size keeps the transform. An empty one shows the surround only.
    void set_image(const QImage& image);
    [[nodiscard]] const QImage& image() const { return image_; }
    /// Width of a picture's sample relative to its height.
    void set_sample_aspect(double aspect);
    void set_sampling(Sampling sampling);
    [[nodiscard]] Sampling sampling() const { return sampling_; }

    /// With `scale` as it is at the moment, also while fitted.
    [[nodiscard]] ViewTransform transform() const;
    /// Does not emit transform_changed: linked views would answer each other for ever.
    void set_transform(const ViewTransform& transform);

    void fit();
    /// One sample of the picture on one pixel of the screen.
    void show_actual_size();
    /// Around a point of the widget; the middle if there is none.
    void zoom_by(double factor, std::optional<QPointF> at = {});
    [[nodiscard]] double scale() const;

    /// Where the picture lies in the widget, also where it is out of sight.
    [[nodiscard]] QRectF picture_rect() const;
    /// The sample under a point of the widget; empty outside the picture.
    [[nodiscard]] std::optional<QPoint> sample_at(const QPointF& position) const;

    QSize sizeHint() const override { return {640, 360}; }
    QSize minimumSizeHint() const override { return {160, 90}; }

 Q_SIGNALS:
    /// The person moved or zoomed the picture.
    void transform_changed(const nakawari::ViewTransform& transform);

 protected:
    /// Draws the picture; a view that shows several overrides it and calls draw_picture().
    virtual void paint_picture(QPainter& painter);
    /// Drawn last, in the widget's coordinates.
    virtual void paint_over(QPainter& /*painter*/) {}
    /// Draws a picture of the same size as image() where the transform puts it.
    void draw_picture(QPainter& painter, const QImage& picture);

    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    struct Scaled {
        qint64 key = 0;  ///< of the unscaled picture
        QImage image;
    };

    [[nodiscard]] QSizeF device_size() const;
    [[nodiscard]] QSizeF display_size() const;
    [[nodiscard]] double fitting_scale() const;
    [[nodiscard]] QRectF device_rect() const;
    [[nodiscard]] const QImage& scaled(const QImage& picture, QSize size);
    void change(const ViewTransform& transform);

    QImage image_;
    double sample_aspect_ = 1;
    Sampling sampling_ = Sampling::automatic;
    ViewTransform transform_;
    std::optional<QPointF> drag_;
    std::vector<Scaled> scaled_;  ///< reduced pictures, so that a repaint costs nothing
};

}  // namespace nakawari
