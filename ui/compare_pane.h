/// One place of the compare view: a picture, or two divided by a handle, with plates over them.
#pragma once

#include <QTimer>
#include <optional>

#include "ui/compare_paint.h"
#include "ui/frame_view.h"

namespace nakawari {

/// Belongs to the interface thread. In a wipe the handle is dragged with the mouse, or moved with
/// Left and Right (with Shift further), Home and End.
class ComparePane : public FrameView {
    Q_OBJECT

 public:
    explicit ComparePane(QWidget* parent = nullptr);

    void set_content(const PaneContent& content);
    /// A left of the handle, B right of it.
    void set_wipe(const PaneContent& a, const PaneContent& b, double share);
    void set_overlay(Overlay overlay);

 Q_SIGNALS:
    /// The person moved the handle; set_wipe() follows, from whoever keeps the state.
    void wipe_moved(double share);

 protected:
    void paint_picture(QPainter& painter) override;
    void paint_over(QPainter& painter) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

 private:
    struct WipedContent {
        PaneContent b;
        double share = 0.5;
    };

    void take(const PaneContent& content);
    [[nodiscard]] compare_layout::Wipe divided() const;
    void describe();

    PaneContent content_;
    std::optional<WipedContent> wiped_;
    Overlay overlay_ = Overlay::shown;
    bool is_dragging_ = false;
    bool shows_focus_ = false;  ///< it came by a key
    QTimer turning_;            ///< of the ring, while something is on its way
    double turn_ = 0;
};

}  // namespace nakawari
