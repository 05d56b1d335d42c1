/// Asks for a plan in the background whenever what it depends on has changed.
#pragma once

#include <QObject>
#include <QTimer>
#include <optional>

#include "ui/task_lane.h"
#include "ui/training_model.h"
#include "ui/training_services.h"

namespace nakawari {

/// A plan needs a measured training step, which takes seconds; the newest request counts. Two pages
/// share it. Interface thread only.
class PlanMeasurer : public QObject {
    Q_OBJECT

 public:
    PlanMeasurer(TrainingModel& model, const TrainingServices& services, QObject* parent);

    /// Measures unless the model's plan already answers its request, or soon will.
    void request();
    /// The same, once typing has paused.
    void request_soon();
    void stop();
    [[nodiscard]] bool is_busy() const { return is_busy_; }
    /// Why the last measurement failed; empty if it did not.
    [[nodiscard]] const QString& fault() const { return fault_; }

 Q_SIGNALS:
    /// Busy or not, or a new plan or fault.
    void changed();
    void progressed(double share);

 private:
    TrainingModel& model_;
    const TrainingServices& services_;
    QTimer pause_;
    bool is_busy_ = false;
    std::optional<PlanRequest> under_way_;  ///< asked for, without an answer yet
    QString fault_;
    TaskLane lane_{QStringLiteral("plan")};  ///< last: joined before the rest goes
};

}  // namespace nakawari
