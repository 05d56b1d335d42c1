/// The clip as a strip: thumbnails, cuts, in and out points, and where the player is.
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "ui/clip_scan.h"

namespace nakawari {

/// Belongs to the interface thread. Times are from the clip's start. Click or drag: seek. Handles
/// of in, out and cuts can be dragged; a selected cut goes with Delete.
class TimelineBar : public QWidget {
    Q_OBJECT

 public:
    explicit TimelineBar(QWidget* parent = nullptr);

    /// Everything back to an empty strip of this length.
    void set_duration(const Rational& duration);
    void set_position(const Rational& position);
    void set_thumbnails(const std::vector<Thumbnail>& thumbnails);
    void set_range(const std::optional<Rational>& in, const std::optional<Rational>& out);
    void set_cuts(const std::vector<Rational>& cuts);
    [[nodiscard]] const std::vector<Rational>& cuts() const { return cuts_; }
    /// Times that cuts can have; a dragged or new cut goes to the nearest.
    void set_frame_times(const std::vector<Rational>& times) { frame_times_ = times; }
    [[nodiscard]] std::optional<Rational> selected_cut() const { return selected_cut_; }

    void add_cut(const Rational& pts);
    void remove_cut(const Rational& pts);

    /// Where a time lies, for tests and for whatever draws beside the strip.
    [[nodiscard]] double x_of(const Rational& pts) const;
    [[nodiscard]] Rational time_at(double x) const;

    QSize sizeHint() const override { return {640, 64}; }
    QSize minimumSizeHint() const override { return {240, 64}; }

 Q_SIGNALS:
    void seek_requested(const nakawari::Rational& pts);
    void range_edited(
        const std::optional<nakawari::Rational>& in, const std::optional<nakawari::Rational>& out
    );
    void cuts_edited();

 protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

 private:
    enum class Grip { none = 1, playhead, in, out, cut };

    [[nodiscard]] QRect strip() const;
    [[nodiscard]] Grip grip_at(const QPointF& position) const;
    [[nodiscard]] std::optional<Rational> cut_at(double x) const;
    [[nodiscard]] Rational nearest_frame(const Rational& pts) const;
    void drag_to(double x);
    void paint_thumbnails(QPainter& painter) const;
    void paint_range(QPainter& painter) const;
    void paint_cuts(QPainter& painter) const;

    Rational duration_;
    Rational position_;
    std::optional<Rational> in_;
    std::optional<Rational> out_;
    std::vector<Rational> cuts_;
    std::vector<Rational> frame_times_;
    std::optional<Rational> selected_cut_;
    std::vector<Thumbnail> thumbnails_;
    Grip grip_ = Grip::none;
    bool is_cut_moved_ = false;
};

}  // namespace nakawari
