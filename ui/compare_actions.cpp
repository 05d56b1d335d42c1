/// Names, keys and tips of the compare view's actions.
#include "ui/compare_actions.h"

#include <QKeySequence>
#include <QWidget>

#include "ui/compare_text.h"

namespace nakawari {

CompareActions::CompareActions(QWidget* view) : QObject(view), modes(new QActionGroup(view)) {
    for (std::size_t i = 0; i < mode.size(); ++i) {
        mode[i] = add(view, {QKeySequence(Qt::Key_1 + static_cast<int>(i))});
        mode[i]->setCheckable(true);
        modes->addAction(mode[i]);
    }
    mode[0]->setChecked(true);
    toggle = add(view, {QKeySequence(Qt::Key_X)});
    swap = add(view, {QKeySequence(Qt::SHIFT | Qt::Key_X)});
    add_separator(view);
    previous = add(view, {QKeySequence(Qt::Key_BracketLeft), QKeySequence(Qt::Key_PageUp)});
    next = add(view, {QKeySequence(Qt::Key_BracketRight), QKeySequence(Qt::Key_PageDown)});
    worst = add(view, {QKeySequence(Qt::Key_W)});
    copy_time = add(view, {QKeySequence(QKeySequence::Copy)});
    range_start = add(view, {QKeySequence(Qt::Key_I)});
    range_end = add(view, {QKeySequence(Qt::Key_O)});
    add_separator(view);
    fit = add(view, {QKeySequence(Qt::Key_0), QKeySequence(Qt::Key_F)});
    actual_size = add(view, {QKeySequence(Qt::Key_Z)});
    zoom_in = add(view, {QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_Equal)});
    zoom_out = add(view, {QKeySequence(Qt::Key_Minus)});
    linked = add_check(view, QKeySequence(Qt::Key_L), true);
    nearest = add_check(view, QKeySequence(Qt::Key_N), false);
    overlay = add_check(view, QKeySequence(Qt::Key_H), true);
    add_separator(view);
    save = add(view, {QKeySequence(Qt::Key_S)});
    for (QAction*& action : save_as) {
        action = add(view, {});
    }
    close = add(view, QKeySequence::keyBindings(QKeySequence::Close));
    retranslate();
}

QAction* CompareActions::add(QWidget* view, const QList<QKeySequence>& keys) {
    auto* action = new QAction(view);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    view->addAction(action);
    all_.push_back(action);
    return action;
}

QAction* CompareActions::add_check(QWidget* view, const QKeySequence& key, bool is_checked) {
    QAction* action = add(view, {key});
    action->setCheckable(true);
    action->setChecked(is_checked);
    return action;
}

void CompareActions::add_separator(QWidget* view) {
    auto* separator = new QAction(view);
    separator->setSeparator(true);
    all_.push_back(separator);
}

void CompareActions::name(QAction* action, const QString& text, const QString& tip) {
    action->setText(text);
    const QString key = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(key.isEmpty() ? tip : QString("%1 (%2)").arg(tip, key));
}

void CompareActions::retranslate() {
    const std::array<QString, 6> tips{
        tr("A and B beside each other."),
        tr("A and B in one place, divided by a handle: drag it, or use the arrow keys."),
        tr("A or B in one place; X changes between them."),
        tr("How far each picture is from its reference."),
        tr("Where fine detail (textures, edges) is wrong, missing or invented."),
        tr("A and B above the source and a baseline.")};
    for (std::size_t i = 0; i < mode.size(); ++i) {
        name(mode[i], CompareText::mode(static_cast<CompareMode>(i + 1)), tips[i]);
    }
    name(toggle, tr("Show A or B"), tr("Change between A and B."));
    name(swap, tr("Swap A and B"), tr("A becomes B and B becomes A."));
    name(previous, tr("Previous frame"), tr("The previous frame that a model can make."));
    name(next, tr("Next frame"), tr("The next frame that a model can make."));
    name(worst, tr("Worst frame"), tr("The next of the worst frames scored so far."));
    name(copy_time, tr("Copy time"), tr("Copy the time of this frame."));
    name(range_start, tr("Range starts here"), tr("Score from this frame on."));
    name(
        range_end,
        tr("Range ends here"),
        tr("Score up to the frame before this one, as a job exports it.")
    );
    swap->setIconText(QStringLiteral("⇄"));
    previous->setIconText(QStringLiteral("◀"));
    next->setIconText(QStringLiteral("▶"));
    worst->setIconText(tr("Worst"));
    copy_time->setIconText(tr("Copy"));
    range_start->setIconText(tr("Range from here"));
    range_end->setIconText(tr("to here"));
    name(fit, tr("Fit"), tr("The whole picture, as large as it goes."));
    name(actual_size, tr("1:1"), tr("One sample of the picture on one pixel of the screen."));
    name(zoom_in, tr("Larger"), tr("Zoom in; the wheel does it at the cursor."));
    name(zoom_out, tr("Smaller"), tr("Zoom out; the wheel does it at the cursor."));
    name(linked, tr("Linked"), tr("Zoom and move all pictures together."));
    name(nearest, tr("Pixels"), tr("Show enlarged samples as squares instead of smoothly."));
    name(overlay, tr("Numbers"), tr("Show scores over the pictures."));
    name(save, tr("Save picture"), tr("Save a picture as PNG."));
    name(close, tr("Close"), tr("Close this comparison."));
    name(save_as[0], tr("Picture &A…"), tr("A’s picture of this frame, every sample as it is."));
    name(save_as[1], tr("Picture &B…"), tr("B’s picture of this frame, every sample as it is."));
    name(save_as[2], tr("&Difference…"), tr("The difference from the reference, enlarged."));
    name(save_as[3], tr("&Comparison…"), tr("What is shown, with the numbers over it."));
}

}  // namespace nakawari
