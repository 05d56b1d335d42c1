/// Debounce, measure, hand the plan to the model.
#include "ui/plan_measurer.h"

#include "ui/text.h"

namespace nakawari {

PlanMeasurer::PlanMeasurer(TrainingModel& model, const TrainingServices& services, QObject* parent)
    : QObject(parent), model_(model), services_(services) {
    constexpr int typing_pause_ms = 600;
    pause_.setSingleShot(true);
    pause_.setInterval(typing_pause_ms);
    connect(&pause_, &QTimer::timeout, this, &PlanMeasurer::request);
}

void PlanMeasurer::request_soon() {
    if (under_way_ == model_.request()) {
        return;
    }
    lane_.drop_all();
    under_way_.reset();
    is_busy_ = !model_.is_measured();
    if (is_busy_) {
        pause_.start();
    } else {
        pause_.stop();
    }
    fault_.clear();
    Q_EMIT changed();
}

void PlanMeasurer::request() {
    pause_.stop();
    if (under_way_ == model_.request()) {
        return;
    }
    if (model_.is_measured() || model_.is_run_started() || model_.clips().empty()) {
        lane_.drop_all();
        under_way_.reset();
        is_busy_ = false;
        Q_EMIT changed();
        return;
    }
    is_busy_ = true;
    fault_.clear();
    const PlanRequest asked = model_.request();
    under_way_ = asked;
    lane_.request(
        Waiting::dropped,
        [this, asked, known = model_.known_start(), make_plan = services_.make_plan](
            const std::stop_token& stop
        ) {
            PlanRequest request = asked;
            request.known_start = known;
            return make_plan(request, stop, [this](double share) {
                lane_.post([this, share] { Q_EMIT progressed(share); });
            });
        },
        [this, asked](const TrainingPlan& plan) {
            model_.adopt(asked, plan);
            under_way_.reset();
            is_busy_ = false;
            Q_EMIT changed();
        },
        [this](const Error& error) {
            fault_ = text::of(error);
            under_way_.reset();
            is_busy_ = false;
            Q_EMIT changed();
        }
    );
    Q_EMIT changed();
}

void PlanMeasurer::stop() {
    pause_.stop();
    lane_.drop_all();
    under_way_.reset();
    is_busy_ = false;
}

}  // namespace nakawari
