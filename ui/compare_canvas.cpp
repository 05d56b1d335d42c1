/// Up to four panes with one transform.
#include "ui/compare_canvas.h"

#include <QPainter>
#include <algorithm>

#include "ui/compare_layout.h"
#include "ui/theme.h"

namespace nakawari {
namespace {

constexpr int gap = 2;

}  // namespace

CompareCanvas::CompareCanvas(QWidget* parent) : QWidget(parent) {
    for (ComparePane*& pane : panes_) {
        pane = new ComparePane(this);
        pane->hide();
        connect(pane, &FrameView::transform_changed, this, [this, pane] { follow(*pane); });
        connect(pane, &ComparePane::wipe_moved, this, &CompareCanvas::wipe_moved);
    }
    set_count(1);
}

void CompareCanvas::set_count(std::size_t count) {
    if (visible_.size() == count) {
        return;
    }
    const ViewTransform transform = visible_.empty() ? ViewTransform() : active().transform();
    visible_.assign(panes_.begin(), panes_.begin() + static_cast<std::ptrdiff_t>(count));
    arrange();
    for (std::size_t i = 0; i < panes_.size(); ++i) {
        if (linking_ == Linking::linked) {
            panes_[i]->set_transform(transform);
        }
        panes_[i]->setVisible(i < count);
    }
}

void CompareCanvas::show_panes(const std::vector<PaneContent>& contents) {
    set_count(std::clamp<std::size_t>(contents.size(), 1, panes_.size()));
    for (std::size_t i = 0; i < visible_.size() && i < contents.size(); ++i) {
        visible_[i]->set_content(contents[i]);
    }
}

void CompareCanvas::show_wipe(const PaneContent& a, const PaneContent& b, double share) {
    set_count(1);
    visible_[0]->set_wipe(a, b, share);
}

void CompareCanvas::set_overlay(Overlay overlay) {
    for (ComparePane* pane : panes_) {
        pane->set_overlay(overlay);
    }
}

void CompareCanvas::set_sampling(Sampling sampling) {
    for (ComparePane* pane : panes_) {
        pane->set_sampling(sampling);
    }
}

void CompareCanvas::set_sample_aspect(double aspect) {
    for (ComparePane* pane : panes_) {
        pane->set_sample_aspect(aspect);
    }
}

void CompareCanvas::set_linking(Linking linking) {
    linking_ = linking;
    follow(active());
}

ComparePane& CompareCanvas::active() {
    const auto focused = std::find_if(
        visible_.begin(), visible_.end(), [](const ComparePane* pane) { return pane->hasFocus(); }
    );
    return focused == visible_.end() ? *visible_[0] : **focused;
}

void CompareCanvas::follow(const ComparePane& leader) {
    if (linking_ == Linking::separate) {
        return;
    }
    for (ComparePane* pane : panes_) {
        if (pane != &leader) {
            pane->set_transform(leader.transform());
        }
    }
}

void CompareCanvas::fit() {
    active().fit();
}

void CompareCanvas::show_actual_size() {
    active().show_actual_size();
}

void CompareCanvas::zoom_by(double factor) {
    active().zoom_by(factor);
}

void CompareCanvas::pan_by(double x, double y) {
    ComparePane& pane = active();
    const QRectF picture = pane.picture_rect();
    if (picture.isEmpty()) {
        return;
    }
    ViewTransform transform = pane.transform();
    const QPointF center = transform.is_fitted ? QPointF(0.5, 0.5) : transform.center;
    transform.is_fitted = false;
    transform.center =
        center + QPointF(x * pane.width() / picture.width(), y * pane.height() / picture.height());
    pane.set_transform(transform);
    follow(pane);
}

void CompareCanvas::arrange() {
    const std::vector<QRect> rects =
        compare_layout::pane_rects(static_cast<int>(visible_.size()), rect(), gap);
    for (std::size_t i = 0; i < visible_.size(); ++i) {
        visible_[i]->setGeometry(rects[i]);
    }
}

void CompareCanvas::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void CompareCanvas::paintEvent(QPaintEvent* /*event*/) {
    QPainter(this).fillRect(rect(), Qt::black);
}

}  // namespace nakawari
