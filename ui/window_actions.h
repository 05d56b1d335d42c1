/// Every command of the main window as an action: menus, toolbar, keys and help sheet show the same
/// ones.
#pragma once

#include <QAction>
#include <QList>
#include <QObject>
#include <QString>

namespace nakawari {

/// Owned by the window. Texts are set again by retranslate(). Keys without Ctrl belong to the
/// picture (player_actions()), so that Space still presses a button that has the focus.
class WindowActions : public QObject {
    Q_OBJECT

 public:
    explicit WindowActions(QObject* parent = nullptr);

    QAction* open;
    QAction* open_folder;
    QAction* save_job;
    QAction* close_clip;
    QAction* quit;

    QAction* settings;
    QAction* copy_frame;

    QAction* fit;
    QAction* actual_size;
    QAction* zoom_in;
    QAction* zoom_out;
    QAction* nearest;
    QAction* facts;
    QAction* full_screen;

    QAction* play;
    QAction* backward;
    QAction* stop;
    QAction* forward;
    QAction* step_back;
    QAction* step_forward;
    QAction* to_start;
    QAction* to_end;
    QAction* loop;
    QAction* set_in;
    QAction* set_out;
    QAction* clear_range;
    QAction* add_cut;
    QAction* remove_cut;
    QAction* find_cuts;

    QAction* compare;

    QAction* add_to_queue;
    QAction* start;
    QAction* add_files;
    QAction* add_folder;
    QAction* run_queue;
    QAction* show_queue;
    QAction* clear_done;

    QAction* try_frame;
    QAction* try_second;
    QAction* try_range;
    QAction* wizard;
    QAction* models;
    QAction* log;

    QAction* shortcuts;
    QAction* diagnostics;
    QAction* about;

    /// To be added to the picture's widget.
    [[nodiscard]] QList<QAction*> player_actions() const;
    /// What needs an open clip.
    [[nodiscard]] QList<QAction*> clip_actions() const;
    void retranslate();

 private:
    QAction* make(const char* icon, const QList<QKeySequence>& keys);
    QAction* make_for_picture(const char* icon, const QList<QKeySequence>& keys);

    QList<QAction*> player_actions_;
};

/// A menu's text without the mark of its key.
[[nodiscard]] QString plain_text(const QString& words);

}  // namespace nakawari
