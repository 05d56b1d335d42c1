/// The row under the picture: buttons to play and step, the time, in and out points.
#pragma once

#include <QWidget>
#include <optional>

#include "core/rational.h"

class QAction;
class QLabel;
class QLineEdit;
class QToolButton;

namespace nakawari {

/// Shows actions that the main window owns, so that buttons, menus and keys are one thing.
class TransportBar : public QWidget {
    Q_OBJECT

 public:
    struct Actions {
        QAction* to_start = nullptr;
        QAction* step_back = nullptr;
        QAction* play = nullptr;
        QAction* step_forward = nullptr;
        QAction* to_end = nullptr;
        QAction* loop = nullptr;
        QAction* set_in = nullptr;
        QAction* set_out = nullptr;
        QAction* add_cut = nullptr;
    };

    explicit TransportBar(const Actions& actions, QWidget* parent = nullptr);

    void set_times(const Rational& position, const Rational& duration);
    void set_range(const std::optional<Rational>& in, const std::optional<Rational>& out);
    /// "24 → 48 fps", with the exact rates in the tooltip.
    void set_rates(const Rational& from, const Rational& to);
    void clear();

 Q_SIGNALS:
    /// A time was typed.
    void seek_requested(const nakawari::Rational& pts);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    void retranslate();
    void take_typed_time();

    QLineEdit* position_;
    QLabel* duration_;
    QLabel* range_;
    QLabel* rates_;
};

}  // namespace nakawari
