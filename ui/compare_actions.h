/// Everything that can be done in the compare view, once, for buttons, menus and keys.
#pragma once

#include <QAction>
#include <QActionGroup>
#include <QList>
#include <QObject>
#include <array>

class QWidget;

namespace nakawari {

/// What is saved as a picture.
enum class SavedPicture { a = 1, b, difference, composite };

/// The actions belong to `view`; their keys work while the focus is inside it. What they do is
/// connected by whoever does it. Belongs to the interface thread.
class CompareActions : public QObject {
    Q_OBJECT

 public:
    explicit CompareActions(QWidget* view);

    /// In menu order; separators between groups.
    [[nodiscard]] QList<QAction*> all() const { return all_; }
    void retranslate();

    QActionGroup* modes;
    std::array<QAction*, 6> mode;  ///< in the order of CompareMode
    QAction* toggle;
    QAction* swap;
    QAction* previous;
    QAction* next;
    QAction* worst;
    QAction* copy_time;
    QAction* range_start;
    QAction* range_end;
    QAction* fit;
    QAction* actual_size;
    QAction* zoom_in;
    QAction* zoom_out;
    QAction* linked;                  ///< checkable
    QAction* nearest;                 ///< checkable
    QAction* overlay;                 ///< checkable
    QAction* save;                    ///< opens the menu of the four below
    std::array<QAction*, 4> save_as;  ///< in the order of SavedPicture
    QAction* close;

 private:
    QAction* add(QWidget* view, const QList<QKeySequence>& keys);
    QAction* add_check(QWidget* view, const QKeySequence& key, bool is_checked);
    void add_separator(QWidget* view);
    void name(QAction* action, const QString& text, const QString& tip);

    QList<QAction*> all_;
};

}  // namespace nakawari
