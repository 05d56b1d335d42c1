/// Commands: icons, keys and words.
#include "ui/window_actions.h"

#include <QKeySequence>
#include <QRegularExpression>

#include "ui/theme.h"

namespace nakawari {

QString plain_text(const QString& words) {
    // Japanese names its key in brackets behind the word: 開く(&O)…
    static const QRegularExpression bracket("\\s?\\(&\\w\\)");
    return QString(words).remove(bracket).remove('&');
}

WindowActions::WindowActions(QObject* parent) : QObject(parent) {
    open = make("open", {QKeySequence::Open});
    open_folder = make("folder", {QKeySequence("Ctrl+Shift+O")});
    save_job = make("", {QKeySequence::Save});
    close_clip = make("", QKeySequence::keyBindings(QKeySequence::Close));
    quit = make("", {QKeySequence("Ctrl+Q")});
    settings = make("settings", {QKeySequence("Ctrl+,")});
    copy_frame = make("", {QKeySequence("Ctrl+Shift+C")});
    fit = make("", {QKeySequence("Ctrl+0")});
    actual_size = make("", {QKeySequence("Ctrl+1")});
    zoom_in = make("", {QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")});
    zoom_out = make("", {QKeySequence("Ctrl+-")});
    nearest = make("", {});
    nearest->setCheckable(true);
    facts = make("", {QKeySequence("Ctrl+I")});
    facts->setCheckable(true);
    full_screen = make("", {QKeySequence("F11")});
    full_screen->setCheckable(true);
    play = make_for_picture("play", {Qt::Key_Space});
    backward = make_for_picture("", {Qt::Key_J});
    stop = make_for_picture("", {Qt::Key_K});
    forward = make_for_picture("", {Qt::Key_L});
    step_back = make_for_picture("step-back", {Qt::Key_Left});
    step_forward = make_for_picture("step-forward", {Qt::Key_Right});
    to_start = make_for_picture("to-start", {Qt::Key_Home});
    to_end = make_for_picture("to-end", {Qt::Key_End});
    loop = make("loop", {QKeySequence("Ctrl+L")});
    loop->setCheckable(true);
    set_in = make_for_picture("in", {Qt::Key_I});
    set_out = make_for_picture("out", {Qt::Key_O});
    clear_range = make("", {QKeySequence("Ctrl+Shift+X")});
    add_cut = make_for_picture("cut", {Qt::Key_C});
    remove_cut = make_for_picture("", {QKeySequence("Shift+C")});
    find_cuts = make("", {});
    compare = make("compare", {QKeySequence("Ctrl+K")});
    add_to_queue = make("", {QKeySequence("Ctrl+E")});
    start = make("interpolate", {QKeySequence("Ctrl+Return")});
    add_files = make("", {QKeySequence("Ctrl+Shift+E")});
    add_folder = make("", {});
    run_queue = make("", {QKeySequence("Ctrl+Shift+Return")});
    show_queue = make("queue", {QKeySequence("Ctrl+J")});
    show_queue->setCheckable(true);
    clear_done = make("", {});
    try_frame = make("", {QKeySequence("Ctrl+T")});
    try_second = make("", {QKeySequence("Ctrl+Shift+T")});
    try_range = make("", {QKeySequence("Ctrl+Alt+T")});
    wizard = make("wizard", {QKeySequence("Ctrl+Shift+W")});
    models = make("models", {QKeySequence("Ctrl+M")});
    log = make("", {QKeySequence("Ctrl+Shift+L")});
    shortcuts = make("", {QKeySequence::HelpContents});
    diagnostics = make("", {});
    about = make("", {});
    about->setMenuRole(QAction::AboutRole);
    settings->setMenuRole(QAction::PreferencesRole);
    quit->setMenuRole(QAction::QuitRole);
    retranslate();
}

QAction* WindowActions::make(const char* icon, const QList<QKeySequence>& keys) {
    auto* action = new QAction(this);
    if (*icon != '\0') {
        action->setIcon(theme::icon(icon));
    }
    action->setShortcuts(keys);
    return action;
}

QAction* WindowActions::make_for_picture(const char* icon, const QList<QKeySequence>& keys) {
    QAction* action = make(icon, keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    player_actions_.append(action);
    return action;
}

QList<QAction*> WindowActions::player_actions() const {
    return player_actions_;
}

QList<QAction*> WindowActions::clip_actions() const {
    return player_actions_ + QList<QAction*>{
                                 save_job,
                                 close_clip,
                                 copy_frame,
                                 fit,
                                 actual_size,
                                 zoom_in,
                                 zoom_out,
                                 loop,
                                 clear_range,
                                 find_cuts,
                                 compare,
                                 add_to_queue,
                                 start,
                                 try_frame,
                                 try_second,
                                 try_range};
}

void WindowActions::retranslate() {
    const auto set = [](QAction* action, const QString& words, const QString& tip = {}) {
        action->setText(words);
        action->setIconText(plain_text(words));
        QString name = tip.isEmpty() ? plain_text(words).remove(QChar(0x2026)) : tip;
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(key.isEmpty() ? name : QString("%1 (%2)").arg(name, key));
    };
    set(open, tr("&Open…"), tr("Open a video, a picture sequence or a saved job"));
    set(open_folder, tr("Open picture &folder…"), tr("Open a folder of numbered pictures"));
    set(save_job, tr("&Save job…"), tr("Save every setting, to run it again"));
    set(close_clip, tr("&Close clip"));
    set(quit, tr("&Quit"));
    set(settings, tr("&Settings…"));
    set(copy_frame, tr("Co&py picture"));
    set(fit, tr("&Fit picture"));
    set(actual_size, tr("&Actual size (1:1)"));
    set(zoom_in, tr("Zoom &in"));
    set(zoom_out, tr("Zoom &out"));
    set(nearest, tr("&Sharp pixels"), tr("Show pixels as squares instead of smoothing them"));
    set(facts, tr("Source fac&ts"), tr("Size, exact rate, colour and streams of the clip"));
    set(full_screen, tr("F&ull screen"));
    set(play, tr("&Play / pause"));
    set(backward, tr("Play &backward, again for faster"));
    set(stop, tr("S&top"));
    set(forward, tr("Play f&orward, again for faster"));
    set(step_back, tr("Pre&vious frame"));
    set(step_forward, tr("&Next frame"));
    set(to_start, tr("To the &start"));
    set(to_end, tr("To the &end"));
    set(loop, tr("&Loop"), tr("Play the range, or the clip, again and again"));
    set(set_in, tr("&In point here"));
    set(set_out, tr("&Out point here"));
    set(clear_range, tr("Clear &range"));
    set(add_cut, tr("Add &cut here"), tr("A new shot begins with this frame"));
    set(remove_cut, tr("Remove c&ut here"));
    set(find_cuts, tr("Cuts as &found"), tr("Forget edited cuts and use those that were found"));
    set(compare, tr("&Compare…"), tr("Models side by side on the same frame, with scores"));
    set(add_to_queue, tr("&Add to queue"));
    set(start, tr("&Interpolate"), tr("Add this job to the queue and start it"));
    set(add_files, tr("Add &files…"), tr("Add several clips with the present settings"));
    set(add_folder, tr("Add f&older…"), tr("Add every video of a folder with the present settings")
    );
    set(run_queue, tr("&Start or pause the queue"));
    set(show_queue, tr("S&how the queue"));
    set(clear_done, tr("&Remove what is done"));
    set(try_frame, tr("Try one &frame"));
    set(try_second, tr("Try one &second"));
    set(try_range, tr("Try the &range"));
    set(wizard, tr("&PoC wizard…"), tr("Prune, distil and measure on own footage"));
    set(models, tr("&Models…"));
    set(log, tr("&Log…"));
    set(shortcuts, tr("&Keyboard shortcuts"));
    set(diagnostics, tr("Copy &diagnostics"), tr("Versions, models and the log, for a bug report"));
    set(about, tr("&About Nakawari"));
}

}  // namespace nakawari
