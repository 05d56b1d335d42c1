/// The row between pictures and graph: steps, a slider over the clip, the time, and what happened
/// last.
#pragma once

#include <QWidget>
#include <vector>

#include "ui/compare_model.h"

class QLabel;
class QLineEdit;
class QSlider;
class QToolButton;

namespace nakawari {

class CompareActions;

/// Belongs to the interface thread.
class CompareNavigation : public QWidget {
    Q_OBJECT

 public:
    CompareNavigation(const CompareActions& actions, QWidget* parent = nullptr);

    void set_points(const std::vector<ComparePoint>& points);
    void set_position(const std::optional<ComparePoint>& point);
    /// A sentence that stays until the next one.
    void set_status(const QString& sentence);

 Q_SIGNALS:
    void time_chosen(const nakawari::Rational& seconds);
    /// What was written is no time.
    void time_refused();

 protected:
    void changeEvent(QEvent* event) override;

 private:
    void retranslate();
    void go();

    QSlider* slider_;
    QLineEdit* time_;
    QLabel* status_;
    std::vector<ComparePoint> points_;
    std::optional<ComparePoint> point_;
};

}  // namespace nakawari
