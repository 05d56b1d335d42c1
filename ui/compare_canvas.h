/// The panes of the compare view, side by side, zoomed and dragged together.
#pragma once

#include <QWidget>
#include <array>
#include <vector>

#include "ui/compare_pane.h"

namespace nakawari {

enum class Linking { linked = 1, separate };

/// Owns its panes. Belongs to the interface thread.
class CompareCanvas : public QWidget {
    Q_OBJECT

 public:
    explicit CompareCanvas(QWidget* parent = nullptr);

    /// 1 to 4 of them.
    void show_panes(const std::vector<PaneContent>& contents);
    void show_wipe(const PaneContent& a, const PaneContent& b, double share);

    void set_overlay(Overlay overlay);
    void set_sampling(Sampling sampling);
    void set_sample_aspect(double aspect);
    /// Linking takes every pane to where the first one is.
    void set_linking(Linking linking);

    /// Of the pane that has the focus, and with it the linked ones.
    void fit();
    void show_actual_size();
    void zoom_by(double factor);
    /// By parts of the visible width and height.
    void pan_by(double x, double y);

    [[nodiscard]] const std::vector<ComparePane*>& visible_panes() const { return visible_; }

    QSize sizeHint() const override { return {960, 480}; }
    QSize minimumSizeHint() const override { return {320, 180}; }

 Q_SIGNALS:
    void wipe_moved(double share);

 protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

 private:
    void set_count(std::size_t count);
    void arrange();
    [[nodiscard]] ComparePane& active();
    void follow(const ComparePane& leader);

    std::array<ComparePane*, 4> panes_;  ///< children
    std::vector<ComparePane*> visible_;
    Linking linking_ = Linking::linked;
};

}  // namespace nakawari
